// Files that a reader takes away: tables, data, linked data and pictures of what is on the page.
import { kindName, nameOf, voiceOf } from "./show";
import { KIND_CLASSES, iri as toIri } from "./terms";
import type { Model, Statement } from "./model";

export function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A table for spreadsheets: no cell is taken for a formula. */
export function toCSV(head: string[], rows: (string | number | undefined)[][]): string {
  const cell = (value: string | number | undefined) => {
    const words = String(value ?? "");
    const safe = typeof value === "string" && /^[=+\-@\t\r\n]/.test(words) ? `'${words}` : words;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

export function statementTable(model: Model, statements: Statement[]): { head: string[]; rows: (string | number | undefined)[][] } {
  const names = (ids: string[] | undefined) => (ids ?? []).map((id) => nameOf(model, id)).join(" | ");
  const head = ["iri", "slags", "udsagn", "stemme", "dokument", "dato", "temaer", "modalitet", "adressat", "ramme", "start", "slut", "regel", "sikkerhed", "udføres af", "frist", "pol a", "pol b", "afsnit"];
  const rows = statements.map((one) => [
    model.index.base + one.id,
    kindName(one.kind).toLocaleLowerCase("da"),
    one.text,
    voiceOf(model, one),
    model.documents.get(one.document)?.title,
    model.date(one),
    names(one.themes),
    one.modality && nameOf(model, one.modality),
    names(one.addressee) || one.addresseeText,
    one.framing && nameOf(model, one.framing),
    one.start,
    one.end,
    one.rule,
    one.confidence,
    names(one.actor) || one.actorText,
    one.due,
    ...[0, 1].map((at) => model.paradoxes.get(one.paradox ?? "")?.poles[at]?.text),
    one.section,
  ]);
  return { head, rows };
}

/** Statements in the graph's own terms. */
export function toTurtle(model: Model, statements: Statement[]): string {
  const { base } = model.index;
  const iri = (id: string) => toIri(model, id);
  const literal = (text: string) => JSON.stringify(text).replace(/[\u007f-\u009f]/g, " ");
  const lines = statements.map((one) => {
    const passage = `${one.document.replace("id/document/", "id/text/")}#char=${one.start},${one.end}`;
    const facts = [
      `a led:Statement, ${KIND_CLASSES[one.kind]}`,
      `led:text ${literal(one.text)}`,
      `led:inDocument ${iri(one.document)}`,
      `prov:wasQuotedFrom ${iri(passage)}`,
      ...(one.voice ? [`prov:wasAttributedTo ${iri(one.voice)}`] : []),
      ...(one.behalf ? [`led:onBehalfOf ${iri(one.behalf)}`] : []),
      ...(one.framing ? [`led:framing ${iri(one.framing)}`] : []),
      ...(one.modality ? [`led:modality ${iri(one.modality)}`] : []),
      ...(one.paradox ? [`led:expresses ${iri(one.paradox)}`] : []),
      ...(one.themes ?? []).map((theme) => `schema:about ${iri(theme)}`),
      ...(one.addressee ?? []).map((who) => `led:addressee ${iri(who)}`),
      ...(one.actor ?? []).map((who) => `led:actionBy ${iri(who)}`),
      ...(one.actorText ? [`led:actionByText ${literal(one.actorText)}`] : []),
      ...(one.due ? [`led:dueBy ${literal(one.due)}`] : []),
      ...(one.responds ?? []).map((to) => `led:respondsTo ${iri(to)}`),
      ...(one.answers ?? []).map((answer) => `schema:suggestedAnswer ${iri(answer)}`),
      ...(one.confidence === undefined ? [] : [`led:confidence "${one.confidence}"^^xsd:decimal`]),
    ];
    return `${iri(one.id)} ${facts.join(" ;\n  ")} .`;
  });
  const prefixes = {
    led: `${base}model/core/`,
    prov: "http://www.w3.org/ns/prov#",
    schema: "https://schema.org/",
    xsd: "http://www.w3.org/2001/XMLSchema#",
  };
  const head = Object.entries(prefixes).map(([prefix, space]) => `@prefix ${prefix}: <${space}> .`);
  return `${head.join("\n")}\n\n${lines.join("\n\n")}\n`;
}

/** A drawing on its own: with the colours that the page gives it written into it. */
export function toSVG(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [from, to] = [[drawing, ...drawing.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
  from.forEach((one, at) => {
    const style = getComputedStyle(one);
    for (const name of ["fill", "stroke", "stroke-width", "opacity", "font-size", "font-family", "font-weight", "text-anchor"]) {
      to[at]?.setAttribute(name, style.getPropertyValue(name));
    }
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const [, , width, height] = (drawing.getAttribute("viewBox") ?? "0 0 800 600").split(" ");
  copy.setAttribute("width", width ?? "800");
  copy.setAttribute("height", height ?? "600");
  return new XMLSerializer().serializeToString(copy);
}

export function toPNG(drawing: SVGSVGElement): Promise<Blob> {
  const svg = toSVG(drawing);
  return new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = picture.width * 2;
      canvas.height = picture.height * 2;
      const pen = canvas.getContext("2d");
      if (!pen) return reject(new Error("no canvas"));
      pen.fillStyle = getComputedStyle(document.body).backgroundColor;
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))));
    };
    picture.onerror = () => reject(new Error("no picture"));
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
}
