// A table with a theme a row, whose cells count and lead to what they count.
import type { ComponentChildren } from "preact";
import { changed, go, link } from "../address";
import type { Model } from "../model";
import { last, nameOf } from "../show";

export interface Cell {
  class?: string;
  content?: ComponentChildren;
}

interface Props {
  model: Model;
  /** What the table is called to those who hear it, and its caption. */
  name: string;
  caption: string;
  class?: string;
  themes: string[];
  columns: { id: string; name: string }[];
  /** The cell of a row and a column, each by its place too. */
  cell: (theme: string, column: string, down: number, across: number) => Cell;
  /** The button that shows all; none where all is shown. */
  all?: string;
}

export function Grid({ model, name, caption, class: kind = "", themes, columns, cell, all }: Props) {
  return (
    <>
      <div class="matrix-frame" tabindex={0} role="region" aria-label={name}>
        <table class={`matrix ${kind}`.trim()}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <td />
              {columns.map((one) => (
                <th key={one.id} scope="col">
                  <span>{one.name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {themes.map((theme, down) => (
              <tr key={theme}>
                <th scope="row">
                  <a href={link("temaer", last(theme))}>{nameOf(model, theme)}</a>
                </th>
                {columns.map((one, across) => {
                  const { class: look, content } = cell(theme, one.id, down, across);
                  return (
                    <td key={one.id} class={look}>
                      {content}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all && (
        <button type="button" class="button" onClick={() => go(changed({ alle: "1" }), true)}>
          {all}
        </button>
      )}
    </>
  );
}
