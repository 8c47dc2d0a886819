import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { address, changed, go, link } from "../address";
import { data } from "../data";
import { t, type Word } from "../language";
import type { Doc, Model, Statement } from "../model";
import { Actions } from "../parts/actions";
import { To } from "../parts/chips";
import { Empty } from "../parts/empty";
import { Icon } from "../parts/emblem";
import { Confidence, Meets, Permanent, StatementCard } from "../parts/statement";
import { cut, FIRST, LAYERS, type Block, type Layer, type Mark, type Piece, type Reading } from "../reading";
import { ruleOf } from "../rules";
import { dateOf, last, nameOf, number, say, whereOf } from "../show";
import { statementsQuery } from "../sparql";
import type { Loaded } from "../store";

export function Reader({ loaded: { model }, document: doc }: { loaded: Loaded; document: Doc }) {
  const [reading, setReading] = useState<Reading | "waiting" | "failed">("waiting");
  const open = () => {
    setReading("waiting");
    data<Reading>(`document/${last(doc.id)}`).then(setReading, () => setReading("failed"));
  };
  useEffect(open, [doc.id]);
  return (
    <>
      <header class="head">
        <p class="crumb">
          <a href={link("dokumenter")}>{t("documents")}</a> · {[say(model.index.concepts[doc.kind ?? ""]), dateOf(doc.date)].filter(Boolean).join(" · ")}
        </p>
        <h1>{doc.title}</h1>
        <Actions name={last(doc.id)} model={model} statements={model.byDocument.get(doc.id) ?? []} sparql={statementsQuery(model, { dokument: [doc.id] })} />
      </header>
      {reading === "waiting" && <p role="status">{t("loading")}</p>}
      {reading === "failed" && (
        <Empty title={t("gone")}>
          <p>{t("gone-lead")}</p>
          <button type="button" class="button" onClick={open}>
            {t("try-again")}
          </button>
        </Empty>
      )}
      {typeof reading === "object" && <Opened reading={reading} model={model} />}
    </>
  );
}

function Opened({ reading, model }: { reading: Reading; model: Model }) {
  const { parameters } = address.value;
  const given = parameters.get("lag");
  const on = new Set<Layer>(given === null ? FIRST : LAYERS.filter((layer) => given.split(",").includes(layer)));
  const chosen = chosenIn(reading, parameters);
  const body = useRef<HTMLDivElement>(null);
  const key = chosen[0] ? `${chosen[0].s},${chosen[0].e}` : "";
  const shown = useMemo(() => reading.marks.filter((mark) => on.has(mark.l) || chosen.includes(mark)), [reading, given, key]);
  useEffect(() => {
    body.current?.querySelector(".chosen-mark")?.scrollIntoView({ block: "center" });
  }, [reading, key]);
  const switched = (layer: Layer) => {
    const next = LAYERS.filter((one) => (one === layer ? !on.has(one) : on.has(one)));
    go(changed({ lag: next.join(",") || "ingen" }), true);
  };
  const counts = new Map(LAYERS.map((layer) => [layer, reading.marks.filter((mark) => mark.l === layer).length]));
  return (
    <div class={chosen.length ? "reader with-panel" : "reader"}>
      <aside class="layers" data-print="no">
        <details open={!matchMedia("(max-width: 60rem)").matches}>
          <summary>{t("layers")}</summary>
          <ul>
            {LAYERS.filter((layer) => counts.get(layer)).map((layer) => (
              <li key={layer}>
                <label>
                  <input type="checkbox" checked={on.has(layer)} onChange={() => switched(layer)} />
                  <span class={`sample l-${layer}`}>{t(`layer-${layer}` as Word)}</span>
                  <b>{number(counts.get(layer) ?? 0)}</b>
                </label>
              </li>
            ))}
          </ul>
        </details>
        <Contents reading={reading} />
      </aside>
      <div class="text" ref={body} lang="da">
        <Text reading={reading} marks={shown} chosen={chosen} />
      </div>
      {chosen.length > 0 && <Panel marks={chosen} reading={reading} model={model} on={on} />}
    </div>
  );
}

function calm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** The marks at the place that the address names: a statement's, or all over a stretch of text. */
function chosenIn(reading: Reading, parameters: URLSearchParams): Mark[] {
  const statement = parameters.get("udsagn");
  if (statement) return reading.marks.filter((mark) => last(mark.to) === statement && mark.pole === undefined);
  const [start = -1, end = -1] = (parameters.get("sted") ?? "").split(",").map(Number);
  return reading.marks.filter((mark) => mark.s <= start && mark.e >= end && end > start).sort((a, b) => a.e - a.s - (b.e - b.s));
}

function Contents({ reading }: { reading: Reading }) {
  const headings = reading.blocks.filter(([kind]) => kind === "h");
  if (headings.length < 4) return null;
  return (
    <details class="contents">
      <summary>{t("contents")}</summary>
      <ol>
        {headings.map(([, start, end, level]) => (
          <li key={start} class={`level-${Math.min(level, 4)}`}>
            <button type="button" onClick={() => document.getElementById(`b${start}`)?.scrollIntoView({ behavior: calm() ? "auto" : "smooth" })}>
              {plain(reading.text.slice(start, end))}
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}

function plain(text: string): string {
  return text.replace(/\*+|_{2,}|<\/?[a-z][a-z0-9]*\s*\/?>/g, "").trim();
}

function Text({ reading, marks, chosen }: { reading: Reading; marks: Mark[]; chosen: Mark[] }) {
  const rows: { block: Block; number?: Block }[] = [];
  for (const block of reading.blocks) {
    const before = rows.at(-1);
    if (before?.block[0] === "n") rows[rows.length - 1] = { block, number: before.block };
    else rows.push({ block });
  }
  return (
    <>
      {rows.map(({ block, number: numbered }) => (
        <BlockOf key={block[1]} block={block} numbered={numbered} reading={reading} marks={marks} chosen={chosen} />
      ))}
    </>
  );
}

interface Shown {
  block: Block;
  numbered: Block | undefined;
  reading: Reading;
  marks: Mark[];
  chosen: Mark[];
}

function BlockOf({ block: [kind, start, end, level], numbered, reading, marks, chosen }: Shown) {
  const pieces = cut(start, end, marks);
  const role = ["question", "answer"].find((layer) => covered(layer, start, end, reading.marks)) ?? "";
  const inner = (
    <>
      {numbered && <span class="marker">{reading.text.slice(numbered[1], numbered[2]).replace(/^[\s\-–•*]+/, "")}</span>}
      {pieces.map((piece) => (
        <PieceOf key={piece.start} piece={piece} text={reading.text} chosen={chosen} />
      ))}
    </>
  );
  const props = { id: `b${start}`, "data-start": start, "data-end": end, class: [`block-${kind}`, role && `is-${role}`].filter(Boolean).join(" ") };
  if (kind === "h") {
    const Heading = `h${Math.min(level + 1, 6)}` as "h2";
    return <Heading {...props}>{inner}</Heading>;
  }
  if (kind === "li") {
    return (
      <div role="list" class="item">
        <div role="listitem" {...props}>
          {inner}
        </div>
      </div>
    );
  }
  return <p {...props}>{inner}</p>;
}

/** Whether a block is, for the most part, a question or an answer. */
function covered(layer: string, start: number, end: number, marks: Mark[]): boolean {
  return marks.some((mark) => mark.l === layer && Math.min(end, mark.e) - Math.max(start, mark.s) > (end - start) * 0.6);
}

function PieceOf({ piece: { start, end, marks }, text, chosen }: { piece: Piece; text: string; chosen: Mark[] }) {
  const words = <Words text={text.slice(start, end)} />;
  const top = marks.at(-1);
  if (!top) return words;
  const on = chosen.some((mark) => mark.s <= start && mark.e >= end);
  const layers = [...new Set(marks.map((mark) => mark.l))];
  const href = changed({ sted: `${top.s},${top.e}`, udsagn: undefined });
  return (
    <a href={href} class={["mark", ...layers.map((layer) => `l-${layer}`), on && chosen[0] && chosen[0].s <= start && chosen[0].e >= end ? "chosen-mark" : ""].join(" ")} data-start={start} data-end={end} onClick={(event) => { event.preventDefault(); go(href, true); }}>
      {words}
    </a>
  );
}

/** Text as read; the signs of its markup are there to count, not to see. */
function Words({ text }: { text: string }) {
  return <>{text.split(/(\*{1,3}|_{2,}|^#+\s*|^—+\s*|<\/?[a-z][a-z0-9]*\s*\/?>)/).map((part, at) => (at % 2 ? <span class="markup" key={at}>{part}</span> : part))}</>;
}

function Panel({ marks, reading, model, on }: { marks: Mark[]; reading: Reading; model: Model; on: Set<Layer> }) {
  const close = changed({ udsagn: undefined, sted: undefined });
  const place = marks[0];
  const all = reading.marks.filter((mark) => on.has(mark.l));
  const at = place ? all.findIndex((mark) => mark.s === place.s && mark.e === place.e) : -1;
  const before = at > 0 ? all[at - 1] : undefined;
  const after = place && (at >= 0 ? all.slice(at + 1) : all.filter((mark) => mark.s > place.s)).find((mark) => mark.s !== place.s || mark.e !== place.e);
  const panel = useRef<HTMLElement>(null);
  const step = (mark: Mark | undefined, word: Word) =>
    mark && (
      <button type="button" onClick={() => go(changed({ sted: `${mark.s},${mark.e}`, udsagn: undefined }), true)}>
        {t(word)}
      </button>
    );
  const seen = new Set<string>();
  return (
    <aside class="panel" ref={panel} aria-label={t("what-it-says")} data-print="no">
      <p class="bar">
        {step(before, "previous")}
        {step(after, "next")}
        <a href={close} class="close" aria-label={t("close")} onClick={(event) => { event.preventDefault(); go(close, true); }}>
          <Icon name="close" />
        </a>
      </p>
      {marks
        .filter((mark) => !seen.has(mark.l + mark.to) && seen.add(mark.l + mark.to))
        .map((mark) => (
          <Told key={mark.l + mark.to} mark={mark} reading={reading} model={model} />
        ))}
    </aside>
  );
}

function Told({ mark, reading, model }: { mark: Mark; reading: Reading; model: Model }) {
  const statement = model.statements.get(mark.to);
  if (statement) return <Said statement={statement} model={model} />;
  const exact = plain(reading.text.slice(mark.s, mark.e));
  if (mark.pole) {
    const paradox = model.paradoxes.get(mark.to);
    return (
      <section class="told">
        <p class={`kind ${mark.l}`}>{t(`layer-${mark.l}` as Word)}</p>
        <blockquote>{exact}</blockquote>
        {paradox && (
          <p>
            {t("stands-against")} <b>{paradox.poles.find((pole) => pole.id !== mark.pole)?.text}</b>
          </p>
        )}
        <p>
          <To id={mark.to} model={model} />
        </p>
      </section>
    );
  }
  return (
    <section class="told">
      <p class={`kind ${mark.l}`}>{t(`layer-${mark.l}` as Word)}</p>
      <p class="named">
        <To id={mark.to} model={model} />
      </p>
      <blockquote>{exact}</blockquote>
      <dl class="why">
        <dt>{t("rule")}</dt>
        <dd>
          {ruleOf(mark.rule)} {mark.rule && <code>{mark.rule}</code>}
        </dd>
        <dt>{t("confidence")}</dt>
        <dd>
          <Confidence value={mark.confidence} />
        </dd>
        <dt>{t("address")}</dt>
        <dd>
          <Permanent id={mark.to} model={model} />
        </dd>
      </dl>
    </section>
  );
}

function Said({ statement, model }: { statement: Statement; model: Model }) {
  const answers = (statement.answers ?? []).flatMap((id) => model.statements.get(id) ?? []);
  return (
    <section class="told">
      <StatementCard statement={statement} model={model}>
        <Meets statement={statement} model={model} />
        {statement.paradox && (
          <p class="meets">
            <a href={whereOf(model, statement.paradox)}>{nameOf(model, statement.paradox)}</a>
          </p>
        )}
        {answers.length > 0 && (
          <details class="rest">
            <summary>{t("answers-many", answers.length)}</summary>
            {answers.map((one) => (
              <StatementCard key={one.id} statement={one} model={model} plain />
            ))}
          </details>
        )}
      </StatementCard>
    </section>
  );
}
