// A document's text cut where marks begin and end, so that every mark is right to the character.
export const LAYERS = ["pole-a", "pole-b", "paradox", "recommendation", "question", "answer", "decision", "figure", "person", "organisation", "group", "theme"] as const;
/** A layer, or the word that somebody searched for. */
export type Layer = (typeof LAYERS)[number] | "sought";
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

/** h: heading, p: paragraph, li: item of a list, n: the number before a block, o: another line, th and tr: a table's row. */
export type Block = [kind: "h" | "p" | "li" | "n" | "o" | "th" | "tr", start: number, end: number, level: number];

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

/** A row of a table, its cells parted by "|" as in Markdown; what reads DOCX and PPTX writes theirs so, too. */
const ROW = /^[ \t]*\|.*\|[ \t]*$/;
const RULE = /^[ \t]*\|[\s|:-]+\|[ \t]*$/;

export interface TableRow {
  start: number;
  end: number;
  /** Whether a rule stands under it: it heads the columns. */
  head: boolean;
}

/** The rows of tables in a text, without the rules under their heads. */
export function tableRows(text: string): TableRow[] {
  const rows: TableRow[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length;
    const before = rows.at(-1);
    if (ROW.test(line) && !RULE.test(line)) rows.push({ start, end, head: false });
    else if (RULE.test(line) && before?.end === start - 1) before.head = true;
    start = end + 1;
  }
  return rows;
}

/** The cells of a row as stretches of the text, without the bars and the blanks beside them. */
export function cellsOf(text: string, start: number, end: number): [start: number, end: number][] {
  const cells: [number, number][] = [];
  let from = text.indexOf("|", start) + 1;
  for (let at = from; at < end; at += 1) {
    if (text[at] !== "|" || text[at - 1] === "\\") continue;
    const words = text.slice(from, at);
    const first = from + words.length - words.trimStart().length;
    cells.push([first, Math.max(first, from + words.trimEnd().length)]);
    from = at + 1;
  }
  return cells;
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
