import { link } from "../address";
import { t, type Word } from "../language";
import { KINDS, type Actor, type Model, type Statement } from "../model";
import { Actions } from "../parts/actions";
import { Bars, countBy } from "../parts/bars";
import { To } from "../parts/chips";
import { Opening } from "../parts/opening";
import { GraphLink, Permanent, StatementCard } from "../parts/statement";
import { dateOf, kindName, last, nameOf, number, say, whereOf } from "../show";
import { statementsQuery } from "../sparql";
import type { Loaded } from "../store";

const MOST = 5;

export function ActorPage({ loaded: { model }, actor }: { loaded: Loaded; actor: Actor }) {
  const whom = say(actor.label);
  const said = model.said.get(actor.id) ?? [];
  const about = model.about.get(actor.id) ?? [];
  const demands = model.demands.get(actor.id) ?? [];
  const tasks = model.tasks.get(actor.id) ?? [];
  const themes = countBy(said.length ? said : about, (one) => one.themes).slice(0, 8);
  const compare = model.index.actors.find((one) => one.kind === "group" && one.id !== actor.id && (model.said.get(one.id)?.length ?? 0) > 10);
  return (
    <>
      <header class="head">
        <p class="crumb">
          <a href={link("aktoerer")}>{t("actors")}</a> · {actor.classification ? nameOf(model, actor.classification) : t(`actor-${actor.kind}` as Word)}
        </p>
        <h1>{nameOf(model, actor.id)}</h1>
        {actor.also && <p class="quiet">{t("also-called", actor.also.slice(0, 6).join(", "))}</p>}
        <ul class="figures small">
          <li>
            <a href="#says" onClick={jump}><b>{number(said.length)}</b> {t("says").toLocaleLowerCase("da")}</a>
          </li>
          <li>
            <a href="#about" onClick={jump}><b>{number(about.length)}</b> {t("spoken-of").toLocaleLowerCase("da")}</a>
          </li>
          <li>
            <a href="#demands" onClick={jump}><b>{number(demands.length)}</b> {t("demanded").toLocaleLowerCase("da")}</a>
          </li>
        </ul>
        <p class="buttons">
          <GraphLink id={actor.id} />
          {said.length > 0 && compare && (
            <a class="button" href={link("sammenlign", "", [["a", actor.id], ["b", compare.id]])}>
              {t("compare")}
            </a>
          )}
        </p>
        <Actions name={last(actor.id)} model={model} statements={[...new Set([...said, ...about, ...demands, ...tasks])]} sparql={statementsQuery(model, { stemme: [actor.id] })} />
      </header>
      {demands.length > 0 && !said.length && <p class="note">{t("unheard-one", whom)}</p>}
      <div class="two">
        <TookPart model={model} actor={actor} />
        {themes.length > 0 && (
          <section>
            <h2>{t(said.length ? "speaks-about" : "spoken-of-with")}</h2>
            <Bars label={t("themes")} rows={themes.map(([id, value]) => ({ key: id, label: nameOf(model, id), value, href: said.length ? link("soeg", "", [["stemme", actor.id], ["tema", id]]) : whereOf(model, id) }))} />
          </section>
        )}
      </div>
      <Part id="says" title={t("says-title", whom)} none={t("says-nothing", whom)} statements={said} model={model} more={link("soeg", "", [["stemme", actor.id]])} split />
      <Part id="about" title={t("about-title", whom)} none={t("about-nothing", whom)} statements={about} model={model} />
      <Part id="demands" title={t("demands-title", whom)} none={t("demands-nothing", whom)} statements={demands} model={model} more={link("anbefalinger", "", [["adressat", actor.id]])} />
      {tasks.length > 0 && <Part id="tasks" title={t("tasks-title", whom)} none="" statements={tasks} model={model} />}
      <p class="quiet">
        {t("address")}: <Permanent id={actor.id} model={model} />
      </p>
    </>
  );
}

function jump(event: MouseEvent): void {
  event.preventDefault();
  const to = document.getElementById((event.currentTarget as HTMLAnchorElement).hash.slice(1));
  to?.scrollIntoView();
  to?.querySelector("h2")?.focus();
}

function TookPart({ model, actor }: { model: Model; actor: Actor }) {
  const took = model.index.events.flatMap((event) => (event.took ?? []).filter((one) => one.who === actor.id || one.named === actor.id).map((one) => ({ event, ...one })));
  const members = model.index.actors.flatMap((one) => (one.member ?? []).filter((each) => each.of === actor.id).map((each) => ({ who: one.id, ...each })));
  if (!took.length && !actor.member?.length && !members.length) return null;
  return (
    <section>
      {took.length > 0 && (
        <>
          <h2>{t("took-part")}</h2>
          <ul class="plain-list">
            {took.map((one, at) => (
              <li key={at}>
                {one.who !== actor.id && (
                  <>
                    <To id={one.who} model={model} />:{" "}
                  </>
                )}
                <To id={one.event.id} model={model} />
                <small>{[one.excused ? t("excused") : nameOf(model, one.role ?? ""), one.title, one.named && one.named !== actor.id ? `${t("for")} ${nameOf(model, one.named)}` : "", dateOf(one.event.date)].filter(Boolean).join(" · ")}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      {actor.member && (
        <>
          <h2>{t("belongs-to")}</h2>
          <ul class="plain-list">
            {actor.member.map((one) => (
              <li key={one.of}>
                <To id={one.of} model={model} />
                {one.title && <small>{one.title}</small>}
              </li>
            ))}
          </ul>
        </>
      )}
      {members.length > 0 && (
        <>
          <h2>{t("has-members")}</h2>
          <p class="inline-list">
            {members.map((one, at) => (
              <>
                {at > 0 && ", "}
                <To id={one.who} model={model} />
              </>
            ))}
          </p>
        </>
      )}
    </section>
  );
}

interface Shown {
  id: string;
  title: string;
  none: string;
  statements: Statement[];
  model: Model;
  more?: string;
  split?: boolean;
}

function Part({ id, title, none, statements, model, more, split = false }: Shown) {
  const kinds = split ? KINDS.filter((kind) => statements.some((one) => one.kind === kind)) : [undefined];
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <div class="title">
        <h2 id={`${id}-title`} tabindex={-1}>
          {title}
        </h2>
        {more && statements.length > 0 && <a href={more}>{t("show-all", statements.length)}</a>}
      </div>
      {!statements.length && <p class="quiet">{none}</p>}
      {kinds.map((kind) => {
        const shown = kind ? statements.filter((one) => one.kind === kind) : statements;
        return (
          <div key={kind ?? ""}>
            {kind && <h3>{kindName(kind, shown.length !== 1)}</h3>}
            <div class="columns">
              {shown.slice(0, MOST + 1).map((one) => (
                <StatementCard key={one.id} statement={one} model={model} plain={split} />
              ))}
            </div>
            {shown.length > MOST + 1 && (
              <Opening class="rest" summary={t("show-more", shown.length - MOST - 1)}>
                {() => (
                  <div class="columns">
                    {shown.slice(MOST + 1, 200).map((one) => (
                      <StatementCard key={one.id} statement={one} model={model} plain={split} />
                    ))}
                  </div>
                )}
              </Opening>
            )}
          </div>
        );
      })}
    </section>
  );
}
