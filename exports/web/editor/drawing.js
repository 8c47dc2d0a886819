// SVG from text that is never read as markup.
const SVG = "http://www.w3.org/2000/svg";

export function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, String(value));
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

export function draw(width, height) {
  return element("svg", { viewBox: `0 0 ${width} ${height}`, class: "drawing", role: "img" });
}

// How wide a drawing may be in its place, so that its letters are as large as the page's.
export function room(place) {
  return Math.max(place.clientWidth || 900, 320);
}

export function icon(path) {
  const svg = element("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  svg.append(element("path", { d: path, stroke: "currentColor", fill: "none", "stroke-width": 1.5 }));
  return svg;
}

export function short(name, prefixes) {
  const found = Object.entries(prefixes).find(
    ([, space]) => name.startsWith(space) && !name.slice(space.length).includes("/"),
  );
  if (found) {
    return `${found[0]}:${name.slice(found[1].length)}`;
  }
  return /^https?:/.test(name) ? name.split("/").slice(-2).join("/") : name;
}

export function cut(words, most) {
  return words.length > most ? `${words.slice(0, Math.max(most - 1, 1))}…` : words;
}
