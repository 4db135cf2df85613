import { dateTimeInWords } from '../../../platform/clock/words.js';
import { compilePaper } from '../../../platform/documents/typst.js';
import type { OnCallSheetQuery } from '../../generated/documents.js';

type Sheet = OnCallSheetQuery['onCallSheet'];

/** The on-call sheet on paper: one page, in the first shape that fits. @param address of the same on a page, where all of it stands however much it is; and what the council calls serious concerns, within a sentence */
export async function onCallPaper({ asAt, services, dos, donts }: Sheet, about: { readonly title: string; readonly council: string; readonly address: string; readonly seriousConcerns: string }): Promise<Uint8Array> {
  // Said once where room is short.
  const shared = (services[0]?.contacts ?? []).filter((line) => services.every(({ contacts }) => contacts.includes(line)));
  return compilePaper(new URL('on-call-sheet.typ', import.meta.url), {
    ...about, dos, donts, shared, services: services.map((one) => ({ ...one, own: one.contacts.filter((line) => !shared.includes(line)) })),
    reference: `On-call sheet ${asAt.slice(0, 10)}`, producedAt: asAt, when: dateTimeInWords(asAt), marking: 'Official: for officers on call only',
  });
}
