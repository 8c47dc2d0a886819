// The graph view's state as parameters of an address, and back.
import type { GraphState } from "./index";

export function toParameters(state: GraphState): [string, string][] {
  return Object.entries(state).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  );
}

export function toState(parameters: URLSearchParams): GraphState {
  const state: GraphState = {};
  const focus = parameters.get("focus");
  if (focus) state.focus = focus;
  const group = parameters.get("group");
  if (group === "none" || group === "theme" || group === "document") state.group = group;
  const layout = parameters.get("layout");
  if (layout === "force" || layout === "radial" || layout === "poles") state.layout = layout;
  const pinned = parameters.getAll("pinned");
  if (pinned.length) state.pinned = pinned;
  const hidden = parameters.getAll("hidden");
  if (hidden.length) state.hidden = hidden;
  const [from, to] = parameters.getAll("path");
  if (from && to) state.path = [from, to];
  return state;
}
