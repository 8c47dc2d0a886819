// The whole in small, with a frame around what the camera sees.
import { css } from "./colour";
import type { Model } from "./data";
import type { Ink } from "./ink";
import type { Places } from "./places";
import type { Lens } from "./shown";

export class Minimap {
  private readonly canvas = document.createElement("canvas");
  private readonly frame = document.createElement("div");
  private readonly wide = 168;
  private readonly high = 112;
  private box = { left: 0, top: 0, scale: 1 };

  /** @param go - Told the place on the map that somebody points at. */
  constructor(host: HTMLElement, go: (x: number, y: number) => void) {
    this.canvas.width = this.wide * 2;
    this.canvas.height = this.high * 2;
    this.frame.className = "gv-frame";
    host.append(this.canvas, this.frame);
    const point = (event: PointerEvent): void => {
      if (!event.buttons) return;
      const at = this.canvas.getBoundingClientRect();
      go((event.clientX - at.left) / this.box.scale + this.box.left, (event.clientY - at.top) / this.box.scale + this.box.top);
    };
    host.addEventListener("pointerdown", point);
    host.addEventListener("pointermove", point);
  }

  draw(model: Model, places: Places, nodes: Iterable<number>, ink: Ink): void {
    const context = this.canvas.getContext("2d")!;
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.clearRect(0, 0, this.wide, this.high);
    const list = [...nodes];
    if (!list.length) return;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const n of list) {
      [left, right] = [Math.min(left, places.x[n]!), Math.max(right, places.x[n]!)];
      [top, bottom] = [Math.min(top, places.y[n]!), Math.max(bottom, places.y[n]!)];
    }
    const scale = Math.min((this.wide - 16) / Math.max(1, right - left), (this.high - 16) / Math.max(1, bottom - top));
    this.box = { scale, left: (left + right) / 2 - this.wide / 2 / scale, top: (top + bottom) / 2 - this.high / 2 / scale };
    const dot = list.length > 3000 ? 1 : 2;
    for (let kind = 0; kind < model.data.kinds.length; kind++) {
      context.fillStyle = css(ink.kind(kind), list.length > 3000 ? 0.12 : 0.85);
      for (const n of list) {
        if (model.kind[n] !== kind) continue;
        context.fillRect((places.x[n]! - this.box.left) * scale - dot / 2, (places.y[n]! - this.box.top) * scale - dot / 2, dot, dot);
      }
    }
  }

  look(lens: Lens): void {
    const { left, top, scale } = this.box;
    const at = (value: number, begin: number, most: number): number => Math.max(0, Math.min(most, (value - begin) * scale));
    const [x0, x1] = [at(lens.left, left, this.wide), at(lens.right, left, this.wide)];
    const [y0, y1] = [at(lens.top, top, this.high), at(lens.bottom, top, this.high)];
    Object.assign(this.frame.style, { transform: `translate(${x0}px,${y0}px)`, width: `${x1 - x0}px`, height: `${y1 - y0}px` });
  }
}
