// A document's text cut where marks begin and end, so that every mark is right to the character.
export const LAYERS = ["pole-a", "pole-b", "paradox", "recommendation", "question", "answer", "decision", "figure", "person", "organisation", "group", "theme"] as const;
export type Layer = (typeof LAYERS)[number];
/** What is switched on when a document is opened. */
export const FIRST: readonly Layer[] = ["pole-a", "pole-b", "paradox", "recommendation", "question", "answer", "decision", "person", "organisation"];

export interface Mark {
  s: number;
  e: number;
  l: Layer;
  to: string;
  pole?: string;
  rule?: string;
  confidence?: number;
}

/** h: heading, p: paragraph, li: item of a list, n: the number before a block, o: another line. */
export type Block = [kind: "h" | "p" | "li" | "n" | "o", start: number, end: number, level: number];

export interface Reading {
  id: string;
  text: string;
  blocks: Block[];
  marks: Mark[];
}

export interface Piece {
  start: number;
  end: number;
  marks: Mark[];
}

/** Cuts a stretch of text; each piece knows the marks over it, the longest first. Marks are sorted by start. */
export function cut(start: number, end: number, marks: Mark[]): Piece[] {
  const over = marks.filter((mark) => mark.s < end && mark.e > start);
  const edges = [...new Set([start, end, ...over.flatMap((mark) => [mark.s, mark.e])])].filter((at) => at >= start && at <= end).sort((a, b) => a - b);
  return edges.slice(1).map((to, at) => {
    const from = edges[at] ?? start;
    const here = over.filter((mark) => mark.s <= from && mark.e >= to);
    return { start: from, end: to, marks: here.sort((a, b) => b.e - b.s - (a.e - a.s)) };
  });
}
