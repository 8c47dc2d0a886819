// Search by the beginnings of words, in any order, whatever the case and the keyboard.
import type { Model, Statement } from "./model";

/** Words in small letters without accents; æ, ø and å also as ae, oe and aa. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/æ/g, "ae")
    .replace(/ø/g, "oe")
    .replace(/å/g, "aa")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export type ThingKind = "paradoks" | "tema" | "aktoer" | "dokument" | "begivenhed";

export interface Thing {
  kind: ThingKind;
  id: string;
  label: string;
  weight: number;
  folded: string;
}

/** How a word is most often written, and how often it is so. */
interface Counted {
  word: string;
  count: number;
}

function vocabularyOf(texts: string[]): Map<string, Counted> {
  const counts = new Map<string, number>();
  for (const text of texts) for (const [word] of text.matchAll(/\p{L}{3,}/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const found = new Map<string, Counted>();
  for (const [word, count] of counts) {
    const one = found.get(fold(word));
    if (!one || one.count < count) found.set(fold(word), { word, count });
  }
  return found;
}

/** A folded word as a keyboard without æ, ø and å may write it. */
function bare(folded: string): string {
  return folded.replace(/ae|aa/g, "a").replace(/oe/g, "o");
}

/** The few words that differ least, as long as a slip of the keyboard or two tell them apart; of equals the shortest, then the most frequent first. */
function nearest(sought: string, known: [string, Counted][]): string[] {
  const most = sought.length < 3 ? 0 : sought.length < 7 ? 1 : 2;
  const plain = bare(sought);
  return known
    .filter(([one]) => one.length >= sought.length - most)
    .map(([one, { word, count }]) => ({ word, count, length: one.length, slips: bare(one).startsWith(plain) ? 0 : differing(sought, one, most) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips || a.length - b.length || b.count - a.count)
    .slice(0, 5)
    .map(({ word }) => word);
}

/** In how many letters a word differs from the beginning of another: changed, left out, put in or swapped; at most one more than asked for. */
function differing(word: string, other: string, most: number): number {
  const width = Math.min(other.length, word.length + most);
  let [before, last]: number[][] = [[], Array.from({ length: width + 1 }, (_, at) => at)];
  for (let row = 1; row <= word.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= width; at += 1) {
      const same = word[row - 1] === other[at - 1];
      let least = Math.min((last?.[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (last?.[at - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && at > 1 && word[row - 1] === other[at - 2] && word[row - 2] === other[at - 1]) least = Math.min(least, (before?.[at - 2] ?? 0) + 1);
      next.push(least);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, last] = [last, next];
  }
  return Math.min(...(last ?? []));
}

export class Search {
  #things: Thing[] = [];
  #folded: string[] | undefined;
  #vocabulary: Map<string, Counted> | undefined;

  constructor(readonly model: Model, named: (id: string) => string) {
    const add = (kind: ThingKind, id: string, weight: number, ...also: string[]) => {
      const label = named(id);
      this.#things.push({ kind, id, label, weight, folded: ` ${fold([label, ...also].join(" "))}` });
    };
    for (const one of model.index.themes) add("tema", one.id, model.under(one.id).length, one.label.da, one.label.en ?? "", ...(one.also ?? []));
    for (const one of model.index.actors) {
      const weight = (model.said.get(one.id)?.length ?? 0) + (model.about.get(one.id)?.length ?? 0);
      add("aktoer", one.id, weight, one.label.en ?? "", ...(one.also ?? []));
    }
    for (const one of model.index.documents) add("dokument", one.id, 50, one.name, one.date ?? "");
    for (const one of model.index.paradoxes) add("paradoks", one.id, 5);
    for (const one of model.index.events) add("begivenhed", one.id, 1);
  }

  things(query: string, most: number): Thing[] {
    const words = wordsOf(query);
    if (!words.length) return [];
    const found = this.#things.filter((thing) => words.every((word) => thing.folded.includes(` ${word}`)));
    const rank = (thing: Thing) => (thing.folded.startsWith(` ${words[0]}`) ? 1000 : 0) + thing.weight;
    return found.sort((a, b) => rank(b) - rank(a)).slice(0, most);
  }

  /** The query with each word that nothing begins with put as the likest one, so that something is found; nothing where that cannot be. */
  likest(query: string): string | undefined {
    this.#vocabulary ??= vocabularyOf([...this.model.index.statements.map((one) => one.text), ...this.#things.map((one) => one.label)]);
    const known = [...this.#vocabulary];
    let tried = [""];
    for (const word of query.split(/[^\p{L}\p{N}]+/u).filter(Boolean).slice(0, 4)) {
      const folded = fold(word);
      const options = known.some(([one]) => one.startsWith(folded)) ? [word] : nearest(folded, known);
      tried = tried.flatMap((one) => options.map((option) => `${one} ${option}`.trim()));
    }
    return tried.find((one) => fold(one) !== fold(query) && (this.things(one, 1).length || this.statements(one).length));
  }

  statements(query: string): Statement[] {
    const words = wordsOf(query);
    const all = this.model.index.statements;
    if (!words.length) return all;
    this.#folded ??= all.map((one) => ` ${fold(one.text)}`);
    const folded = this.#folded;
    return all.filter((_, at) => words.every((word) => folded[at]?.includes(` ${word}`)));
  }
}

export function wordsOf(query: string): string[] {
  return fold(query).split(" ").filter(Boolean);
}
