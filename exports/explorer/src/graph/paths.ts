// The ways between two things, the shortest first, and how each is told.
import { type Lang, type Model } from "./data";
import words from "./words.json";

export interface Way {
  nodes: number[];
  edges: number[];
  far: number;
}

export interface Step {
  sentence: string;
  /** What is quoted for it: a node's number, where one of the ends has words of its own. */
  quoted?: number;
}

const TRIED = 60_000;
/** So many detours, and no other way is looked for. */
const DETOURS = 200;

/**
 * Ways that visit no thing twice, the shortest first: all that are as short as the shortest, and more up to `most`.
 * A way that passes all that a shorter one passes is a detour of it and left out. A link that says little, as standing in the same document, counts as longer.
 */
export function ways(model: Model, from: number, to: number, most = 6): Way[] {
  const left = distances(model, to);
  if (from === to || !Number.isFinite(left[from]!)) return [];
  const open = new Heap<Way>();
  open.push(left[from]!, { nodes: [from], edges: [], far: 0 });
  const found: Way[] = [];
  let detours = 0;
  for (let tried = 0; found.length < most && tried < TRIED; tried++) {
    const way = open.pop();
    if (!way) break;
    const end = way.nodes.at(-1)!;
    if (end === to) {
      const detour = found.some((one) => one.nodes.length > 2 && one.nodes.every((node) => way.nodes.includes(node)));
      if (!detour) found.push(way);
      else if (++detours > DETOURS) break;
      continue;
    }
    for (const [other, edge] of best(model, end)) {
      if (way.nodes.includes(other) || !Number.isFinite(left[other]!)) continue;
      const far = way.far + cost(model, edge);
      if (far + left[other]! > left[from]! + 2) continue;
      open.push(far + left[other]!, { nodes: [...way.nodes, other], edges: [...way.edges, edge], far });
    }
  }
  return found;
}

function cost(model: Model, edge: number): number {
  return model.data.relations[model.relation[edge]!]!.far;
}

/** For each neighbour the edge that says most. */
function best(model: Model, n: number): Map<number, number> {
  const found = new Map<number, number>();
  for (const edge of model.edges(n)) {
    if (edge >= model.told) continue;
    const other = model.other(edge, n);
    const known = found.get(other);
    if (known === undefined || cost(model, edge) < cost(model, known)) found.set(other, edge);
  }
  return found;
}

function distances(model: Model, from: number): Float64Array {
  const found = new Float64Array(model.count).fill(Infinity);
  const open = new Heap<number>();
  found[from] = 0;
  open.push(0, from);
  for (;;) {
    const far = open.least();
    const n = open.pop();
    if (n === undefined) return found;
    if (far > found[n]!) continue;
    for (const edge of model.edges(n)) {
      if (edge >= model.told) continue;
      const other = model.other(edge, n);
      const total = far + cost(model, edge);
      if (total < found[other]!) {
        found[other] = total;
        open.push(total, other);
      }
    }
  }
}

class Heap<T> {
  private readonly keys: number[] = [];
  private readonly values: T[] = [];

  least(): number {
    return this.keys[0] ?? Infinity;
  }

  push(key: number, value: T): void {
    let at = this.keys.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.keys[above]! <= key) break;
      this.keys[at] = this.keys[above]!;
      this.values[at] = this.values[above]!;
      at = above;
    }
    this.keys[at] = key;
    this.values[at] = value;
  }

  pop(): T | undefined {
    const first = this.values[0];
    const key = this.keys.pop();
    const value = this.values.pop();
    const count = this.keys.length;
    if (key === undefined || value === undefined || !count) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= count) break;
      if (below + 1 < count && this.keys[below + 1]! < this.keys[below]!) below++;
      if (this.keys[below]! >= key) break;
      this.keys[at] = this.keys[below]!;
      this.values[at] = this.values[below]!;
      at = below;
    }
    this.keys[at] = key;
    this.values[at] = value;
    return first;
  }
}

/** A way told, a sentence for each of its links; words are quoted where they first count. */
export function told(model: Model, way: Way, lang: Lang): Step[] {
  const quotes = new Set<number>();
  return way.edges.map((edge, at) => {
    const [one, other] = [way.nodes[at]!, way.nodes[at + 1]!];
    const relation = model.data.relations[model.relation[edge]!]!;
    const verb = model.source[edge] === one ? relation[lang] : relation[`back_${lang}`];
    const note = model.data.edges.note[edge];
    const text = `${named(model, one, lang, at > 0)} ${verb} ${named(model, other, lang)}${note ? ` (${note})` : ""}.`;
    const quoted = [one, other].find((n) => model.data.nodes.said[n] && !model.first.has(model.kind[n]!) && !quotes.has(n));
    if (quoted !== undefined) quotes.add(quoted);
    return { sentence: text[0]!.toUpperCase() + text.slice(1), ...(quoted === undefined ? {} : { quoted }) };
  });
}

const LONGEST = 90;
const NAMES = new Set(["person", "organisation"]);

/** A thing's name in a sentence: "temaet »Tillid«"; of words that were just told, only what they are. */
export function named(model: Model, n: number, lang: Lang, again = false): string {
  const kind = model.kindRow(n).key;
  const the = (words.the as Record<string, Record<Lang, string>>)[kind]?.[lang] ?? "";
  const name = shortened(model.label(n, lang), LONGEST);
  if (NAMES.has(kind)) return name;
  if (again && the && !model.first.has(model.kind[n]!)) return the;
  return `${the} ${lang === "en" ? `“${name}”` : `»${name}«`}`.trim();
}

export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most - 15)).replace(/[\s,.;:–-]+$/, "")} …`;
}
