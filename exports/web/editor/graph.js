// A picture of triples, or of a table's first two columns of IRIs, laid out by a few hundred steps of springs.
import { cut, draw, element, icon, room, short } from "./drawing.js";
import { labels } from "./labels.js";

const MOST = 150;
const LETTERS = 30;

export class Graph {
  priority = 6;
  label = "Graph";

  constructor(yasr) {
    this.yasr = yasr;
  }

  static endpoint = "";

  canHandleResults() {
    return this.#links().length > 0;
  }

  getIcon() {
    return icon("M6 4a3 3 0 110 6 3 3 0 010-6zM18 8a3 3 0 110 6 3 3 0 010-6zM9 16a3 3 0 110 6 3 3 0 010-6zM8 8l8 3M7 10l2 7M16 13l-5 5");
  }

  draw() {
    const place = this.yasr.resultsEl;
    const size = { width: room(place), height: Math.min(Math.max(room(place) * 0.6, 380), 680) };
    const links = this.#links();
    const nodes = new Map();
    for (const { from, to } of links) {
      for (const iri of [from, to]) {
        if (!nodes.has(iri) && nodes.size < MOST) {
          const turn = nodes.size * 2.4;
          const far = 12 * Math.sqrt(nodes.size + 1) + 20;
          nodes.set(iri, { iri, degree: 0, x: size.width / 2 + far * Math.cos(turn), y: size.height / 2 + far * Math.sin(turn) });
        }
      }
    }
    const drawn = links
      .filter(({ from, to }) => nodes.has(from) && nodes.has(to))
      .map(({ from, by, to }) => ({ from: nodes.get(from), by, to: nodes.get(to) }));
    settle([...nodes.values()], drawn, size);
    const prefixes = this.yasr.getPrefixes();
    const show = (called) => {
      const names = (iri) => called.get(iri) ?? short(iri, prefixes);
      const shown = picture([...nodes.values()], drawn, names, size);
      place.replaceChildren(shown);
      return shown;
    };
    const first = show(new Map());
    labels([...nodes.keys()], Graph.endpoint)
      .then((called) => first.isConnected && show(called))
      .catch(() => {}); // short names are shown already
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

function settle(nodes, links, { width, height }) {
  const apart = Math.sqrt((width * height) / (nodes.length + 1)) * 0.6;
  for (let step = 0; step < 300; step += 1) {
    const heat = 24 * (1 - step / 300) + 0.5;
    for (const one of nodes) {
      one.dx = (width / 2 - one.x) * 0.12;
      one.dy = (height / 2 - one.y) * 0.2;
      for (const other of nodes) {
        const x = one.x - other.x;
        const y = one.y - other.y;
        const far = x * x + y * y + 0.01;
        one.dx += (x / far) * apart * apart * 0.1;
        one.dy += (y / far) * apart * apart * 0.1;
      }
    }
    for (const { from, to } of links) {
      const x = (to.x - from.x) * 0.35;
      const y = (to.y - from.y) * 0.35;
      from.dx += x;
      from.dy += y;
      to.dx -= x;
      to.dy -= y;
    }
    for (const one of nodes) {
      const much = Math.hypot(one.dx, one.dy) || 1;
      one.x = Math.min(Math.max(one.x + (one.dx / much) * Math.min(much, heat), 20), width - 20);
      one.y = Math.min(Math.max(one.y + (one.dy / much) * Math.min(much, heat), 20), height - 20);
    }
  }
  for (const { from, to } of links) {
    from.degree += 1;
    to.degree += 1;
  }
}

function picture(nodes, links, name, { width, height }) {
  const svg = draw(width, height);
  for (const { from, by, to } of links) {
    const line = element("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, class: "link" });
    line.append(element("title", {}, name(by)));
    svg.append(line);
  }
  const taken = nodes.map(({ x, y }) => ({ left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 }));
  for (const { iri, x, y } of nodes.toSorted((a, b) => b.degree - a.degree)) {
    const dot = element("circle", { cx: x, cy: y, r: 6, class: "node" });
    dot.append(element("title", {}, name(iri)));
    svg.append(dot, ...written(cut(name(iri), Math.min(LETTERS, width / 16)), x, y, width, taken));
  }
  return svg;
}

// A name beside its dot, to the right or else to the left; none where it would cover what is there already.
function written(words, x, y, width, taken) {
  const long = words.length * 7.2;
  for (const [left, anchor] of [[x + 10, "start"], [x - 10 - long, "end"]]) {
    const box = { left, right: left + long, top: y - 8, bottom: y + 8 };
    const free = taken.every((one) => one.right < box.left || one.left > box.right || one.bottom < box.top || one.top > box.bottom);
    if (left >= 0 && box.right <= width && free) {
      taken.push(box);
      return [element("text", { x: anchor === "start" ? left : x - 10, y: y + 4, "text-anchor": anchor, class: "name" }, words)];
    }
  }
  return [];
}
