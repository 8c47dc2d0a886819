// Themes by voices or documents as a table: a cell counts statements, and leads to them.
import { address, link } from "../address";
import { valuesOf, type Facet } from "../facets";
import { t } from "../language";
import type { Model } from "../model";
import { nameOf, number } from "../show";
import { valueName } from "./facets";
import { Grid, type Cell } from "./grid";

/** How many rows and columns are shown at first: the fullest. */
const FIRST = { rows: 20, columns: 12 };
/** How many columns are shown at most; a table to take along has all. */
const MOST = 40;

export interface Crossed {
  /** Themes and columns, the fullest first. */
  themes: string[];
  columns: string[];
  count: (theme: string, column: string) => number;
}

/** Counts statements by theme and by a facet, as the facets do beside a list. */
export function crossed(model: Model, facet: Facet): Crossed {
  const cells = new Map<string, Map<string, number>>();
  const totals = new Map<string, number>();
  const sums = new Map<string, number>();
  for (const one of model.index.statements) {
    const columns = valuesOf(model, facet, one);
    for (const theme of columns.length ? valuesOf(model, "tema", one) : []) {
      const row = cells.get(theme) ?? new Map<string, number>();
      cells.set(theme, row);
      sums.set(theme, (sums.get(theme) ?? 0) + 1);
      for (const column of columns) {
        row.set(column, (row.get(column) ?? 0) + 1);
        totals.set(column, (totals.get(column) ?? 0) + 1);
      }
    }
  }
  const fullest = (counts: Map<string, number>) => [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([id]) => id);
  return { themes: fullest(sums), columns: fullest(totals), count: (theme, column) => cells.get(theme)?.get(column) ?? 0 };
}

/** The whole table, for a spreadsheet. */
export function crossTable(model: Model, facet: Facet, { themes, columns, count }: Crossed) {
  return { head: ["tema", ...columns.map((one) => valueName(facet, model, one))], rows: themes.map((theme) => [nameOf(model, theme), ...columns.map((one) => count(theme, one))]) };
}

export function CrossTab({ model, facet, crossed: { themes: rows, columns: all, count } }: { model: Model; facet: Facet; crossed: Crossed }) {
  const whole = address.value.parameters.has("alle");
  const themes = whole ? rows : rows.slice(0, FIRST.rows);
  const columns = all.slice(0, whole ? MOST : FIRST.columns);
  const most = Math.max(1, ...themes.flatMap((theme) => columns.map((one) => count(theme, one))));
  const cell = (theme: string, one: string): Cell => {
    const many = count(theme, one);
    return {
      content: many > 0 && (
        <a class={`heat-${Math.ceil((4 * many) / most)}`} href={link("soeg", "", [["tema", theme], [facet, one]])} aria-label={t("cross-cell", nameOf(model, theme), valueName(facet, model, one), many)}>
          {number(many)}
        </a>
      ),
    };
  };
  const named = columns.map((id) => ({ id, name: valueName(facet, model, id) }));
  const more = !whole && (rows.length > themes.length || all.length > columns.length);
  return <Grid model={model} name={t("cross-title")} caption={t("cross-lead")} class="cross" themes={themes} columns={named} cell={cell} all={more ? t("cross-all") : ""} />;
}
