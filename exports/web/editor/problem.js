// What went wrong, in the sentence that the server says it in.
export class Problem {
  priority = 20;
  hideFromSelection = true;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(this.yasr.results?.getError());
  }

  getIcon() {}

  draw() {
    const said = document.createElement("p");
    said.className = "error";
    said.setAttribute("role", "alert");
    // Each part of the sentence is a node of its own, as the page's language is given to it part by part.
    said.append(...detail(this.yasr.results.getError()).split(/(?<=; )/));
    this.yasr.resultsEl.replaceChildren(said);
  }
}

function detail({ text, status, statusText }) {
  try {
    return JSON.parse(text).detail;
  } catch {
    if (status) return `${status} ${statusText ?? ""}`;
    // Of what is stopped by the button, all that is handed on is the browser's own words.
    return /\baborted\b/i.test(text) ? "The query was stopped." : "The server does not answer.";
  }
}
