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

export class Search {
  #things: Thing[] = [];
  #folded: string[] | undefined;

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
