// The view's own words.
import type { Lang } from "./data";
import words from "./words.json";

export type Word = keyof typeof words.say;

/** One of the view's words; `{0}`, `{1}` … are filled in. */
export function say(lang: Lang, word: Word, ...values: (string | number)[]): string {
  return words.say[word][lang].replace(/\{(\d)\}/g, (_, at: string) => String(values[Number(at)] ?? ""));
}
