import { link } from "../address";
import { t } from "../language";
import type { Model, Paradox, Statement } from "../model";
import { Actions } from "../parts/actions";
import { Opening } from "../parts/opening";
import { Keep } from "../parts/keep";
import { Poles } from "../parts/poles";
import { GraphLink, ReadLink, StatementCard, Voice, Why } from "../parts/statement";
import { ThemeChips, To } from "../parts/chips";
import { dateOf, last, nameOf, placeOf } from "../show";
import { paradoxQuery } from "../sparql";
import type { Loaded } from "../store";

const MOST = 6;

export function ParadoxPage({ loaded: { model }, paradox }: { loaded: Loaded; paradox: Paradox }) {
  const said = model.expressing(paradox);
  const { answers, first, both, second } = model.leaning(paradox);
  const near = related(model, paradox);
  return (
    <article class="paradox-page">
      <p class="crumb">
        <a href={link("paradokser")}>{t("paradoxes")}</a>
      </p>
      <h1 class="hidden">{nameOf(model, paradox.id)}</h1>
      <Poles paradox={paradox} model={model} large />
      <Actions name={`paradoks-${last(paradox.id)}`} model={model} statements={[...said, ...answers, ...first, ...both, ...second]} sparql={paradoxQuery(model, paradox.id)} />
      <section aria-labelledby="voiced">
        <h2 id="voiced">{t("who-voices")}</h2>
        {said.map((one) => (
          <div key={one.id} class="voiced">
            <p class="source big">
              <Voice statement={one} model={model} />
              {one.framing && (
                <span class="framing">
                  {nameOf(model, one.framing)}
                </span>
              )}
              {one.event && <To id={one.event} model={model} />}
              {model.date(one) && <time>{dateOf(model.date(one))}</time>}
            </p>
            <blockquote class="quote" lang="da">
              <a href={placeOf(model, one)} title={t("open-in-text")}>
                <WithPoles statement={one} paradox={paradox} />
              </a>
            </blockquote>
            <p class="buttons">
              <ReadLink statement={one} model={model} />
              <GraphLink id={paradox.id} layout="poles" />
              <Keep statement={one} model={model} />
            </p>
            <ThemeChips ids={one.themes} model={model} />
            <Why statement={one} model={model} />
          </div>
        ))}
      </section>
      <section aria-labelledby="leaning">
        <h2 id="leaning">{t("leaning")}</h2>
        <p class="quiet">{t("leaning-lead")}</p>
        {answers.length > 0 && (
          <div class="answers">
            <h3>{t("answers-paradox")}</h3>
            <List statements={answers} model={model} />
          </div>
        )}
        <div class="leaning">
          <div class="side a">
            <h3>{t("leans-a")}</h3>
            <List statements={first} model={model} />
          </div>
          <div class="side both">
            <h3>{t("bridges")}</h3>
            <List statements={both} model={model} />
          </div>
          <div class="side b">
            <h3>{t("leans-b")}</h3>
            <List statements={second} model={model} />
          </div>
        </div>
      </section>
      {near.length > 0 && (
        <section aria-labelledby="near">
          <h2 id="near">{t("related-paradoxes")}</h2>
          <ul class="plain-list">
            {near.map((one) => (
              <li key={one.id}>
                <To id={one.id} model={model} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

function List({ statements, model }: { statements: Statement[]; model: Model }) {
  if (!statements.length) return <p class="quiet">{t("none-here")}</p>;
  return (
    <>
      {statements.slice(0, MOST).map((one) => (
        <StatementCard key={one.id} statement={one} model={model} plain />
      ))}
      {statements.length > MOST && (
        <Opening class="rest" summary={t("show-more", statements.length - MOST)}>
          {() => statements.slice(MOST, 200).map((one) => <StatementCard key={one.id} statement={one} model={model} plain />)}
        </Opening>
      )}
    </>
  );
}

/** The quote, with each pole's words in its colour. The quote folds white space, so they are looked for in it. */
function WithPoles({ statement, paradox }: { statement: Statement; paradox: Paradox }) {
  const text = statement.text;
  const spans = paradox.poles
    .map((pole, at) => ({ start: text.indexOf(pole.text), end: text.indexOf(pole.text) + pole.text.length, side: at ? "b" : "a" }))
    .filter((span) => span.start >= 0)
    .sort((a, b) => a.start - b.start);
  const parts = [];
  let at = 0;
  for (const span of spans) {
    if (span.start < at) continue;
    parts.push(text.slice(at, span.start), <em class={`pole-${span.side}`}>{text.slice(span.start, span.end)}</em>);
    at = span.end;
  }
  return <>{[...parts, text.slice(at)]}</>;
}

function related(model: Model, paradox: Paradox): Paradox[] {
  const themes = new Set(paradox.poles.flatMap((pole) => pole.themes));
  return model
    .strongest()
    .filter((one) => one !== paradox && one.poles.filter((pole) => pole.themes.some((theme) => themes.has(theme))).length === 2)
    .slice(0, 5);
}
