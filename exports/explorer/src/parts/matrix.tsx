// Themes in tension as a table: a cell holds the paradoxes in which a row's theme stands against a column's.
import { t } from "../language";
import type { Model } from "../model";
import { last, nameOf } from "../show";
import { address, changed, go, link } from "../address";

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
  return (
    <>
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
    {!whole && (
      <button type="button" class="button" onClick={() => go(changed({ alle: "1" }), true)}>
        {t("all-themes", all.length)}
      </button>
    )}
    </>
  );
}
