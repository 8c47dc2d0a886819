// The colours and strokes of nodes and edges, on light paper or dark.
import { type Colour, css, legible, mixed, parse } from "./colour";
import { SHARED, type Model } from "./data";

const LOUD = new Set(["opposed-to", "in-tension-with", "pole"]);

export class Ink {
  readonly paper: Colour;
  readonly text: Colour;
  readonly accent: Colour;
  private readonly kinds: Colour[];
  /** The colours of a paradox' two poles. */
  readonly sides: [Colour, Colour];
  private readonly line: Colour;
  private readonly loud: Colour;

  constructor(
    private readonly model: Model,
    element: Element,
  ) {
    const style = getComputedStyle(element);
    const named = (name: string, otherwise: string): Colour => parse(style.getPropertyValue(name) || otherwise);
    this.paper = named("--gv-paper", "#ffffff");
    this.text = named("--gv-text", "#1b2430");
    this.accent = named("--gv-accent", "#0b4f9e");
    this.line = named("--gv-line", "#94a3b8");
    this.kinds = model.data.kinds.map((kind) => legible(named(`--gv-kind-${kind.key}`, kind.colour), this.paper));
    this.sides = [named("--gv-a", "#1d5c9e"), named("--gv-b", "#9a4b06")].map((colour) => legible(colour, this.paper)) as [Colour, Colour];
    this.loud = legible(parse("#d55e00"), this.paper, 2.2);
  }

  kind(at: number): Colour {
    return this.kinds[at] ?? this.text;
  }

  node(n: number): Colour {
    const side = this.model.side(n);
    return side === undefined ? this.kind(this.model.kind[n]!) : this.sides[side];
  }

  /** The colour of one outline of a node; a paradox has two, one for each pole. */
  part(n: number, half: number): Colour {
    return half ? this.sides[1] : this.node(n);
  }

  edge(edge: number): { colour: string; size: number; loud: boolean } {
    const relation = this.model.relation[edge]!;
    if (relation === SHARED) return { colour: css(mixed(this.line, this.paper, 0.62)), size: 0.7, loud: false };
    if (LOUD.has(this.model.data.relations[relation]!.key)) return { colour: css(mixed(this.loud, this.paper, 0.45)), size: 1.3, loud: true };
    return { colour: css(mixed(this.line, this.paper, 0.45)), size: 0.8, loud: false };
  }

  /** The colour of an edge that is lit up. */
  lit(edge: number): string {
    const relation = this.model.relation[edge]!;
    const loud = relation !== SHARED && LOUD.has(this.model.data.relations[relation]!.key);
    return css(loud ? this.loud : this.line);
  }
}
