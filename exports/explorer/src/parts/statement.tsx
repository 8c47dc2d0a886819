// A statement wherever it is listed: its words, who says it, where it stands, and why we think so.
import type { ComponentChildren } from "preact";
import { t } from "../language";
import type { Model, Statement } from "../model";
import { dateOf, kindName, last, nameOf, percent, placeOf, whereOf } from "../show";
import { link } from "../address";
import { To, ThemeChips } from "./chips";
import { Icon } from "./emblem";
import { Keep } from "./keep";
import { Opening } from "./opening";
import { ruleOf } from "../rules";
import { wordsOf, fold } from "../search";

interface Shown {
  statement: Statement;
  model: Model;
  /** Words to set off in the quote. */
  query?: string;
  /** What else is shown, e.g. the question that an answer answers. */
  children?: ComponentChildren;
  plain?: boolean;
}

export function StatementCard({ statement, model, query = "", children, plain = false }: Shown) {
  const document = model.documents.get(statement.document);
  return (
    <article class={`statement kind-${statement.kind}`}>
      {!plain && (
        <p class="head">
          <span class={`kind ${statement.kind}`}>{kindName(statement.kind)}</span>
          {statement.modality && <span class="tag">{nameOf(model, statement.modality)}</span>}
          {statement.framing && <span class="tag">{nameOf(model, statement.framing)}</span>}
          <Keep statement={statement} model={model} />
        </p>
      )}
      <blockquote lang="da">
        <a href={placeOf(model, statement)} title={t("open-in-text")}>
          <Found text={statement.text} query={query} />
        </a>
      </blockquote>
      <p class="source">
        {(statement.kind !== "decision" || statement.voice || statement.voicedAs) && <Voice statement={statement} model={model} />}
        {document && (
          <a class="doc" href={placeOf(model, statement)}>
            {document.title}
          </a>
        )}
        {document?.date && <time dateTime={document.date}>{dateOf(document.date)}</time>}
        {(statement.addressee?.length || statement.addresseeText) && (
          <span>
            {t("addressed-to")}{" "}
            {statement.addressee?.length ? statement.addressee.map((id) => <To key={id} id={id} model={model} />) : statement.addresseeText}
          </span>
        )}
        {(statement.actor?.length || statement.actorText) && (
          <span>
            {t("acted-by")} {statement.actor?.length ? statement.actor.map((id) => <To key={id} id={id} model={model} />) : statement.actorText}
          </span>
        )}
        {statement.due && (
          <span>
            {t("due")} {dateOf(statement.due)}
          </span>
        )}
      </p>
      {!plain && <ThemeChips ids={statement.themes} model={model} />}
      {children}
      {!plain && <Why statement={statement} model={model} />}
    </article>
  );
}

export function Voice({ statement, model }: { statement: Statement; model: Model }) {
  const { voice, voicedAs, behalf } = statement;
  if (!voice && !voicedAs) return <span class="quiet">{t("no-voice")}</span>;
  return (
    <span class="voice">
      {voice ? <To id={voice} model={model} /> : voicedAs}
      {behalf && behalf !== voice && (
        <>
          {` ${t("for")} `}
          <To id={behalf} model={model} />
        </>
      )}
    </span>
  );
}

/** Text with the beginnings of words that were searched for set off. */
export function Found({ text, query }: { text: string; query: string }) {
  const words = wordsOf(query);
  if (!words.length) return <>{text}</>;
  return (
    <>
      {text.split(/([\p{L}\p{N}]+)/u).map((part, at) =>
        at % 2 && words.some((word) => fold(part).startsWith(word)) ? <mark key={at}>{part}</mark> : part,
      )}
    </>
  );
}

export function Why({ statement, model, open = false }: { statement: Statement; model: Model; open?: boolean }) {
  return (
    <Opening class="why" open={open} summary={t("why")}>
      {() => (
      <dl>
        <dt>{t("rule")}</dt>
        <dd>
          {ruleOf(statement.rule)} {statement.rule && <code>{statement.rule}</code>}
        </dd>
        <dt>{t("confidence")}</dt>
        <dd>
          <Confidence value={statement.confidence} />
        </dd>
        <dt>{t("place")}</dt>
        <dd>
          {t("characters", statement.start, statement.end)}
          {statement.section && ` · ${statement.section}`}
        </dd>
        {statement.ground && (
          <>
            <dt>{t("pairing")}</dt>
            <dd>{statement.ground}</dd>
          </>
        )}
        <dt>{t("address")}</dt>
        <dd>
          <Permanent id={statement.id} model={model} />
        </dd>
      </dl>
      )}
    </Opening>
  );
}

export function Confidence({ value }: { value: number | undefined }) {
  if (value === undefined) return <>–</>;
  return (
    <span class="confidence">
      <meter min={0} max={1} value={value} aria-label={t("confidence")} />
      {percent(value)}
    </span>
  );
}

/** A thing's own IRI, which leads to its data where a server stands behind. */
export function Permanent({ id, model }: { id: string; model: Model }) {
  const { base, linked } = model.index;
  return linked === null ? <code class="iri">{base + id}</code> : <a class="iri" href={linked + id}>{base + id}</a>;
}

export function ReadLink({ statement, model }: { statement: Statement; model: Model }) {
  return (
    <a class="button" href={placeOf(model, statement)}>
      <Icon name="read" /> {t("open-in-text")}
    </a>
  );
}

export function GraphLink({ id, layout }: { id: string; layout?: string }) {
  return (
    <a class="button" href={link("graf", "", [["focus", id], ...(layout ? [["layout", layout] as [string, string]] : [])])}>
      <Icon name="graph" /> {t("see-in-graph")}
    </a>
  );
}

/** What an answer or a recommendation meets: questions, and paradoxes. */
export function Meets({ statement, model }: { statement: Statement; model: Model }) {
  const met = [...(statement.responds ?? []).flatMap((id) => model.statements.get(id) ?? []), ...(model.questions.get(statement.id) ?? [])];
  if (!met.length) return null;
  return (
    <ul class="meets">
      {met.map((one) => (
        <li key={one.id}>
          <span class={`kind ${one.kind}`}>{t(one.kind === "paradox" ? "meets-paradox" : "meets-question")}</span>{" "}
          <a href={one.paradox ? link("paradokser", last(one.paradox)) : whereOf(model, one.id)}>
            {one.paradox ? nameOf(model, one.paradox) : one.text}
          </a>
        </li>
      ))}
    </ul>
  );
}
