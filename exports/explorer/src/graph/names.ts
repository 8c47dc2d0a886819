// Labels, the important first and none on another.

export interface Name {
  node: number;
  /** One or two lines. */
  lines: string[];
  x: number;
  y: number;
  /** The node's radius on the screen. */
  radius: number;
  size: number;
  bold: boolean;
}

export interface Placed extends Name {
  left: number;
  /** The first line's base line. */
  base: number;
  width: number;
}

const CELL = 4;
export const LINE = 1.22;

/** Which cells of the screen are taken. */
class Taken {
  private readonly wide: number;
  private readonly high: number;
  private readonly cells: Uint8Array;

  constructor(width: number, height: number) {
    this.wide = Math.ceil(width / CELL);
    this.high = Math.ceil(height / CELL);
    this.cells = new Uint8Array(this.wide * this.high);
  }

  /** Takes a rectangle; tells whether it was free and wholly on the screen, and only then takes it, unless forced. */
  take(left: number, top: number, right: number, bottom: number, force = false): boolean {
    const [x0, y0] = [Math.floor(left / CELL), Math.floor(top / CELL)];
    const [x1, y1] = [Math.ceil(right / CELL), Math.ceil(bottom / CELL)];
    if (!force && (x0 < 0 || y0 < 0 || x1 > this.wide || y1 > this.high || this.any(x0, y0, x1, y1))) return false;
    for (let y = Math.max(0, y0); y < Math.min(y1, this.high); y++)
      this.cells.fill(1, y * this.wide + Math.max(0, x0), y * this.wide + Math.max(0, Math.min(x1, this.wide)));
    return true;
  }

  private any(x0: number, y0: number, x1: number, y1: number): boolean {
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) if (this.cells[y * this.wide + x]) return true;
    return false;
  }
}

/**
 * Gives labels a place below, above, right or left of their nodes; those that find none are left out.
 *
 * @param names - The important first; the first `forced` of them are placed below their nodes in any case.
 * @param blocked - Where nothing may be written: left, top, right, bottom.
 */
export function placed(
  names: readonly Name[],
  width: number,
  height: number,
  measure: (text: string, size: number, bold: boolean) => number,
  forced = 0,
  most = 160,
  blocked: readonly [number, number, number, number][] = [],
): Placed[] {
  const taken = new Taken(width, height);
  for (const [left, top, right, bottom] of blocked) taken.take(left, top, right, bottom, true);
  for (const { x, y, radius } of names) {
    const half = radius * 0.8;
    if (x > -50 && y > -50 && x < width + 50 && y < height + 50) taken.take(x - half, y - half, x + half, y + half, true);
  }
  const found: Placed[] = [];
  for (const [at, name] of names.entries()) {
    if (found.length >= most) break;
    const { x, y, radius, size, lines } = name;
    if (x < -40 || y < -40 || x > width + 40 || y > height + 40) continue;
    const wide = Math.max(...lines.map((line) => measure(line, size, name.bold)));
    const high = lines.length * size * LINE;
    const spots: [number, number][] = [
      [x - wide / 2, y + radius + 3],
      [x + radius + 5, y - high / 2],
      [x - wide / 2, y - radius - 3 - high],
      [x - radius - 5 - wide, y - high / 2],
    ];
    const force = at < forced;
    const spot = spots.find(([left, top]) => taken.take(left - 2, top, left + wide + 2, top + high)) ?? (force ? spots[0] : undefined);
    if (!spot) continue;
    if (force) taken.take(spot[0] - 2, spot[1], spot[0] + wide + 2, spot[1] + high, true);
    found.push({ ...name, left: spot[0], base: spot[1] + size, width: wide });
  }
  return found;
}

/** A label in at most two lines; that of a paradox breaks between its poles. */
export function wrapped(label: string, paradox: boolean, wide = 24): string[] {
  const poles = paradox ? label.split(" ↔ ") : [];
  if (poles.length === 2) return [`${cut(poles[0]!, wide)} ↔`, cut(poles[1]!, wide)];
  if (label.length <= wide) return [label];
  const space = label.lastIndexOf(" ", wide);
  if (space < 4) return [cut(label, wide)];
  return [label.slice(0, space), cut(label.slice(space + 1), wide)];
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const space = text.lastIndexOf(" ", most - 1);
  return `${text.slice(0, space > most / 2 ? space : most - 1).trimEnd()} …`;
}
