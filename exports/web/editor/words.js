// The editor's own words in the page's language: what it puts in the page is looked up as it comes.
import danish from "./words.json";
import patterns from "./patterns.json";

const NAMED = ["title", "aria-label", "placeholder"];
const known = new Map(Object.entries(danish));
const shapes = patterns.map(([shape, words]) => [new RegExp(shape), words]);

function translated(text) {
  const words = text.trim();
  const found = known.get(text) ?? known.get(words);
  if (found) {
    return found;
  }
  const shape = shapes.find(([one]) => one.test(words));
  return shape ? words.replace(shape[0], shape[1]) : text;
}

// What a person writes and what the graph says is never touched.
function isContent(node) {
  const held = node.parentElement?.closest(".dt-empty, .CodeMirror, td, .drawing, .dataTable tbody");
  return held != null && !held.classList.contains("dt-empty");
}

function walk(root) {
  const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = root; node; node = nodes.nextNode()) {
    change(node);
  }
}

function change(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const words = isContent(node) ? node.data : translated(node.data);
    if (words !== node.data) {
      node.data = words;
    }
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    for (const name of NAMED.filter((one) => node.hasAttribute(one))) {
      const words = translated(node.getAttribute(name));
      if (words !== node.getAttribute(name)) {
        node.setAttribute(name, words);
      }
    }
  }
}

export function speak(place) {
  if (document.documentElement.lang !== "da") {
    return;
  }
  walk(place);
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") {
        addedNodes.forEach(walk);
      } else {
        change(target);
      }
    }
  }).observe(place, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMED });
}
