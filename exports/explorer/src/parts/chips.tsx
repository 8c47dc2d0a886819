import type { Model } from "../model";
import { nameOf, whereOf } from "../show";
import { t } from "../language";

export function ThemeChips({ ids, model }: { ids: string[] | undefined; model: Model }) {
  if (!ids?.length) return null;
  return (
    <ul class="chips" aria-label={t("themes")}>
      {ids.map((id) => (
        <li key={id}>
          <a href={whereOf(model, id)}>{nameOf(model, id)}</a>
        </li>
      ))}
    </ul>
  );
}

/** A thing's name that leads to it. */
export function To({ id, model }: { id: string; model: Model }) {
  return <a href={whereOf(model, id)}>{nameOf(model, id)}</a>;
}
