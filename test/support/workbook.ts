import { strToU8, zipSync } from 'fflate';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const xml = (text: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A cell as XML: a text in place, a number, or what is given as it is. */
export const cellXml = {
  text: (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`,
  number: (at: string, value: number): string => `<c r="${at}"><v>${value}</v></c>`,
  /** Shown as a day. */
  day: (at: string, serial: number): string => `<c r="${at}" s="1"><v>${serial}</v></c>`,
  formula: (at: string, formula: string, result?: string): string => `<c r="${at}" t="str"><f>${escaped(formula)}</f>${result === undefined ? '' : `<v>${escaped(result)}</v>`}</c>`,
  error: (at: string): string => `<c r="${at}" t="e"><f>1/0</f><v>#DIV/0!</v></c>`,
};

/** An .xlsx file of sheets written by hand, so that tests hold what no tool would write. */
export function workbook(sheets: Readonly<Record<string, string>>, { from1904 = false, extra = {} }: { from1904?: boolean; extra?: Record<string, Uint8Array> } = {}): Buffer {
  const names = Object.keys(sheets);
  return Buffer.from(zipSync({
    '[Content_Types].xml': xml(`<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`),
    '_rels/.rels': xml(`<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    'xl/workbook.xml': xml(`<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${names.map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="r${index + 1}"/>`).join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': xml(`<Relationships xmlns="${packaged}/relationships">${names.map((_, index) => `<Relationship Id="r${index + 1}" Type="${office}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`),
    'xl/styles.xml': xml(`<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`),
    ...Object.fromEntries(names.map((name, index) => [`xl/worksheets/sheet${index + 1}.xml`, xml(`<worksheet xmlns="${main}">${sheets[name] ?? ''}</worksheet>`)])),
    ...extra,
  }, { level: 6 }));
}

/** Rows of texts as the data of a sheet. */
export function sheetOf(rows: readonly (readonly (string | null)[])[]): string {
  return `<sheetData>${rows.map((cells, row) => `<row r="${row + 1}">${cells.map((text, column) => (text === null ? '' : cellXml.text(`${String.fromCharCode(65 + column)}${row + 1}`, text))).join('')}</row>`).join('')}</sheetData>`;
}
