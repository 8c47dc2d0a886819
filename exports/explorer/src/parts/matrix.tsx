// Themes in tension as a table: a cell holds the paradoxes in which a row's theme stands against a column's.
import { t } from "../language";
import type { Model } from "../model";
import { last, nameOf } from "../show";
import { link } from "../address";

export function Matrix({ model }: { model: Model }) {
  const tensions = model.tensions();
  const weight = new Map<string, number>();
  for (const { themes, paradoxes } of tensions) for (const one of themes) weight.set(one, (weight.get(one) ?? 0) + paradoxes.length);
  const themes = [...weight.keys()].sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0));
  const found = new Map(tensions.flatMap((one) => [[one.themes.join(" "), one] as const, [[...one.themes].reverse().join(" "), one] as const]));
  return (
    <div class="matrix-frame" tabindex={0} role="region" aria-label={t("matrix")}>
      <table class="matrix">
        <caption>{t("matrix-lead")}</caption>
        <thead>
          <tr>
            <td />
            {themes.map((id) => (
              <th key={id} scope="col">
                <span>{nameOf(model, id)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {themes.map((row, down) => (
            <tr key={row}>
              <th scope="row">
                <a href={link("temaer", last(row))}>{nameOf(model, row)}</a>
              </th>
              {themes.map((column, across) => {
                const cell = across < down ? found.get(`${row} ${column}`) : undefined;
                const many = cell?.paradoxes.length ?? 0;
                return (
                  <td key={column} class={across === down ? "self" : across > down ? "above" : ""}>
                    {cell && (
                      <a class={`heat-${Math.min(many, 4)}`} href={link("paradokser", "", [["par", `${last(row)},${last(column)}`]])} aria-label={t("matrix-cell", nameOf(model, row), nameOf(model, column), many)}>
                        {many}
                      </a>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
