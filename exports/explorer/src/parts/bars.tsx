// Small drawings of numbers: bars in a list, and months on a line.
import { changed, go } from "../address";
import { t } from "../language";
import type { Model, Statement } from "../model";
import { dateOf, number } from "../show";

export interface Bar {
  key: string;
  label: string;
  href?: string;
  value: number;
  kind?: string;
}

export function Bars({ rows, label }: { rows: Bar[]; label: string }) {
  const high = Math.max(1, ...rows.map((row) => row.value));
  return (
    <ul class="bars" aria-label={label}>
      {rows.map((row) => (
        <li key={row.key}>
          {row.href ? <a href={row.href}>{row.label}</a> : <span>{row.label}</span>}
          <span class="bar">
            <i class={row.kind ?? ""} style={{ inlineSize: `${(row.value / high) * 100}%` }} />
          </span>
          <b>{number(row.value)}</b>
        </li>
      ))}
    </ul>
  );
}

/** How many of the statements fall in each month; a month can be chosen. */
export function Timeline({ model, counts, chosen, undated }: { model: Model; counts: Map<string, number>; chosen: string[]; undated: number }) {
  const months = [...counts.keys()].sort();
  if (!months.length) return null;
  const high = Math.max(...counts.values());
  const titles = (month: string) => model.index.documents.filter((one) => one.date?.startsWith(month)).map((one) => one.title);
  return (
    <section class="timeline" aria-label={t("timeline")}>
      <ol>
        {months.map((month) => (
          <li key={month}>
            <button
              type="button"
              aria-pressed={chosen.includes(month)}
              title={titles(month).join("\n")}
              onClick={() => go(changed({ dato: chosen.includes(month) ? chosen.filter((one) => one !== month) : [...chosen, month] }), true)}
            >
              <i style={{ blockSize: `${6 + ((counts.get(month) ?? 0) / high) * 38}px` }} />
              <b>{number(counts.get(month) ?? 0)}</b>
              <span>{dateOf(month)}</span>
            </button>
          </li>
        ))}
      </ol>
      {undated > 0 && <p class="quiet">{t("undated", undated)}</p>}
    </section>
  );
}

export function countBy(statements: Statement[], key: (one: Statement) => (string | undefined)[] | undefined): [string, number][] {
  const found = new Map<string, number>();
  for (const one of statements) {
    for (const value of new Set(key(one))) if (value) found.set(value, (found.get(value) ?? 0) + 1);
  }
  return [...found].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
