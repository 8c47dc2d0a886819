import { link } from "../address";
import { t } from "../language";
import { KINDS, type Doc, type Model } from "../model";
import { Actions } from "../parts/actions";
import { Bars, countBy } from "../parts/bars";
import { To } from "../parts/chips";
import { dateOf, kindName, last, nameOf, say } from "../show";
import { statementsQuery } from "../sparql";
import type { Loaded } from "../store";

export function Documents({ loaded: { model } }: { loaded: Loaded }) {
  const { documents, unread = [] } = model.index;
  const rows = documents.map((one) => [model.index.base + one.id, one.title, say(model.index.concepts[one.kind ?? ""]), one.date, model.byDocument.get(one.id)?.length ?? 0]);
  const [first, second] = documents;
  return (
    <>
      <header class="head">
        <h1>{t("documents")}</h1>
        <p class="lead">{t("documents-lead")}</p>
        {first && second && (
          <p class="buttons">
            <a class="button" href={link("sammenlign", "", [["a", first.id], ["b", second.id]])}>
              {t("compare-documents")}
            </a>
          </p>
        )}
        <Actions name="dokumenter" model={model} table={{ head: ["iri", "titel", "slags", "dato", "udsagn"], rows }} sparql={statementsQuery(model, {})} />
      </header>
      {unread.length > 0 && (
        <p class="note">
          <b>{t("unread")}</b> {unread.join(", ")}
        </p>
      )}
      <ol class="through-time">
        {documents.map((one) => (
          <Told key={one.id} document={one} model={model} />
        ))}
      </ol>
    </>
  );
}

function Told({ document, model }: { document: Doc; model: Model }) {
  const said = model.byDocument.get(document.id) ?? [];
  const themes = countBy(said, (one) => one.themes).slice(0, 5);
  return (
    <li>
      <p class="when">{document.date ? <time dateTime={document.date}>{dateOf(document.date)}</time> : t("no-date")}</p>
      <div>
        <h2>
          <a href={link("laes", last(document.id))}>{document.title}</a>
        </h2>
        <p class="quiet">
          {say(model.index.concepts[document.kind ?? ""])}
          {document.event && (
            <>
              {" · "}
              <To id={document.event} model={model} />
            </>
          )}
        </p>
        <div class="two tight">
          <Bars
            label={t("said-here")}
            rows={KINDS.map((kind) => ({ key: kind, kind, label: kindName(kind, true), value: said.filter((one) => one.kind === kind).length, href: link("soeg", "", [["dokument", document.id], ["slags", kind]]) })).filter((row) => row.value)}
          />
          <Bars label={t("themes")} rows={themes.map(([id, value]) => ({ key: id, label: nameOf(model, id), value, href: link("soeg", "", [["dokument", document.id], ["tema", id]]) }))} />
        </div>
      </div>
    </li>
  );
}
