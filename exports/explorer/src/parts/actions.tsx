// What a reader can take away from a page: its link, its data, its print, its query.
import { useState } from "preact/hooks";
import { toExcel } from "../excel";
import { save, statementTable, toCSV, toPNG, toSVG, toTurtle } from "../files";
import { t } from "../language";
import type { Model, Statement } from "../model";
import { printWhole } from "../whole";
import { toWord } from "../word";
import { Icon } from "./emblem";

interface Offer {
  name: string;
  model: Model;
  /** What is listed on the page. */
  statements?: Statement[];
  table?: { head: string[]; rows: (string | number | undefined)[][] };
  /** Finds the page's drawing. */
  drawing?: (() => SVGSVGElement | null) | undefined;
  sparql?: string;
  /** What the reader has noted on statements, by the ends of their IRIs; then their order is the reader's, too, and a document keeps it. */
  notes?: Record<string, string>;
}

export function Actions({ name, model, statements, table, drawing, sparql, notes }: Offer) {
  const [copied, setCopied] = useState(false);
  const [asked, setAsked] = useState(false);
  const copy = () => {
    navigator.clipboard?.writeText(location.href).then(
      () => setCopied(true),
      () => prompt(t("copy-link"), location.href),
    );
    setTimeout(() => setCopied(false), 2500);
  };
  const rows = table ?? (statements && statementTable(model, statements));
  const text = (content: string, kind: string) => new Blob([content], { type: `${kind};charset=utf-8` });
  return (
    <div class="actions" data-print="no">
      <button type="button" onClick={copy}>
        <Icon name="link" /> {t("copy-link")}
      </button>
      {(rows || statements || drawing) && <details class="menu">
        <summary>
          <Icon name="download" /> {t("download")}
        </summary>
        <div class="choices">
          {statements && statements.length > 0 && (
            <button type="button" onClick={() => save(`${name}.docx`, toWord(model, document.querySelector("h1")?.textContent ?? name, statements, notes))}>
              Word <small>{t("for-reports")}</small>
            </button>
          )}
          {rows && (
            <button type="button" onClick={() => save(`${name}.xlsx`, toExcel(rows.head, rows.rows))}>
              Excel <small>{t("for-spreadsheets")}</small>
            </button>
          )}
          {rows && (
            <button type="button" onClick={() => save(`${name}.csv`, text(toCSV(rows.head, rows.rows), "text/csv"))}>
              CSV <small>{t("as-table")}</small>
            </button>
          )}
          {rows && (
            <button
              type="button"
              onClick={() => save(`${name}.json`, text(JSON.stringify(statements ?? rows.rows.map((row) => Object.fromEntries(rows.head.map((key, at) => [key, row[at]]))), null, 1), "application/json"))}
            >
              JSON <small>{t("for-programs")}</small>
            </button>
          )}
          {statements && (
            <button type="button" onClick={() => save(`${name}.ttl`, text(toTurtle(model, statements), "text/turtle"))}>
              Turtle <small>{t("linked-data")}</small>
            </button>
          )}
          {drawing && (
            <>
              <button type="button" onClick={() => withDrawing(drawing, (svg) => save(`${name}.svg`, text(toSVG(svg), "image/svg+xml")))}>
                SVG <small>{t("drawing")}</small>
              </button>
              <button type="button" onClick={() => withDrawing(drawing, (svg) => void toPNG(svg).then((png) => save(`${name}.png`, png)))}>
                PNG <small>{t("picture")}</small>
              </button>
            </>
          )}
        </div>
      </details>}
      <button type="button" onClick={printWhole}>
        <Icon name="print" /> {t("print")}
      </button>
      {sparql && (
        <button type="button" aria-expanded={asked} onClick={() => setAsked(!asked)}>
          <Icon name="code" /> {t("show-sparql")}
        </button>
      )}
      <span class="said" role="status">
        {copied ? t("copied") : ""}
      </span>
      {sparql && asked && <Sparql query={sparql} model={model} />}
    </div>
  );
}

function withDrawing(find: () => SVGSVGElement | null, then: (svg: SVGSVGElement) => void): void {
  const found = find();
  if (found) then(found);
}

function Sparql({ query, model }: { query: string; model: Model }) {
  const { linked } = model.index;
  return (
    <section class="sparql" aria-label="SPARQL">
      <p>{t("sparql-lead")}</p>
      <pre tabindex={0}>{query.trim()}</pre>
      {linked !== null && (
        <a class="button" href={`${linked}query?${new URLSearchParams({ query })}`}>
          {t("sparql-open")}
        </a>
      )}
    </section>
  );
}
