// Statements as a document for Word: each quote with who says it and where it stands, and the documents in the end.
import { language, t } from "./language";
import { KINDS, type Model, type Statement } from "./model";
import { dateOf, kindName, last, nameOf, number, placeOf, say, sourceOf } from "./show";
import { relations, types, xml, XML, zip } from "./zip";

const MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

export function toWord(model: Model, title: string, statements: Statement[], notes?: Record<string, string>): Blob {
  const groups: ReturnType<typeof byKind> = notes ? [["", statements]] : byKind(statements);
  const documents = [...new Set(statements.map((one) => one.document))].flatMap((id) => model.documents.get(id) ?? []);
  const taken = t("taken-from", number(statements.length), number(documents.length), dateOf(new Date().toISOString().slice(0, 10)));
  const body = [
    paragraph("Title", run(title)),
    paragraph("Source", run(taken)),
    ...groups.flatMap(([heading, found]) => [
      ...(groups.length > 1 ? [paragraph("Heading1", run(`${heading} (${number(found.length)})`))] : []),
      ...found.flatMap((one) => [...quoted(model, one), ...(notes?.[last(one.id)] ? [paragraph("Normal", run(`${t("note")}: ${notes[last(one.id)]}`))] : [])]),
    ]),
    paragraph("Heading1", run(t("sources"))),
    ...documents.map((one) => paragraph("Source", run([one.title, say(model.index.concepts[one.kind ?? ""]), dateOf(one.date) || t("no-date").toLocaleLowerCase("da"), one.name].filter(Boolean).join(" · ")))),
  ];
  const files = {
    "[Content_Types].xml": types({ "word/document.xml": "wordprocessingml.document.main", "word/styles.xml": "wordprocessingml.styles" }),
    "_rels/.rels": relations({ "word/document.xml": "officeDocument" }),
    "word/document.xml": `${XML}<w:document xmlns:w="${MAIN}"><w:body>${body.join("")}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    "word/_rels/document.xml.rels": relations({ "styles.xml": "styles" }),
    "word/styles.xml": styles(),
  };
  return zip(files, "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
}

function byKind(statements: Statement[]): [heading: string, statements: Statement[]][] {
  return KINDS.map((kind): [string, Statement[]] => [kindName(kind, true), statements.filter((one) => one.kind === kind)]).filter(([, found]) => found.length);
}

/** A statement: a paradox under its poles, the words, and where they come from. */
function quoted(model: Model, one: Statement): string[] {
  const how = [one.modality, one.framing].flatMap((id) => (id ? nameOf(model, id) : [])).join(", ");
  const themes = (one.themes ?? []).map((id) => nameOf(model, id)).join(", ");
  const served = location.protocol.startsWith("http");
  const source = served ? linked(new URL(placeOf(model, one), location.href).href, sourceOf(model, one)) : run(sourceOf(model, one));
  return [
    ...(one.paradox ? [paragraph("Heading2", run(nameOf(model, one.paradox)))] : []),
    paragraph("Quote", run(t("quoted", one.text))),
    paragraph("Source", source + run([how && ` · ${how}`, themes && ` · ${themes}`].filter(Boolean).join(""))),
  ];
}

function run(text: string): string {
  return `<w:r><w:t xml:space="preserve">${xml(text.replace(/\s+/g, " "))}</w:t></w:r>`;
}

function linked(address: string, text: string): string {
  return `<w:fldSimple w:instr=" HYPERLINK &quot;${xml(address)}&quot; ">${run(text)}</w:fldSimple>`;
}

function paragraph(style: string, content: string): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${content}</w:p>`;
}

function styles(): string {
  const spoken = language.value === "da" ? "da-DK" : "en-GB";
  const style = (id: string, name: string, paragraphs: string, letters: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${paragraphs}</w:pPr><w:rPr>${letters}</w:rPr></w:style>`;
  return `${XML}<w:styles xmlns:w="${MAIN}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:lang w:val="${spoken}"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${[
    style("Title", "Title", '<w:spacing w:after="120"/>', '<w:b/><w:sz w:val="40"/>'),
    style("Heading1", "heading 1", '<w:keepNext/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="30"/>'),
    style("Heading2", "heading 2", '<w:keepNext/><w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="1"/>', '<w:b/><w:sz w:val="24"/>'),
    style("Quote", "Quote", '<w:keepNext/><w:spacing w:before="160" w:after="40"/><w:ind w:left="284"/>', '<w:i/><w:lang w:val="da-DK"/>'),
    style("Source", "Source", '<w:spacing w:after="120"/><w:ind w:left="284"/>', '<w:color w:val="595959"/><w:sz w:val="19"/>'),
  ].join("")}</w:styles>`;
}
