// Draws what is shown with sigma, and stands still where that is slow: while the camera moves, the picture drawn
// last is moved, and drawn anew when the camera rests or has gone far. Labels, what is lit up and the faint dots
// of all that there is no room for are drawn on canvases of their own.
import Graph from "graphology";
import Sigma from "sigma";
import { css, hex, type Colour } from "./colour";
import { type Lang, type Model } from "./data";
import { dots } from "./dots";
import { Ink } from "./ink";
import { inside, lasso } from "./lasso";
import { LINE, type Name, type Placed, placed, wrapped } from "./names";
import type { Places, Zone } from "./places";
import { paper, ShapeProgram } from "./program";
import { outlines, SHAPES, shapeOf } from "./shapes";
import type { Budget, Lens, Shown } from "./shown";
import { toSVG } from "./svg";

export interface Lit {
  nodes: ReadonlySet<number>;
  edges: readonly number[];
}

export interface Marks {
  at?: number;
  pinned: ReadonlySet<number>;
  lit?: Lit;
}

export interface Hooks {
  clicked(n: number | undefined, twice: boolean): void;
  hovered(n: number | undefined): void;
  /** The camera has come to rest. */
  rested(): void;
  moved(): void;
  /** The camera has gone so far that other things may be in view. */
  passed(): void;
  looped(nodes: number[]): void;
}

type View = [number, number, number];
interface Camera {
  x: number;
  y: number;
  ratio: number;
  angle: number;
}

const QUICK = 28;
const REST = 160;
const FAR = 0.42;
/** Pixels for a unit of the map at which what is said about a thing can be told apart. */
const APART = 0.58;
/** Square pixels that a node needs to be told from others. */
const AREA = 2400;
const SLOW_GRAPHICS = /swiftshader|llvmpipe|software|basic render/i;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Draws no picking layer, for places are looked up; that halves the work. */
class Renderer extends Sigma {
  override createWebGLContext(id: string, options: Parameters<Sigma["createWebGLContext"]>[1]): WebGLRenderingContext {
    return super.createWebGLContext(id, { ...options, picking: false } as typeof options);
  }
}

export class Stage {
  readonly renderer: Renderer;
  ink: Ink;
  private readonly layers: HTMLCanvasElement[];
  private readonly dust: CanvasRenderingContext2D;
  private readonly names: CanvasRenderingContext2D;
  private readonly over: CanvasRenderingContext2D;
  private current: Shown = { nodes: [], edges: [], has: new Uint8Array() };
  private places: Places;
  private marks: Marks = { pinned: new Set() };
  private drawnAt: Camera = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
  private cost = 0;
  private quick: boolean;
  private lastDrawn = 0;
  private restTimer = 0;
  private frame = 0;
  private loop: [number, number][] | undefined;
  private readonly widths = new Map<string, number>();
  private readonly shapes: number[];
  private labels: Placed[] = [];
  private fitScale = 1;
  private readonly font: string;
  /** Whether drawing is put off to when the camera rests. */
  resting = true;

  constructor(
    private readonly host: HTMLElement,
    private readonly model: Model,
    private lang: Lang,
    private readonly hooks: Hooks,
  ) {
    this.places = { x: model.x, y: model.y, zones: [] };
    this.ink = new Ink(model, host);
    this.font = getComputedStyle(host).fontFamily;
    this.shapes = model.data.kinds.map((kind) => SHAPES.indexOf(shapeOf(kind)));
    this.renderer = new Renderer(new Graph({ multi: true }), host, {
      nodeProgramClasses: { shape: ShapeProgram },
      nodeHoverProgramClasses: {},
      defaultNodeType: "shape",
      renderLabels: false,
      defaultDrawNodeHover: () => undefined,
      enableCameraRotation: false,
      minCameraRatio: 0.01,
      maxCameraRatio: 3,
      stagePadding: 46,
      // Nodes grow slower than what lies between them, up to a point; where many share the screen, they are smaller.
      zoomToSizeRatioFunction: (ratio) => Math.max(Math.sqrt(ratio), 0.55) / this.density(),
      zoomDuration: calm.matches ? 0 : 180,
      inertiaDuration: calm.matches ? 0 : 200,
      allowInvalidContainer: true,
    });
    Object.assign(this.renderer, { getNodeAtPosition: () => null });
    const canvases = this.renderer.getCanvases();
    for (const name of ["edgeLabels", "labels", "hovers", "hoverNodes"]) canvases[name]!.style.display = "none";
    const layer = (id: string, place: { beforeLayer: string } | { afterLayer: string }): CanvasRenderingContext2D => {
      const canvas = this.renderer.createCanvas(id, place);
      return canvas.getContext("2d")!;
    };
    this.dust = layer("dust", { beforeLayer: "edges" });
    this.names = layer("names", { afterLayer: "nodes" });
    this.over = layer("over", { afterLayer: "names" });
    for (const canvas of Object.values(this.renderer.getCanvases())) canvas.setAttribute("aria-hidden", "true");
    this.layers = [this.dust.canvas, canvases["edges"]!, canvases["nodes"]!, this.names.canvas, this.over.canvas];
    this.quick = !SLOW_GRAPHICS.test(graphics(canvases["nodes"]!));
    this.listen();
    // Labels measured in another font than they are written in would lie on each other.
    void document.fonts.ready.then(() => {
      this.widths.clear();
      if (this.host.isConnected) this.renderer.scheduleRender();
    });
  }

  get budget(): Budget {
    const { width, height } = this.renderer.getDimensions();
    const room = Math.round((width * height) / AREA);
    return this.quick ? { nodes: Math.min(room * 2, 4000), edges: 9000 } : { nodes: Math.min(room, 420), edges: 900 };
  }

  /** Whether the stage is higher than wide. */
  get narrow(): boolean {
    return this.host.clientHeight > this.host.clientWidth;
  }

  private density(): number {
    const { clientWidth, clientHeight } = this.host;
    const spacing = Math.sqrt((clientWidth * clientHeight) / Math.max(1, this.current?.nodes.length ?? 1));
    return Math.min(1, Math.max(0.5, spacing / 62));
  }

  private listen(): void {
    const { renderer, hooks } = this;
    renderer.getCamera().removeAllListeners("updated");
    renderer.getCamera().on("updated", () => this.follow());
    renderer.on("afterRender", () => this.drawn());
    renderer.on("resize", () => this.resized());
    renderer.on("clickStage", ({ event }) => hooks.clicked(this.pick(event.x, event.y), false));
    renderer.on("doubleClickStage", (payload) => {
      const n = this.pick(payload.event.x, payload.event.y);
      if (n === undefined) return;
      payload.preventSigmaDefault();
      hooks.clicked(n, true);
    });
    renderer.on("moveBody", ({ event }) => {
      if (renderer.getMouseCaptor().isMouseDown) return;
      hooks.hovered(this.pick(event.x, event.y));
    });
    renderer.on("leaveStage", () => hooks.hovered(undefined));
    this.resized();
  }

  private resized(): void {
    const { width, height } = this.renderer.getDimensions();
    const ratio = devicePixelRatio || 1;
    for (const { canvas } of [this.dust, this.names, this.over]) {
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px`, position: "absolute", inset: "0", pointerEvents: "none" });
      canvas.width = width * ratio;
      canvas.height = height * ratio;
    }
  }

  /** Takes the theme's colours anew. */
  repaint(lang: Lang): void {
    this.lang = lang;
    this.ink = new Ink(this.model, this.host);
    this.show(this.current, this.places, this.marks, true);
  }

  show(shown: Shown, places: Places, marks: Marks, force = false): void {
    const same = !force && this.places === places && equal(shown.nodes, this.current.nodes) && equal(shown.edges, this.current.edges);
    [this.current, this.places, this.marks] = [shown, places, marks];
    if (same) this.mark(marks);
    else this.renderer.setGraph(this.graph());
  }

  /** Changes what is marked, without drawing the rest anew. */
  mark(marks: Marks): void {
    this.marks = marks;
    this.host.classList.toggle("gv-dim", marks.lit !== undefined);
    this.drawOver();
  }

  private graph(): Graph {
    const { model, ink, places } = this;
    paper.rgb = ink.paper.map((part) => part / 255) as [number, number, number];
    paper.second = ink.sides[1].map((part) => part / 255) as [number, number, number];
    const graph = new Graph({ multi: true });
    // The important are drawn last, over the others.
    for (const n of [...this.current.nodes].reverse())
      graph.addNode(n, { x: places.x[n], y: -places.y[n]!, size: model.size[n], shape: this.shapes[model.kind[n]!], color: hex(ink.node(n)) });
    const edges = this.drawnEdges().map((edge) => ({ edge, ...ink.edge(edge) }));
    edges.sort((a, b) => Number(a.loud) - Number(b.loud) || a.size - b.size);
    for (const { edge, colour, size } of edges)
      graph.addEdgeWithKey(edge, this.model.source[edge], this.model.target[edge], { color: colour, size });
    return graph;
  }

  private drawnEdges(): number[] {
    const { drawn } = this.places;
    return drawn ? this.current.edges.filter(drawn) : this.current.edges;
  }

  /** Sets what "the whole" is, and shows it. */
  frameOn(nodes: readonly number[], places: Places): void {
    const zones = places.zones.flatMap(({ x, y, radius }) => [[x - radius, y - radius], [x + radius, y + radius]] as const);
    const points = [...nodes.map((n) => [places.x[n]!, places.y[n]!] as const), ...zones];
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => -y)];
    const extent = (list: number[]): [number, number] => {
      let [low, high] = [Infinity, -Infinity];
      for (const one of list) [low, high] = [Math.min(low, one), Math.max(high, one)];
      return high - low < 100 ? [(low + high) / 2 - 160 || -160, (low + high) / 2 + 160 || 160] : [low, high];
    };
    this.places = places;
    this.renderer.setCustomBBox({ x: extent(xs), y: extent(ys) });
    this.renderer.refresh();
    this.fitScale = this.affine({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }).scale;
    if (!calm.matches) this.host.animate([{ opacity: 0.15 }, { opacity: 1 }], { duration: 240, easing: "ease-out" });
  }

  get view(): View {
    const { x, y, ratio } = this.camera();
    return [x, y, ratio].map((value) => Math.round(value * 1000) / 1000) as View;
  }

  /** Moves the camera; gliding unless motion is not wanted. */
  go(view: View, glide = true): void {
    const [x, y, ratio] = view;
    const camera = this.renderer.getCamera();
    if (glide && !calm.matches) void camera.animate({ x, y, ratio }, { duration: 260 });
    else camera.setState({ x, y, ratio });
  }

  /** Moves the camera so that a node is well in view. */
  reveal(n: number): void {
    const { width, height } = this.renderer.getDimensions();
    const [x, y] = this.screen(n, this.camera());
    const edge = 70;
    if (x > edge && y > edge && x < width - edge && y < height - edge) return;
    const framed = this.renderer.viewportToFramedGraph({ x, y }, { cameraState: this.camera() });
    this.go([framed.x, framed.y, this.camera().ratio]);
  }

  /** Moves the camera so near a node that what stands around it can be told apart. */
  closeUp(n: number): void {
    const camera = this.camera();
    const { scale } = this.affine(camera);
    if (scale >= APART) {
      this.reveal(n);
      return;
    }
    const [x, y] = this.screen(n, camera);
    const framed = this.renderer.viewportToFramedGraph({ x, y }, { cameraState: camera });
    this.go([framed.x, framed.y, (camera.ratio * scale) / APART]);
  }

  zoom(by: number): void {
    const { x, y, ratio } = this.camera();
    this.go([x, y, Math.min(3, Math.max(0.01, ratio * by))]);
  }

  private camera(): Camera {
    return this.renderer.getCamera().getState();
  }

  /** How the map's units come to pixels under a camera. */
  private affine(camera: Camera): { x: number; y: number; scale: number } {
    const [zero, far] = [{ x: 0, y: 0 }, { x: 1000, y: 0 }].map((point) => this.renderer.graphToViewport(point, { cameraState: camera })) as [
      { x: number; y: number },
      { x: number; y: number },
    ];
    return { x: zero.x, y: zero.y, scale: (far.x - zero.x) / 1000 };
  }

  private screen(n: number, camera: Camera): [number, number] {
    const { x, y, scale } = this.affine(camera);
    return [x + this.places.x[n]! * scale, y + this.places.y[n]! * scale];
  }

  lens(): Lens {
    const { x, y, scale } = this.affine(this.camera());
    const { width, height } = this.renderer.getDimensions();
    return { left: -x / scale, top: -y / scale, right: (width - x) / scale, bottom: (height - y) / scale, scale, fit: this.fitScale };
  }

  /** The node at a place on the screen, the nearest where several are. */
  pick(x: number, y: number): number | undefined {
    const camera = this.camera();
    const at = this.affine(camera);
    let [found, best]: [number | undefined, number] = [undefined, Infinity];
    for (const n of this.current.nodes) {
      const [dx, dy] = [at.x + this.places.x[n]! * at.scale - x, at.y + this.places.y[n]! * at.scale - y];
      const far = Math.hypot(dx, dy) - Math.max(this.renderer.scaleSize(this.model.size[n]), 9);
      if (far < 3 && far < best) [found, best] = [n, far];
    }
    return found;
  }

  // ------------------------------------------------------------------ motion

  private follow(): void {
    this.hooks.moved();
    clearTimeout(this.restTimer);
    this.restTimer = window.setTimeout(() => {
      this.resting = true;
      if (!this.quick) this.renderer.scheduleRender();
      this.hooks.rested();
    }, REST);
    this.resting = false;
    if (this.quick) this.renderer.scheduleRender();
    else this.frame ||= requestAnimationFrame(() => this.slide());
  }

  /** Moves the picture drawn last to where the camera now is, and draws anew where too much would be missing. */
  private slide(): void {
    this.frame = 0;
    const [from, to] = [this.affine(this.drawnAt), this.affine(this.camera())];
    const by = to.scale / from.scale;
    const [x, y] = [to.x - from.x * by, to.y - from.y * by];
    const { width, height } = this.renderer.getDimensions();
    const missing = Math.max(0, x) / width + Math.max(0, y) / height + Math.max(0, width - x - width * by) / width + Math.max(0, height - y - height * by) / height;
    if ((missing > FAR || by > 2.2) && performance.now() - this.lastDrawn > Math.max(300, 5 * this.cost)) {
      this.hooks.passed();
      this.renderer.scheduleRender();
    }
    for (const layer of this.layers) {
      layer.style.transformOrigin = "0 0";
      layer.style.willChange = "transform";
      layer.style.transform = `translate(${x}px,${y}px) scale(${by})`;
    }
  }

  private drawn(): void {
    const begun = performance.now();
    this.drawnAt = { ...this.camera() };
    this.lastDrawn = begun;
    for (const layer of this.layers) layer.style.transform = "none";
    this.drawDust();
    this.drawNames();
    this.drawOver();
    this.host.classList.toggle("gv-dim", this.marks.lit !== undefined);
    if (this.current.nodes.length) this.host.dataset["drawn"] ??= String(Math.round(begun));
    // A frame that comes late tells that this one was dear, wherever the time went.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const took = performance.now() - begun - 17;
        this.cost = this.cost ? 0.7 * this.cost + 0.3 * took : took;
        if (!this.resting && this.cost > 2 * QUICK) this.quick = false;
      }),
    );
  }

  // ------------------------------------------------------------------ canvases of our own

  private clean(context: CanvasRenderingContext2D): { width: number; height: number; ratio: number } {
    const { width, height } = this.renderer.getDimensions();
    const ratio = devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    return { width, height, ratio };
  }

  /** Zones, and every node that there is no room for as a faint dot. */
  private drawDust(): void {
    const { width, height, ratio } = this.clean(this.dust);
    const at = this.affine(this.camera());
    if (this.places.map && this.model.count > 1500) this.dust.putImageData(dots(this.model, this.places, this.ink, at, width * ratio, height * ratio, ratio), 0, 0);
    for (const zone of this.places.zones) this.drawZone(zone, at);
  }

  private drawZone({ x, y, radius, node }: Zone, at: { x: number; y: number; scale: number }): void {
    const colour = node === undefined ? this.ink.text : this.ink.node(node);
    this.dust.beginPath();
    this.dust.arc(at.x + x * at.scale, at.y + y * at.scale, radius * at.scale, 0, 2 * Math.PI);
    this.dust.fillStyle = css(colour, 0.07);
    this.dust.strokeStyle = css(colour, 0.25);
    this.dust.fill();
    this.dust.stroke();
  }

  private drawNames(): void {
    const { width, height } = this.clean(this.names);
    this.labels = this.placeNames(width, height, [...this.drawZoneNames(), ...this.covered(width, height)]);
    for (const label of this.labels) this.write(this.names, label);
  }

  /** Where the map in small and the count lie over the canvas. */
  private covered(width: number, height: number): [number, number, number, number][] {
    return width > 600 ? [[width - 182, height - 126, width, height], [width - 190, 0, width, 28]] : [[width - 170, 0, width, 28]];
  }

  /** Gives the rectangles that the zones' names take. */
  private drawZoneNames(): [number, number, number, number][] {
    const at = this.affine(this.camera());
    this.names.font = `600 13px ${this.font}`;
    this.names.textAlign = "center";
    const taken = this.places.zones.map(({ x, y, radius, label }): [number, number, number, number] => {
      const text = fitted(this.names, label, Math.max(110, 2 * radius * at.scale));
      const [middle, base] = [at.x + x * at.scale, at.y + (y - radius) * at.scale - 5];
      this.halo(this.names, text, middle, base, this.ink.text);
      const half = this.names.measureText(text).width / 2;
      return [middle - half, base - 13, middle + half, base + 3];
    });
    this.names.textAlign = "left";
    return taken;
  }

  private placeNames(width: number, height: number, blocked: [number, number, number, number][]): Placed[] {
    const { marks, current } = this;
    const important = current.nodes.filter((n) => n === marks.at || marks.pinned.has(n));
    const others = current.nodes.filter((n) => n !== marks.at && !marks.pinned.has(n));
    const camera = this.camera();
    const names = [...important, ...others].map((n) => this.name(n, camera));
    return placed(names, width, height, (...text) => this.measure(...text), important.length, 160, blocked);
  }

  private name(n: number, camera: Camera): Name {
    const [x, y] = this.screen(n, camera);
    const kind = this.model.kindRow(n).key;
    const size = this.model.size[n]!;
    return {
      node: n,
      lines: wrapped(this.model.label(n, this.lang), kind === "paradox"),
      x,
      y,
      radius: this.renderer.scaleSize(size),
      size: size > 11 ? 13 : size > 7 ? 12 : 11,
      bold: kind === "theme" || kind === "document" || size > 12,
    };
  }

  private measure(text: string, size: number, bold: boolean): number {
    const key = `${size}${bold}${text}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    this.names.font = `${bold ? 600 : 400} ${size}px ${this.font}`;
    const { width } = this.names.measureText(text);
    this.widths.set(key, width);
    return width;
  }

  private write(context: CanvasRenderingContext2D, { lines, left, base, width, size, bold }: Placed): void {
    context.font = `${bold ? 600 : 400} ${size}px ${this.font}`;
    context.textAlign = "center";
    lines.forEach((line, at) => this.halo(context, line, left + width / 2, base + at * size * LINE, this.ink.text));
    context.textAlign = "left";
  }

  private halo(context: CanvasRenderingContext2D, text: string, x: number, y: number, colour: Colour): void {
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = css(this.ink.paper, 0.92);
    context.strokeText(text, x, y);
    context.fillStyle = css(colour);
    context.fillText(text, x, y);
  }

  /** What is lit up, rings around what is chosen or pinned, and a loop that is being drawn. */
  private drawOver(): void {
    const { width, height } = this.clean(this.over);
    const camera = { ...this.drawnAt };
    const { lit, at, pinned } = this.marks;
    if (lit) {
      this.drawLit(lit, camera);
      const names = [...lit.nodes].filter((n) => this.current.has[n]).sort((a, b) => Number(b === at) - Number(a === at) || this.model.size[b]! - this.model.size[a]!);
      const found = placed(names.map((n) => this.name(n, camera)), width, height, (...text) => this.measure(...text), 1, 60);
      for (const label of found) this.write(this.over, label);
    }
    for (const n of pinned) this.ring(n, camera, [4, 3]);
    if (at !== undefined) this.ring(at, camera, []);
    if (this.loop) this.drawLoop(this.loop);
  }

  private drawLit(lit: Lit, camera: Camera): void {
    for (const edge of lit.edges) {
      const [x1, y1] = this.screen(this.model.source[edge]!, camera);
      const [x2, y2] = this.screen(this.model.target[edge]!, camera);
      this.over.beginPath();
      this.over.moveTo(x1, y1);
      this.over.lineTo(x2, y2);
      this.over.strokeStyle = this.ink.lit(edge);
      this.over.lineWidth = this.model.quiet(edge) ? 0.8 : 1.6;
      this.over.stroke();
    }
    for (const n of lit.nodes) if (this.current.has[n]) this.stamp(this.over, n, ...this.screen(n, camera));
  }

  private stamp(context: CanvasRenderingContext2D, n: number, x: number, y: number): void {
    outlines(shapeOf(this.model.kindRow(n)), x, y, this.renderer.scaleSize(this.model.size[n])).forEach((outline, half) => {
      const path = new Path2D(outline);
      context.strokeStyle = css(this.ink.paper);
      context.lineWidth = 3;
      context.stroke(path);
      context.fillStyle = css(this.ink.part(n, half));
      context.fill(path);
    });
  }

  private ring(n: number, camera: Camera, dash: number[]): void {
    if (!this.current.has[n]) return;
    const [x, y] = this.screen(n, camera);
    this.over.beginPath();
    this.over.setLineDash(dash);
    this.over.arc(x, y, this.renderer.scaleSize(this.model.size[n]) * 1.2 + 4, 0, 2 * Math.PI);
    this.over.strokeStyle = css(this.ink.accent);
    this.over.lineWidth = 2.2;
    this.over.stroke();
    this.over.setLineDash([]);
  }

  // ------------------------------------------------------------------ lasso

  /** Lets the next drag over the stage choose nodes; gives what ends that. */
  lasso(): () => void {
    return lasso(
      this.host,
      (loop) => {
        this.loop = loop;
        this.drawOver();
      },
      (loop) => {
        const camera = this.camera();
        this.hooks.looped(this.current.nodes.filter((n) => inside(this.screen(n, camera), loop)));
      },
    );
  }

  private drawLoop(loop: [number, number][]): void {
    this.over.beginPath();
    for (const [x, y] of loop) this.over.lineTo(x, y);
    this.over.closePath();
    this.over.fillStyle = css(this.ink.accent, 0.12);
    this.over.fill();
    this.over.strokeStyle = css(this.ink.accent);
    this.over.lineWidth = 1.5;
    this.over.stroke();
  }

  // ------------------------------------------------------------------ pictures

  /** What is on the screen as one canvas. */
  picture(): HTMLCanvasElement {
    this.renderer.refresh();
    const found = document.createElement("canvas");
    [found.width, found.height] = [this.names.canvas.width, this.names.canvas.height];
    const context = found.getContext("2d")!;
    context.fillStyle = css(this.ink.paper);
    context.fillRect(0, 0, found.width, found.height);
    for (const layer of this.layers) context.drawImage(layer, 0, 0, found.width, found.height);
    return found;
  }

  svg(): string {
    const { width, height } = this.renderer.getDimensions();
    const camera = this.camera();
    const at = this.affine(camera);
    const { ink, model } = this;
    return toSVG({
      width,
      height,
      paper: ink.paper,
      text: ink.text,
      font: this.font,
      zones: this.places.zones.map(({ x, y, radius, node }) => ({
        x: at.x + x * at.scale,
        y: at.y + y * at.scale,
        radius: radius * at.scale,
        colour: node === undefined ? ink.text : ink.node(node),
      })),
      lines: this.drawnEdges().map((edge) => ({
        from: this.screen(model.source[edge]!, camera),
        to: this.screen(model.target[edge]!, camera),
        ...ink.edge(edge),
      })),
      nodes: [...this.current.nodes].reverse().map((n) => ({
        title: model.label(n, this.lang),
        parts: outlines(shapeOf(model.kindRow(n)), ...this.screen(n, camera), this.renderer.scaleSize(model.size[n])).map(
          (outline, half): [string, Colour] => [outline, ink.part(n, half)],
        ),
      })),
      names: this.labels,
    });
  }

  destroy(): void {
    clearTimeout(this.restTimer);
    cancelAnimationFrame(this.frame);
    this.renderer.kill();
  }
}

function graphics(canvas: HTMLCanvasElement): string {
  const gl = (canvas.getContext("webgl2") ?? canvas.getContext("webgl")) as WebGLRenderingContext | null;
  if (!gl) return "";
  const details = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(details ? details.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

function equal(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}

function fitted(context: CanvasRenderingContext2D, text: string, wide: number): string {
  if (context.measureText(text).width <= wide) return text;
  let cut = text;
  while (cut.length > 8 && context.measureText(`${cut} …`).width > wide) cut = cut.slice(0, -1);
  return `${cut.trimEnd()} …`;
}
