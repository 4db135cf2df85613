import type { StreamableFile } from '@nestjs/common';
import { compilePaper } from '../../platform/documents/typst.js';
import type { WordPart } from '../../platform/documents/word.js';
import type { Download } from '../../platform/documents/downloads.js';
import type { Pages } from '../pages.service.js';
import type { Visit } from '../visit.js';

/** A part of a paper: words, a table, or both. A table to be filled in by hand has empty cells and higher rows. */
export interface PaperPart extends WordPart {
  readonly table?: { readonly headings: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly byHand?: boolean };
}

/** A paper made of what a page read: the same words on the page, as PDF and as a Word file. */
export interface PlainPaper {
  readonly title: string;
  readonly reference: string;
  readonly marking: string;
  /** Said under the title; null where nothing is. */
  readonly note: string | null;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly parts: readonly PaperPart[];
  readonly landscape?: boolean;
}

/** The paper as PDF/UA-1, to take away; that it was taken is recorded. @param name of the file, without what it ends in */
export async function asPdf(pages: Pages, visit: Visit, paper: PlainPaper, file: Download & { readonly name: string }): Promise<StreamableFile> {
  const data = { ...paper, landscape: paper.landscape ?? false, parts: paper.parts.map(({ heading, text = null, table = null, notes = [] }) => ({ heading, text, table: table && { byHand: false, ...table }, notes })), council: visit.actor.councilName, producedAt: pages.now().toString() };
  return pages.paper(visit, { ...file, name: `${file.name}.pdf` }, await compilePaper(new URL('plain-paper.typ', import.meta.url), data));
}
