// What stands around and beside the canvas: tools, legend, and card, list or path.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Card, Chosen, Start } from "./card";
import { css } from "./colour";
import { Ink } from "./ink";
import { say, type Word } from "./say";
import { outlines, shapeOf } from "./shapes";
import { type Group, type Layout, toggled } from "./state";
import { Suggested } from "./suggest";
import type { View } from "./view";
import { Ways } from "./ways";

export interface Props {
  view: View;
  /** New at each turn, so that a part with a state of its own is looked at again too. */
  turn: object;
}

const LAYOUTS: Layout[] = ["force", "radial", "poles"];
const GROUPS: Group[] = ["none", "theme", "document"];
const TABS = ["card", "list", "way"] as const;

export function Panel({ view, turn }: Props): JSX.Element {
  const { model, lang, shown } = view;
  const label = `${say(lang, "graph", shown.nodes.length, shown.edges.length)}. ${say(lang, "keys")}`;
  return (
    <>
      <Tools view={view} turn={turn} />
      <div class="gv-stage" tabIndex={0} role="application" aria-label={label} onKeyDown={(event) => view.key(event)}>
        <div class="gv-canvas" />
        <p class="gv-note" hidden={shown.nodes.length > 0}>{say(lang, "empty")}</p>
        {view.blind && <p class="gv-note">{say(lang, "noGraphics")}</p>}
        {view.looping && <p class="gv-note">{say(lang, "lassoing")}</p>}
        <p class="gv-count" aria-hidden="true">{say(lang, "shown", shown.nodes.length, model.count)}</p>
      </div>
      <Legend view={view} turn={turn} />
      <div class="gv-map" role="img" aria-label={say(lang, "map")} />
      <Side view={view} turn={turn} />
      <p class="gv-live" role="status" aria-live="polite" />
    </>
  );
}

function Tools({ view, turn }: Props): JSX.Element {
  const { lang, state } = view;
  const layout = state.layout ?? "force";
  const tool = (word: Word, sign: string, act: () => void, pressed?: boolean): JSX.Element => (
    <button type="button" class="gv-tool" title={say(lang, word)} aria-label={say(lang, word)} aria-pressed={pressed} onClick={act}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
  return (
    <div class="gv-tools" role="toolbar" aria-label={say(lang, "graph", "", "").replace(/\s+/g, " ")}>
      <Suggested view={view} turn={turn} word="search" clear choose={(n) => view.select(n)} />
      <label class="gv-choice">
        <span>{say(lang, "layout")}</span>
        <select
          value={layout}
          onChange={({ currentTarget }) => view.change({ layout: currentTarget.value === "force" ? undefined : (currentTarget.value as Layout), view: undefined } as object)}
        >
          {LAYOUTS.map((one) => <option key={one} value={one}>{say(lang, one)}</option>)}
        </select>
      </label>
      <label class="gv-choice">
        <span>{say(lang, "group")}</span>
        <select
          value={state.group ?? "none"}
          disabled={layout !== "force"}
          onChange={({ currentTarget }) => view.change({ group: currentTarget.value === "none" ? undefined : (currentTarget.value as Group), view: undefined } as object)}
        >
          {GROUPS.map((one) => <option key={one} value={one}>{say(lang, one)}</option>)}
        </select>
      </label>
      <span class="gv-buttons">
        {tool("lasso", "◌", () => view.loop(), view.looping !== undefined)}
        {tool("in", "+", () => view.stage?.zoom(0.7))}
        {tool("out", "−", () => view.stage?.zoom(1 / 0.7))}
        {tool("fit", "⤢", () => view.stage?.go([0.5, 0.5, 1]))}
      </span>
      <span class="gv-buttons">
        {(["PNG", "SVG"] as const).map((format) => (
          <button key={format} type="button" class="gv-button" aria-label={say(lang, "save", format)} title={say(lang, "save", format)} onClick={() => void view.save(format)}>{format}</button>
        ))}
      </span>
      {(state.focus || state.only) && (
        <button type="button" class="gv-button" onClick={() => view.focus(undefined)}>{say(lang, "all")}</button>
      )}
    </div>
  );
}

/** A kind's sign, or that of a node, as it is drawn on the canvas. */
export function Sign({ view, kind, node }: { view: View; kind: number; node?: number }): JSX.Element {
  const ink = view.stage?.ink ?? new Ink(view.model, view.el);
  const colour = node === undefined ? ink.kind(kind) : ink.node(node);
  return (
    <svg class="gv-sign" viewBox="-1.3 -1.3 2.6 2.6" width="15" height="15" aria-hidden="true">
      {outlines(shapeOf(view.model.data.kinds[kind]!)).map((outline, half) => (
        <path key={outline} d={outline} fill={css(half ? ink.sides[1] : colour)} />
      ))}
    </svg>
  );
}

function Legend({ view }: Props): JSX.Element {
  const { model, lang, state } = view;
  const counts = new Map<number, number>();
  for (const kind of model.kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const wide = globalThis.innerWidth > 900;
  return (
    <details class="gv-legend" open={wide}>
      <summary>{say(lang, "legend")}</summary>
      <ul>
        {[...counts.keys()].sort((a, b) => a - b).map((kind) => {
          const { key, [`plural_${lang}` as const]: plural } = model.data.kinds[kind]!;
          return (
            <li key={key}>
              <label title={say(lang, "hide", plural.toLowerCase())}>
                <input
                  type="checkbox"
                  checked={!state.hidden?.includes(key)}
                  onChange={() => view.change({ hidden: toggled(state.hidden, key) })}
                />
                <Sign view={view} kind={kind} />
                <span>{plural}</span>
                <small>{counts.get(kind)}</small>
              </label>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function Side({ view, turn }: Props): JSX.Element {
  const { lang, model, state } = view;
  const at = model.number(state.at) ?? model.number(state.focus);
  return (
    <section class="gv-side" aria-label={say(lang, "side")}>
      <div class="gv-tabs" role="tablist" aria-label={say(lang, "side")}>
        {TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`gv-tab-${tab}`}
            aria-controls="gv-tabpanel"
            aria-selected={view.tab === tab}
            tabIndex={view.tab === tab ? 0 : -1}
            onClick={() => view.show(tab)}
            onKeyDown={(event) => {
              const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
              if (!by) return;
              const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]!;
              view.show(next);
              document.getElementById(`gv-tab-${next}`)?.focus();
            }}
          >
            {say(lang, tab === "card" ? "about" : tab)}
          </button>
        ))}
      </div>
      <div class="gv-body" id="gv-tabpanel" role="tabpanel" aria-labelledby={`gv-tab-${view.tab}`} tabIndex={0}>
        {view.tab === "way" ? <Ways view={view} turn={turn} /> : view.tab === "list" ? <List view={view} turn={turn} /> : view.chosen.length ? <Chosen view={view} /> : at === undefined ? <Start view={view} /> : <Card key={at} view={view} n={at} poles={model.poles(at)} />}
      </div>
    </section>
  );
}

const ROWS = 100;

/** What is shown, as a table that says the same as the canvas. */
function List({ view }: Props): JSX.Element {
  const { lang, model, shown } = view;
  const [rows, more] = useState(ROWS);
  return (
    <>
      <table class="gv-table">
        <caption>{say(lang, "shown", shown.nodes.length, model.count)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(lang, "name")}</th>
            <th scope="col">{say(lang, "kind")}</th>
            <th scope="col">{say(lang, "linksShort")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.nodes.slice(0, rows).map((n) => (
            <tr key={n} aria-current={view.state.at === model.id(n) ? "true" : undefined}>
              <th scope="row">
                <button type="button" class="gv-link" onClick={() => view.select(n)}>{model.label(n, lang)}</button>
              </th>
              <td><Sign view={view} kind={model.kind[n]!} node={n} /> {model.kindRow(n)[lang]}</td>
              <td>{model.weight[n]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.nodes.length > rows && (
        <button type="button" class="gv-button" onClick={() => more(rows + ROWS)}>{say(lang, "showMore")}</button>
      )}
    </>
  );
}
