import { link } from "../address";
import { t } from "../language";
import type { Loaded } from "../store";
import { dateOf, last, nameOf, number, say, voicesOf, whereOf } from "../show";
import { Bars } from "../parts/bars";
import { ParadoxCard, Poles } from "../parts/poles";
import { SearchBox } from "../parts/searchbox";
import { ThemeMap } from "../parts/thememap";
import { To } from "../parts/chips";

export function Start({ loaded }: { loaded: Loaded }) {
  const { model } = loaded;
  const { index } = model;
  const voices = index.actors.filter((one) => model.said.has(one.id)).sort((a, b) => (model.said.get(b.id)?.length ?? 0) - (model.said.get(a.id)?.length ?? 0));
  const of = (kind: string) => index.statements.filter((one) => one.kind === kind).length;
  const spoken = index.themes.filter((one) => model.byTheme.has(one.id)).sort((a, b) => (model.byTheme.get(b.id)?.length ?? 0) - (model.byTheme.get(a.id)?.length ?? 0));
  const themes = spoken.length;
  const figures: [number, string, string][] = [
    [index.documents.length, t("documents"), link("dokumenter")],
    [index.paradoxes.length, t("paradoxes"), link("paradokser")],
    [of("recommendation"), t("recommendations"), link("anbefalinger")],
    ...(of("decision") ? [[of("decision"), t("kind-decisions"), link("soeg", "", [["slags", "decision"]])] as [number, string, string]] : []),
    [of("question"), t("kind-questions"), link("soeg", "", [["slags", "question"]])],
    [voices.length, t("voices"), link("aktoerer", "", [["vis", "siger"]])],
    [themes, t("themes"), link("temaer")],
  ];
  const strongest = model.strongest();
  const first = strongest[0];
  const unheard = model.unheard().slice(0, 5);
  return (
    <>
      <section class="hero">
       <div class="opening">
        <h1>{t("hero")}</h1>
        <p class="lead">{t("hero-lead")}</p>
        <SearchBox loaded={loaded} large />
        <ul class="figures">
          {figures.map(([count, label, href]) => (
            <li key={label}>
              <a href={href}>
                <b>{number(count)}</b> {label.toLocaleLowerCase("da")}
              </a>
            </li>
          ))}
        </ul>
       </div>
        {first && (
          <a class="first-paradox" href={whereOf(model, first.id)}>
            <span class="hidden">{t("kind-paradox")}: </span>
            <Poles paradox={first} model={model} />
            <span class="under" lang="da">
              {t("quoted", model.expressing(first)[0]?.text ?? "")}
            </span>
            <span class="by">{voicesOf(model, model.expressing(first))}</span>
          </a>
        )}
      </section>
      <section aria-labelledby="strong">
        <div class="title">
          <h2 id="strong">{t("strong-paradoxes")}</h2>
          <a href={link("paradokser")}>{t("all-paradoxes", index.paradoxes.length)}</a>
        </div>
        <div class="cards">
          {strongest.slice(1, 5).map((one) => (
            <ParadoxCard key={one.id} paradox={one} model={model} />
          ))}
        </div>
      </section>
      <section aria-labelledby="map">
        <div class="title">
          <h2 id="map">{t("theme-map")}</h2>
          <a href={link("temaer")}>{t("all-themes", themes)}</a>
        </div>
        <p class="quiet">{t("theme-map-lead")}</p>
        <div class="wide-only">
          <ThemeMap model={model} />
        </div>
        <div class="narrow-only">
          <Bars label={t("themes")} rows={spoken.slice(0, 10).map((one) => ({ key: one.id, label: nameOf(model, one.id), href: whereOf(model, one.id), value: model.byTheme.get(one.id)?.length ?? 0 }))} />
        </div>
      </section>
      <div class="two">
        <section aria-labelledby="who">
          <div class="title">
            <h2 id="who">{t("who-speaks")}</h2>
            <a href={link("sammenlign")}>{t("compare-two")}</a>
          </div>
          <Bars label={t("who-speaks")} rows={voices.slice(0, 7).map((one) => ({ key: one.id, label: nameOf(model, one.id), href: whereOf(model, one.id), value: model.said.get(one.id)?.length ?? 0 }))} />
          {unheard.length > 0 && (
            <p class="note">
              <b>{t("unheard")}</b>{" "}
              {unheard.map((one, at) => (
                <>
                  {at > 0 && ", "}
                  <To id={one.id} model={model} />
                </>
              ))}
            </p>
          )}
        </section>
        <section aria-labelledby="docs">
          <div class="title">
            <h2 id="docs">{t("documents")}</h2>
            <a href={link("dokumenter")}>{t("as-timeline")}</a>
          </div>
          <ul class="documents">
            {index.documents.slice(0, 8).map((one) => (
              <li key={one.id}>
                <a href={link("laes", last(one.id))}>{one.title}</a>
                <small>
                  {[say(index.concepts[one.kind ?? ""]), dateOf(one.date), t("statements-many", model.byDocument.get(one.id)?.length ?? 0)].filter(Boolean).join(" · ")}
                </small>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
