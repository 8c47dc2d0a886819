// The reader's language, and the page's own words in it.
import { signal } from "@preact/signals";
import { address } from "./address";
import { recall, remember } from "./memory";
import words from "./words.json";

export type Language = "da" | "en";
export type Word = keyof typeof words;

function first(): Language {
  const chosen = address.value.parameters.get("lang") ?? recall("language");
  if (chosen === "da" || chosen === "en") return chosen;
  const known = navigator.languages.map((one) => one.slice(0, 2)).find((one) => one === "da" || one === "en");
  return known === "en" ? "en" : "da";
}

export const language = signal<Language>(first());

export function speak(chosen: Language): void {
  language.value = chosen;
  remember("language", chosen);
}

/** One of the page's own words; `{0}`, `{1}` … are filled in. */
export function t(word: Word, ...values: (string | number)[]): string {
  return words[word][language.value].replace(/\{(\d)\}/g, (_, at: string) => String(values[Number(at)] ?? ""));
}
