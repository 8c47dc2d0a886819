// What a thing says, and what it is linked with.
import type { JSX } from "preact";
import { SHARED } from "./data";
import { Sign } from "./panel";
import { shortened } from "./paths";
import { say } from "./say";
import type { View } from "./view";

const OPEN = 6;
const WORDS = 110;
const QUOTE = 600;

export function Card({ view, n, poles }: { view: View; n: number; poles: [number, number] | undefined }): JSX.Element {
  const { model, lang, state } = view;
  const id = model.id(n);
  const kind = model.kindRow(n);
  const label = model.label(n, lang);
  const statement = !model.first.has(model.kind[n]!);
  return (
    <article class="gv-card">
      <header>
        <p class="gv-kind"><Sign view={view} kind={model.kind[n]!} node={n} /> {kind[lang]}</p>
        <button type="button" class="gv-tool" title={say(lang, "close")} aria-label={say(lang, "close")} onClick={() => (state.at ? view.select(undefined) : view.focus(undefined))}>
          <span aria-hidden="true">×</span>
        </button>
      </header>
      {poles && kind.key === "paradox" ? (
        <h2 class="gv-poles">
          {poles.map((pole) => <button type="button" key={pole} onClick={() => view.select(pole)}>{model.label(pole, lang)}</button>)}
        </h2>
      ) : statement ? (
        <h2 class="gv-words" lang="da">»{label}«</h2>
      ) : (
        <h2>{label}</h2>
      )}
      <Said view={view} n={n} quote={statement || kind.key === "paradox"} />
      <Buttons view={view} n={n} id={id} />
      <p class="gv-small">{say(lang, "links", model.weight[n]!)}{state.pinned?.includes(id) ? ` · ${say(lang, "pinned")}` : ""}</p>
      <Links view={view} n={n} />
    </article>
  );
}

function Said({ view, n, quote }: { view: View; n: number; quote: boolean }): JSX.Element | null {
  const { model, lang } = view;
  const said = model.data.nodes.said[n];
  if (!said || !quote) return null;
  const [document, , voice, words] = said;
  return (
    <>
      {words && <blockquote lang="da">{shortened(words, QUOTE)}</blockquote>}
      <p class="gv-small">
        {voice && <span>{say(lang, "said", voice)}. </span>}
        {document >= 0 && <span>{say(lang, "inDocument", model.label(document, lang))}</span>}
      </p>
    </>
  );
}

function Buttons({ view, n, id }: { view: View; n: number; id: string }): JSX.Element {
  const { model, lang, state, on } = view;
  const said = model.data.nodes.said[n];
  const button = (text: string, act: () => void, pressed?: boolean): JSX.Element => (
    <button type="button" class="gv-button" aria-pressed={pressed} onClick={act}>{text}</button>
  );
  const [focused, pinned, expanded] = [state.focus === id, state.pinned?.includes(id) ?? false, state.expanded?.includes(id) ?? false];
  return (
    <div class="gv-actions">
      {button(say(lang, "open"), () => on.open(id))}
      {on.read && said && said[0] >= 0 && button(say(lang, "read"), () => on.read?.(model.id(said[0]), said[1]))}
      {button(say(lang, expanded ? "collapse" : "expand"), () => view.expand(n), expanded)}
      {button(say(lang, focused ? "unfocus" : "focus"), () => view.focus(focused ? undefined : n), focused)}
      {button(say(lang, pinned ? "unpin" : "pin"), () => view.pin(n), pinned)}
      {button(say(lang, "pathFrom"), () => view.startWay(n))}
    </div>
  );
}

/** The things that a node is linked with, by how. */
function Links({ view, n }: { view: View; n: number }): JSX.Element {
  const { model, lang } = view;
  const groups = new Map<string, Set<number>>();
  for (const edge of model.edges(n)) {
    const relation = model.data.relations[model.relation[edge]!];
    if (model.relation[edge] === SHARED || !relation) continue;
    const how = model.source[edge] === n ? relation[lang] : relation[`back_${lang}`];
    groups.set(how, (groups.get(how) ?? new Set()).add(model.other(edge, n)));
  }
  const sorted = [...groups].sort((a, b) => Number(quietly(view, n, a[0])) - Number(quietly(view, n, b[0])) || b[1].size - a[1].size);
  return (
    <>
      {sorted.map(([how, others]) => {
        const list = [...others].sort((a, b) => (model.side(a) ?? 0) - (model.side(b) ?? 0) || model.size[b]! - model.size[a]! || a - b);
        return (
          <section key={how} class="gv-links">
            <h3>{how} <small>{list.length}</small></h3>
            <Things view={view} list={list.slice(0, OPEN)} />
            {list.length > OPEN && (
              <details>
                <summary>{say(lang, "more", list.length - OPEN)}</summary>
                <Things view={view} list={list.slice(OPEN, 80)} />
              </details>
            )}
          </section>
        );
      })}
    </>
  );
}

function quietly({ model, lang }: View, n: number, how: string): boolean {
  return model.data.relations.some((row) => row.quiet && (row[lang] === how || row[`back_${lang}`] === how) && n >= 0);
}

function Things({ view, list }: { view: View; list: readonly number[] }): JSX.Element {
  return (
    <ul>
      {list.map((n) => (
        <li key={n}>
          <Sign view={view} kind={view.model.kind[n]!} node={n} />
          <button type="button" class="gv-link" onClick={() => view.select(n)}>{shortened(view.model.label(n, view.lang), WORDS)}</button>
        </li>
      ))}
    </ul>
  );
}

/** What a loop was drawn around. */
export function Chosen({ view }: { view: View }): JSX.Element {
  const { model, lang, chosen } = view;
  const ids = chosen.map((n) => model.id(n));
  return (
    <article class="gv-card">
      <h2>{say(lang, "chosen", chosen.length)}</h2>
      <div class="gv-actions">
        <button type="button" class="gv-button" onClick={() => { view.chosen = []; view.change({ only: ids }); }}>{say(lang, "onlyThese")}</button>
        <button type="button" class="gv-button" onClick={() => { view.chosen = []; view.change({ pinned: [...new Set([...(view.state.pinned ?? []), ...ids])] }); }}>{say(lang, "pinThese")}</button>
        <button type="button" class="gv-button" onClick={() => view.drop()}>{say(lang, "drop")}</button>
      </div>
      <section class="gv-links"><Things view={view} list={chosen.slice(0, 80)} /></section>
    </article>
  );
}

const TELLING = 60;

/** What stands where nothing is chosen: a word on what to do, and the most telling things. */
export function Start({ view }: { view: View }): JSX.Element {
  const { model, lang } = view;
  // What is called by few words tells a newcomer most.
  const long = (n: number): number => Number(model.label(n, lang).length > TELLING);
  const most = (key: string, count: number): number[] =>
    [...model.order].filter((n) => model.kindRow(n).key === key).sort((a, b) => long(a) - long(b) || model.weight[b]! - model.weight[a]! || a - b).slice(0, count);
  return (
    <article class="gv-card">
      <p>{say(lang, "start")}</p>
      <p class="gv-small">{say(lang, "startMore")}</p>
      <section class="gv-links">
        <h3>{say(lang, "ways")}</h3>
        <Things view={view} list={[...most("paradox", 4), ...most("theme", 4), ...most("group", 3)]} />
      </section>
    </article>
  );
}
