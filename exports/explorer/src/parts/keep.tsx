// What a reader does with a quote: collects it, or copies it with its source.
import { useState } from "preact/hooks";
import { collected, toggle } from "../collection";
import { t } from "../language";
import type { Model, Statement } from "../model";
import { last, sourceOf } from "../show";
import { Icon } from "./emblem";

export function Keep({ statement, model }: { statement: Statement; model: Model }) {
  const [copied, setCopied] = useState(false);
  const kept = collected.value.includes(last(statement.id));
  const words = `${t("quoted", statement.text)} (${sourceOf(model, statement)})`;
  const copy = () => {
    navigator.clipboard?.writeText(words).then(
      () => setCopied(true),
      () => prompt(t("copy-quote"), words),
    );
    setTimeout(() => setCopied(false), 2500);
  };
  return (
    <span class="keep" data-print="no">
      <button type="button" aria-pressed={kept} onClick={() => toggle(statement)}>
        <Icon name={kept ? "kept" : "keep"} /> {t(kept ? "kept" : "keep")}
      </button>
      <button type="button" onClick={copy}>
        <Icon name="copy" /> {t("copy-quote")}
      </button>
      <span class="said" role="status">{copied ? t("copied") : ""}</span>
    </span>
  );
}
