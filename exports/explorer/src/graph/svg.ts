// What is on the stage as an SVG file of its own.
import { hex, type Colour } from "./colour";
import { LINE, type Placed } from "./names";

export interface Scene {
  width: number;
  height: number;
  paper: Colour;
  text: Colour;
  font: string;
  zones: { x: number; y: number; radius: number; colour: Colour }[];
  lines: { from: [number, number]; to: [number, number]; colour: string; size: number }[];
  /** Each as path data with its colours; the first lie under the others. */
  nodes: { title: string; parts: [string, Colour][] }[];
  names: readonly Placed[];
}

export function toSVG({ width, height, paper, text, font, zones, lines, nodes, names }: Scene): string {
  const parts = [
    `<rect width="${width}" height="${height}" fill="${hex(paper)}"/>`,
    ...zones.map(({ x, y, radius, colour }) => {
      const ink = hex(colour);
      return `<circle cx="${rounded(x)}" cy="${rounded(y)}" r="${rounded(radius)}" fill="${ink}" fill-opacity="0.07" stroke="${ink}" stroke-opacity="0.25"/>`;
    }),
    ...lines.map(({ from, to, colour, size }) => `<path d="M${from.map(rounded).join(" ")}L${to.map(rounded).join(" ")}" stroke="${colour}" stroke-width="${size}"/>`),
    ...nodes.map(({ title, parts: own }) => {
      const paths = own.map(([outline, colour]) => `<path d="${outline}" fill="${hex(colour)}" stroke="${hex(paper)}" stroke-width="1.5"/>`);
      return `<g><title>${escaped(title)}</title>${paths.join("")}</g>`;
    }),
    ...names.flatMap((name) => written(name, paper, text)),
  ];
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${escaped(font)}">${parts.join("")}</svg>`;
}

function written({ lines, left, base, width, size, bold }: Placed, paper: Colour, text: Colour): string[] {
  const halo = `paint-order="stroke" stroke="${hex(paper)}" stroke-width="3.5" stroke-linejoin="round"`;
  return lines.map((line, row) => {
    const at = `x="${rounded(left + width / 2)}" y="${rounded(base + row * size * LINE)}" text-anchor="middle"`;
    return `<text ${at} font-size="${size}"${bold ? ' font-weight="600"' : ""} ${halo} fill="${hex(text)}">${escaped(line)}</text>`;
  });
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
