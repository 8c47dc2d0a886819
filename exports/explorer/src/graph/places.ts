// Where nodes stand in each layout; what the map gives is computed when the graph is built, the rest here.
import type { Lang, Model } from "./data";
import { centreOf, facing, type Shown } from "./shown";
import type { GraphState } from "./state";
import words from "./words.json";

export interface Zone {
  label: string;
  x: number;
  y: number;
  radius: number;
  /** The node that the zone is about, if any. */
  node?: number;
}

export interface Places {
  x: Float32Array;
  y: Float32Array;
  /** What holds together, drawn behind its members. */
  zones: Zone[];
  /** Whether this is the map, on which everything has a place. */
  map?: boolean;
  /** Which edges are drawn before anything is lit up; without it, all. */
  drawn?: (edge: number) => boolean;
}

const ROOM = 62;
/** The stage is wider than high. */
const WIDE = 1.3;
const NARROW = 1.9;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** The map that was computed for wide screens; drawn together for those that are higher than wide. */
export function mapped(model: Model, narrow = false): Places {
  return { x: narrow ? model.x.map((x) => x / NARROW) : model.x, y: model.y, zones: [], map: true };
}

/** Rings around one node, by how many steps away a node is; who hangs on the same one stands together. */
export function radial(model: Model, nodes: readonly number[], centre: number): Places {
  const { children, rings } = tree(model, new Set(nodes), centre);
  const ring = new Map(rings.flatMap((members, at) => members.map((n): [number, number] => [n, at])));
  const drawn = (edge: number): boolean => ring.get(model.source[edge]!) !== ring.get(model.target[edge]!);
  const places: Places = { x: new Float32Array(model.count), y: new Float32Array(model.count), zones: [], drawn };
  const leaves = new Map<number, number>();
  for (const n of rings.flat().reverse()) leaves.set(n, Math.max(1, sum(children.get(n) ?? [], (child) => leaves.get(child)!)));
  const radii: number[] = [];
  for (const [at, members] of rings.entries())
    radii.push(at === 0 ? 0 : Math.max(radii[at - 1]! + ROOM * 3, (members.length * ROOM) / (2 * Math.PI)));
  const settle = (n: number, from: number, to: number, at: number): void => {
    const middle = (from + to) / 2;
    const own = children.get(n) ?? [];
    // On a full ring every other one stands a little farther out, so that labels have room.
    const away = radii[at]! + (at > 0 && rings[at]!.length > 12 && rings[at]!.indexOf(n) % 2 ? ROOM * 0.9 : 0);
    places.x[n] = away * Math.sin(middle) * WIDE;
    places.y[n] = -away * Math.cos(middle);
    let begin = from;
    for (const child of own) {
      // Half of the room is shared evenly, half by how much hangs on each.
      const share = (to - from) * (0.5 / own.length + (0.5 * leaves.get(child)!) / leaves.get(n)!);
      settle(child, begin, begin + share, at + 1);
      begin += share;
    }
  };
  settle(centre, 0, 2 * Math.PI, 0);
  const outside = nodes.filter((n) => !ring.has(n));
  const beyond = (radii.at(-1) ?? 0) + ROOM * 3;
  outside.forEach((n, at) => {
    const angle = (2 * Math.PI * at) / outside.length;
    places.x[n] = beyond * Math.sin(angle) * WIDE;
    places.y[n] = -beyond * Math.cos(angle);
  });
  return places;
}

function tree(model: Model, has: ReadonlySet<number>, centre: number): { children: Map<number, number[]>; rings: number[][] } {
  const children = new Map<number, number[]>();
  const seen = new Set([centre]);
  const rings: number[][] = [[centre]];
  for (;;) {
    const next: number[] = [];
    for (const n of rings.at(-1)!) {
      const own = [...new Set([...model.edges(n)].filter((edge) => !model.quiet(edge)).map((edge) => model.other(edge, n)))]
        .filter((other) => has.has(other) && !seen.has(other))
        .sort((a, b) => model.kind[a]! - model.kind[b]! || model.size[b]! - model.size[a]! || a - b);
      for (const other of own) seen.add(other);
      children.set(n, own);
      next.push(...own);
    }
    if (!next.length) return { children, rings };
    rings.push(next);
  }
}

/** The two poles of a paradox to the left and right, between them all else by the pole that it is nearer to. */
export function poles(model: Model, state: GraphState, nodes: readonly number[], lang: Lang): Places | undefined {
  const found = facing(model, state);
  if (!found) return undefined;
  const { paradox, poles: [left, right] } = found;
  const has = new Set(nodes);
  const allowed = (n: number): boolean => has.has(n) && n !== paradox;
  const [toLeft, toRight] = [model.steps([left], (n) => allowed(n) && n !== right), model.steps([right], (n) => allowed(n) && n !== left)];
  const columns: [number[], number[], number[]] = [[], [], []];
  const bridges = new Set([left, right, paradox]);
  const drawn = (edge: number): boolean => bridges.has(model.source[edge]!) || bridges.has(model.target[edge]!);
  const places: Places = { x: new Float32Array(model.count), y: new Float32Array(model.count), zones: [], drawn };
  for (const n of nodes) {
    if (n === left || n === right || n === paradox) continue;
    const [a, b] = [far(toLeft[n]!), far(toRight[n]!)];
    columns[a < b ? 0 : b < a ? 2 : 1].push(n);
    if (a === b) bridges.add(n);
  }
  const radii = columns.map((column, at) => (ROOM * 1.3 * Math.sqrt(column.length + 2)) / (at === 1 ? MIDDLE : 1)) as [number, number, number];
  const spots = [-radii[0] - radii[1] - ROOM * 1.6, 0, radii[2] + radii[1] + ROOM * 1.6];
  columns.forEach((column, at) => fan(column, spots[at]!, at === 1 ? MIDDLE : 1, places));
  places.zones = [left, right].map((pole, at) => {
    [places.x[pole], places.y[pole]] = [spots[2 * at]!, 0];
    return { label: model.label(pole, lang), x: spots[2 * at]!, y: 0, radius: radii[2 * at]! + ROOM * 0.3, node: pole };
  });
  return places;
}

function far(steps: number): number {
  return steps < 0 ? 99 : steps;
}

/** How much higher than wide what stands in the middle is. */
const MIDDLE = 1.7;

/** Nodes around a point, the first near it; the point itself stays free. */
function fan(column: readonly number[], x: number, high: number, places: Places): void {
  column.forEach((n, at) => {
    const away = ROOM * 1.3 * Math.sqrt(at + 1.6);
    places.x[n] = x + (away * Math.cos(at * GOLDEN)) / high;
    places.y[n] = away * Math.sin(at * GOLDEN) * high;
  });
}

/** Nodes gathered by the broadest theme or by the document, a zone for each group, the largest in the middle. */
export function grouped(model: Model, by: "theme" | "document", lang: Lang, nodes: readonly number[]): Places {
  const groups = by === "theme" ? byTheme(model) : byDocument(model);
  const members = new Map<number, number[]>();
  for (const n of nodes) members.set(groups(n), [...(members.get(groups(n)) ?? []), n]);
  const drawn = (edge: number): boolean => groups(model.source[edge]!) === groups(model.target[edge]!);
  const places: Places = { x: new Float32Array(model.count), y: new Float32Array(model.count), zones: [], drawn };
  for (const [group, own] of [...members].sort((a, b) => b[1].length - a[1].length || a[0] - b[0])) {
    const radius = ROOM * 0.8 * Math.sqrt(own.length + 1) + 34;
    const [x, y] = free(places.zones, radius);
    const label = group >= 0 ? model.label(group, lang) : words.say[group === SEVERAL ? "several" : by === "theme" ? "noTheme" : "noDocument"][lang];
    places.zones.push({ label, x, y, radius, ...(group >= 0 ? { node: group } : {}) });
    // The group's own thing stands in its middle, the important ones near it.
    own.sort((a, b) => Number(b === group) - Number(a === group) || model.size[b]! - model.size[a]! || a - b);
    own.forEach((n, at) => {
      const away = ROOM * 0.8 * Math.sqrt(at);
      places.x[n] = x + away * Math.cos(at * GOLDEN);
      places.y[n] = y + away * Math.sin(at * GOLDEN);
    });
  }
  return places;
}

const SEVERAL = -1;
const NONE = -2;

/** What several documents hold belongs to none of them. */
function byDocument(model: Model): (n: number) => number {
  return (n) => {
    const list = model.data.nodes.documents[n]!;
    return list.length > 1 ? SEVERAL : (list[0] ?? NONE);
  };
}

/** Of a thing's themes, the one that fewest things share says most; what counts is the broadest above it. */
function byTheme(model: Model): (n: number) => number {
  const { themes } = model.data.nodes;
  const broader = model.data.relations.findIndex((row) => row.key === "broader");
  const above = new Map<number, number>();
  for (let edge = 0; edge < model.told; edge++)
    if (model.relation[edge] === broader) above.set(model.source[edge]!, model.target[edge]!);
  const frequency = new Map<number, number>();
  for (const list of themes) for (const one of list) frequency.set(one, (frequency.get(one) ?? 0) + 1);
  return (n) => {
    let found = themes[n]!.reduce((best, one) => (frequency.get(one)! < (frequency.get(best) ?? Infinity) ? one : best), NONE);
    if (themes[n]!.includes(n)) found = n;
    for (let step = 0; step < 9 && above.has(found); step++) found = above.get(found)!;
    return found;
  };
}

function free(zones: readonly Zone[], radius: number): [number, number] {
  for (let step = 0; ; step++) {
    const away = 26 * Math.sqrt(step);
    const [x, y] = [away * Math.cos(step * GOLDEN) * 1.35, away * Math.sin(step * GOLDEN)];
    if (zones.every((zone) => Math.hypot(zone.x - x, zone.y - y) > zone.radius + radius + 24)) return [x, y];
  }
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}

/** The places for a state; only nodes that are shown have one, except on the map. */
export function arranged(model: Model, state: GraphState, nodes: readonly number[], lang: Lang, narrow: boolean): Places {
  const centre = centreOf(model, state);
  if (state.layout === "poles") return poles(model, state, nodes, lang) ?? mapped(model, narrow);
  if (state.layout === "radial" && centre !== undefined) return radial(model, nodes, centre);
  if (state.group === "theme" || state.group === "document") return grouped(model, state.group, lang, nodes);
  return mapped(model, narrow);
}

export type { Shown };
