// A table as a workbook of one sheet: a Danish Excel opens a CSV file with commas in a single column.
import { OFFICE, relations, types, xml, XML, zip } from "./zip";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/** What Excel takes in a cell, in characters. */
const MOST = 32_767;

/** Rows under a bold head that stays and filters; text is text, never a formula. */
export function toExcel(head: string[], rows: (string | number | undefined)[][]): Blob {
  const widths = head.map((name, at) => Math.min(60, Math.max(name.length + 3, ...rows.slice(0, 200).map((row) => String(row[at] ?? "").length))));
  const last = `${column(head.length - 1)}${rows.length + 1}`;
  const sheet = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join("")}</cols><sheetData>${[head, ...rows].map((row, at) => line(row, at + 1)).join("")}</sheetData><autoFilter ref="A1:${last}"/></worksheet>`;
  const files = {
    "[Content_Types].xml": types({ "xl/workbook.xml": "spreadsheetml.sheet.main", "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet", "xl/styles.xml": "spreadsheetml.styles" }),
    "_rels/.rels": relations({ "xl/workbook.xml": "officeDocument" }),
    "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Ledelsesgraf" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations({ "worksheets/sheet1.xml": "worksheet", "styles.xml": "styles" }),
    "xl/worksheets/sheet1.xml": sheet,
    "xl/styles.xml": STYLES,
  };
  return zip(files, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}

function line(row: (string | number | undefined)[], number: number): string {
  const cells = row.map((value, at) => {
    if (value === undefined || value === "") return "";
    const where = `r="${column(at)}${number}" s="${number === 1 ? 1 : 2}"`;
    if (typeof value === "number") return `<c ${where}><v>${value}</v></c>`;
    return `<c ${where} t="inlineStr"><is><t xml:space="preserve">${xml(value.slice(0, MOST))}</t></is></c>`;
  });
  return `<row r="${number}">${cells.join("")}</row>`;
}

/** A column's letters: A to Z, then AA and on. */
function column(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : column(Math.floor(at / 26) - 1) + letter;
}

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;
