import { EvidenceDocument, type EvidenceQuery } from '../../generated/documents.js';
import { Form } from '../../form.js';
import type { Pages } from '../../pages.service.js';
import type { Visit } from '../../visit.js';

export type EvidenceOfRecord = NonNullable<EvidenceQuery['evidence']>;

/** What `pages/evidence/section.njk` shows on the page of a record: its files, and the form to add one. Null where there is none to be seen. */
export async function evidenceOf(pages: Pages, visit: Visit, recordKind: string, recordId: string): Promise<EvidenceOfRecord | null> {
  return (await pages.read(visit, EvidenceDocument, { recordKind, recordId })).evidence ?? null;
}

/** The section's context, for the page of a record. */
export async function evidenceContext(pages: Pages, visit: Visit, recordKind: string, recordId: string): Promise<{ evidence: EvidenceOfRecord | null; upload: Form }> {
  return { evidence: await evidenceOf(pages, visit, recordKind, recordId), upload: new Form() };
}
