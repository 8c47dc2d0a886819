// Holds the state and brings together what draws (stage, map in small) and what is read (panel).
import { h, render } from "preact";
import { SHARED, type Lang, type Model } from "./data";
import type { GraphHooks } from "./index";
import { acted } from "./keys";
import { Minimap } from "./minimap";
import { Panel } from "./panel";
import { named } from "./paths";
import { arranged, mapped, type Places } from "./places";
import { say } from "./say";
import { beside, centreOf, shown, type Shown } from "./shown";
import { Stage, type Lit, type Marks } from "./stage";
import { type GraphState, toggled } from "./state";

const SETTLE = 350;

export class View {
  shown: Shown;
  places: Places;
  stage: Stage | undefined;
  /** What a loop was drawn around. */
  chosen: number[] = [];
  tab: "card" | "list" | "way" = "card";
  /** Whether the browser cannot draw. */
  blind = false;
  looping: (() => void) | undefined;
  /** From where a way is looked for, when somebody has begun to. */
  wayFrom = "";
  private minimap: Minimap | undefined;
  private hovered: number | undefined;
  private live: HTMLElement | undefined;
  private settle = 0;
  private framed = "";
  private readonly watch = new MutationObserver(() => this.repaint());
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  private readonly repaint = (): void => {
    this.stage?.repaint(this.lang);
    this.look(true);
  };

  constructor(
    readonly el: HTMLElement,
    readonly model: Model,
    public state: GraphState,
    readonly on: GraphHooks,
    readonly lang: Lang,
  ) {
    this.places = mapped(model);
    this.shown = { nodes: [], edges: [], has: new Uint8Array(model.count) };
    el.classList.add("gv");
    if (state.path) this.tab = "way";
    this.renderPanel();
    this.live = el.querySelector<HTMLElement>(".gv-live") ?? undefined;
    const canvas = el.querySelector<HTMLElement>(".gv-canvas");
    const map = el.querySelector<HTMLElement>(".gv-map");
    if (canvas && map) this.begin(canvas, map);
    this.apply();
    this.watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
    this.dark.addEventListener("change", this.repaint);
  }

  private begin(canvas: HTMLElement, map: HTMLElement): void {
    try {
      this.stage = new Stage(canvas, this.model, this.lang, {
        clicked: (n, twice) => this.clicked(n, twice),
        hovered: (n) => this.hover(n),
        moved: () => this.minimap?.look(this.stage!.lens()),
        passed: () => this.passed(),
        rested: () => this.rested(),
        looped: (nodes) => this.looped(nodes),
      });
    } catch {
      // No WebGL: the list beside the canvas holds the same.
      this.stage = undefined;
      this.blind = true;
      this.tab = "list";
      this.el.classList.add("gv-blind");
      return;
    }
    this.minimap = new Minimap(map, (x, y) => this.goTo(x, y));
  }

  // ------------------------------------------------------------------ state

  /** Changes the state as somebody asked for, and says so to who holds the address. */
  change(changes: Partial<GraphState>): void {
    const next: GraphState = { ...this.state, ...changes };
    for (const name of Object.keys(next) as (keyof GraphState)[]) {
      const value = next[name];
      if (value === undefined || (Array.isArray(value) && !value.length)) delete next[name];
    }
    this.state = next;
    this.apply();
    this.on.state(next);
  }

  setState(state: GraphState): void {
    if (JSON.stringify(state) === JSON.stringify(this.state)) return;
    this.state = state;
    this.apply();
  }

  /** What decides where things stand and what the whole is; a change of it moves the camera back. */
  private frame(): string {
    const { layout, group, only, hidden } = this.state;
    return JSON.stringify([centreOf(this.model, this.state) ?? -1, layout, group, only, group ? hidden : 0]);
  }

  private apply(): void {
    const { state, model, stage } = this;
    const frame = this.frame();
    const anew = frame !== this.framed;
    const budget = stage?.budget ?? { nodes: 420, edges: 900 };
    if (anew) {
      const all = shown(model, { ...state, expanded: [], pinned: [] }, budget, model.x, model.y);
      this.places = arranged(model, state, state.group && !state.layout ? visible(model, state) : all.nodes, this.lang, stage?.narrow ?? false);
      stage?.frameOn(all.nodes, this.places);
      stage?.go(state.view && !this.framed ? state.view : [0.5, 0.5, 1], false);
      this.framed = frame;
    }
    this.pick(anew);
    if (!anew && state.layout) this.arrangeAgain();
    stage?.show(this.shown, this.places, this.marks());
    this.look(anew);
    this.renderPanel();
  }

  /** Chooses what is shown, by the state and where the camera is. */
  private pick(anew: boolean): void {
    const { model, state, stage } = this;
    const lens = stage && !anew ? stage.lens() : undefined;
    this.shown = shown(model, state, stage?.budget ?? { nodes: 420, edges: 900 }, this.places.x, this.places.y, lens);
  }

  /** In layouts that give places to what is shown alone, new things need theirs. */
  private arrangeAgain(): void {
    if (this.shown.nodes.every((n) => this.places.x[n] || this.places.y[n])) return;
    this.places = arranged(this.model, this.state, this.shown.nodes, this.lang, this.stage?.narrow ?? false);
  }

  private rested(): void {
    const before = this.shown.nodes;
    this.pick(false);
    this.stage?.show(this.shown, this.places, this.marks());
    if (before.length !== this.shown.nodes.length) this.renderPanel();
    clearTimeout(this.settle);
    this.settle = window.setTimeout(() => {
      const view = this.stage?.view;
      if (!view || String(view) === String(this.state.view ?? [0.5, 0.5, 1])) return;
      const whole = String(view) === "0.5,0.5,1";
      const { view: _old, ...rest } = this.state;
      this.state = whole ? rest : { ...rest, view };
      this.on.state(this.state);
    }, SETTLE);
  }

  /** Chooses anew what is shown while the camera is still moving. */
  private passed(): void {
    this.pick(false);
    this.stage?.show(this.shown, this.places, this.marks());
  }

  private marks(): Marks {
    const at = this.model.number(this.state.at);
    const pinned = new Set(this.model.numbersOf(this.state.pinned));
    const lit = this.lit();
    return { pinned, ...(at === undefined ? {} : { at }), ...(lit ? { lit } : {}) };
  }

  /** What is lit up: a way that is told, what a loop holds, or a node with its neighbours. */
  private lit(): Lit | undefined {
    if (this.hovered === undefined && this.way) {
      return { nodes: new Set(this.way.nodes), edges: this.way.edges };
    }
    if (this.hovered === undefined && this.chosen.length) return { nodes: new Set(this.chosen), edges: [] };
    const n = this.hovered ?? this.model.number(this.state.at);
    // What everything is arranged around needs no light.
    if (n === undefined || !this.shown.has[n] || (this.hovered === undefined && n === centreOf(this.model, this.state))) return undefined;
    const edges = beside(this.model, n, this.shown.has);
    return { nodes: new Set([n, ...edges.map((edge) => this.model.other(edge, n))]), edges };
  }

  way: { nodes: number[]; edges: number[] } | undefined;

  /** Lights up a way; its nodes are shown though nothing else would show them. */
  showWay(way: { nodes: number[]; edges: number[] } | undefined): void {
    this.way = way;
    if (way) {
      const missing = way.nodes.filter((n) => !this.shown.has[n]);
      if (missing.length) {
        for (const n of missing) this.shown.has[n] = 1;
        this.shown = { ...this.shown, nodes: [...this.shown.nodes, ...missing], edges: [...new Set([...this.shown.edges, ...way.edges])] };
        if (this.state.layout) this.places = arranged(this.model, this.state, this.shown.nodes, this.lang, this.stage?.narrow ?? false);
      }
    }
    this.stage?.show(this.shown, this.places, this.marks());
  }

  private look(anew: boolean): void {
    const { stage, minimap } = this;
    if (!stage || !minimap) return;
    const whole = !this.state.layout && !this.state.group;
    const nodes = whole && this.model.count > 1500 ? this.model.order : this.shown.nodes;
    if (anew || !whole || this.model.count <= 1500) minimap.draw(this.model, this.places, nodes, stage.ink);
    minimap.look(stage.lens());
  }

  private goTo(x: number, y: number): void {
    const { stage } = this;
    if (!stage) return;
    const framed = stage.renderer.viewportToFramedGraph(stage.renderer.graphToViewport({ x, y: -y }));
    stage.go([framed.x, framed.y, stage.view[2]], false);
  }

  // ------------------------------------------------------------------ what somebody does

  private hover(n: number | undefined): void {
    if (n === this.hovered) return;
    this.hovered = n;
    this.el.classList.toggle("gv-pointing", n !== undefined);
    this.stage?.mark(this.marks());
  }

  private clicked(n: number | undefined, twice: boolean): void {
    this.chosen = [];
    this.way = undefined;
    if (n === undefined) this.select(undefined);
    else if (twice) this.expand(n);
    else this.select(n);
  }

  select(n: number | undefined, along?: string): void {
    this.hovered = undefined;
    this.way = undefined;
    this.tab = "card";
    const { at: _old, ...rest } = this.state;
    this.state = rest;
    this.change(n === undefined ? {} : { at: this.model.id(n) });
    if (n === undefined) return;
    this.stage?.reveal(n);
    const { model, lang } = this;
    this.tell(along ?? say(lang, "now", model.label(n, lang), model.kindRow(n)[lang], model.weight[n]!));
  }

  expand(n: number): void {
    const id = this.model.id(n);
    const open = this.state.expanded?.includes(id);
    this.change({ at: id, expanded: toggled(this.state.expanded, id) });
    if (!open && !this.state.layout && !this.state.group && !this.state.focus) this.stage?.closeUp(n);
    this.tell(open ? say(this.lang, "collapsed") : say(this.lang, "expanded", this.model.neighbours(n).length));
  }

  focus(n: number | undefined): void {
    if (n === undefined) {
      const { focus: _one, only: _other, ...rest } = this.state;
      this.state = rest;
      this.change({});
      this.tell(say(this.lang, "whole"));
      return;
    }
    this.change({ focus: this.model.id(n), at: this.model.id(n) });
    this.tell(say(this.lang, "focused", named(this.model, n, this.lang)));
  }

  pin(n: number): void {
    const id = this.model.id(n);
    const was = this.state.pinned?.includes(id);
    this.change({ pinned: toggled(this.state.pinned, id) });
    this.tell(say(this.lang, was ? "unpinned" : "pinned"));
  }

  findWay(from: string, to: string): void {
    this.tab = "way";
    this.change({ path: [from, to] });
  }

  startWay(n: number): void {
    this.tab = "way";
    this.wayFrom = this.model.label(n, this.lang);
    this.renderPanel();
  }

  loop(): void {
    if (this.looping) this.stopLooping();
    else this.looping = this.stage?.lasso();
    this.renderPanel();
  }

  private stopLooping(): void {
    this.looping?.();
    this.looping = undefined;
  }

  private looped(nodes: number[]): void {
    this.stopLooping();
    this.chosen = nodes;
    this.tab = "card";
    const { at: _old, ...rest } = this.state;
    this.state = rest;
    this.stage?.mark(this.marks());
    this.renderPanel();
    this.tell(say(this.lang, "chosen", nodes.length));
  }

  drop(): void {
    this.chosen = [];
    this.way = undefined;
    this.stopLooping();
    this.select(undefined);
  }

  key(event: KeyboardEvent): void {
    if (acted(this, event)) event.preventDefault();
  }

  show(tab: "card" | "list" | "way"): void {
    this.tab = tab;
    if (tab !== "way") this.showWay(undefined);
    this.renderPanel();
  }

  /** Tells who cannot see it what happened. */
  tell(text: string): void {
    if (this.live) this.live.textContent = text;
  }

  /** How two linked nodes are linked, as the words between them. */
  between(one: number, other: number): string {
    for (const edge of this.model.edges(one)) {
      if (this.model.other(edge, one) !== other || this.model.relation[edge] === SHARED) continue;
      const relation = this.model.data.relations[this.model.relation[edge]!]!;
      return this.model.source[edge] === one ? relation[this.lang] : relation[`back_${this.lang}`];
    }
    return "";
  }

  renderPanel(): void {
    render(h(Panel, { view: this, turn: {} }), this.el);
  }

  /** Hands over what is on the screen as a file. */
  async save(format: "PNG" | "SVG"): Promise<void> {
    const content = format === "PNG" ? await this.toPNG() : new Blob([this.toSVG()], { type: "image/svg+xml" });
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(content);
    anchor.download = `ledelsesgraf.${format.toLowerCase()}`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
  }

  async toPNG(): Promise<Blob> {
    const canvas = this.stage?.picture();
    if (!canvas) throw new Error(say(this.lang, "noGraphics"));
    return new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(say(this.lang, "noGraphics")))), "image/png"),
    );
  }

  toSVG(): string {
    return this.stage?.svg() ?? "";
  }

  destroy(): void {
    clearTimeout(this.settle);
    this.watch.disconnect();
    this.dark.removeEventListener("change", this.repaint);
    this.stage?.destroy();
    render(null, this.el);
    this.el.classList.remove("gv");
  }
}

function visible(model: Model, state: GraphState): number[] {
  const kept = (n: number): boolean => !state.hidden?.includes(model.kindRow(n).key);
  return [...model.order].filter((n) => kept(n) && model.leads(n));
}
