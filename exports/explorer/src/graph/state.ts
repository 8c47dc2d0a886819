// What the view shows, and that as parameters of an address and back.

export type Group = "none" | "theme" | "document";
export type Layout = "force" | "radial" | "poles";

export interface GraphState {
  /** The thing whose card is open. */
  at?: string;
  /** The thing whose surroundings alone are shown. */
  focus?: string;
  /** Things that stay in view whatever else is chosen. */
  pinned?: string[];
  /** Things whose neighbours are shown. */
  expanded?: string[];
  /** Keys of the kinds that are not shown. */
  hidden?: string[];
  /** Things that alone are shown, as somebody drew a loop around them. */
  only?: string[];
  group?: Group;
  layout?: Layout;
  path?: [string, string];
  /** Where the camera stands: x, y and ratio. */
  view?: [number, number, number];
}

const LISTS = ["pinned", "expanded", "hidden", "only"] as const;
const GROUPS: readonly string[] = ["theme", "document"];
const LAYOUTS: readonly string[] = ["radial", "poles"];

export function toParameters(state: GraphState): [string, string][] {
  const found: [string, string][] = [];
  if (state.at) found.push(["at", state.at]);
  if (state.focus) found.push(["focus", state.focus]);
  for (const name of LISTS) for (const one of state[name] ?? []) found.push([name, one]);
  if (state.group && GROUPS.includes(state.group)) found.push(["group", state.group]);
  if (state.layout && LAYOUTS.includes(state.layout)) found.push(["layout", state.layout]);
  for (const end of state.path ?? []) found.push(["path", end]);
  if (state.view) found.push(["view", state.view.join("_")]);
  return found;
}

export function toState(parameters: URLSearchParams): GraphState {
  const state: GraphState = {};
  const at = parameters.get("at");
  if (at) state.at = at;
  const focus = parameters.get("focus");
  if (focus) state.focus = focus;
  for (const name of LISTS) {
    const all = parameters.getAll(name);
    if (all.length) state[name] = all;
  }
  const group = parameters.get("group");
  if (group && GROUPS.includes(group)) state.group = group as Group;
  const layout = parameters.get("layout");
  if (layout && LAYOUTS.includes(layout)) state.layout = layout as Layout;
  const [from, to] = parameters.getAll("path");
  if (from && to) state.path = [from, to];
  const view = (parameters.get("view") ?? "").split("_").map(Number);
  if (view.length === 3 && view.every(Number.isFinite) && view[2]! > 0) state.view = [view[0]!, view[1]!, view[2]!];
  return state;
}

/** A list with a thing put in, or taken out where it was in. */
export function toggled(list: readonly string[] | undefined, one: string): string[] {
  return list?.includes(one) ? list.filter((other) => other !== one) : [...(list ?? []), one];
}
