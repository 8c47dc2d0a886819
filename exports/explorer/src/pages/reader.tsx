import { Component } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { address, changed, go, link } from "../address";
import { data } from "../data";
import { t, type Word } from "../language";
import type { Doc, Model, Statement } from "../model";
import { Actions } from "../parts/actions";
import { To } from "../parts/chips";
import { Empty } from "../parts/empty";
import { Icon } from "../parts/emblem";
import { Opening } from "../parts/opening";
import { Poles } from "../parts/poles";
import { Confidence, Meets, Permanent, StatementCard } from "../parts/statement";
import { cellsOf, cut, FIRST, LAYERS, tableRows, type Block, type Layer, type Mark, type Piece, type Reading } from "../reading";
import { ruleOf } from "../rules";
import { dateOf, last, number, say, whereOf } from "../show";
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

function Opened({ reading: read, model }: { reading: Reading; model: Model }) {
  const { parameters } = address.value;
  const sought = parameters.get("ord");
  const reading = useMemo(() => withSought(read, sought), [read, sought]);
  const given = parameters.get("lag");
  const on = new Set<Layer>(given === null ? FIRST : LAYERS.filter((layer) => given.split(",").includes(layer)));
  const there = chosenIn(reading, parameters);
  const seen = there.filter((mark) => on.has(mark.l));
  const chosen = seen.length ? seen : there;
  const body = useRef<HTMLDivElement>(null);
  const key = chosen[0] ? `${chosen[0].s},${chosen[0].e}` : "";
  const shown = useMemo(() => reading.marks.filter((mark) => mark.l === "sought" || on.has(mark.l) || chosen.includes(mark)), [reading, given, key]);
  useEffect(() => {
    body.current?.querySelector(".chosen-mark, .sought")?.scrollIntoView({ block: "center" });
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

/** The text with a word that was searched for marked, too. */
function withSought(reading: Reading, sought: string | null): Reading {
  const [s = 0, e = 0] = (sought ?? "").split(",").map(Number);
  if (!(e > s)) return reading;
  return { ...reading, marks: [...reading.marks, { s, e, l: "sought" as const, to: "" }].sort((a, b) => a.s - b.s) };
}

/** The marks at the place that the address names: a statement's, or all over a stretch of text. */
function chosenIn(reading: Reading, parameters: URLSearchParams): Mark[] {
  const statement = parameters.get("udsagn");
  if (statement) return reading.marks.filter((mark) => last(mark.to) === statement && mark.pole === undefined);
  const from = parameters.get("fra");
  if (from !== null) {
    const at = unitsOf(reading.text, Number(from));
    const here = reading.marks.filter((mark) => mark.s === at);
    return here.length ? here.slice(0, 1) : reading.marks.filter((mark) => mark.s <= at && mark.e > at).slice(-1);
  }
  const [start = -1, end = -1] = (parameters.get("sted") ?? "").split(",").map(Number);
  return reading.marks.filter((mark) => mark.s <= start && mark.e >= end && end > start).sort((a, b) => a.e - a.s - (b.e - b.s));
}

/** A place in code points, as a place in the units that a string here has. */
function unitsOf(text: string, points: number): number {
  let at = 0;
  for (let seen = 0; seen < points && at < text.length; seen += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
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

interface Row {
  block: Block;
  numbered: Block | undefined;
  /** All marks over the block, whatever layers are on. */
  marks: Mark[];
  role: string;
}

interface Group {
  kind: "li" | "tr" | "";
  rows: Row[];
}

/** The blocks with each row of a table as one. */
function withTables(reading: Reading): Block[] {
  const rows = tableRows(reading.text);
  if (!rows.length) return reading.blocks;
  const left = reading.blocks.filter(([, start, end]) => !rows.some((row) => start < row.end && end > row.start));
  return [...left, ...rows.map(({ start, end, head }): Block => [head ? "th" : "tr", start, end, 0])].sort((a, b) => a[1] - b[1]);
}

/** The blocks as they stand on the page: a number with what follows it, items of a list and rows of a table together. */
function groupsOf(reading: Reading): Group[] {
  const groups: Group[] = [];
  let numbered: Block | undefined;
  for (const block of withTables(reading)) {
    if (block[0] === "n") {
      numbered = block;
      continue;
    }
    const [kind, start, end] = block;
    const marks = reading.marks.filter((mark) => mark.s < end && mark.e > start);
    const role = ["question", "answer"].find((layer) => covered(layer, start, end, marks)) ?? "";
    const row = { block, numbered, marks, role };
    numbered = undefined;
    const before = groups.at(-1);
    const together = kind === "li" ? "li" : kind === "tr" || kind === "th" ? "tr" : "";
    if (together && before?.kind === together && kind !== "th") before.rows.push(row);
    else groups.push({ kind: together, rows: [row] });
  }
  return groups;
}

function Text({ reading, marks, chosen }: { reading: Reading; marks: Mark[]; chosen: Mark[] }) {
  const groups = useMemo(() => groupsOf(reading), [reading]);
  const shown = new Set(marks);
  return (
    <>
      {groups.map(({ kind, rows }) => {
        const blocks = rows.map((row) => <BlockOf key={row.block[1]} row={row} reading={reading} marks={row.marks.filter((mark) => shown.has(mark))} chosen={chosen[0] && row.marks.includes(chosen[0]) ? chosen[0] : undefined} />);
        const key = `l${rows[0]?.block[1]}`;
        if (kind === "tr") {
          return (
            <div key={key} class="wide" role="region" aria-label={t("table")} tabindex={0}>
              <table>
                <tbody>{blocks}</tbody>
              </table>
            </div>
          );
        }
        return kind === "li" ? <ul key={key}>{blocks}</ul> : blocks;
      })}
    </>
  );
}

interface Shown {
  row: Row;
  reading: Reading;
  marks: Mark[];
  chosen: Mark | undefined;
}

/** A block is drawn again only where its own marks have changed. */
class BlockOf extends Component<Shown> {
  override shouldComponentUpdate(next: Shown): boolean {
    const { row, marks, chosen } = this.props;
    return row !== next.row || chosen !== next.chosen || marks.length !== next.marks.length || marks.some((mark, at) => mark !== next.marks[at]);
  }

  override render({ row, reading, marks, chosen }: Shown) {
    const { numbered, role } = row;
    const [kind, start, end, level] = row.block;
    const props = { id: `b${start}`, "data-start": start, "data-end": end, class: [`block-${kind}`, role && `is-${role}`].filter(Boolean).join(" ") };
    const pieces = (from: number, to: number) => cut(from, to, marks).map((piece) => <PieceOf key={piece.start} piece={piece} reading={reading} chosen={chosen} />);
    if (kind === "tr" || kind === "th") {
      const Cell = kind === "th" ? "th" : "td";
      return (
        <tr {...props}>
          {cellsOf(reading.text, start, end).map(([from, to]) => (
            <Cell key={from} scope={kind === "th" ? "col" : undefined}>{pieces(from, to)}</Cell>
          ))}
        </tr>
      );
    }
    const sign = numbered && plain(reading.text.slice(numbered[1], numbered[2])).replace(/^[\s\-–•]+/, "");
    const inner = (
      <>
        {sign && <span class="marker">{sign} </span>}
        {pieces(start, end)}
      </>
    );
    if (kind === "h") {
      const Heading = `h${Math.min(level + 1, 6)}` as "h2";
      return <Heading {...props}>{inner}</Heading>;
    }
    return kind === "li" ? <li {...props}>{inner}</li> : <p {...props}>{inner}</p>;
  }
}

/** Whether a block is, for the most part, a question or an answer. */
function covered(layer: string, start: number, end: number, marks: Mark[]): boolean {
  return marks.some((mark) => mark.l === layer && Math.min(end, mark.e) - Math.max(start, mark.s) > (end - start) * 0.6);
}

function PieceOf({ piece: { start, end, marks: over }, reading, chosen }: { piece: Piece; reading: Reading; chosen: Mark | undefined }) {
  const marks = over.filter((mark) => mark.l !== "sought");
  const plainly = <Words text={reading.text.slice(start, end)} />;
  const words = marks.length < over.length ? <mark class="sought">{plainly}</mark> : plainly;
  const top = marks.at(-1);
  if (!top) return words;
  const place = `${top.s},${top.e}`;
  const on = chosen && chosen.s <= start && chosen.e >= end;
  const layers = [...new Set(marks.map((mark) => `l-${mark.l}`))];
  const props = { class: ["mark", ...layers, ...(on ? ["chosen-mark"] : [])].join(" "), "data-start": start, "data-end": end };
  // A lone full stop is too small to hit; what stands beside it leads to the same.
  if (!/[\p{L}\p{N}]/u.test(reading.text.slice(start, end))) return <span {...props}>{words}</span>;
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(changed({ sted: place, udsagn: undefined, fra: undefined }), true);
  };
  return (
    <a href={`#/laes/${encodeURIComponent(last(reading.id))}?sted=${place}`} {...props} onClick={open}>
      {words}
    </a>
  );
}

/** Text as read; the signs of its markup are there to count, not to see. */
function Words({ text }: { text: string }) {
  return <>{text.split(/(\*{1,3}|_{2,}|^#+\s*|^—+\s*|<\/?[a-z][a-z0-9]*\s*\/?>)/).map((part, at) => (at % 2 ? <span class="markup" key={at}>{part}</span> : part))}</>;
}

function Panel({ marks, reading, model, on }: { marks: Mark[]; reading: Reading; model: Model; on: Set<Layer> }) {
  const close = changed({ udsagn: undefined, fra: undefined, sted: undefined });
  const place = marks[0];
  const all = reading.marks.filter((mark) => on.has(mark.l));
  const at = place ? all.findIndex((mark) => mark.s === place.s && mark.e === place.e) : -1;
  const before = at > 0 ? all[at - 1] : undefined;
  const after = place && (at >= 0 ? all.slice(at + 1) : all.filter((mark) => mark.s > place.s)).find((mark) => mark.s !== place.s || mark.e !== place.e);
  const panel = useRef<HTMLElement>(null);
  const step = (mark: Mark | undefined, word: Word) =>
    mark && (
      <button type="button" onClick={() => go(changed({ sted: `${mark.s},${mark.e}`, udsagn: undefined, fra: undefined }), true)}>
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
    return (
      <section class="told">
        <p class={`kind ${mark.l}`}>{t(`layer-${mark.l}` as Word)}</p>
        <blockquote lang="da">{exact}</blockquote>
        <ParadoxLink id={mark.to} model={model} />
      </section>
    );
  }
  return (
    <section class="told">
      <p class={`kind ${mark.l}`}>{t(`layer-${mark.l}` as Word)}</p>
      <p class="named">
        <To id={mark.to} model={model} />
      </p>
      <blockquote lang="da">{exact}</blockquote>
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

function ParadoxLink({ id, model }: { id: string | undefined; model: Model }) {
  const paradox = id === undefined ? undefined : model.paradoxes.get(id);
  if (!paradox) return null;
  return (
    <a class="to-paradox" href={whereOf(model, paradox.id)}>
      <Poles paradox={paradox} model={model} />
    </a>
  );
}

function Said({ statement, model }: { statement: Statement; model: Model }) {
  const answers = (statement.answers ?? []).flatMap((id) => model.statements.get(id) ?? []);
  return (
    <section class="told">
      <StatementCard statement={statement} model={model}>
        <Meets statement={statement} model={model} />
        <ParadoxLink id={statement.paradox} model={model} />
        {answers.length > 0 && (
          <Opening class="rest" summary={t("answers-many", answers.length)}>
            {() => answers.map((one) => <StatementCard key={one.id} statement={one} model={model} plain />)}
          </Opening>
        )}
      </StatementCard>
    </section>
  );
}
