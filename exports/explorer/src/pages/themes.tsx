import { useRef } from "preact/hooks";
import { address, go, link } from "../address";
import { t } from "../language";
import { KINDS, type Theme } from "../model";
import { Actions } from "../parts/actions";
import { Bars, countBy } from "../parts/bars";
import { To } from "../parts/chips";
import { CrossTab, crossed, crossTable } from "../parts/crosstab";
import { Matrix } from "../parts/matrix";
import { ParadoxCard } from "../parts/poles";
import { GraphLink, StatementCard } from "../parts/statement";
import { ThemeMap, ThemeTree } from "../parts/thememap";
import { kindName, last, nameOf, say, whereOf } from "../show";
import { statementsQuery } from "../sparql";
import type { Loaded } from "../store";

/** The ways to look at all themes: a map and lists, or a table by the facet that its columns are. */
const VIEWS = [
  ["", undefined, "as-map"],
  ["stemmer", "stemme", "as-voices"],
  ["dokumenter", "dokument", "as-documents"],
] as const;

export function Themes({ loaded: { model } }: { loaded: Loaded }) {
  const place = useRef<HTMLDivElement>(null);
  const [view, facet] = VIEWS.find(([name]) => name === address.value.parameters.get("visning")) ?? VIEWS[0];
  const cross = facet && crossed(model, facet);
  const rows = model.index.themes.map((one) => [model.index.base + one.id, nameOf(model, one.id), one.broader ? nameOf(model, one.broader) : "", model.byTheme.get(one.id)?.length ?? 0]);
  const table = cross ? crossTable(model, facet, cross) : { head: ["iri", "tema", "under", "udsagn"], rows };
  return (
    <>
      <header class="head">
        <h1>{t("themes")}</h1>
        <p class="lead">{t(cross ? "cross-title" : "theme-map-lead")}</p>
        <div class="tabs" role="group" aria-label={t("shown-as")}>
          {VIEWS.map(([name, , word]) => (
            <button key={name} type="button" aria-pressed={name === view} onClick={() => go(link("temaer", "", name ? [["visning", name]] : []))}>
              {t(word)}
            </button>
          ))}
        </div>
        <Actions name={view ? `temaer-${view}` : "temaer"} model={model} table={table} drawing={cross ? undefined : () => place.current?.querySelector("svg") ?? null} sparql={statementsQuery(model, {})} />
      </header>
      {cross ? (
        <CrossTab model={model} facet={facet} crossed={cross} />
      ) : (
        <>
          <div class="wide-only" ref={place}>
            <ThemeMap model={model} />
          </div>
          <section>
            <h2>{t("theme-tree")}</h2>
            <ThemeTree model={model} />
          </section>
          <section>
            <h2>{t("as-matrix")}</h2>
            <Matrix model={model} />
          </section>
        </>
      )}
    </>
  );
}

export function ThemePage({ loaded: { model }, theme }: { loaded: Loaded; theme: Theme }) {
  const said = model.under(theme.id);
  const narrower = model.narrower.get(theme.id) ?? [];
  const pulls = model.tensions().filter(({ themes }) => themes.includes(theme.id));
  const paradoxes = model.strongest().filter((one) => one.poles.some((pole) => pole.themes.includes(theme.id)));
  const voices = countBy(said, (one) => [one.voice]).slice(0, 6);
  const recommended = said.filter((one) => one.kind === "recommendation").sort((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0));
  return (
    <>
      <header class="head">
        <p class="crumb">
          <a href={link("temaer")}>{t("themes")}</a>
          {theme.broader && (
            <>
              {" › "}
              <To id={theme.broader} model={model} />
            </>
          )}
        </p>
        <h1>{nameOf(model, theme.id)}</h1>
        <p class="lead">{say(theme.told)}</p>
        {narrower.length > 0 && (
          <p class="inline-list">
            {t("holds")}{" "}
            {narrower.map((one, at) => (
              <>
                {at > 0 && ", "}
                <To id={one.id} model={model} />
              </>
            ))}
          </p>
        )}
        <p class="buttons">
          <a class="button" href={link("soeg", "", [["tema", theme.id]])}>
            {t("all-statements", said.length)}
          </a>
          <GraphLink id={theme.id} />
        </p>
        <Actions name={last(theme.id)} model={model} statements={said} sparql={statementsQuery(model, { tema: [theme.id] })} />
      </header>
      <div class="two">
        <section>
          <h2>{t("said-here")}</h2>
          <Bars
            label={t("said-here")}
            rows={KINDS.map((kind) => ({ key: kind, kind, label: kindName(kind, true), value: said.filter((one) => one.kind === kind).length, href: link("soeg", "", [["tema", theme.id], ["slags", kind]]) })).filter((row) => row.value)}
          />
        </section>
        {voices.length > 0 && (
          <section>
            <h2>{t("who-speaks")}</h2>
            <Bars label={t("who-speaks")} rows={voices.map(([id, value]) => ({ key: id, label: nameOf(model, id), value, href: link("soeg", "", [["tema", theme.id], ["stemme", id]]) }))} />
          </section>
        )}
      </div>
      {pulls.length > 0 && (
        <section>
          <h2>{t("in-tension-with")}</h2>
          <ul class="pulls">
            {pulls.map(({ themes, paradoxes: found }) => {
              const other = themes.find((one) => one !== theme.id) ?? "";
              return (
                <li key={other}>
                  <a href={link("paradokser", "", [["par", themes.map(last).join(",")]])}>
                    {nameOf(model, other)} <b>{found.length}</b>
                  </a>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {paradoxes.length > 0 && (
        <section>
          <h2>{t("paradoxes")}</h2>
          <div class="cards">
            {paradoxes.slice(0, 6).map((one) => (
              <ParadoxCard key={one.id} paradox={one} model={model} />
            ))}
          </div>
        </section>
      )}
      {recommended.length > 0 && (
        <section>
          <div class="title">
            <h2>{t("recommendations")}</h2>
            <a href={link("anbefalinger", "", [["tema", theme.id], ["grupper", "ingen"]])}>{t("show-all", recommended.length)}</a>
          </div>
          <div class="columns">
            {recommended.slice(0, 6).map((one) => (
              <StatementCard key={one.id} statement={one} model={model} plain />
            ))}
          </div>
        </section>
      )}
      {theme.related && (
        <section>
          <h2>{t("related-themes")}</h2>
          <ul class="chips">
            {theme.related.map((id) => (
              <li key={id}>
                <a href={whereOf(model, id)}>{nameOf(model, id)}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
