// Themes in tension as a table: a cell holds the paradoxes in which a row's theme stands against a column's.
import { t } from "../language";
import type { Model } from "../model";
import { last, nameOf } from "../show";
import { address, link } from "../address";
import { Grid, type Cell } from "./grid";

/** How many themes are shown at first: those that stand in most paradoxes. */
const FIRST = 16;

export function Matrix({ model }: { model: Model }) {
  const tensions = model.tensions();
  const weight = new Map<string, number>();
  for (const { themes, paradoxes } of tensions) for (const one of themes) weight.set(one, (weight.get(one) ?? 0) + paradoxes.length);
  const all = [...weight.keys()].sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0));
  const whole = address.value.parameters.has("alle") || all.length <= FIRST;
  const themes = whole ? all : all.slice(0, FIRST);
  const found = new Map(tensions.flatMap((one) => [[one.themes.join(" "), one] as const, [[...one.themes].reverse().join(" "), one] as const]));
  const cell = (row: string, column: string, down: number, across: number): Cell => {
    const tension = across < down ? found.get(`${row} ${column}`) : undefined;
    const many = tension?.paradoxes.length ?? 0;
    return {
      class: across === down ? "self" : across > down ? "above" : "",
      content: tension && (
        <a class={`heat-${Math.min(many, 4)}`} href={link("paradokser", "", [["par", `${last(row)},${last(column)}`]])} aria-label={t("matrix-cell", nameOf(model, row), nameOf(model, column), many)}>
          {many}
        </a>
      ),
    };
  };
  const columns = themes.map((id) => ({ id, name: nameOf(model, id) }));
  return <Grid model={model} name={t("matrix")} caption={t("matrix-lead")} themes={themes} columns={columns} cell={cell} all={whole ? "" : t("all-themes", all.length)} />;
}
