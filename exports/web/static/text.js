// Marks the passage that the address names, as #char=12,30 in the manner of RFC 5147.
"use strict";

function place(root, codePoints) {
  let left = codePoints;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let node = null;
  for (let next = walker.nextNode(); next; next = walker.nextNode()) {
    node = next;
    const letters = Array.from(node.data);
    if (left <= letters.length) {
      return [node, letters.slice(0, left).join("").length];
    }
    left -= letters.length;
  }
  return node ? [node, node.data.length] : null;
}

function mark() {
  const found = /^#char=(\d+),(\d+)/.exec(decodeURIComponent(location.hash));
  const text = document.getElementById("text");
  if (!found || !text || typeof Highlight === "undefined") {
    return;
  }
  const start = place(text, Number(found[1]));
  const end = place(text, Number(found[2]));
  if (start && end) {
    const range = document.createRange();
    range.setStart(...start);
    range.setEnd(...end);
    CSS.highlights.set("passage", new Highlight(range));
    const box = range.getBoundingClientRect();
    window.scrollTo({ top: window.scrollY + box.top - window.innerHeight / 3 });
  }
}

addEventListener("hashchange", mark);
mark();
