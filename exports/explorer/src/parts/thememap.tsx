// A map of themes: as large as they are spoken of, together under what they belong to, with the pulls between them.
import { hierarchy, pack, type HierarchyCircularNode } from "d3-hierarchy";
import { useMemo, useState } from "preact/hooks";
import { t } from "../language";
import type { Model, Theme } from "../model";
import { last, nameOf, number, say, upper } from "../show";
import { link } from "../address";
import { divided } from "../hyphens";

const WIDTH = 1000;
const HEIGHT = 580;
const GAP = 16;

interface Node {
  id: string;
  theme?: Theme;
  value?: number;
  children?: Node[];
}

export function ThemeMap({ model }: { model: Model }) {
  const [over, setOver] = useState<string>();
  const circles = useMemo(() => layOut(model), [model]);
  const known = useMemo(() => wordsKnown(model), [model]);
  const places = new Map(circles.filter((one) => !one.children).map((one) => [one.data.id, one]));
  const pulls = model.tensions().filter(({ themes }) => themes.every((id) => places.has(id)));
  const touched = new Set(pulls.filter(({ themes }) => over && themes.includes(over)).flatMap(({ themes }) => themes));
  return (
    <svg class={over ? "thememap focused" : "thememap"} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={t("theme-map")} onMouseLeave={() => setOver(undefined)}>
      {circles.filter((one) => one.depth === 1 && one.children).map((one) => (
        <circle key={one.data.id} class="family" cx={one.x} cy={one.y} r={one.r} />
      ))}
      {pulls.map(({ themes: [first, second], paradoxes }) => {
        const [a, b] = [places.get(first), places.get(second)];
        if (!a || !b) return null;
        const on = over !== undefined && (first === over || second === over);
        const [x, y] = [(a.x + b.x) / 2 + (b.y - a.y) * 0.16, (a.y + b.y) / 2 - (b.x - a.x) * 0.16];
        return <path key={first + second} class={on ? "pull on" : "pull"} d={`M${a.x} ${a.y}Q${x} ${y} ${b.x} ${b.y}`} stroke-width={1 + paradoxes.length} />;
      })}
      {[...places.values()].map((one) => {
        const label = nameOf(model, one.data.id);
        return (
          <a
            key={one.data.id}
            href={link("temaer", last(one.data.id))}
            class={touched.has(one.data.id) || one.data.id === over ? "theme on" : "theme"}
            aria-label={t("theme-many", label, one.value ?? 0)}
            onMouseEnter={() => setOver(one.data.id)}
            onFocus={() => setOver(one.data.id)}
            onBlur={() => setOver(undefined)}
          >
            <title>{t("theme-many", label, one.value ?? 0)}</title>
            <circle cx={one.x} cy={one.y} r={one.r} />
          </a>
        );
      })}
      <g class="names" aria-hidden="true">
        {[...places.values()].map((one) => {
          const { lines, high } = written(nameOf(model, one.data.id), one.r, known);
          return lines.map((line, at) => (
            <text key={line} x={one.x} y={one.y + (at - (lines.length - 1) / 2) * high * 1.1} dy="0.34em" font-size={high}>
              {line}
            </text>
          ));
        })}
      </g>
    </svg>
  );
}

function layOut(model: Model): Circle[] {
  const count = (theme: Theme) => model.byTheme.get(theme.id)?.length ?? 0;
  const leaf = (theme: Theme): Node => ({ id: theme.id, theme, value: count(theme) });
  const tops = model.index.themes.filter((one) => !one.broader);
  const children = tops.map((top): Node => {
    const inner = (model.narrower.get(top.id) ?? []).filter(count).map(leaf);
    return inner.length ? { id: `${top.id}/`, children: count(top) ? [leaf(top), ...inner] : inner } : leaf(top);
  });
  const root = hierarchy<Node>({ id: "", children }).sum((one) => one.value ?? 0);
  root.sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const families = (pack<Node>().size([HEIGHT, HEIGHT]).padding((one) => (one.depth === 0 ? 14 : 4))(root).children ?? []).filter((one) => one.value);
  // Families stand in columns, the largest alone in the first, at the largest scale at which all fit.
  const columns = inColumns(families);
  const wide = columns.reduce((sum, column) => sum + Math.max(...column.map((one) => one.r)) * 2, 0);
  const high = Math.max(...columns.map((column) => column.reduce((sum, one) => sum + one.r * 2, 0)));
  const most = Math.max(1, ...columns.map((column) => column.length));
  const scale = Math.min((WIDTH - GAP * (columns.length + 1)) / wide, (HEIGHT - GAP * (most + 1)) / high);
  const gap = (WIDTH - wide * scale) / (columns.length + 1);
  let x = gap;
  for (const column of columns) {
    const half = Math.max(...column.map((one) => one.r)) * scale;
    const free = (HEIGHT - column.reduce((sum, one) => sum + one.r * 2 * scale, 0)) / (column.length + 1);
    let y = free;
    for (const family of column) {
      move(family, x + half, y + family.r * scale, scale);
      y += family.r * 2 + free;
    }
    x += half * 2 + gap;
  }
  return families.flatMap((one) => one.descendants());
}

type Circle = HierarchyCircularNode<Node>;

function inColumns(families: Circle[]): Circle[][] {
  const columns: Circle[][] = [];
  const limit = (families[0]?.r ?? 0) * 2.7;
  for (const family of families) {
    const last = columns.at(-1);
    const high = last?.reduce((sum, one) => sum + one.r * 2, 0) ?? 0;
    if (last && columns.length > 1 && high + family.r * 2 <= limit) last.push(family);
    else columns.push([family]);
  }
  return columns;
}

function move(family: Circle, x: number, y: number, scale: number): void {
  const [fromX, fromY] = [family.x, family.y];
  for (const one of family.descendants()) {
    one.x = x + (one.x - fromX) * scale;
    one.y = y + (one.y - fromY) * scale;
    one.r *= scale;
  }
}

function size(r: number): number {
  return Math.max(10.5, Math.min(20, r / 3));
}

/** A label's lines in a circle, as large as they may be; where even the smallest do not fit, they are cut. */
function written(label: string, r: number, known: ReadonlySet<string>): { lines: string[]; high: number } {
  const sizes = r < 17 ? [] : [size(r), 9.5, 8.5].filter((one) => one <= size(r));
  for (const high of sizes) {
    const lines = broken(label, (r * 1.86) / (high * 0.49), known);
    const most = Math.max(1, Math.floor((r * 1.7) / (high * 1.1)));
    if (lines.length <= most) return { lines, high };
    if (high === sizes.at(-1)) return { lines: [...lines.slice(0, most - 1), `${lines[most - 1]?.replace(/-$/, "")}…`], high };
  }
  return { lines: [], high: 0 };
}

/** A label in lines of so many letters, a long word divided as Danish divides it. */
function broken(label: string, room: number, known: ReadonlySet<string>): string[] {
  const fits = Math.floor(room);
  const found: string[] = [];
  for (const word of label.split(/\s+/).flatMap((one) => divided(one, fits, known))) {
    const before = found.at(-1);
    if (before !== undefined && !before.endsWith("-") && before.length + word.length < fits) found[found.length - 1] = `${before} ${word}`;
    else found.push(word);
  }
  return found;
}

/** The words of what is said and of the themes' names, which tell where a compound is joined. */
function wordsKnown(model: Model): ReadonlySet<string> {
  const texts = [...model.index.statements.map((one) => one.text), ...model.index.themes.flatMap((one) => [say(one.label), ...(one.also ?? [])])];
  return new Set(texts.flatMap((text) => text.toLocaleLowerCase("da").match(/\p{L}{3,}/gu) ?? []));
}

/** The same as a list, for narrow screens and for readers of screens. */
export function ThemeTree({ model }: { model: Model }) {
  const tops = model.index.themes.filter((one) => !one.broader).sort((a, b) => model.under(b.id).length - model.under(a.id).length);
  const row = (one: Theme, count: number) => (
    <a href={link("temaer", last(one.id))}>
      {upper(say(one.label))} <b>{number(count)}</b>
    </a>
  );
  return (
    <ul class="themetree">
      {tops.map((top) => (
        <li key={top.id}>
          {row(top, model.under(top.id).length)}
          <ul>
            {(model.narrower.get(top.id) ?? [])
              .map((one) => ({ one, count: model.byTheme.get(one.id)?.length ?? 0 }))
              .sort((a, b) => b.count - a.count)
              .map(({ one, count }) => (
                <li key={one.id} class={count ? "" : "none"}>
                  {row(one, count)}
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
