// The graph view: a map of things and how they are linked. What is shown is told by the state alone.
import type { GraphData, Lang } from "./data";
import { Model } from "./data";
import type { GraphState } from "./state";
import { View } from "./view";
import "./graph.css";

export type { GraphData } from "./data";
export type { GraphState } from "./state";

export interface GraphHandle {
  setState(state: GraphState): void;
  destroy(): void;
  /** What is on the screen, as a picture. Rejects where the browser cannot draw. */
  toPNG(): Promise<Blob>;
  toSVG(): string;
}

export interface GraphHooks {
  /** Somebody changed what is shown. */
  state(state: GraphState): void;
  /** Somebody wants the page of a thing. */
  open(id: string): void;
  /** Somebody wants a document at an offset (code points of its text); without it, cards have no button for that. */
  read?(document: string, offset: number): void;
}

export function mountGraph(el: HTMLElement, data: GraphData, state: GraphState, on: GraphHooks, lang: Lang): GraphHandle {
  const view = new View(el, new Model(data), state, on, lang);
  return {
    setState: (next) => view.setState(next),
    destroy: () => view.destroy(),
    toPNG: () => view.toPNG(),
    toSVG: () => view.toSVG(),
  };
}
