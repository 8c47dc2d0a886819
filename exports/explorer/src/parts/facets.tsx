// The filters beside a list: what can be chosen, and how many each choice would leave.
import { address, changed, go } from "../address";
import type { Chosen, Facet, Filtered } from "../facets";
import { t, type Word } from "../language";
import type { Kind, Model } from "../model";
import { dateOf, kindName, nameOf, number } from "../show";
import { useState } from "preact/hooks";

const MOST = 8;

interface Shown {
  model: Model;
  facets: Facet[];
  chosen: Chosen;
  filtered: Filtered;
}

export function FacetPanel({ model, facets, chosen, filtered }: Shown) {
  const many = facets.reduce((sum, facet) => sum + (chosen[facet]?.length ?? 0), 0);
  return (
    <details class="facets" open={!matchMedia("(max-width: 60rem)").matches} data-print="no">
      <summary>
        {t("filters")} {many > 0 && <b class="count">{many}</b>}
      </summary>
      {facets.map((facet) => (
        <FacetGroup key={facet} facet={facet} model={model} chosen={chosen[facet] ?? []} counts={filtered.counts.get(facet) ?? new Map()} />
      ))}
    </details>
  );
}

function FacetGroup({ facet, model, chosen, counts }: { facet: Facet; model: Model; chosen: string[]; counts: Map<string, number> }) {
  const [all, setAll] = useState(false);
  const values = ordered(facet, model, counts, chosen);
  if (values.length < 2 && !chosen.length) return null;
  const shown = all ? values : values.slice(0, MOST);
  return (
    <fieldset>
      <legend>{t(`facet-${facet}` as Word)}</legend>
      <ul>
        {shown.map(({ value, depth }) => (
          <li key={value} class={depth ? "inner" : ""}>
            <label>
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(facet, chosen, value)} />
              <span>{valueName(facet, model, value)}</span>
              <b>{number(counts.get(value) ?? 0)}</b>
            </label>
          </li>
        ))}
      </ul>
      {values.length > MOST && (
        <button type="button" class="more" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? t("fewer") : t("show-all", values.length)}
        </button>
      )}
    </fieldset>
  );
}

function ordered(facet: Facet, model: Model, counts: Map<string, number>, chosen: string[]): { value: string; depth: number }[] {
  const values = [...new Set([...chosen, ...counts.keys()])];
  const most = (a: string, b: string) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a.localeCompare(b);
  if (facet === "dato") return values.sort().map((value) => ({ value, depth: 0 }));
  if (facet !== "tema") return values.sort(most).map((value) => ({ value, depth: 0 }));
  const top = values.filter((value) => !model.themes.get(value)?.broader || !values.includes(model.themes.get(value)?.broader ?? ""));
  return top.sort(most).flatMap((value) => [
    { value, depth: 0 },
    ...values.filter((one) => model.themes.get(one)?.broader === value).sort(most).map((one) => ({ value: one, depth: 1 })),
  ]);
}

export function valueName(facet: Facet, model: Model, value: string): string {
  if (facet === "slags") return kindName(value as Kind, true);
  if (facet === "dato") return dateOf(value);
  return nameOf(model, value);
}

function toggle(facet: Facet, chosen: string[], value: string): void {
  const rest = chosen.filter((one) => one !== value);
  go(changed({ [facet]: rest.length === chosen.length ? [...chosen, value] : rest, vis: undefined }), true);
}

/** What is chosen, each with a way to take it back. */
export function ChosenRow({ model, facets, chosen }: { model: Model; facets: Facet[]; chosen: Chosen }) {
  const all = facets.flatMap((facet) => (chosen[facet] ?? []).map((value) => ({ facet, value })));
  const query = address.value.parameters.get("q");
  if (!all.length && !query) return null;
  return (
    <p class="chosen" data-print="keep">
      {query && (
        <button type="button" onClick={() => go(changed({ q: undefined }), true)}>
          {t("quoted", query)} <span aria-hidden="true">×</span>
          <span class="hidden">{t("take-away")}</span>
        </button>
      )}
      {all.map(({ facet, value }) => (
        <button type="button" key={facet + value} onClick={() => toggle(facet, chosen[facet] ?? [], value)}>
          {valueName(facet, model, value)} <span aria-hidden="true">×</span>
          <span class="hidden">{t("take-away")}</span>
        </button>
      ))}
      {all.length > 1 && (
        <button type="button" class="plain" onClick={() => go(changed(Object.fromEntries(facets.map((facet) => [facet, undefined]))), true)}>
          {t("clear")}
        </button>
      )}
    </p>
  );
}
