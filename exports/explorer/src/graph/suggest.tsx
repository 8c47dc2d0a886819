// A field that finds a thing of the graph by its name, with the browser's own list of suggestions.
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Model } from "./data";
import type { Props } from "./panel";
import { say, type Word } from "./say";

const MOST = 12;

/** Nodes whose names hold some words, those whose names begin with them first. */
function matches(model: Model, lang: "da" | "en", text: string): number[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted.length < 2) return [];
  const [begins, holds]: [number[], number[]] = [[], []];
  for (const n of model.order) {
    const label = model.label(n, lang).toLocaleLowerCase();
    if (label.startsWith(wanted)) begins.push(n);
    else if (holds.length < MOST && label.includes(wanted)) holds.push(n);
    if (begins.length >= MOST) break;
  }
  return [...begins, ...holds].slice(0, MOST);
}

/** The node that is named so, the most important where several are. */
export function named(model: Model, lang: "da" | "en", text: string): number | undefined {
  const wanted = text.trim().toLocaleLowerCase();
  if (!wanted) return undefined;
  for (const n of model.order) if (model.label(n, lang).toLocaleLowerCase() === wanted) return n;
  const found = matches(model, lang, text);
  return found.length === 1 ? found[0] : undefined;
}

interface Field extends Props {
  word: Word;
  clear?: boolean;
  value?: string;
  choose?: (n: number) => void;
  typed?: (text: string) => void;
}

export function Suggested({ view, word, clear, value, choose, typed }: Field): JSX.Element {
  const { model, lang } = view;
  const [text, set] = useState(value ?? "");
  const list = useId();
  const taken = (input: HTMLInputElement, first: boolean): void => {
    const n = named(model, lang, input.value) ?? (first ? matches(model, lang, input.value)[0] : undefined);
    if (n === undefined || !choose) return;
    choose(n);
    if (clear) {
      input.value = "";
      set("");
    }
  };
  return (
    <label class={clear ? "gv-find gv-brief" : "gv-find"}>
      <span>{say(lang, word)}</span>
      <input
        type="search"
        list={list}
        autocomplete="off"
        placeholder={clear ? say(lang, word) : undefined}
        value={text}
        onInput={(event) => {
          const { currentTarget } = event;
          set(currentTarget.value);
          typed?.(currentTarget.value);
          // A suggestion that was chosen comes as a whole, not key by key.
          if (!(event instanceof InputEvent) || event.inputType === "insertReplacementText") taken(currentTarget, false);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !choose) return;
          event.preventDefault();
          taken(event.currentTarget, true);
        }}
      />
      <datalist id={list}>
        {matches(model, lang, text).map((n) => <option key={n} value={model.label(n, lang)}>{model.kindRow(n)[lang]}</option>)}
      </datalist>
    </label>
  );
}
