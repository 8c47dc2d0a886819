// A picture of triples, or of a table's first two columns of IRIs, laid out by a few hundred steps of springs.
import { draw, element, icon, short } from "./drawing.js";

const MOST = 150;
const WIDTH = 1000;
const HEIGHT = 640;

export class Graph {
  priority = 6;
  label = "Graph";

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return this.#links().length > 0;
  }

  getIcon() {
    return icon("M6 4a3 3 0 110 6 3 3 0 010-6zM18 8a3 3 0 110 6 3 3 0 010-6zM9 16a3 3 0 110 6 3 3 0 010-6zM8 8l8 3M7 10l2 7M16 13l-5 5");
  }

  draw() {
    const links = this.#links();
    const nodes = new Map();
    for (const { from, to } of links) {
      for (const iri of [from, to]) {
        if (!nodes.has(iri) && nodes.size < MOST) {
          const turn = nodes.size * 2.4;
          const far = 12 * Math.sqrt(nodes.size + 1) + 20;
          nodes.set(iri, { iri, x: WIDTH / 2 + far * Math.cos(turn), y: HEIGHT / 2 + far * Math.sin(turn) });
        }
      }
    }
    const drawn = links.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
    settle([...nodes.values()], drawn.map(({ from, to }) => [nodes.get(from), nodes.get(to)]));
    this.yasr.resultsEl.replaceChildren(picture([...nodes.values()], drawn, nodes, this.yasr.getPrefixes()));
  }

  #links() {
    const results = this.yasr.results;
    const triples = results?.getStatements?.() ?? [];
    if (triples.length) {
      return triples
        .filter((quad) => quad.object.termType === "NamedNode")
        .map((quad) => ({ from: quad.subject.value, by: quad.predicate.value, to: quad.object.value }));
    }
    const rows = results?.getBindings() ?? [];
    const [first, second] = (results?.getVariables() ?? []).filter((name) => rows.some((row) => row[name]?.type === "uri"));
    return second
      ? rows
          .filter((row) => row[first]?.type === "uri" && row[second]?.type === "uri")
          .map((row) => ({ from: row[first].value, by: "", to: row[second].value }))
      : [];
  }
}

function settle(nodes, links) {
  const apart = Math.sqrt((WIDTH * HEIGHT) / (nodes.length + 1)) * 0.6;
  for (let step = 0; step < 300; step += 1) {
    const heat = 24 * (1 - step / 300) + 0.5;
    for (const one of nodes) {
      one.dx = (WIDTH / 2 - one.x) * 0.12;
      one.dy = (HEIGHT / 2 - one.y) * 0.2;
      for (const other of nodes) {
        const x = one.x - other.x;
        const y = one.y - other.y;
        const far = x * x + y * y + 0.01;
        one.dx += (x / far) * apart * apart * 0.1;
        one.dy += (y / far) * apart * apart * 0.1;
      }
    }
    for (const [from, to] of links) {
      const x = (to.x - from.x) * 0.35;
      const y = (to.y - from.y) * 0.35;
      from.dx += x;
      from.dy += y;
      to.dx -= x;
      to.dy -= y;
    }
    for (const one of nodes) {
      const much = Math.hypot(one.dx, one.dy) || 1;
      one.x = Math.min(Math.max(one.x + (one.dx / much) * Math.min(much, heat), 40), WIDTH - 200);
      one.y = Math.min(Math.max(one.y + (one.dy / much) * Math.min(much, heat), 20), HEIGHT - 20);
    }
  }
}

function picture(nodes, links, byIri, prefixes) {
  const svg = draw(WIDTH, HEIGHT);
  for (const { from, by, to } of links) {
    const [a, b] = [byIri.get(from), byIri.get(to)];
    const line = element("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, class: "link" });
    line.append(element("title", {}, short(by, prefixes)));
    svg.append(line);
  }
  for (const { iri, x, y } of nodes) {
    const dot = element("circle", { cx: x, cy: y, r: 6, class: "node" });
    dot.append(element("title", {}, iri));
    svg.append(dot, element("text", { x: x + 9, y: y + 4, class: "name" }, short(iri, prefixes).slice(0, 32)));
  }
  return svg;
}
