// The graph in columns, as it comes in its file, and as what the view asks of it.

/** A node's number is its place in every column; ends of edges and all other numbers of nodes are such. */
export interface GraphData {
  /** Keys of the kinds that statements are about: themes, paradoxes, actors and where they speak. */
  first: string[];
  kinds: KindRow[];
  relations: RelationRow[];
  nodes: {
    id: string[];
    /** Places in `kinds`. */
    kind: number[];
    da: string[];
    /** By number; where there is none, the Danish words do for both. */
    en: Record<string, string>;
    /** How many links a node has, those left out that most things have. */
    weight: number[];
    x: number[];
    /** Downwards, as on a screen. */
    y: number[];
    /** 1 where a node is shown before anything is opened. */
    leads: number[];
    documents: number[][];
    themes: number[][];
    /** Document (-1: none), offset, voice and words (empty where they are the label) of what shows the thing. */
    said: Record<string, [number, number, string, string]>;
  };
  edges: { source: number[]; target: number[]; kind: number[]; note: Record<string, string> };
  /** Links that stand for the statements that have to do with both ends. */
  shared: { source: number[]; target: number[]; weight: number[] };
}

export interface KindRow {
  key: string;
  da: string;
  en: string;
  plural_da: string;
  plural_en: string;
  colour: string;
  shape: string;
  size: string;
}

export interface RelationRow {
  key: string;
  da: string;
  en: string;
  back_da: string;
  back_en: string;
  quiet: boolean;
  /** How far apart it leaves its ends, when a way is looked for. */
  far: number;
}

export type Lang = "da" | "en";

/** The relation of an edge that stands for statements. */
export const SHARED = 255;

export class Model {
  readonly count: number;
  readonly kind: Uint8Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly weight: Float32Array;
  /** Radius on the screen when the whole is in view. */
  readonly size: Float32Array;
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly relation: Uint8Array;
  /** Edges up to here are told by the graph; those after it stand for statements. */
  readonly told: number;
  /** Numbers of nodes, the most important first. */
  readonly order: Int32Array;
  readonly first: ReadonlySet<number>;
  private readonly begin: Int32Array;
  private readonly edgesAt: Int32Array;
  private readonly sides = new Map<number, 0 | 1>();
  private readonly numbers = new Map<string, number>();

  constructor(readonly data: GraphData) {
    const { nodes, edges, shared } = data;
    this.count = nodes.id.length;
    this.kind = Uint8Array.from(nodes.kind);
    this.x = Float32Array.from(nodes.x);
    this.y = Float32Array.from(nodes.y);
    this.weight = Float32Array.from(nodes.weight);
    this.told = edges.source.length;
    this.source = Int32Array.from([...edges.source, ...shared.source]);
    this.target = Int32Array.from([...edges.target, ...shared.target]);
    this.relation = new Uint8Array(this.source.length).fill(SHARED);
    this.relation.set(edges.kind);
    nodes.id.forEach((id, number) => this.numbers.set(id, number));
    this.first = new Set(data.kinds.flatMap((kind, at) => (data.first.includes(kind.key) ? [at] : [])));
    const base = data.kinds.map((kind) => Number(kind.size) * 0.37);
    this.size = this.weight.map((weight, n) => base[this.kind[n]!]! * (0.72 + 0.1 * Math.sqrt(Math.min(weight, 90))));
    [this.begin, this.edgesAt] = incidence(this.count, this.source, this.target);
    const rank = this.size.map((size, n) => size + (this.leads(n) ? 100 : 0) + Math.min(this.weight[n]!, 1000) / 1e4);
    const paradox = data.kinds.findIndex((kind) => kind.key === "paradox");
    for (let n = 0; n < this.count; n++) {
      if (this.kind[n] !== paradox) continue;
      this.sides.set(n, 0);
      this.poles(n)?.forEach((pole, side) => this.sides.set(pole, side as 0 | 1));
    }
    this.order = Int32Array.from(rank.keys()).sort((a, b) => rank[b]! - rank[a]! || a - b);
  }

  /** Whether a node is shown before anything is opened. */
  leads(n: number): boolean {
    return this.data.nodes.leads[n] === 1;
  }

  /** 0 for a paradox and for its first pole, 1 for its second; others have no side. */
  side(n: number): 0 | 1 | undefined {
    return this.sides.get(n);
  }

  /** The poles of a paradox, in the order in which it names them. */
  poles(paradox: number): [number, number] | undefined {
    const pole = this.data.relations.findIndex((row) => row.key === "pole");
    const found = [...this.edges(paradox)].filter((edge) => this.relation[edge] === pole && this.source[edge] === paradox);
    const label = this.data.nodes.da[paradox]!;
    const rank = (n: number): number => (label.startsWith(this.data.nodes.da[n]!) ? 0 : 1);
    const [first, second] = found.map((edge) => this.target[edge]!).sort((a, b) => rank(a) - rank(b));
    return first === undefined || second === undefined ? undefined : [first, second];
  }

  number(id: string | undefined): number | undefined {
    return id === undefined ? undefined : this.numbers.get(id);
  }

  numbersOf(ids: readonly string[] | undefined): number[] {
    return (ids ?? []).flatMap((id) => this.numbers.get(id) ?? []);
  }

  id(n: number): string {
    return this.data.nodes.id[n]!;
  }

  kindRow(n: number): KindRow {
    return this.data.kinds[this.kind[n]!]!;
  }

  label(n: number, lang: Lang): string {
    return (lang === "en" ? this.data.nodes.en[n] : undefined) ?? this.data.nodes.da[n]!;
  }

  /** Numbers of the edges that a node is an end of. */
  edges(n: number): Int32Array {
    return this.edgesAt.subarray(this.begin[n], this.begin[n + 1]);
  }

  other(edge: number, n: number): number {
    return this.source[edge] === n ? this.target[edge]! : this.source[edge]!;
  }

  /** An edge is quiet where most things have one like it. */
  quiet(edge: number): boolean {
    const relation = this.relation[edge]!;
    return relation !== SHARED && this.data.relations[relation]!.quiet;
  }

  /** Nodes that the graph links with one, each once, the most important first. */
  neighbours(n: number, quiet = false): number[] {
    const found = new Set<number>();
    for (const edge of this.edges(n)) if (edge < this.told && (quiet || !this.quiet(edge))) found.add(this.other(edge, n));
    found.delete(n);
    return [...found].sort((a, b) => this.size[b]! - this.size[a]! || a - b);
  }

  /** Steps from some nodes to every other along edges that are not quiet; -1 where none leads. */
  steps(from: readonly number[], allowed?: (n: number) => boolean, most = Infinity): Int16Array {
    const found = new Int16Array(this.count).fill(-1);
    let edge: number[] = [...from];
    for (const n of edge) found[n] = 0;
    for (let step = 1; edge.length && step <= most; step++) {
      const next: number[] = [];
      for (const n of edge)
        for (const one of this.edges(n)) {
          const other = this.other(one, n);
          if (this.quiet(one) || found[other]! >= 0 || (allowed && !allowed(other))) continue;
          found[other] = step;
          next.push(other);
        }
      edge = next;
    }
    return found;
  }
}

function incidence(count: number, source: Int32Array, target: Int32Array): [Int32Array, Int32Array] {
  const begin = new Int32Array(count + 1);
  for (const ends of [source, target]) for (const n of ends) begin[n + 1]!++;
  for (let n = 0; n < count; n++) begin[n + 1]! += begin[n]!;
  const next = begin.slice();
  const edges = new Int32Array(2 * source.length);
  for (let edge = 0; edge < source.length; edge++) for (const n of [source[edge]!, target[edge]!]) edges[next[n]!++] = edge;
  return [begin, edges];
}
