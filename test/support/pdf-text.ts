import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF as our compiler writes it, in reading order, pages joined: for tests that a word is really on the paper.
 * It follows each font's ToUnicode map, as a screen reader does, and knows no more of PDF than that.
 */
export function pdfText(pdf: Uint8Array): string {
  const objects = objectsOf(Buffer.from(pdf));
  const fonts = new Map<string, Map<number, string>>();
  for (const [id, { head }] of objects) {
    const toUnicode = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1];
    const map = toUnicode === undefined ? undefined : objects.get(toUnicode)?.stream();
    if (map !== undefined) fonts.set(id, unicodeMap(map));
  }
  let text = '';
  for (const { head } of objects.values()) {
    if (!/\/Type \/Page\b/.test(head)) continue;
    const names = fontNames(head, objects);
    const contents = /\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '';
    text += shownText(objects.get(contents)?.stream() ?? '', (name) => fonts.get(names.get(name) ?? '') ?? new Map<number, string>());
  }
  return text;
}

interface PdfObject {
  readonly head: string;
  stream(): string;
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const found = new Map<string, PdfObject>();
  const text = pdf.toString('latin1');
  const start = /(?:^|\n)(\d+) 0 obj\s/g;
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const at = match.index + match[0].length;
    const streamAt = text.indexOf('\nstream', at);
    const endAt = text.indexOf('\nendobj', at);
    const hasStream = streamAt !== -1 && streamAt < endAt;
    const head = text.slice(at, hasStream ? streamAt : endAt);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const bodyAt = streamAt + '\nstream\n'.length;
    if (hasStream) start.lastIndex = bodyAt + length;
    const body = pdf.subarray(bodyAt, bodyAt + length);
    const stream = (): string => (head.includes('/FlateDecode') ? inflateSync(body) : body).toString('latin1');
    found.set(match[1] ?? '', { head, stream });
  }
  return found;
}

function fontNames(page: string, objects: Map<string, PdfObject>): Map<string, string> {
  const resources = /\/Resources (\d+) 0 R/.exec(page)?.[1];
  const source = resources === undefined ? page : (objects.get(resources)?.head ?? '');
  const block = /\/Font\s*<<([^>]*)>>/.exec(source)?.[1] ?? '';
  return new Map([...block.matchAll(/\/(\w+) (\d+) 0 R/g)].map((entry) => [entry[1] ?? '', entry[2] ?? '']));
}

function unicodeMap(cmap: string): Map<number, string> {
  const map = new Map<number, string>();
  const letters = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', hex = ''] of block.matchAll(/<(\w+)> <(\w*)>/g)) map.set(parseInt(code, 16), letters(hex));
  }
  return map;
}

/** The strings a page shows, a line a text object. Dictionaries (marks) are passed over. */
function shownText(content: string, mapOf: (font: string) => Map<number, string>): string {
  let text = '';
  let map = new Map<number, string>();
  const token = /\/(\w+) [\d.]+ Tf|<<[\s\S]*?>>|\(|<([0-9A-Fa-f]+)>|\bET\b/g;
  for (let match = token.exec(content); match; match = token.exec(content)) {
    if (match[1] !== undefined) map = mapOf(match[1]);
    else if (match[0] === 'ET') text += '\n';
    else if (match[0] === '(' || match[2] !== undefined) {
      const end = match[0] === '(' ? endOfLiteral(content, token.lastIndex) : token.lastIndex;
      const bytes = match[2] === undefined ? literal(content.slice(token.lastIndex, end)) : Buffer.from(match[2], 'hex');
      token.lastIndex = match[0] === '(' ? end + 1 : end;
      for (let at = 0; at + 1 < bytes.length; at += 2) text += map.get(bytes.readUInt16BE(at)) ?? '';
    }
  }
  return text;
}

/** Where the string that begins at an index ends: brackets inside it come in pairs or escaped. */
function endOfLiteral(content: string, from: number): number {
  let depth = 1;
  for (let at = from; at < content.length; at += 1) {
    if (content[at] === '\\') at += 1;
    else if (content[at] === '(') depth += 1;
    else if (content[at] === ')' && --depth === 0) return at;
  }
  throw new Error('A string on the page has no end.');
}

function literal(escaped: string): Buffer {
  const plain: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const text = escaped.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : (plain[code] ?? code));
  return Buffer.from(text, 'latin1');
}
