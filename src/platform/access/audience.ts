import { type Role, councilOfficers, panelCircle } from './actor.js';

/** Whom a part of a paper is for: every member of the panel, the council's own officers, or the provider as well. */
export const sectionAudiences = ['members', 'council', 'provider'] as const;
export type SectionAudience = (typeof sectionAudiences)[number];

/** A part of a paper as far as who may see it depends on it. */
export interface AudienceSection {
  readonly audience: SectionAudience;
  /** The agenda item it is about; null where it is about the meeting itself. */
  readonly agendaItemId: string | null;
  /** The provider of the service it is about, where there is one. */
  readonly providerId?: string | null;
}

/** A reader, or somebody a paper is made for. */
export interface AudienceReader {
  readonly role: Role;
  readonly providerId: string | null;
  /** Items this person is out of by a ruled interest (R21). */
  readonly excludedItems: readonly string[];
}

const insideCouncil: readonly Role[] = [...councilOfficers, 'legal', 'auditor', 'system'];
const insidePanel: readonly Role[] = [...panelCircle, 'system'];

/** Whether somebody may see a section: the one answer for GraphQL, pages, papers and mail (R21, R22). */
export function maySee(section: AudienceSection, reader: AudienceReader): boolean {
  if (section.agendaItemId !== null && reader.excludedItems.includes(section.agendaItemId)) return false;
  if (section.audience === 'council') return insideCouncil.includes(reader.role);
  if (insidePanel.includes(reader.role)) return true;
  return section.audience === 'provider' && reader.role === 'provider' && reader.providerId !== null && reader.providerId === section.providerId;
}
