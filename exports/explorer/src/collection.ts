// What a reader collects on the way: statements in the order chosen, kept by the browser; the collection's address holds them, too.
import { signal } from "@preact/signals";
import { address, changed, go, link } from "./address";
import { recall, remember } from "./memory";
import type { Model, Statement } from "./model";
import { last } from "./show";

/** The ends of the statements' IRIs, as in the address of one in the reader. */
export const collected = signal<string[]>(Object.values(recalled("collection")));
/** What the reader has noted on statements, by the same names. */
export const notes = signal<Record<string, string>>(recalled("notes"));

/** A list or record of words that the browser remembers; empty where it remembers something else. */
function recalled(name: string): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(JSON.parse(recall(name) ?? "{}") as object).filter(([, one]) => typeof one === "string"));
  } catch {
    return {};
  }
}

export function note(name: string, words: string): void {
  notes.value = Object.fromEntries([...Object.entries(notes.value).filter(([one]) => one !== name), ...(words.trim() ? [[name, words]] : [])]);
  remember("notes", JSON.stringify(notes.value));
}

/** Forgets the collection and its notes. */
export function clear(): void {
  collect([]);
  notes.value = {};
  remember("notes", "{}");
  go(collectionLink());
}

/** Changes places with the one before. */
export function moveUp(name: string): void {
  const at = collected.value.indexOf(name);
  if (at < 1) return;
  collect(collected.value.toSpliced(at - 1, 2, name, collected.value[at - 1] ?? ""));
  go(collectionLink(), true);
}

export function collect(names: string[]): void {
  collected.value = names;
  remember("collection", JSON.stringify(names));
}

/** Puts a statement last in the collection, or takes it out; an open collection follows. */
export function toggle(statement: Statement): void {
  const name = last(statement.id);
  const without = (names: string[]) => names.filter((one) => one !== name);
  const isIn = collected.value.includes(name);
  collect(isIn ? without(collected.value) : [...collected.value, name]);
  if (isIn && address.value.page === "samling") go(changed({ u: without(address.value.parameters.getAll("u")) }), true);
}

export function collectionLink(names = collected.value): string {
  return link("samling", "", names.map((one) => ["u", one]));
}

/** Statements by the ends of their IRIs, in that order; those that the graph does not have are left out. */
export function statementsOf(model: Model, names: string[]): Statement[] {
  const found = new Map(model.index.statements.map((one) => [last(one.id), one]));
  return names.flatMap((one) => found.get(one) ?? []);
}
