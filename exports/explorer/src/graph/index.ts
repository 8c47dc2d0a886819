// The graph view: a map of things and how they are linked. What is shown is told by the state alone.

export interface GraphNode {
  id: string;
  kind: string;
  label: { da: string; en?: string };
  weight: number;
  x: number;
  y: number;
  documents?: number[];
  themes?: string[];
}

/** Ends are places in the list of nodes. */
export interface GraphEdge {
  source: number;
  target: number;
  kind: string;
  weight: number;
}

export interface GraphData {
  nodes: GraphNode[];
  edges: GraphEdge[];
  kinds: Record<string, { da: string; en: string; colour: string }>;
  layouts?: Record<string, unknown>;
}

/** What the view shows; it lives in the page's address (see state.ts). */
export interface GraphState {
  focus?: string;
  pinned?: string[];
  hidden?: string[];
  group?: "none" | "theme" | "document";
  layout?: "force" | "radial" | "poles";
  path?: [string, string];
}

export interface GraphHandle {
  setState(state: GraphState): void;
  destroy(): void;
  toPNG(): Promise<Blob>;
  toSVG(): string;
}

export function mountGraph(
  el: HTMLElement,
  data: GraphData,
  _state: GraphState,
  _on: { state(state: GraphState): void; open(id: string): void },
  _lang: "da" | "en",
): GraphHandle {
  el.textContent = `${data.nodes.length} · ${data.edges.length}`;
  return {
    setState: () => undefined,
    destroy: () => el.replaceChildren(),
    toPNG: async () => new Blob(),
    toSVG: () => "",
  };
}
