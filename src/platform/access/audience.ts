import { type Role, councilOfficers, panelCircle } from './actor.js';

/**
 * Whom a part of a paper is for (domain.md 2.3). Every member of the panel; the council's own officers; those who take legal advice;
 * CQC beside the council's officers; the members and the Board; the members and the provider; or people named one by one.
 */
export const sectionAudiences = ['members', 'council', 'legal', 'cqc', 'board', 'provider', 'named'] as const;
export type SectionAudience = (typeof sectionAudiences)[number];

/** A part of a paper as far as who may see it depends on it. */
export interface AudienceSection {
  readonly audience: SectionAudience;
  /** The agenda item it is about; null where it is about the meeting itself. */
  readonly agendaItemId: string | null;
  /** The provider of the service it is about, where there is one. */
  readonly providerId?: string | null;
  /** The memberships it is for, where the audience is `named`. */
  readonly readers?: readonly string[];
}

/** A reader, or somebody a paper is made for or previewed as. */
export interface AudienceReader {
  readonly role: Role;
  readonly providerId: string | null;
  /** Null for a role as such: nobody in particular is named. */
  readonly membershipId: string | null;
  /** Items this person is out of by a ruled interest (R21). */
  readonly excludedItems: readonly string[];
}

const insideCouncil: readonly Role[] = [...councilOfficers, 'legal', 'auditor', 'system'];
const insidePanel: readonly Role[] = [...panelCircle, 'system'];
/** Who writes, approves or checks a paper reads all of it: nobody vouches for what they may not read. The policies name the same list. */
const makers: readonly Role[] = ['chair', 'coordinator', 'authorisedOfficer', 'auditor', 'system'];
const seenBy: Readonly<Record<SectionAudience, readonly Role[]>> = {
  members: insidePanel,
  council: insideCouncil,
  legal: [...makers, 'legal'],
  cqc: [...insideCouncil, 'cqcObserver'],
  board: [...insidePanel, 'boardReader'],
  provider: insidePanel,
  named: makers,
};

/** Whether somebody may see a section: the one answer for GraphQL, pages, papers, mail, exports and previews (R21, R22). */
export function maySee(section: AudienceSection, reader: AudienceReader): boolean {
  if (section.agendaItemId !== null && reader.excludedItems.includes(section.agendaItemId)) return false;
  if (seenBy[section.audience].includes(reader.role)) return true;
  if (section.audience === 'named') return reader.membershipId !== null && section.readers?.includes(reader.membershipId) === true;
  return section.audience === 'provider' && reader.role === 'provider' && reader.providerId !== null && reader.providerId === section.providerId;
}

/** Whether somebody may see a paper whole: every item that is in it (R21). */
export function mayOpen({ agendaItems, ...paper }: Omit<AudienceSection, 'agendaItemId'> & { readonly agendaItems: readonly string[] }, reader: AudienceReader): boolean {
  return [null, ...agendaItems].every((agendaItemId) => maySee({ ...paper, agendaItemId }, reader));
}
