import { BuilderElement, Document, FileChild, HeadingLevel, Packer, Paragraph, TextRun, type XmlComponent } from 'docx';
import { fromBufferPromise } from 'yauzl';
import { SaxesParser } from 'saxes';
import type { LetterBody } from './letter-kind.js';

/** What Legal's copy is made of: the letter it is, and its parts under the tags they are read back by. */
export interface CopiedLetter {
  readonly id: string;
  readonly reference: string;
  readonly subject: string;
  readonly council: string;
  readonly body: LetterBody;
}
/** One part as a copy has it. */
export interface CopiedPart {
  readonly tag: string;
  readonly heading: string;
  readonly text: string;
  /** Whether it comes from the record. */
  readonly record: boolean;
}

const letterTag = (id: string): string => `letter ${id}`;
const introduction = 'For Legal. Change the parts that are open: each stands in a box of its own. Parts in a locked box come from the record and are not changed here. Comments and tracked changes are read too.';
const paragraphHeading = 'A paragraph of our own (optional)';

/** The parts in the order of the paper: those from the record, those people write, and the one without a heading after the first. */
export function partsOfCopy({ parts, paragraph }: LetterBody): CopiedPart[] {
  const all = parts.map((part, index): CopiedPart => ({ tag: part.key === undefined ? `record ${index}` : `part ${part.key}`, heading: part.heading, text: part.text, record: part.key === undefined }));
  return [...all.slice(0, 1), { tag: 'part paragraph', heading: paragraphHeading, text: paragraph, record: false }, ...all.slice(1)];
}

/** The key of a part people write, from its tag. */
export const keyOf = (tag: string): string => tag.slice('part '.length);

/** A box Word keeps around what is in it, under a tag of ours; locked, its words cannot be typed over. */
class Box extends FileChild {
  constructor(tag: string, title: string, locked: boolean, content: readonly XmlComponent[]) {
    super('w:sdt');
    const value = (name: string, val: string): XmlComponent => new BuilderElement({ name, attributes: { val: { key: 'w:val', value: val } } });
    this.root.push(new BuilderElement({ name: 'w:sdtPr', children: [value('w:alias', title), value('w:tag', tag), value('w:lock', locked ? 'sdtContentLocked' : 'sdtLocked')] }));
    this.root.push(new BuilderElement({ name: 'w:sdtContent', children: content }));
  }
}

/** The letter as a Word file for Legal. */
export async function legalCopy(letter: CopiedLetter): Promise<Buffer> {
  const paragraphs = (text: string): Paragraph[] => text.split('\n').map((line) => new Paragraph({ children: [new TextRun(line)] }));
  const document = new Document({
    creator: letter.council, title: `${letter.reference}: ${letter.subject}`,
    sections: [{
      children: [
        new Paragraph({ children: [new TextRun({ text: introduction, italics: true })] }),
        new Box(letterTag(letter.id), 'Letter', true, [new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(letter.subject)] })]),
        ...partsOfCopy(letter.body).flatMap(({ tag, heading, text, record }) => [
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(heading)] }), new Box(tag, record ? `${heading} (from the record)` : heading, record, paragraphs(text)),
        ]),
      ],
    }],
  });
  return Packer.toBuffer(document);
}

/** A copy that came back. */
export interface ReturnedCopy {
  /** The letter it says it is a copy of. */
  readonly letterId: string | null;
  /** The words of each box, by its tag. */
  readonly texts: ReadonlyMap<string, string>;
  /** Paragraphs that stand in no box. */
  readonly outside: readonly string[];
  readonly comments: readonly { readonly by: string; readonly text: string }[];
}

/** What Word files keep apart that was struck out; their words are not there any more. */
const struckOut = new Set(['w:del', 'w:moveFrom']);

/** Reads a copy that was inspected already (`platform/files`): tracked changes as if accepted, comments beside them. */
export async function readCopy(bytes: Buffer): Promise<ReturnedCopy> {
  const { document, comments } = await partsOfFile(bytes);
  const boxes: { tag: string; lines: string[] }[] = [];
  const texts = new Map<string, string>();
  const outside: string[] = [];
  walk(document, {
    open: (name, attributes) => {
      if (name === 'w:sdt') boxes.push({ tag: '', lines: [] });
      const box = boxes.at(-1);
      if (name === 'w:tag' && box !== undefined) box.tag = attributes['w:val'] ?? '';
    },
    paragraph: (line) => (boxes.at(-1)?.lines ?? outside).push(line),
    close: (name) => {
      const box = name === 'w:sdt' ? boxes.pop() : undefined;
      if (box === undefined) return;
      // A box of somebody else's making belongs to where it stands.
      if (/^(?:record|part|letter) /.test(box.tag)) texts.set(box.tag, box.lines.join('\n').trim());
      else (boxes.at(-1)?.lines ?? outside).push(...box.lines);
    },
  });
  const letter = [...texts.keys()].find((tag) => tag.startsWith('letter '));
  return { letterId: letter?.slice('letter '.length) ?? null, texts, outside: outside.map((line) => line.trim()).filter((line) => line !== '' && line !== introduction), comments: commentsOf(comments) };
}

function commentsOf(xml: string): { by: string; text: string }[] {
  const comments: { by: string; lines: string[] }[] = [];
  if (xml !== '') walk(xml, { open: (name, attributes) => name === 'w:comment' && comments.push({ by: attributes['w:author'] ?? '', lines: [] }), paragraph: (line) => comments.at(-1)?.lines.push(line), close: () => undefined });
  return comments.map(({ by, lines }) => ({ by, text: lines.join('\n').trim() }));
}

interface Visitor {
  open(name: string, attributes: Readonly<Record<string, string>>): unknown;
  paragraph(line: string): unknown;
  close(name: string): unknown;
}

/** Paragraph by paragraph, without what was struck out. The parser knows no entities but XML's own, and fetches nothing. */
function walk(xml: string, visit: Visitor): void {
  const parser = new SaxesParser();
  let gone = 0;
  let reading = false;
  let line = '';
  parser.on('opentag', ({ name, attributes }) => {
    if (struckOut.has(name)) gone += 1;
    if (name === 'w:t') reading = true;
    if (gone === 0 && (name === 'w:br' || name === 'w:cr')) line += '\n';
    if (gone === 0 && name === 'w:tab') line += ' ';
    visit.open(name, attributes);
  });
  parser.on('text', (text) => {
    if (reading && gone === 0) line += text;
  });
  parser.on('closetag', ({ name }) => {
    if (struckOut.has(name)) gone -= 1;
    if (name === 'w:t') reading = false;
    if (name === 'w:p') {
      visit.paragraph(line);
      line = '';
    }
    visit.close(name);
  });
  parser.write(xml).close();
}

const read = { 'word/document.xml': 'document', 'word/comments.xml': 'comments' } as const;

async function partsOfFile(bytes: Buffer): Promise<Record<'document' | 'comments', string>> {
  const found = { document: '', comments: '' };
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (!(entry.fileName in read)) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    found[read[entry.fileName as keyof typeof read]] = Buffer.concat(chunks).toString('utf8');
  }
  return found;
}
