// Two groups, persons, organisations or documents side by side: what both speak of, and what only one does.
import { address, changed, go, link } from "../address";
import { t, type Word } from "../language";
import { KINDS, type Model, type Statement } from "../model";
import { Actions } from "../parts/actions";
import { countBy } from "../parts/bars";
import { StatementCard } from "../parts/statement";
import { kindName, nameOf, number, percent } from "../show";
import type { Loaded } from "../store";
import { Empty } from "../parts/empty";
import { statementsQuery } from "../sparql";
import { To } from "../parts/chips";

export function Compare({ loaded: { model } }: { loaded: Loaded }) {
  const { parameters } = address.value;
  const voices = model.index.actors.filter((one) => model.said.has(one.id)).sort((a, b) => (model.said.get(b.id)?.length ?? 0) - (model.said.get(a.id)?.length ?? 0));
  const groups = voices.filter((one) => one.kind === "group");
  const a = parameters.get("a") ?? groups[0]?.id ?? voices[0]?.id ?? "";
  const b = parameters.get("b") ?? groups[1]?.id ?? voices[1]?.id ?? "";
  const [first, second] = [a, b].map((id) => model.said.get(id) ?? model.byDocument.get(id) ?? []) as [Statement[], Statement[]];
  const theme = parameters.get("tema");
  const themes = shares(first, second);
  const documents = model.documents.has(a) && model.documents.has(b);
  const pick = (name: "a" | "b", value: string) => (
    <label class={`picker ${name}`}>
      <span>{t(name === "a" ? "first-side" : "second-side")}</span>
      <select value={value} onChange={(event) => go(changed({ [name]: event.currentTarget.value }), true)}>
        {(["group", "person", "organisation"] as const).map((kind) => (
          <optgroup key={kind} label={t(`actor-${kind}s` as Word)}>
            {voices.filter((one) => one.kind === kind).map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(model, one.id)} ({model.said.get(one.id)?.length})
              </option>
            ))}
          </optgroup>
        ))}
        <optgroup label={t("documents")}>
          {model.index.documents.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
  const table = {
    head: ["tema", nameOf(model, a), nameOf(model, b)],
    rows: themes.map((one) => [nameOf(model, one.id), one.first, one.second]),
  };
  return (
    <>
      <header class="head">
        <h1>{t("compare")}</h1>
        <p class="lead">{t("compare-lead")}</p>
        <div class="pickers">
          {pick("a", a)}
          {pick("b", b)}
        </div>
        <Actions name="sammenligning" model={model} table={table} sparql={statementsQuery(model, documents ? { dokument: [a, b] } : { stemme: [a, b] })} />
      </header>
      {!first.length || !second.length ? (
        <Empty title={t("nothing-to-compare")} />
      ) : (
        <>
          <section>
            <h2>{t("said-in-numbers")}</h2>
            <table class="versus">
              <thead>
                <tr>
                  <th scope="col" class="a">{nameOf(model, a)}</th>
                  <td />
                  <th scope="col" class="b">{nameOf(model, b)}</th>
                </tr>
              </thead>
              <tbody>
                {KINDS.map((kind) => ({ kind, one: count(first, kind), other: count(second, kind) }))
                  .filter(({ one, other }) => one + other)
                  .map(({ kind, one, other }) => (
                    <tr key={kind}>
                      <td class="a">{number(one)}</td>
                      <th scope="row">{kindName(kind, true)}</th>
                      <td class="b">{number(other)}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </section>
          <section>
            <h2>{t("what-about")}</h2>
            <p class="quiet">{t("what-about-lead")}</p>
            <table class="versus bars-face">
              <thead>
                <tr>
                  <th scope="col" class="a">{nameOf(model, a)}</th>
                  <td />
                  <th scope="col" class="b">{nameOf(model, b)}</th>
                </tr>
              </thead>
              <tbody>
                {themes.slice(0, 18).map((one) => (
                  <tr key={one.id} class={one.id === theme ? "on" : ""}>
                    <td class="a">
                      <span>{percent(one.first)}</span>
                      <i style={{ inlineSize: `${(one.first / top(themes)) * 100}%` }} />
                    </td>
                    <th scope="row">
                      <a href={changed({ a, b, tema: one.id })} aria-current={one.id === theme ? "true" : undefined}>
                        {nameOf(model, one.id)}
                      </a>
                    </th>
                    <td class="b">
                      <i style={{ inlineSize: `${(one.second / top(themes)) * 100}%` }} />
                      <span>{percent(one.second)}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <section>
            <h2>{theme ? t("in-their-words", nameOf(model, theme)) : t("in-their-words-all")}</h2>
            {theme && (
              <p>
                <a href={changed({ tema: undefined })}>{t("all-themes-again")}</a> · <To id={theme} model={model} />
              </p>
            )}
            <div class="face-to-face">
              <Side side="a" id={a} statements={first} theme={theme} model={model} />
              <Side side="b" id={b} statements={second} theme={theme} model={model} />
            </div>
          </section>
        </>
      )}
    </>
  );
}

function Side({ side, id, statements, theme, model }: { side: string; id: string; statements: Statement[]; theme: string | null; model: Model }) {
  const order = ["paradox", "recommendation", "question", "answer", "decision", "figure"];
  const shown = statements.filter((one) => !theme || one.themes?.includes(theme)).sort((x, y) => order.indexOf(x.kind) - order.indexOf(y.kind));
  return (
    <div class={`side ${side}`}>
      <h3>{nameOf(model, id)}</h3>
      {shown.slice(0, 12).map((one) => (
        <StatementCard key={one.id} statement={one} model={model} />
      ))}
      {!shown.length && <p class="quiet">{t("silent-here")}</p>}
      {shown.length > 12 && (
        <a class="button" href={link("soeg", "", [[model.documents.has(id) ? "dokument" : "stemme", id], ...(theme ? [["tema", theme] as [string, string]] : [])])}>
          {t("show-all", shown.length)}
        </a>
      )}
    </div>
  );
}

function count(statements: Statement[], kind: string): number {
  return statements.filter((one) => one.kind === kind).length;
}

interface Share {
  id: string;
  first: number;
  second: number;
}

/** What part of each side's statements is about a theme, the most first. */
function shares(first: Statement[], second: Statement[]): Share[] {
  const [one, other] = [first, second].map((side) => new Map(countBy(side, (each) => each.themes)));
  const ids = new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])]);
  return [...ids]
    .map((id) => ({ id, first: (one?.get(id) ?? 0) / first.length, second: (other?.get(id) ?? 0) / second.length }))
    .sort((a, b) => b.first + b.second - a.first - a.second);
}

function top(themes: Share[]): number {
  return Math.max(...themes.map((one) => Math.max(one.first, one.second)));
}
