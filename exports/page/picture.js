"use strict";
// The page's behaviour. Everything that stems from documents goes into the page as text nodes or onto the
// canvas, never as markup. vis-network draws things and links; labels and regions are drawn here, so that
// labels never lie on each other and more of them appear as one comes closer.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const byId = (id) => document.getElementById(id);
const picture = read("picture");
const given = { nodes: read("graph-nodes"), edges: read("graph-edges"), options: read("graph-options") };

// The picture is laid out wide; on a screen that is taller than wide it lies on its side, documents still on top of theirs.
function turn() {
  for (const region of picture.regions) {
    [region.x, region.y] = [region.y, region.x];
    [region.half_width, region.half_height] = [region.half_height, region.half_width];
  }
  for (const node of given.nodes) {
    const { x, y, half_width: wide, half_height: high } = picture.regions[node.region];
    [node.x, node.y] = node.kind === "document" ? [x, y + (node.y - x) * (high / wide)] : [node.y, node.x];
  }
}
if (window.innerHeight > 1.2 * window.innerWidth) turn();

var nodes = new vis.DataSet(given.nodes);
var edges = new vis.DataSet(given.edges);
var network;

const kindOf = new Map(picture.kinds.map((kind) => [kind.key, kind]));
const drawn = new Map(given.nodes.map((node) => [node.id, node]));
const details = new Map(Object.entries(picture.nodes));
const linksOf = new Map(given.nodes.map((node) => [node.id, []]));
for (const edge of given.edges) {
  linksOf.get(edge.from).push({ edge, other: edge.to, back: false });
  linksOf.get(edge.to).push({ edge, other: edge.from, back: true });
}

const state = {
  language: "da", chosen: null, hovered: null, focus: null, depth: 2,
  kinds: new Set(picture.kinds.map((kind) => kind.key)),
  documents: new Set(picture.documents.map((_, at) => at)),
  themes: new Set(), visible: new Set(drawn.keys()), faded: new Set(), shown: new Set(), labels: [],
};

// ---------------------------------------------------------------- words

const word = (key, values = {}) =>
  picture.words[state.language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const labelOf = (id) => (state.language === "en" && details.get(id).label_en) || details.get(id).label;
const shortOf = (id) => (state.language === "en" && details.get(id).short_en) || drawn.get(id).label;
const kindName = (kind, plural) => kind[(plural ? "plural_" : "") + state.language];
const plain = (text) => text.toLocaleLowerCase("da").replace(/æ/g, "ae").replace(/ø/g, "oe").replace(/å/g, "aa")
  .normalize("NFD").replace(/[\u0300-\u036f]/g, "");
const readable = new Map(given.nodes.map(({ id }) => {
  const { label, label_en, facts } = details.get(id);
  const also = facts.filter(([key]) => key === "also").map(([, said]) => said);
  return [id, plain([label, label_en || "", ...also].join(" \u0001"))];
}));

/** Make an element; children that are strings become text, never markup. */
function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && key !== "list") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

const OUTLINES = {
  dot: "M8 2a6 6 0 1 0 .01 0z", square: "M3 3h10v10H3z", diamond: "M8 1l7 7-7 7-7-7z", triangle: "M8 2l7 12H1z",
  triangleDown: "M8 14L1 2h14z", hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z",
  star: "M8 .8l2.1 4.9 5.3.5-4 3.5 1.2 5.2L8 12.2l-4.6 2.7 1.2-5.2-4-3.5 5.3-.5z",
};

/** Make a kind's sign as it stands in the picture. */
function sign(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("class", "sign");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", OUTLINES[kind.shape]);
  path.setAttribute("fill", kind.colour);
  svg.append(path);
  return svg;
}

// ---------------------------------------------------------------- what is visible

const narrower = new Map(picture.themes.map((theme, at) => [at, []]));
picture.themes.forEach((theme, at) => { if (theme.broader !== null) narrower.get(theme.broader).push(at); });

/** Give the chosen themes with all that belong under them. */
function themesWanted() {
  const wanted = new Set();
  const add = (at) => { if (!wanted.has(at)) { wanted.add(at); narrower.get(at).forEach(add); } };
  state.themes.forEach(add);
  return wanted;
}

/** Give what lies within so many steps of the focus; documents are shown but not walked through. */
function surroundings(start, depth) {
  const reached = new Set([start]);
  let edgeOfIt = [start];
  for (let step = 0; step < depth; step += 1) {
    const next = [];
    for (const at of edgeOfIt) {
      const through = at === start || drawn.get(at).kind !== "document";
      for (const { edge, other } of through ? linksOf.get(at) : []) {
        const quiet = picture.relations[edge.relation].quiet && at !== start;
        if (!quiet && !reached.has(other)) { reached.add(other); next.push(other); }
      }
    }
    edgeOfIt = next;
  }
  return reached;
}

function isVisible(id, wanted, near) {
  const { kind: group } = drawn.get(id);
  const { documents, themes } = details.get(id);
  if (near && !near.has(id)) return false;
  if (!state.kinds.has(group)) return false;
  if (documents.length && !documents.some((at) => state.documents.has(at))) return false;
  return !wanted.size || themes.some((at) => wanted.has(at));
}

/** Bring the picture, the list and the counts in line with what is chosen. */
function apply() {
  const wanted = themesWanted();
  const near = state.focus ? surroundings(state.focus, state.depth) : null;
  const before = state.visible;
  state.visible = new Set([...drawn.keys()].filter((id) => isVisible(id, wanted, near)));
  nodes.update([...drawn.keys()].filter((id) => before.has(id) !== state.visible.has(id))
    .map((id) => ({ id, hidden: !state.visible.has(id) })));
  if (state.chosen && !state.visible.has(state.chosen)) choose(null);
  byId("focus").hidden = !state.focus;
  if (state.focus) byId("focus-on").textContent = `${word("focusOn")} ${shortOf(state.focus).replace(/\n/g, " ")}`;
  byId("depth").value = byId("depth-now").value = state.depth;
  counts();
  if (!byId("list").hidden) showList();
}

function counts() {
  const perKind = new Map();
  state.visible.forEach((id) => perKind.set(drawn.get(id).kind, (perKind.get(drawn.get(id).kind) || 0) + 1));
  document.querySelectorAll("#kinds .count").forEach((at) => { at.textContent = perKind.get(at.dataset.kind) || 0; });
  const links = given.edges.filter(({ from, to, hidden }) => !hidden && state.visible.has(from) && state.visible.has(to)).length;
  byId("status").textContent = state.visible.size
    ? word("status", { nodes: state.visible.size, links }) : word("nothing");
}

// ---------------------------------------------------------------- labels and regions on the canvas

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const RANK = { document: 0, theme: 2, paradox: 4, event: 3, organisation: 4, person: 4, group: 4, decision: 6 };
const FEW = 16;
const SPARSE = 70;
const widths = new Map();
let order = [];

function rankLabels() {
  const rank = (id) => (RANK[drawn.get(id).kind] ?? 7) * 20 - drawn.get(id).size;
  order = [...drawn.keys()].sort((a, b) => rank(a) - rank(b));
}

function fontOf(id, strong) {
  const { kind: group, size } = drawn.get(id);
  if (group === "document") return { size: 13, weight: 700 };
  if (group === "theme") return { size: 10.5 + Math.min(3, size / 16), weight: strong ? 700 : 600 };
  return { size: 11.5, weight: strong ? 700 : 400 };
}

function widthOf(ctx, line, font) {
  const key = `${font}|${line}`;
  if (!widths.has(key)) widths.set(key, ctx.measureText(line).width);
  return widths.get(key);
}

/** Tell whether a label is due at this scale: small things speak first when one comes closer. */
function isDue(id, scale) {
  const { kind: group, size } = drawn.get(id);
  if (state.shown.has(id) || state.visible.size <= SPARSE) return true;
  if (group === "document" || group === "theme") return true;
  return size * scale > ({ event: 5.5, person: 5.5, organisation: 5.5, group: 5.5, paradox: 9 }[group] ?? 9.5);
}

/** Write on the canvas in pixels of the screen, whatever the zoom. */
function onScreen(ctx, draw) {
  const ratio = network.canvas.pixelRatio || window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = byId("mynetwork");
  const [scale, middle] = [network.getScale(), network.getViewPosition()];
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  draw((x, y) => ({ x: (x - middle.x) * scale + width / 2, y: (y - middle.y) * scale + height / 2 }), scale, width, height);
  ctx.restore();
}

function drawRegions(ctx) {
  onScreen(ctx, (place, scale) => {
    const inside = new Set([...state.visible].map((id) => drawn.get(id).region));
    for (const [region, { x, y, half_width: wide, half_height: high, document: at }] of picture.regions.entries()) {
      if (!inside.has(region)) continue;
      const centre = place(x, y);
      ctx.beginPath();
      ctx.ellipse(centre.x, centre.y, (wide + 14) * scale, (high + 14) * scale, 0, 0, 2 * Math.PI);
      ctx.fillStyle = at === null ? "#f8fbf9" : "#ffffff";
      ctx.strokeStyle = at === null ? "#cfe6dc" : "#dbe1e8";
      ctx.lineWidth = 1;
      ctx.fill();
      ctx.stroke();
    }
  });
}

function drawLabels(ctx) {
  onScreen(ctx, (place, scale, width, height) => {
    const first = [state.hovered, state.chosen, ...state.shown].filter((id) => id && state.visible.has(id));
    const due = [];
    const sparse = state.visible.size <= SPARSE;
    const taken = [];
    for (const id of new Set([...first, ...order])) {
      if (!state.visible.has(id) || state.faded.has(id)) continue;
      const { x, y } = place(...Object.values(network.getPosition(id)));
      if (x < -80 || y < -40 || x > width + 80 || y > height + 40) continue;
      const radius = drawn.get(id).size * scale;
      const own = { box: [x - radius, y - radius, x + radius, y + radius] };
      if (sparse || id === state.chosen || (radius > 4.5 && RANK[drawn.get(id).kind] < 4)) taken.push(own);
      if (isDue(id, scale)) due.push([id, x, y, radius, own]);
    }
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    for (const [id, x, y, radius, own] of due) drawLabel(ctx, id, x, y, radius, taken, own, width);
    state.labels = taken.filter(({ id }) => id);
    if (state.visible.has(state.chosen) && state.shown.size <= FEW) drawRelations(ctx, place, taken);
  });
}

const overlaps = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
const isFree = (box, taken, but) => !taken.some((other) => other !== but && overlaps(box, other.box));

/** Give the middles at which a label may stand beside its thing, the best first. */
function spots(id, x, y, radius, wide, high) {
  const [below, above] = [{ x, y: y + radius + 3 + high / 2 }, { x, y: y - radius - 3 - high / 2 }];
  if (drawn.get(id).kind === "document") return [above];
  return [below, above, { x: x + radius + 4 + wide / 2, y }, { x: x - radius - 4 - wide / 2, y }];
}

function drawLabel(ctx, id, x, y, radius, taken, own, room) {
  const strong = id === state.hovered || id === state.chosen;
  const always = strong || (drawn.get(id).kind === "document" && picture.documents.length <= FEW / 2 && !narrow());
  const { size, weight } = fontOf(id, strong);
  const lines = shortOf(id).split("\n");
  const font = `${weight} ${size}px ${FONT}`;
  ctx.font = font;
  const wide = Math.max(...lines.map((line) => widthOf(ctx, line, font)));
  const step_ = size * 1.18;
  const high = lines.length * step_;
  const boxed = (at) => [at.x - wide / 2 - 2, at.y - high / 2, at.x + wide / 2 + 2, at.y + high / 2];
  const inside = (at) => ({ ...at, x: Math.min(Math.max(at.x, wide / 2 + 4), Math.max(wide / 2 + 4, room - wide / 2 - 4)) });
  const able = spots(id, x, y, radius, wide, high).map((at) => (x < 0 || x > room ? at : inside(at)));
  const spot = able.find((each) => isFree(boxed(each), taken, own)) || (always ? able[0] : null);
  if (!spot) return;
  taken.push({ id, box: boxed(spot) });
  ctx.strokeStyle = "rgba(255,255,255,.92)";
  ctx.lineWidth = 3.5;
  ctx.fillStyle = strong ? "#0b2545" : drawn.get(id).kind === "theme" ? "#0a5f47" : "#26323f";
  lines.forEach((line, row) => {
    const middle = spot.y - high / 2 + (row + 0.5) * step_;
    ctx.strokeText(line, spot.x, middle);
    ctx.fillText(line, spot.x, middle);
  });
}

/** Write on each link of what is chosen what it says, seen from there. */
function drawRelations(ctx, place, taken) {
  ctx.font = `italic 11px ${FONT}`;
  for (const { edge, other, back } of linksOf.get(state.chosen)) {
    if (!state.visible.has(other) || !state.shown.has(other)) continue;
    const from = place(...Object.values(network.getPosition(state.chosen)));
    const to = place(...Object.values(network.getPosition(other)));
    const [x, y] = [from.x + (to.x - from.x) * 0.6, from.y + (to.y - from.y) * 0.6];
    const said = relationWords(edge.relation, back);
    const wide = widthOf(ctx, said, ctx.font);
    const box = [x - wide / 2 - 1, y - 7, x + wide / 2 + 1, y + 7];
    if (Math.hypot(to.x - from.x, to.y - from.y) < wide + 40) continue;
    if (!isFree(box, taken)) continue;
    taken.push({ box });
    ctx.strokeStyle = "rgba(255,255,255,.95)";
    ctx.lineWidth = 4;
    ctx.strokeText(said, x, y);
    ctx.fillStyle = "#5a6675";
    ctx.fillText(said, x, y);
  }
}

const relationWords = (relation, back) => picture.relations[relation][(back ? "back_" : "") + state.language];

// ---------------------------------------------------------------- choosing a thing

/** Choose a thing (or nothing): light up its links, fade the rest, open its panel. */
function choose(id, { move = false, dim = true } = {}) {
  state.chosen = id;
  const around = id ? linksOf.get(id).filter(({ other }) => state.visible.has(other)) : [];
  const loud = around.filter(({ edge }) => !picture.relations[edge.relation].quiet);
  const shown = new Set((loud.length ? loud : around).map(({ other }) => other));
  if (id) network.selectNodes([id], false);
  else network.unselectAll();
  fade(id && dim ? new Set([id, ...around.map(({ other }) => other)]) : null);
  lightUp(around.map(({ edge }) => edge));
  state.shown = shown;
  showPanel(id);
  if (id && (move || isBehindPanel(id))) bringIntoView(id);
  network.redraw();
  remember(id);
}

function fade(kept) {
  const faded = new Set(kept ? [...drawn.keys()].filter((id) => !kept.has(id)) : []);
  nodes.update([...drawn.keys()].filter((id) => faded.has(id) !== state.faded.has(id))
    .map((id) => ({ id, opacity: faded.has(id) ? 0.16 : 1 })));
  state.faded = faded;
}

let lit = [];
function lightUp(chosen) {
  edges.update(lit.map((edge) => ({ id: edge.id, color: edge.color, width: edge.width, hidden: Boolean(edge.hidden) })));
  lit = chosen;
  const many = lit.length > FEW;
  edges.update(lit.map((edge) => {
    const quiet = picture.relations[edge.relation].quiet;
    const color = { color: quiet ? "#c3ccd6" : "#4f6f94", opacity: many ? 0.55 : 0.9 };
    return { id: edge.id, hidden: false, width: quiet || many ? 1.5 : 2.5, color };
  }));
}

function isBehindPanel(id) {
  const { x } = network.canvasToDOM(network.getPosition(id));
  return !narrow() && x > byId("mynetwork").clientWidth - byId("panel").offsetWidth;
}

function bringIntoView(id) {
  const reading = narrow() || byId("panel").hidden ? 0 : byId("panel").offsetWidth / 2;
  const scale = Math.max(network.getScale(), 0.45);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const animation = calm ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  network.moveTo({ position: network.getPosition(id), scale, offset: { x: -reading, y: 0 }, animation });
}

function remember(id) {
  const hash = id ? `#${encodeURIComponent(id)}` : "#";
  if (location.hash !== hash && (id || location.hash)) history.replaceState(null, "", hash);
}

function focusOn(id, depth = state.depth) {
  state.focus = id;
  state.depth = depth;
  apply();
  if (id) choose(id, { dim: false });
  fit();
}

// ---------------------------------------------------------------- the panel

function showPanel(id) {
  const panel = byId("panel");
  panel.hidden = !id;
  document.querySelector("main").classList.toggle("reading", Boolean(id));
  panel.replaceChildren();
  if (!id) return;
  const kind = kindOf.get(drawn.get(id).kind);
  const close = el("button", { type: "button", onclick: () => choose(null) }, word("close"));
  panel.style.setProperty("--mark", kind.colour);
  panel.append(
    el("div", { className: "top" }, sign(kind), el("span", {}, kindName(kind)), close),
    el("h2", { id: "panel-title" }, labelOf(id)), actions(id), ...factsOf(id), ...wordsOf(id), ...themesOf(id),
    ...neighboursOf(id), el("p", { className: "iri" }, id),
  );
  panel.scrollTop = 0;
}

function actions(id) {
  return el("div", { className: "actions" },
    el("button", { type: "button", onclick: () => focusOn(id) }, word("focusHere")),
    el("button", { type: "button", onclick: () => { showPicture(); bringIntoView(id); } }, word("findHere")));
}

function factsOf(id) {
  const { facts } = details.get(id);
  if (!facts.length) return [];
  const names = picture.words.facts;
  const at = state.language === "da" ? 0 : 1;
  const said = new Map(facts.map(([key]) => [key, facts.filter(([other]) => other === key).map((fact) => fact[1 + at])]));
  const rows = [...said].flatMap(([key, values]) => [el("dt", {}, names[key][at]), el("dd", {}, values.join(", "))]);
  return [el("h3", {}, word("facts")), el("dl", { className: "facts" }, ...rows)];
}

function wordsOf(id) {
  const { evidence } = details.get(id);
  const entity = ["person", "organisation", "group", "theme"].includes(drawn.get(id).kind);
  const title = el("h3", {}, word(entity ? "told" : "words"));
  if (!evidence.length) return drawn.get(id).kind === "document" ? [] : [title, el("p", { className: "hint" }, word("noWords"))];
  return [title, ...partly(evidence.map((quoted) => () => quotation(quoted)), 4)];
}

function quotation(quoted) {
  const document_ = picture.documents[quoted.document];
  const heading = quoted.heading === document_.title ? null : quoted.heading;
  const place = [heading, quoted.page ? `${word("page")} ${quoted.page}` : null].filter(Boolean).join(", ");
  // The words around a quote are cut at a length, so the outermost is seldom whole.
  const before = quoted.before.replace(/^\S*\s+/, "");
  const after = quoted.after.replace(/\s+\S*$/, "");
  const percent = quoted.confidence === null ? null : `${Math.round(quoted.confidence * 100)} %`;
  const source = drawn.has(document_.iri)
    ? el("button", { type: "button", onclick: () => go(document_.iri) }, document_.title) : el("span", {}, document_.title);
  return el("blockquote", {},
    el("p", {}, el("span", { className: "context" }, before ? `… ${before} ` : ""),
      el("mark", { className: "quote" }, quoted.quote),
      el("span", { className: "context" }, after ? `${/^[\p{L}\p{N}("«–-]/u.test(after) ? " " : ""}${after} …` : "")),
    el("footer", {},
      quoted.voice ? el("div", { className: "voice" }, `${word("by")}: ${quoted.voice}`) : null,
      el("div", { className: "source" }, source, place ? ` · ${place}` : ""),
      quoted.rule ? el("div", { className: "rule" }, `${word("rule")} ${quoted.rule}${percent ? ` · ${word("confidence")} ${percent}` : ""}`) : null));
}

function themesOf(id) {
  const { themes } = details.get(id);
  if (drawn.get(id).kind === "theme" || !themes.length || themes.length > 12) return [];
  const chips = themes.map((at) => picture.themes[at]).filter(({ iri }) => drawn.has(iri))
    .map(({ iri }) => el("button", { type: "button", onclick: () => go(iri) }, labelOf(iri)));
  return [el("h3", {}, word("about_themes")), el("div", { className: "chips" }, ...chips)];
}

function neighboursOf(id) {
  const groups = new Map();
  for (const { edge, other, back } of linksOf.get(id)) {
    const said = relationWords(edge.relation, back);
    if (!groups.has(said)) groups.set(said, new Map());
    if (!groups.get(said).has(other)) groups.get(said).set(other, edge.note);
  }
  if (!groups.size) return [];
  const parts = [...groups].flatMap(([said, others]) => [
    el("h4", {}, said),
    el("div", { className: "links" }, ...partly([...others].map(([other, note]) => () => linkTo(other, note)), 6)),
  ]);
  return [el("h3", {}, word("neighbours")), ...parts];
}

function linkTo(id, note) {
  return el("button", { type: "button", onclick: () => go(id) }, sign(kindOf.get(drawn.get(id).kind)),
    el("span", {}, labelOf(id), note ? el("span", { className: "note" }, ` (${note})`) : ""));
}

/** Give the first few made, and a button that gives the rest. */
function partly(makers, count) {
  if (makers.length <= count + 1) return makers.map((make) => make());
  const more = el("button", { type: "button", className: "more" }, word("more", { count: makers.length - count }));
  more.onclick = () => more.replaceWith(...makers.slice(count).map((make) => make()));
  return [...makers.slice(0, count).map((make) => make()), more];
}

/** Go to a thing, even where the filters hide it. */
function go(id) {
  if (!state.visible.has(id)) {
    state.focus = null;
    state.themes.clear();
    state.kinds.add(drawn.get(id).kind);
    details.get(id).documents.forEach((at) => state.documents.add(at));
    showFilters();
    apply();
  }
  choose(id, { move: true });
}

// ---------------------------------------------------------------- filters

function choice(checked, onchange, ...content) {
  const box = el("input", { type: "checkbox", checked });
  box.onchange = () => { onchange(box.checked); apply(); };
  return el("label", {}, box, ...content);
}

const flip = (set, item) => (on) => { if (on) set.add(item); else set.delete(item); };

function showFilters() {
  byId("kinds").replaceChildren(...picture.kinds.map((kind) => el("li", {}, choice(
    state.kinds.has(kind.key), flip(state.kinds, kind.key), sign(kind),
    el("span", { className: "what" }, kindName(kind, true)), el("span", { className: "count", "data-kind": kind.key })))));
  byId("documents").replaceChildren(...picture.documents.map(({ title }, at) => el("li", {}, choice(
    state.documents.has(at), flip(state.documents, at), el("span", { className: "what" }, title)))));
  byId("themes").replaceChildren(...picture.themes.map((theme, at) => el("li",
    { className: theme.broader === null ? "" : "under" }, choice(
      state.themes.has(at), flip(state.themes, at), el("span", { className: "what" }, labelOf(theme.iri))))));
}

function reset() {
  state.focus = null;
  state.themes.clear();
  picture.kinds.forEach((kind) => state.kinds.add(kind.key));
  picture.documents.forEach((_, at) => state.documents.add(at));
  showFilters();
  apply();
  choose(null);
  fit();
}

// ---------------------------------------------------------------- search

let hits = [];
let marked = -1;

/** Give the best dozen: names that begin so, then words that do, then anything that holds it. */
function find(text) {
  const wanted = plain(text.trim());
  if (!wanted) return [];
  const rank = (id) => {
    const said = readable.get(id);
    const found = said.indexOf(wanted);
    if (found < 0) return null;
    const place = found === 0 ? 0 : /[^\p{L}\p{N}]/u.test(said[found - 1]) ? 1 : 2;
    return place * 1e6 + (RANK[drawn.get(id).kind] ?? 7) * 1e4 - drawn.get(id).size * 10 + Math.min(said.length, 999) / 1000;
  };
  return [...drawn.keys()].map((id) => [rank(id), id]).filter(([score]) => score !== null)
    .sort(([a], [b]) => a - b).slice(0, 12).map(([, id]) => id);
}

function suggest() {
  hits = find(byId("search").value);
  marked = -1;
  const none = el("li", { className: "none" }, word("noHits"));
  const rows = hits.map((id, row) => el("li", {
    id: `hit-${row}`, role: "option", "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); take(id); },
  }, sign(kindOf.get(drawn.get(id).kind)), el("span", { className: "what" }, labelOf(id)),
  el("span", { className: "kind" }, kindName(kindOf.get(drawn.get(id).kind)))));
  byId("suggestions").replaceChildren(...(rows.length ? rows : [none]));
  open_(Boolean(byId("search").value.trim()));
}

function open_(on) {
  byId("suggestions").hidden = !on;
  byId("search").setAttribute("aria-expanded", String(on));
  if (!on) byId("search").removeAttribute("aria-activedescendant");
}

function mark(row) {
  marked = (row + hits.length) % hits.length;
  const rows = [...byId("suggestions").children];
  rows.forEach((item, place) => item.setAttribute("aria-selected", String(place === marked)));
  rows[marked].scrollIntoView({ block: "nearest" });
  byId("search").setAttribute("aria-activedescendant", `hit-${marked}`);
}

function take(id) {
  open_(false);
  showPicture();
  go(id);
}

function searchKeys(event) {
  if (event.key === "Escape") open_(false);
  else if (event.key === "Enter" && hits.length) take(hits[Math.max(marked, 0)]);
  else if (event.key === "ArrowDown" && hits.length) mark(marked + 1);
  else if (event.key === "ArrowUp" && hits.length) mark(marked < 0 ? hits.length - 1 : marked - 1);
  else return;
  event.preventDefault();
}

// ---------------------------------------------------------------- the same as a list

function showList() {
  const groups = picture.kinds.map((kind) => {
    const members = [...state.visible].filter((id) => drawn.get(id).kind === kind.key)
      .sort((a, b) => labelOf(a).localeCompare(labelOf(b), state.language));
    return [kind, members];
  }).filter(([, members]) => members.length);
  byId("list").replaceChildren(...groups.map(([kind, members]) => el("details", { open: groups.length === 1 },
    el("summary", {}, sign(kind), kindName(kind, true), el("span", { className: "count" }, String(members.length))),
    el("ul", {}, ...members.map((id) => el("li", {}, el("button", { type: "button", onclick: () => choose(id) }, labelOf(id))))))));
  byId("list").hidden = false;
  document.querySelector(".zoom").hidden = true;
  listButton(true);
}

function showPicture() {
  byId("list").hidden = true;
  document.querySelector(".zoom").hidden = false;
  listButton(false);
}

function listButton(on) {
  byId("as-list").setAttribute("aria-pressed", String(on));
  byId("as-list").textContent = word(on ? "asPicture" : "asList");
}

// ---------------------------------------------------------------- keys, zoom, language

/** Go to the nearest visible thing in a direction from the chosen one. */
function step(dx, dy) {
  const positions = network.getPositions([...state.visible]);
  const from = state.chosen ? positions[state.chosen] : network.getViewPosition();
  let best = null;
  for (const [id, { x, y }] of Object.entries(positions)) {
    const [along, aside] = [(x - from.x) * dx + (y - from.y) * dy, Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx)];
    const cost = along + 2 * aside;
    if (id !== state.chosen && along > 0 && (best === null || cost < best.cost)) best = { id, cost };
  }
  if (best) choose(best.id, { move: true });
}

const zoom = (factor) => network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)) });

/** Show all that is visible, in the part of the stage that the panel leaves free. */
function fit() {
  const ids = [...state.visible];
  if (!ids.length) return;
  const [left, top, right, bottom] = ids.reduce(([l, t, r, b], id) => {
    const { x, y } = network.getPosition(id);
    const { size } = drawn.get(id);
    return [Math.min(l, x - size), Math.min(t, y - size), Math.max(r, x + size), Math.max(b, y + size)];
  }, [Infinity, Infinity, -Infinity, -Infinity]);
  const { clientWidth, clientHeight } = byId("mynetwork");
  const reading = narrow() || byId("panel").hidden ? 0 : byId("panel").offsetWidth;
  const bar = state.focus ? 56 : 0;
  const [wide, high] = [clientWidth - reading - (narrow() ? 40 : 110), clientHeight - 120 - bar];
  const scale = Math.min(1.2, Math.max(0.05, Math.min(wide / (right - left + 1), high / (bottom - top + 1))));
  const position = { x: (left + right) / 2 + reading / 2 / scale, y: (top + bottom) / 2 - (12 + bar / 2) / scale };
  network.moveTo({ position, scale, animation: false });
}

const narrow = () => window.matchMedia("(max-width: 60rem)").matches;

const KEYS = {
  ArrowLeft: () => step(-1, 0), ArrowRight: () => step(1, 0), ArrowUp: () => step(0, -1), ArrowDown: () => step(0, 1),
  "+": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: fit, Enter: () => { if (state.chosen) byId("panel").focus(); },
};

function canvasKeys(event) {
  if (!KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  KEYS[event.key]();
}

function pageKeys(event) {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === "/" && !typing) { event.preventDefault(); byId("search").focus(); }
  if (event.key === "Escape" && !typing && state.chosen) { choose(null); byId("mynetwork").focus(); }
}

function speak(language) {
  state.language = language;
  document.documentElement.lang = language;
  document.querySelectorAll("[data-word]").forEach((each) => { each.textContent = word(each.dataset.word); });
  document.querySelectorAll("[data-word-label]").forEach((each) => {
    each.setAttribute("aria-label", word(each.dataset.wordLabel));
    if (each.tagName === "BUTTON") each.title = word(each.dataset.wordLabel);
  });
  document.querySelectorAll("[data-language]").forEach((each) =>
    each.setAttribute("aria-pressed", String(each.dataset.language === language)));
  byId("search").placeholder = word("search");
  byId("mynetwork").setAttribute("aria-label", word("canvas"));
  listButton(!byId("list").hidden);
  showFilters();
  apply();
  showPanel(state.chosen);
  network.redraw();
}

// ---------------------------------------------------------------- start

function listen() {
  network.on("click", ({ nodes: [id] }) => choose(id ?? null));
  network.on("doubleClick", ({ nodes: [id] }) => { if (id) focusOn(id); });
  network.on("hoverNode", ({ node }) => { state.hovered = node; byId("mynetwork").style.cursor = "pointer"; network.redraw(); });
  network.on("blurNode", () => { state.hovered = null; byId("mynetwork").style.cursor = ""; network.redraw(); });
  byId("search").addEventListener("input", suggest);
  byId("search").addEventListener("focus", suggest);
  byId("search").addEventListener("blur", () => open_(false));
  byId("search").addEventListener("keydown", searchKeys);
  byId("mynetwork").addEventListener("keydown", canvasKeys);
  document.addEventListener("keydown", pageKeys);
  byId("depth").addEventListener("input", () => focusOn(state.focus, Number(byId("depth").value)));
  byId("focus").addEventListener("submit", (event) => event.preventDefault());
  byId("unfocus").onclick = byId("reset").onclick = reset;
  byId("as-list").onclick = () => (byId("list").hidden ? showList() : showPicture());
  byId("closer").onclick = () => zoom(1.3);
  byId("farther").onclick = () => zoom(1 / 1.3);
  byId("fit").onclick = fit;
  document.querySelectorAll("[data-language]").forEach((each) => { each.onclick = () => speak(each.dataset.language); });
}

function start() {
  network = new vis.Network(byId("mynetwork"), { nodes, edges }, given.options);
  rankLabels();
  network.on("beforeDrawing", drawRegions);
  network.on("afterDrawing", drawLabels);
  network.once("afterDrawing", () => { document.body.dataset.drawn = String(Math.round(performance.now())); });
  document.querySelector(".fold").open = !narrow();
  listen();
  speak("da");
  fit();
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (drawn.has(wanted)) go(wanted);
}

start();
