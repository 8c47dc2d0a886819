// Colours that can be told from the paper they stand on, light or dark.
export type Colour = [number, number, number];

export function parse(text: string): Colour {
  const hex = /^#([0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (!hex) return [128, 128, 128];
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Colour;
}

export function css(colour: Colour, alpha = 1): string {
  const parts = colour.map(Math.round).join(",");
  return alpha === 1 ? `rgb(${parts})` : `rgba(${parts},${alpha})`;
}

export function hex(colour: Colour): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

export function mixed(one: Colour, other: Colour, share: number): Colour {
  return one.map((value, at) => value + (other[at]! - value) * share) as Colour;
}

function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Colour;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** A colour moved away from the paper until it stands out by `least` (3: what WCAG asks of graphics). */
export function legible(colour: Colour, paper: Colour, least = 3): Colour {
  const towards: Colour = luminance(paper) > 0.4 ? [0, 0, 0] : [255, 255, 255];
  let found = colour;
  for (let step = 1; contrast(found, paper) < least && step <= 20; step++) found = mixed(colour, towards, step / 20);
  return found;
}
