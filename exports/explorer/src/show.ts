// How things are called and written for a reader.
import { link } from "./address";
import { language, t, type Word } from "./language";
import type { Kind, Model, Named, Pole, Statement } from "./model";

export function say(named: Partial<Named> | undefined): string {
  return (language.value === "en" ? (named?.en ?? named?.da) : (named?.da ?? named?.en)) ?? "";
}

/** What to call the thing of an id: its label, a paradox by its poles, a statement by its words. */
export function nameOf(model: Model, id: string): string {
  const named = model.actors.get(id)?.label ?? model.themes.get(id)?.label ?? model.events.get(id)?.label ?? model.index.concepts[id];
  if (named) return upper(say(named));
  const document = model.documents.get(id);
  if (document) return document.title;
  const paradox = model.paradoxes.get(id);
  if (paradox) return paradox.poles.map((pole) => upper(pole.text)).join(" ↔ ");
  return model.statements.get(id)?.text ?? (id.startsWith('"') ? id.slice(1) : id);
}

export function upper(text: string): string {
  return text.charAt(0).toLocaleUpperCase("da") + text.slice(1);
}

/** Where a thing is shown. */
export function whereOf(model: Model, id: string): string {
  const statement = model.statements.get(id);
  if (statement) return placeOf(model, statement);
  if (model.paradoxes.has(id)) return link("paradokser", last(id));
  if (model.themes.has(id)) return link("temaer", last(id));
  if (model.actors.has(id)) return link("aktoerer", tail(id));
  if (model.documents.has(id)) return link("laes", last(id));
  if (model.events.has(id)) return link("begivenheder", last(id));
  for (const paradox of model.index.paradoxes) {
    if (paradox.poles.some((pole) => pole.id === id)) return link("paradokser", last(paradox.id));
  }
  return link("soeg", "", [["q", last(id)]]);
}

/** The words of a statement, in the reader. */
export function placeOf(model: Model, statement: Statement): string {
  const document = model.documents.get(statement.document);
  return link("laes", last(document?.id ?? statement.document), [["udsagn", last(statement.id)]]);
}

export function last(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

function tail(id: string): string {
  return id.replace(/^id\//, "");
}

export function kindName(kind: Kind, many = false): string {
  return t(`kind-${kind}${many ? "s" : ""}` as Word);
}

export function dateOf(iso: string | undefined): string {
  if (!iso) return "";
  const parts = iso.split("-").map(Number);
  const [year, month, day] = parts;
  if (!year || parts.some(Number.isNaN)) return iso;
  const date = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  const options: Intl.DateTimeFormatOptions = { timeZone: "UTC", year: "numeric" };
  if (month) options.month = "long";
  if (day) options.day = "numeric";
  return new Intl.DateTimeFormat(language.value === "da" ? "da-DK" : "en-GB", options).format(date);
}

export function number(value: number): string {
  return new Intl.NumberFormat(language.value === "da" ? "da-DK" : "en-GB").format(value);
}

export function percent(value: number | undefined): string {
  return value === undefined ? "" : `${Math.round(value * 100)} %`;
}

/** Who says something: a known voice by its name, else the words of the document. */
export function voiceOf(model: Model, statement: Statement): string {
  return statement.voice ? nameOf(model, statement.voice) : (statement.voicedAs ?? "");
}

/** Where a statement comes from, as a reference: who says it for whom, the document, its date and the section. */
export function sourceOf(model: Model, statement: Statement): string {
  const { behalf, voice, section } = statement;
  const who = [voiceOf(model, statement), behalf && behalf !== voice ? `${t("for")} ${nameOf(model, behalf)}` : ""].filter(Boolean).join(" ");
  const document = model.documents.get(statement.document);
  const title = document?.title ?? "";
  const within = section && section !== title ? t("in-section", section.replace(/^#+\s*/, "")) : "";
  return [who, title, dateOf(document?.date), within].filter(Boolean).join(", ");
}

/** Who says some statements, each once: the first few by name, and how many others. */
export function voicesOf(model: Model, said: Statement[], most = 3): string {
  const names = [...new Set(said.map((one) => voiceOf(model, one)).filter(Boolean))];
  const rest = names.length - most;
  return rest > 1 ? t("and-others", names.slice(0, most).join(", "), rest) : names.join(", ");
}

export function poleLabel(pole: Pole | undefined): string {
  return upper(pole?.text ?? "");
}
