// Bars for a table: its first column of numbers, named by its first other column.
import { cut, draw, element, icon, room, short } from "./drawing.js";

const MOST = 60;

export class Chart {
  priority = 5;
  label = "Chart";

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return this.#bars().length > 0;
  }

  getIcon() {
    return icon("M4 20V10h4v10zM10 20V4h4v16zM16 20v-7h4v7z");
  }

  draw() {
    const bars = this.#bars().slice(0, MOST);
    const high = Math.max(...bars.map((bar) => bar.value), 0) || 1;
    const wide = room(this.yasr.resultsEl);
    const left = Math.min(300, Math.round(wide * 0.42));
    const svg = draw(wide, bars.length * 26 + 10);
    bars.forEach((bar, at) => {
      const y = at * 26 + 8;
      const width = Math.max((bar.value / high) * (wide - left - 60), 1);
      const name = short(bar.name, this.yasr.getPrefixes());
      const shown = element("text", { x: left - 10, y: y + 14, "text-anchor": "end", class: "name" }, cut(name, (left - 10) / 7.5));
      shown.append(element("title", {}, name));
      svg.append(
        shown,
        element("rect", { x: left, y, width, height: 19, rx: 3, class: "bar" }),
        element("text", { x: left + 8 + width, y: y + 14, class: "value" }, String(bar.value)),
      );
    });
    this.yasr.resultsEl.replaceChildren(svg);
  }

  #bars() {
    const results = this.yasr.results;
    const rows = results?.getBindings() ?? [];
    const names = results?.getVariables() ?? [];
    const number = names.find((name) => rows.length && rows.every((row) => row[name] && isNumber(row[name])));
    const named = names.find((name) => name !== number && /[Ll]abel|[Nn]ame|[Tt]itle/.test(name)) ?? names.find((name) => name !== number);
    return number && named ? rows.map((row) => ({ name: row[named]?.value ?? "", value: Number(row[number].value) })) : [];
  }
}

function isNumber(term) {
  return term.type !== "uri" && term.value.trim() !== "" && Number.isFinite(Number(term.value)) && Number(term.value) >= 0;
}
