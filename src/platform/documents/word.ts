import { AlignmentType, Document, Footer, Header, HeadingLevel, LineRuleType, Packer, PageNumber, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';

/** A paper for people who work in Word: the same words as its PDF, in headings, paragraphs and tables that a screen reader knows. */
export interface WordPaper {
  readonly council: string;
  readonly title: string;
  readonly reference: string;
  readonly marking: string;
  readonly note: string | null;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly parts: readonly WordPart[];
}
export interface WordPart {
  readonly heading: string;
  readonly text?: string;
  readonly table?: { readonly headings: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly notes?: readonly { readonly heading: string; readonly text: string }[];
}

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const quiet = { color: '484949', size: 18 };

export async function toWord({ council, title, reference, marking, note, facts, parts }: WordPaper): Promise<Buffer> {
  const document = new Document({
    creator: council, title, description: reference,
    styles: {
      default: {
        // Said to be a proportion: a reader that takes it for an exact height sets the lines of a long title into one another.
        document: { run: { font: 'Arial', size: 22, language: { value: 'en-GB' } }, paragraph: { spacing: { after: 160, line: 288, lineRule: LineRuleType.AUTO } } },
        title: { run: { size: 36, bold: true }, paragraph: { spacing: { after: 200 } } },
        heading1: { run: { size: 28, bold: true, color: '0B0C0C' }, paragraph: { spacing: { before: 280, after: 100 }, keepNext: true } },
        heading2: { run: { size: 24, bold: true, color: '0B0C0C' }, paragraph: { spacing: { before: 200, after: 80 }, keepNext: true } },
      },
    },
    sections: [{
      headers: { default: new Header({ children: [new Paragraph({ children: [new TextRun({ text: `${council}. ${marking}`, ...quiet })] })] }) },
      footers: { default: new Footer({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun({ ...quiet, children: [`${reference}, page `, PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] })] })] }) },
      children: [
        new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(title)] }),
        ...(facts.length > 0 ? [tableOf(['Item', 'Detail'], facts), new Paragraph('')] : []),
        ...(note === null ? [] : paragraphsOf(note)),
        ...parts.flatMap(({ heading, text, table, notes = [] }) => [
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(heading)] }),
          ...(text === undefined ? [] : paragraphsOf(text)),
          ...(table === undefined ? [] : [tableOf(table.headings, table.rows), new Paragraph('')]),
          ...notes.flatMap((one) => [new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(one.heading)] }), ...paragraphsOf(one.text)]),
        ]),
      ],
    }],
  });
  return Packer.toBuffer(document);
}

/** Blank lines part paragraphs, single line ends stay line ends. */
function paragraphsOf(text: string): Paragraph[] {
  return text.trim().split(/\n[ \t]*\n\s*/).map((paragraph) => new Paragraph({ children: paragraph.split('\n').map((line, at) => new TextRun({ text: line, ...(at > 0 && { break: 1 }) })) }));
}

function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): Table {
  const cell = (text: string, bold: boolean): TableCell => new TableCell({
    margins: { top: 60, bottom: 60, left: 100, right: 100 }, children: text.split('\n').map((line) => new Paragraph({ spacing: { after: 0 }, children: [new TextRun({ text: line, bold })] })),
  });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [new TableRow({ tableHeader: true, children: headings.map((one) => cell(one, true)) }), ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((one, at) => cell(one, at === 0)) }))],
  });
}
