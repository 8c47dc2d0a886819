// All that is said, with filters; recommendations are the same with grouping of their own.
import { useState } from "preact/hooks";
import { address, changed, go, link } from "../address";
import { chosenIn, filter, FACETS, valuesOf, type Facet } from "../facets";
import { t, type Word } from "../language";
import type { Model, Statement } from "../model";
import { Actions } from "../parts/actions";
import { Timeline } from "../parts/bars";
import { Empty } from "../parts/empty";
import { Opening } from "../parts/opening";
import { ChosenRow, FacetPanel, valueName } from "../parts/facets";
import { Meets, StatementCard } from "../parts/statement";
import { TextHits } from "../parts/texthits";
import { nameOf, number, whereOf } from "../show";
import { statementsQuery } from "../sparql";
import type { Loaded } from "../store";
import { whole } from "../whole";

const PAGE = 15;
/** How many of a group are shown before somebody wants all. */
const IN_GROUP = 5;
const GROUPS = ["ingen", "tema", "adressat", "modalitet", "stemme", "dokument"] as const;

export function Statements({ loaded: { model, search }, recommendations }: { loaded: Loaded; recommendations: boolean }) {
  const { parameters } = address.value;
  const query = parameters.get("q") ?? "";
  const chosen = chosenIn(parameters);
  const facets = FACETS.filter((facet) => !(recommendations && (facet === "slags" || facet === "ramme")));
  const among = search.statements(query).filter((one) => !recommendations || one.kind === "recommendation");
  const filtered = filter(model, among, chosen);
  const grouping = (GROUPS.find((one) => one === parameters.get("grupper")) ?? (recommendations ? "tema" : "ingen")) as (typeof GROUPS)[number];
  const things = query ? search.things(query, 6) : [];
  const texts = query !== "" && !recommendations;
  const meant = query && !among.length ? search.likest(query) : undefined;
  const undated = filtered.statements.filter((one) => !model.date(one)).length;
  return (
    <>
      <header class="head">
        <h1>{query ? t(recommendations ? "recommendations-with" : "statements-with", query) : t(recommendations ? "recommendations" : "statements")}</h1>
        {!query && <p class="lead">{t(recommendations ? "recommendations-lead" : "statements-lead")}</p>}
        <Actions
          name={recommendations ? "anbefalinger" : "udsagn"}
          model={model}
          statements={filtered.statements}
          sparql={statementsQuery(model, recommendations ? { ...chosen, slags: ["recommendation"] } : chosen)}
        />
      </header>
      {meant && (
        <p class="also">
          {t("did-you-mean")}{" "}
          <a class="chip" href={changed({ q: meant, vis: undefined })}>{meant}</a>
        </p>
      )}
      {things.length > 0 && (
        <p class="also">
          {t("also-found")}{" "}
          {things.map((one) => (
            <a key={one.id} class="chip" href={whereOf(model, one.id)}>
              {one.label} <small>{t(`thing-${one.kind}` as Word)}</small>
            </a>
          ))}
        </p>
      )}
      <div class="faceted">
        <FacetPanel model={model} facets={facets} chosen={chosen} filtered={filtered} />
        <div class="results">
          <Timeline model={model} counts={filtered.counts.get("dato") ?? new Map()} chosen={chosen.dato ?? []} undated={undated} />
          <div class="line">
            <p class="many" role="status">
              {t(recommendations ? "recommendations-many" : "statements-many", number(filtered.statements.length))}
            </p>
            <label class="pick">
              {t("grouped-by")}{" "}
              <select value={grouping} onChange={(event) => go(changed({ grupper: event.currentTarget.value, vis: undefined }), true)}>
                {GROUPS.map((one) => (
                  <option key={one} value={one}>
                    {t(one === "ingen" ? "group-none" : (`facet-${one}` as Word))}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <ChosenRow model={model} facets={facets} chosen={chosen} />
          {grouping === "ingen" ? (
            <Listed statements={filtered.statements} model={model} query={query} />
          ) : (
            <Grouped statements={filtered.statements} model={model} query={query} by={grouping} />
          )}
          {!filtered.statements.length && (among.length > 0 || !texts) && (
            <Empty title={t("none-found")}>
              <p>{t("none-found-lead")}</p>
              <p>
                <a href={link(recommendations ? "anbefalinger" : "soeg")}>{t("start-over")}</a>
              </p>
            </Empty>
          )}
          {texts && <TextHits model={model} query={query} found={among} />}
        </div>
      </div>
    </>
  );
}

function Listed({ statements, model, query }: { statements: Statement[]; model: Model; query: string }) {
  const many = whole.value ? Infinity : Number(address.value.parameters.get("vis")) || PAGE;
  const shown = nearTogether(statements);
  return (
    <>
      {shown.slice(0, many).map((one) => (
        <One key={one.id} statement={one} model={model} query={query} />
      ))}
      {shown.length > many && (
        <button type="button" class="button" onClick={() => go(changed({ vis: String(many + PAGE) }), true)}>
          {t("show-more", shown.length - many)}
        </button>
      )}
    </>
  );
}

function Grouped({ statements, model, query, by }: { statements: Statement[]; model: Model; query: string; by: Facet }) {
  const groups = new Map<string, Statement[]>();
  for (const one of statements) {
    const values = by === "tema" ? (one.themes ?? []).slice(0, 1) : valuesOf(model, by, one).slice(0, 1);
    const key = values[0] ?? "";
    const found = groups.get(key);
    if (found) found.push(one);
    else groups.set(key, [one]);
  }
  const order = [...groups].sort((a, b) => Number(a[0] === "") - Number(b[0] === "") || b[1].length - a[1].length);
  return (
    <>
      {order.map(([key, found], at) => (
        <Opening
          class="group"
          key={`${by}${key}`}
          open={at < 2}
          summary={
            <>
              <h2>{key ? valueName(by, model, key) : t(`without-${by}` as Word)}</h2> <b>{number(found.length)}</b>
            </>
          }
        >
          {() => <OneGroup statements={found} model={model} query={query} />}
        </Opening>
      ))}
    </>
  );
}

function OneGroup({ statements, model, query }: { statements: Statement[]; model: Model; query: string }) {
  const [asked, setMany] = useState(IN_GROUP);
  const many = whole.value ? Infinity : asked;
  const shown = nearTogether(statements);
  return (
    <>
      {shown.slice(0, many).map((one) => (
        <One key={one.id} statement={one} model={model} query={query} />
      ))}
      {shown.length > many && (
        <p>
          <button type="button" class="button" onClick={() => setMany(many + 50)}>
            {t("show-more", shown.length - many)}
          </button>
        </p>
      )}
    </>
  );
}

/** Near-equal statements right after one another. */
function nearTogether(statements: Statement[]): Statement[] {
  const left = new Map(statements.map((one) => [one.id, one]));
  return statements.flatMap((one) => {
    if (!left.delete(one.id)) return [];
    const near = (one.similar ?? []).flatMap((id) => left.get(id) ?? []);
    for (const each of near) left.delete(each.id);
    return [one, ...near];
  });
}

function One({ statement, model, query }: { statement: Statement; model: Model; query: string }) {
  const paradox = statement.paradox ? model.paradoxes.get(statement.paradox) : undefined;
  const answers = (statement.answers ?? []).flatMap((id) => model.statements.get(id) ?? []);
  return (
    <StatementCard statement={statement} model={model} query={query}>
      <Meets statement={statement} model={model} />
      {paradox && (
        <p class="meets">
          <a href={whereOf(model, paradox.id)}>{nameOf(model, paradox.id)}</a>
        </p>
      )}
      {answers.length > 0 && (
        <Opening class="rest" summary={t("answers-many", answers.length)}>
          {() => answers.map((one) => <StatementCard key={one.id} statement={one} model={model} plain />)}
        </Opening>
      )}
      {(statement.similar?.length ?? 0) > 0 && <p class="near">{t("near-equal", statement.similar?.length ?? 0)}</p>}
    </StatementCard>
  );
}
