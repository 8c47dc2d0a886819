// The paths between two things, told link by link.
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Props } from "./panel";
import { shortened, told, ways, type Way } from "./paths";
import { say } from "./say";
import { named, Suggested } from "./suggest";
import type { View } from "./view";

const QUOTE = 320;

export function Ways({ view, turn }: Props): JSX.Element {
  const { model, lang, state } = view;
  const ends = state.path?.map((id) => model.number(id));
  const name = (at: 0 | 1, otherwise: string): string => (ends?.[at] === undefined ? otherwise : model.label(ends[at], lang));
  const [texts, set] = useState<[string, string]>([view.wayFrom || name(0, ""), view.wayFrom ? "" : name(1, "")]);
  const [unknown, complain] = useState(false);
  const find = (event: Event): void => {
    event.preventDefault();
    const [from, to] = texts.map((text) => named(model, lang, text));
    complain(from === undefined || to === undefined);
    if (from !== undefined && to !== undefined) view.findWay(model.id(from), model.id(to));
  };
  return (
    <>
      <form class="gv-way" onSubmit={find}>
        <p class="gv-small">{say(lang, "wayIntro")}</p>
        <Suggested view={view} turn={turn} word="from" value={texts[0]} typed={(text) => set([text, texts[1]])} />
        <Suggested view={view} turn={turn} word="to" value={texts[1]} typed={(text) => set([texts[0], text])} />
        <button type="submit" class="gv-button">{say(lang, "find")}</button>
        {unknown && <p role="alert" class="gv-small">{say(lang, "unknown")}</p>}
      </form>
      {ends?.[0] !== undefined && ends[1] !== undefined && <Found key={state.path!.join(" ")} view={view} from={ends[0]} to={ends[1]} />}
    </>
  );
}

function Found({ view, from, to }: { view: View; from: number; to: number }): JSX.Element {
  const { model, lang } = view;
  const found = useMemo(() => ways(model, from, to), [model, from, to]);
  const [open, choose] = useState(0);
  // The first way is lit up as soon as it is told.
  useMemo(() => queueMicrotask(() => view.showWay(found[0])), [found]);
  if (!found.length) return <p role="status">{say(lang, "noWay")}</p>;
  return (
    <ol class="gv-ways" aria-live="polite">
      {found.map((way, at) => (
        <li key={way.nodes.join(" ")}>
          <details
            open={at === open}
            onToggle={({ currentTarget }) => {
              if (!currentTarget.open || at === open) return;
              choose(at);
              view.showWay(way);
            }}
          >
            <summary>{way.edges.length === 1 ? say(lang, "oneLink", at + 1) : say(lang, "wayNumber", at + 1, way.edges.length)}</summary>
            <Steps view={view} way={way} />
          </details>
        </li>
      ))}
    </ol>
  );
}

function Steps({ view, way }: { view: View; way: Way }): JSX.Element {
  const { model, lang, on } = view;
  return (
    <ol class="gv-steps">
      {told(model, way, lang).map(({ sentence, quoted }, at) => {
        const said = quoted === undefined ? undefined : model.data.nodes.said[quoted];
        return (
          <li key={at}>
            <p>{sentence}</p>
            {said && quoted !== undefined && (
              <blockquote lang="da">
                {shortened(said[3] || model.data.nodes.da[quoted]!, QUOTE)}
                <footer>
                  {said[0] >= 0 && model.label(said[0], lang)}
                  {on.read && said[0] >= 0 && (
                    <button type="button" class="gv-link" onClick={() => on.read?.(model.id(said[0]), said[1])}>{say(lang, "read")}</button>
                  )}
                </footer>
              </blockquote>
            )}
          </li>
        );
      })}
    </ol>
  );
}
