// Which nodes and edges are shown: told by the state, and by how near the camera is.
import type { Model } from "./data";
import type { GraphState } from "./state";

/** What of the map the camera sees, in the map's units, and how many pixels one of them takes. */
export interface Lens {
  left: number;
  top: number;
  right: number;
  bottom: number;
  scale: number;
  /** The scale at which the whole is in view. */
  fit: number;
}

export interface Budget {
  nodes: number;
  edges: number;
}

export interface Shown {
  /** The most important first. */
  nodes: number[];
  edges: number[];
  has: Uint8Array;
}

const NEIGHBOURS = 60;
const FOCUSED = 130;
const POLES = 70;
const AROUND = 0.12;
/** From this scale on there is room for what is said; below it, only for what it is about. */
const CLOSE = 0.62;

export function shown(model: Model, state: GraphState, budget: Budget, x: Float32Array, y: Float32Array, lens?: Lens): Shown {
  const has = new Uint8Array(model.count);
  const hidden = new Set(model.data.kinds.flatMap((kind, at) => (state.hidden?.includes(kind.key) ? [at] : [])));
  const allowed = (n: number): boolean => !hidden.has(model.kind[n]!);
  const must = [...model.numbersOf(state.pinned), ...model.numbersOf(state.path), ...model.numbersOf(state.at ? [state.at] : [])];
  const wanted = [...must, ...chosen(model, state, budget, allowed, x, y, lens)];
  for (const n of model.numbersOf(state.expanded)) {
    wanted.push(n, ...model.neighbours(n).filter(allowed).slice(0, NEIGHBOURS));
  }
  for (const n of wanted) has[n] = 1;
  const nodes = [...new Set(wanted)].sort((a, b) => model.size[b]! - model.size[a]! || a - b);
  return { nodes, edges: between(model, nodes, has, budget.edges), has };
}

function chosen(
  model: Model,
  state: GraphState,
  budget: Budget,
  allowed: (n: number) => boolean,
  x: Float32Array,
  y: Float32Array,
  lens?: Lens,
): number[] {
  const only = model.numbersOf(state.only);
  if (only.length) return only.filter(allowed);
  if (state.layout === "poles") {
    const paradox = facing(model, state);
    if (paradox) return nearest(model, [paradox.paradox, ...paradox.poles], 2, POLES, allowed);
  }
  const centre = centreOf(model, state);
  if (centre !== undefined) return nearest(model, [centre], state.layout === "radial" ? 2 : 1, FOCUSED, allowed);
  return inView(model, budget, allowed, x, y, lens);
}

function nearest(model: Model, from: number[], steps: number, most: number, allowed: (n: number) => boolean): number[] {
  const far = model.steps(from, allowed, steps);
  const found = [...model.order].filter((n) => far[n]! >= 0).sort((a, b) => far[a]! - far[b]!);
  return found.slice(0, most);
}

function inView(
  model: Model,
  budget: Budget,
  allowed: (n: number) => boolean,
  x: Float32Array,
  y: Float32Array,
  lens?: Lens,
): number[] {
  const close = lens !== undefined && lens.scale >= Math.max(CLOSE, lens.fit * 1.9);
  const all = [...model.order].filter((n) => allowed(n) && (close || model.leads(n)));
  if (!lens || (!close && all.length <= budget.nodes)) return all.length > budget.nodes ? thinned(all, budget.nodes, x, y) : all;
  // Somewhat more than is in view, so that a short way brings nothing new.
  const [aside, above] = [(lens.right - lens.left) * AROUND, (lens.bottom - lens.top) * AROUND];
  const within = (n: number): boolean =>
    x[n]! >= lens.left - aside && x[n]! <= lens.right + aside && y[n]! >= lens.top - above && y[n]! <= lens.bottom + above;
  const found = all.filter(within);
  return found.length > budget.nodes ? thinned(found, budget.nodes, x, y) : found;
}

/** Of more nodes than there is room for, the most important of each spot. */
function thinned(nodes: readonly number[], most: number, x: Float32Array, y: Float32Array): number[] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const n of nodes) {
    [left, right] = [Math.min(left, x[n]!), Math.max(right, x[n]!)];
    [top, bottom] = [Math.min(top, y[n]!), Math.max(bottom, y[n]!)];
  }
  const side = Math.sqrt(((right - left) * (bottom - top)) / most) * 0.9 || 1;
  const taken = new Set<number>();
  const found: number[] = [];
  for (const n of nodes) {
    const spot = Math.floor((x[n]! - left) / side) * 100_000 + Math.floor((y[n]! - top) / side);
    if (taken.has(spot)) continue;
    taken.add(spot);
    found.push(n);
    if (found.length >= most) break;
  }
  return found;
}

/** What everything is arranged around, if anything is. */
export function centreOf(model: Model, state: GraphState): number | undefined {
  const focus = model.number(state.focus);
  if (state.layout === "poles") return facing(model, state)?.paradox;
  return state.layout === "radial" ? (focus ?? model.number(state.at) ?? model.order[0]) : focus;
}

/** The paradox whose poles face each other: the focused one, or else the one that most is said about. */
export function facing(model: Model, state: GraphState): { paradox: number; poles: [number, number] } | undefined {
  const kind = model.data.kinds.findIndex((row) => row.key === "paradox");
  const wanted = [model.number(state.focus), model.number(state.at)].filter((n) => n !== undefined && model.kind[n] === kind);
  for (const paradox of [...wanted, ...[...model.order].filter((n) => model.kind[n] === kind)] as number[]) {
    const poles = model.poles(paradox);
    if (poles) return { paradox, poles };
  }
  return undefined;
}

function between(model: Model, nodes: readonly number[], has: Uint8Array, most: number): number[] {
  const found: number[] = [];
  for (const n of nodes)
    for (const edge of model.edges(n)) {
      const other = model.other(edge, n);
      if (model.source[edge] !== n || !has[other] || model.quiet(edge)) continue;
      found.push(edge);
    }
  if (found.length <= most) return found;
  const worth = (edge: number): number => Math.min(model.size[model.source[edge]!]!, model.size[model.target[edge]!]!);
  return found.sort((a, b) => worth(b) - worth(a) || a - b).slice(0, most);
}

/** Edges at a node whose other end is shown, quiet ones too: what lights up beside it. */
export function beside(model: Model, n: number, has: Uint8Array): number[] {
  return [...model.edges(n)].filter((edge) => has[model.other(edge, n)] && model.other(edge, n) !== n);
}
