// Search in all that the documents say, also where nothing was found: their texts are fetched as they are asked for.
import { data } from "./data";
import type { Doc, Statement } from "./model";
import type { Reading } from "./reading";
import { fold, wordsOf } from "./search";
import { last } from "./show";

/** So many documents are searched at once; of more, a reader is asked first. */
export const AT_ONCE = 50;
/** More documents than these are not fetched into a browser. */
export const MOST = 500;
/** How much stands beside a word, in characters. */
const BESIDE = 70;

export interface Hit {
  document: Doc;
  start: number;
  end: number;
  before: string;
  word: string;
  after: string;
}

/** Lines of the documents in which words begin as those sought, one hit each; lines of statements already found are left out. */
export async function inTexts(documents: Doc[], query: string, found: Statement[]): Promise<Hit[]> {
  const words = wordsOf(query);
  const known = new Set(found.map((one) => one.id));
  const hits = await Promise.all(
    documents.map(async (document) => {
      const reading = await data<Reading>(`document/${last(document.id)}`);
      const told = reading.marks.filter((mark) => known.has(mark.to));
      return hitsIn(reading.text, words)
        .filter(([start, end]) => !told.some((mark) => mark.s <= start && mark.e >= end))
        .map(([start, end, from, to]) => shown(document, reading.text, start, end, from, to));
    }),
  );
  return hits.flat();
}

function hitsIn(text: string, words: string[]): [start: number, end: number, from: number, to: number][] {
  const hits: [number, number, number, number][] = [];
  let from = 0;
  for (const line of text.split("\n")) {
    const folded = ` ${fold(line)}`;
    if (words.every((word) => folded.includes(` ${word}`))) {
      const first = [...line.matchAll(/[\p{L}\p{N}]+/gu)].find((token) => words.some((word) => fold(token[0]).startsWith(word)));
      if (first) hits.push([from + first.index, from + first.index + first[0].length, from, from + line.length]);
    }
    from += line.length + 1;
  }
  return hits;
}

function shown(document: Doc, text: string, start: number, end: number, from: number, to: number): Hit {
  const left = start - from > BESIDE ? `… ${text.slice(start - BESIDE, start).replace(/^\S*\s/, "")}` : text.slice(from, start);
  const right = to - end > BESIDE ? `${text.slice(end, end + BESIDE).replace(/\s\S*$/, "")} …` : text.slice(end, to);
  const plain = (words: string) => words.replace(/\*+|_{2,}|^#+\s*|^\s*[-–•|]\s+|\s*\|\s*$/g, "");
  return { document, start, end, before: plain(left), word: text.slice(start, end), after: plain(right) };
}
