// Where a word is divided: at a syllable, and best where a compound is joined of words that are known.
import danish from "hyphen/da";
import { language } from "./language";

const MARK = "\u00ad";
// Outside Danish, where no list of syllables comes along: before a consonant between vowels.
const SYLLABLE = /(?<=[aeiouy].*)(?=[^aeiouy-][aeiouy])/g;

/** A word in pieces of so many letters at most, each but the last with a hyphen. */
export function divided(word: string, fits: number, known: ReadonlySet<string>): string[] {
  if (word.length <= fits) return [word];
  const places = syllables(word).filter((at) => at >= 3 && at < fits && at <= word.length - 3);
  const joint = (at: number) => told(word.slice(0, at), known) + told(word.slice(at), known);
  const best = Math.max(0, ...places.map(joint));
  const at = places.filter((one) => joint(one) === best).at(-1) ?? fits - 1;
  return [`${word.slice(0, at)}-`, ...divided(word.slice(at), fits, known)];
}

function syllables(word: string): number[] {
  if (language.value !== "da") return [...word.matchAll(SYLLABLE)].map((one) => one.index);
  const parts = danish.hyphenateSync(word, { hyphenChar: MARK }).split(MARK);
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join("").length);
}

/** How many letters of a compound's part are a known word, with or without the s that joins it. */
function told(part: string, known: ReadonlySet<string>): number {
  const plain = part.toLocaleLowerCase("da");
  return known.has(plain) || known.has(plain.replace(/s$/, "")) ? part.length : 0;
}
