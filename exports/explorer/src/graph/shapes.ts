// The shapes of kinds, the same on the canvas, in the legend and in an SVG file; radius 1 around 0, y downwards.
export const SHAPES = ["dot", "square", "diamond", "hexagon", "triangle", "triangleDown", "star", "poles"] as const;
export type Shape = (typeof SHAPES)[number];

/** Where a shape's corners lie; a dot and the two halves of a paradox have none. */
const CORNERS: Partial<Record<Shape, [number, number][]>> = {
  square: ring(4, Math.PI / 4, 1.13),
  diamond: ring(4, 0, 1.15),
  hexagon: ring(6, Math.PI / 6, 1.06),
  triangle: ring(3, 0, 1.2),
  triangleDown: ring(3, Math.PI, 1.2),
  star: ring(10, 0, 1.25).map(([x, y], at) => (at % 2 ? [x * 0.46, y * 0.46] : [x, y])),
};
/** Half of the gap between the halves of a paradox. */
export const GAP = 0.13;

function ring(count: number, turn: number, radius: number): [number, number][] {
  return Array.from({ length: count }, (_, at) => {
    const angle = turn + (2 * Math.PI * at) / count;
    return [radius * Math.sin(angle), -radius * Math.cos(angle)];
  });
}

export function shapeOf(kind: { key: string; shape: string }): Shape {
  if (kind.key === "paradox") return "poles";
  return SHAPES.includes(kind.shape as Shape) ? (kind.shape as Shape) : "dot";
}

/** Outlines as SVG path data: one, or for a paradox two halves facing each other. */
export function outlines(shape: Shape, x = 0, y = 0, radius = 1): string[] {
  const at = (number: number): string => String(Math.round(number * 100) / 100);
  if (shape === "poles") {
    const [gap, high] = [GAP * radius, radius * Math.sqrt(1 - GAP * GAP)];
    return [-1, 1].map(
      (side) =>
        `M${at(x + side * gap)} ${at(y - high)}A${at(radius)} ${at(radius)} 0 0 ${side < 0 ? 0 : 1} ${at(x + side * gap)} ${at(y + high)}Z`,
    );
  }
  const corners = CORNERS[shape];
  if (corners) return [`M${corners.map(([cx, cy]) => `${at(x + cx * radius)} ${at(y + cy * radius)}`).join("L")}Z`];
  const [left, right, r] = [at(x - radius), at(x + radius), at(radius)];
  return [`M${left} ${at(y)}A${r} ${r} 0 1 1 ${right} ${at(y)}A${r} ${r} 0 1 1 ${left} ${at(y)}Z`];
}
