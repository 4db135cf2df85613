import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { dateTimeInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Documents, type Paper } from '../../platform/documents/documents.service.js';
import type { AgendaLine } from './agenda.js';
import { AgendaVersion } from './agenda-item.entity.js';
import type { Standing } from './meeting-desk.js';

/** A published agenda as it is kept and printed. */
export interface AgendaContent {
  readonly title: string;
  readonly reference: string;
  readonly when: string;
  readonly venue: string;
  readonly number: number;
  readonly items: readonly AgendaContentItem[];
}
interface AgendaContentItem extends Omit<AgendaLine, 'id' | 'version' | 'placedByHand' | 'reasons'> {
  readonly id: string;
  readonly reasons: readonly { readonly words: string }[];
  readonly place: number;
  readonly sectionTitle: string;
}

const council = 'select name from councils where id = $1';

/** Makes the versions of an agenda: its content, never changed afterwards, and the pack as PDF. */
@Injectable()
export class AgendaPress {
  constructor(
    private readonly unit: WriteUnit,
    private readonly documents: Documents,
    private readonly trail: Trail,
  ) {}

  /**
   * Keeps one published version. The stored pack is the coordinator's record copy; members open theirs through the route
   * that leaves out what they have since been ruled out of (R21).
   */
  async print(meeting: Standing, lines: readonly AgendaLine[], number: number): Promise<void> {
    const { actor, at } = this.unit;
    const content = contentOf(meeting, lines, number);
    const [found] = await this.unit.query<{ name: string }>(council, [actor.councilId]);
    const document = await this.documents.storePaper(
      { kind: 'agendaPack', title: `${meeting.title}: agenda, version ${number}`, fileName: `${meeting.reference}-agenda-${number}.pdf`, audience: 'named', recipients: [meeting.coordinatorId], agendaItems: content.items.map((item) => item.id).filter((item) => item !== '') },
      agendaPaper(content, found?.name ?? '', at.toString()),
    );
    await this.unit.manager.insert(AgendaVersion, {
      councilId: actor.councilId, id: newId(), meetingId: meeting.id, number, content, documentId: document.id, publishedBy: actor.membershipId, publishedAt: at.toString(),
    });
    await this.trail.record({ subjectKind: 'meeting', subjectId: meeting.id, action: 'agendaPublished', after: { number, items: content.items.length, documentId: document.id } });
  }
}

/** The paper of an agenda, for whoever may see the items in `content`. */
export function agendaPaper(content: AgendaContent, councilName: string, producedAt: string, marking = 'Confidential: panel members only'): Paper {
  const { title, items, ...rest } = content;
  return {
    template: new URL('templates/agenda.typ', import.meta.url),
    data: { ...rest, council: councilName, title: `${title}: agenda`, producedAt, marking, sections: bySection(items) },
  };
}

function contentOf(meeting: Standing, lines: readonly AgendaLine[], number: number): AgendaContent {
  const { sections, forNoting } = meeting.procedure.agenda;
  const titles = new Map(sections.map((section) => [section.number, section.title]));
  const items = lines.map(({ version: _, placedByHand: __, ...line }, index) => ({
    ...line, id: line.id ?? '', place: index + 1, sectionTitle: line.forNoting ? forNoting : (titles.get(line.section) ?? ''),
  }));
  return { title: meeting.title, reference: meeting.reference, when: dateTimeInWords(meeting.startsAt), venue: meeting.venue, number, items };
}

/** Items under their headings, in the order they are taken; a standing subject is its own heading. */
function bySection(items: readonly AgendaContentItem[]): { title: string; items: object[] }[] {
  const sections: { title: string; items: object[] }[] = [];
  for (const { place, title, sectionTitle, reasons, minutesEstimate, late, lateReason, deferredReason } of items) {
    if (sections.at(-1)?.title !== sectionTitle) sections.push({ title: sectionTitle, items: [] });
    sections.at(-1)?.items.push({ place, title, reasons: reasons.map((reason) => reason.words), minutes: minutesEstimate, late, lateReason, deferredReason });
  }
  return sections;
}
