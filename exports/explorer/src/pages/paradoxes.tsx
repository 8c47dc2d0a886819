import { address, changed, go, link } from "../address";
import { chosenIn, filter, type Facet } from "../facets";
import { t } from "../language";
import type { Model, Paradox } from "../model";
import { ChosenRow, FacetPanel } from "../parts/facets";
import { Matrix } from "../parts/matrix";
import { ParadoxCard } from "../parts/poles";
import { Empty } from "../parts/empty";
import { Actions } from "../parts/actions";
import { nameOf, poleLabel, voiceOf } from "../show";
import { statementsQuery } from "../sparql";
import type { Loaded } from "../store";
import { whole } from "../whole";

const SHOWN: Facet[] = ["stemme", "ramme", "tema", "dokument", "dato"];
const PAGE = 12;

export function Paradoxes({ loaded: { model } }: { loaded: Loaded }) {
  const { parameters } = address.value;
  const chosen = chosenIn(parameters);
  const filtered = filter(model, model.index.statements.filter((one) => one.kind === "paradox"), chosen);
  const left = new Set(filtered.statements.map((one) => one.paradox));
  const pair = parameters.get("par")?.split(",").map((one) => `concept/theme/${one}`);
  const shown = model.strongest().filter((one) => left.has(one.id) && (!pair || pulls(one, pair)));
  const matrix = parameters.get("visning") === "matrix";
  const many = whole.value ? Infinity : Number(parameters.get("vis")) || PAGE;
  const statements = shown.flatMap((one) => model.expressing(one));
  return (
    <>
      <header class="head">
        <h1>{t("paradoxes")}</h1>
        <p class="lead">{t("paradoxes-lead")}</p>
        <div class="tabs" role="group" aria-label={t("shown-as")}>
          <button type="button" aria-pressed={!matrix} onClick={() => go(changed({ visning: undefined }))}>
            {t("as-register")}
          </button>
          <button type="button" aria-pressed={matrix} onClick={() => go(link("paradokser", "", [["visning", "matrix"]]))}>
            {t("as-matrix")}
          </button>
        </div>
        <Actions name="paradokser" model={model} table={table(model, shown)} statements={statements} sparql={statementsQuery(model, { ...chosen, slags: ["paradox"] })} />
      </header>
      {matrix ? (
        <Matrix model={model} />
      ) : (
        <div class="faceted">
          <FacetPanel model={model} facets={SHOWN} chosen={chosen} filtered={filtered} />
          <div class="results">
            <p class="many" role="status">
              {t("paradoxes-many", shown.length)}
              {pair && (
                <>
                  {" "}
                  {t("between", nameOf(model, pair[0] ?? ""), nameOf(model, pair[1] ?? ""))}{" "}
                  <a href={changed({ par: undefined })}>{t("clear")}</a>
                </>
              )}
            </p>
            <ChosenRow model={model} facets={SHOWN} chosen={chosen} />
            <div class="cards one">
              {shown.slice(0, many).map((one) => (
                <ParadoxCard key={one.id} paradox={one} model={model} />
              ))}
            </div>
            {shown.length > many && (
              <button type="button" class="button" onClick={() => go(changed({ vis: String(many + PAGE) }), true)}>
                {t("show-more", shown.length - many)}
              </button>
            )}
            {!shown.length && (
              <Empty title={t("none-found")}>
                <p>
                  <a href={link("paradokser")}>{t("start-over")}</a>
                </p>
              </Empty>
            )}
          </div>
        </div>
      )}
    </>
  );
}

function pulls(paradox: Paradox, pair: string[]): boolean {
  const [first, second] = paradox.poles;
  const [one = "", other = ""] = pair;
  return Boolean((first?.themes.includes(one) && second?.themes.includes(other)) || (first?.themes.includes(other) && second?.themes.includes(one)));
}

function table(model: Model, shown: Paradox[]) {
  const head = ["iri", "pol a", "pol b", "ramme", "stemme", "citat", "dokument", "start", "slut", "sikkerhed"];
  const rows = shown.flatMap((paradox) =>
    model.expressing(paradox).map((one) => [
      model.index.base + paradox.id,
      ...paradox.poles.slice(0, 2).map(poleLabel),
      nameOf(model, one.framing ?? ""),
      voiceOf(model, one),
      one.text,
      model.documents.get(one.document)?.title,
      one.start,
      one.end,
      one.confidence,
    ]),
  );
  return { head, rows };
}
