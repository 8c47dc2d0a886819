// Every node of a large graph as a faint dot, written pixel by pixel: tens of thousands take some milliseconds.
import type { Model } from "./data";
import type { Ink } from "./ink";
import type { Places } from "./places";

const FAINT = 110;

/** How the map's units come to pixels of the screen. */
export interface Affine {
  x: number;
  y: number;
  scale: number;
}

/** @param ratio - Pixels of the picture for one of the screen. */
export function dots(model: Model, places: Places, ink: Ink, at: Affine, width: number, height: number, ratio: number): ImageData {
  const image = new ImageData(Math.round(width), Math.round(height));
  const pixels = new Uint32Array(image.data.buffer);
  const inks = model.data.kinds.map((_, kind) => {
    const [r, g, b] = ink.kind(kind);
    return ((FAINT << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
  });
  const wide = image.width;
  for (let n = 0; n < model.count; n++) {
    const px = Math.round((at.x + places.x[n]! * at.scale) * ratio);
    const py = Math.round((at.y + places.y[n]! * at.scale) * ratio);
    if (px < 1 || py < 1 || px >= wide - 1 || py >= image.height - 1) continue;
    const pixel = py * wide + px;
    pixels[pixel] = pixels[pixel + 1] = pixels[pixel + wide] = pixels[pixel + wide + 1] = inks[model.kind[n]!]!;
  }
  return image;
}
