// The graph by keyboard: arrows lead along edges, letters do what buttons do.
import { named } from "./paths";
import { say } from "./say";
import type { View } from "./view";

const ARROWS: Record<string, [number, number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** Does what a key asks for; tells whether it meant anything. */
export function acted(view: View, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { stage } = view;
  const at = view.model.number(view.state.at);
  const arrow = ARROWS[event.key];
  if (arrow) return step(view, at, arrow);
  switch (event.key) {
    case "+":
      stage?.zoom(0.7);
      return true;
    case "-":
      stage?.zoom(1 / 0.7);
      return true;
    case "0":
      stage?.go([0.5, 0.5, 1]);
      return true;
    case "Home":
      view.select(view.shown.nodes[0]);
      return true;
    case "Escape":
      return left(view);
  }
  if (at === undefined) return false;
  switch (event.key.toLowerCase()) {
    case "enter":
      view.on.open(view.model.id(at));
      return true;
    case " ":
    case "e":
      view.expand(at);
      return true;
    case "f":
      view.focus(view.state.focus === view.model.id(at) ? undefined : at);
      return true;
    case "p":
      view.pin(at);
      return true;
  }
  return false;
}

/** One step back: from a loop or a thing, then from the focus. */
function left(view: View): boolean {
  if (view.looping || view.chosen.length || view.way || view.state.at) view.drop();
  else if (view.state.focus || view.state.only) view.focus(undefined);
  else return false;
  return true;
}

/** Goes to the neighbour that lies most in a direction; from nowhere to the most important node. */
function step(view: View, at: number | undefined, [dx, dy]: [number, number]): boolean {
  if (at === undefined || !view.shown.has[at]) {
    view.select(view.shown.nodes[0]);
    return true;
  }
  const { x, y } = view.places;
  let [best, found]: [number, number | undefined] = [Infinity, undefined];
  const near = new Set([...view.model.edges(at)].map((edge) => view.model.other(edge, at)));
  for (const n of near) {
    if (n === at || !view.shown.has[n]) continue;
    const [gx, gy] = [x[n]! - x[at]!, y[n]! - y[at]!];
    const along = gx * dx + gy * dy;
    const aside = Math.abs(gx * dy - gy * dx);
    if (along <= 0 || aside > along * 1.2) continue;
    const far = along + 1.5 * aside;
    if (far < best) [best, found] = [far, n];
  }
  if (found === undefined) {
    view.tell(say(view.lang, "noneThere"));
    return true;
  }
  const { model, lang } = view;
  const how = `${view.between(at, found)} ${named(model, found, lang)}.`.trim();
  view.select(found, how[0]!.toLocaleUpperCase(lang) + how.slice(1));
  return true;
}
