import type { Role } from '../../../platform/access/actor.js';
import { LettersAboutDocument, type LettersAboutQueryVariables } from '../../generated/documents.js';
import type { Pages } from '../../pages.service.js';
import type { Visit } from '../../visit.js';
import { letterStands } from '../letters/letter-words.js';

/** Who may read letters to providers: to anybody else a page shows none. */
const readers: readonly Role[] = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'legal', 'auditor'];

/** The letters about one restriction, one decision or one notice, with where each stands. */
export async function lettersAbout(pages: Pages, visit: Visit, about: LettersAboutQueryVariables): Promise<object[]> {
  if (!readers.includes(visit.actor.role)) return [];
  const { letters } = await pages.read(visit, LettersAboutDocument, about);
  return letters.rows.map((row) => ({ ...row, stands: letterStands(row) }));
}
