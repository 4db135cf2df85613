import { Injectable } from '@nestjs/common';
import { agencyCalled } from '../../councils/agency-called.js';
import { Trail } from '../../../platform/audit/trail.js';
import { londonDate } from '../../../platform/clock/london.js';
import { dateInWords, dateTimeInWords } from '../../../platform/clock/words.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { Documents, type Paper } from '../../../platform/documents/documents.service.js';
import { runnerRow } from '../../providers/run-by.js';
import type { AgendaLine } from './agenda.js';
import { AgendaVersion } from './agenda-item.entity.js';
import type { Standing } from '../meeting-desk.js';

/** A published agenda as it is kept and printed. */
export interface AgendaContent {
  readonly title: string;
  readonly reference: string;
  readonly when: string;
  readonly venue: string;
  readonly number: number;
  readonly items: readonly AgendaContentItem[];
}
interface AgendaContentItem extends Omit<AgendaLine, 'id' | 'version' | 'placedByHand' | 'reasons' | 'presenterId' | 'audience'> {
  readonly id: string;
  readonly reasons: readonly { readonly words: string }[];
  readonly place: number;
  readonly sectionTitle: string;
  /** How many people use the service by who pays, with the day and source of the count (R29); absent in packs printed before it was. */
  readonly people?: string | null;
  /** Where an agency of the council's world runs the service (case 18); absent in packs printed before it was. */
  readonly runBy?: { readonly agency: string } | null;
}

const council = 'select name from councils where id = $1';
/** The latest count of each kind of funder. $1 council, $2 services */
const peopleAt = `
  select distinct on (n.service_id, n.funder) n.service_id as "serviceId", n.funder, n.people, n.as_at::text as "asAt", n.source from people_counts n
  where n.council_id = $1 and n.service_id = any ($2::uuid[]) order by n.service_id, n.funder, n.as_at desc, n.recorded_at desc`;
/** $1 council, $2 services, $3 today. */
const runAt = `
  select s.id as "serviceId", ${agencyCalled('r.id', '$3::date')} as agency from services s cross join lateral ${runnerRow('s.provider_id', '$3::date')} r where s.council_id = $1 and s.id = any ($2::uuid[]) and r.id is not null`;
interface Counted {
  readonly serviceId: string;
  readonly funder: string;
  readonly people: number;
  readonly asAt: string;
  readonly source: string;
}
const funders: Readonly<Record<string, string>> = { thisCouncil: 'this council', otherCouncils: 'other councils', icb: 'NHS', selfFunding: 'self-funding' };

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
    const services = lines.flatMap(({ serviceId }) => (serviceId === null ? [] : [serviceId]));
    const people = Map.groupBy(await this.unit.query<Counted>(peopleAt, [actor.councilId, services]), ({ serviceId }) => serviceId);
    const run = new Map((await this.unit.query<{ serviceId: string; agency: string }>(runAt, [actor.councilId, services, londonDate(at).toString()])).map(({ serviceId, agency }) => [serviceId, { agency }]));
    const content = contentOf(meeting, lines, number, people, run);
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

function contentOf(meeting: Standing, lines: readonly AgendaLine[], number: number, people: ReadonlyMap<string, readonly Counted[]>, run: ReadonlyMap<string, { readonly agency: string }>): AgendaContent {
  const { sections, forNoting } = meeting.procedure.agenda;
  const titles = new Map(sections.map((section) => [section.number, section.title]));
  const items = lines.map(({ version: _, placedByHand: __, presenterId: ___, audience: ____, ...line }, index) => ({
    ...line, id: line.id ?? '', place: index + 1, sectionTitle: line.forNoting ? forNoting : (titles.get(line.section) ?? ''), people: line.serviceId === null ? null : peopleInWords(people.get(line.serviceId) ?? []),
    runBy: (line.serviceId !== null && run.get(line.serviceId)) || null,
  }));
  return { title: meeting.title, reference: meeting.reference, when: dateTimeInWords(meeting.startsAt), venue: meeting.venue, number, items };
}

/** Every kind of funder is named, also one that nobody has counted: a gap must not look like nobody (R29). */
function peopleInWords(counts: readonly Counted[]): string {
  const each = Object.entries(funders).map(([funder, words]) => `${words} ${counts.find((one) => one.funder === funder)?.people ?? 'not counted'}`);
  const sources = [...new Set(counts.map(({ asAt, source }) => `${dateInWords(asAt)}, ${source}`))];
  return `People here by who pays: ${each.join(', ')}${sources.length === 0 ? '' : ` (counted ${sources.join('; ')})`}`;
}

/** Said of a service that an agency of the council's world runs, on every paper that has it (case 18). */
export const ownServiceWords = (agency: string): string => `Run by ${agency}: whoever belongs to it declares an interest`;

/** Items under their headings, in the order they are taken; a standing subject is its own heading. */
function bySection(items: readonly AgendaContentItem[]): { title: string; items: object[] }[] {
  const sections: { title: string; items: object[] }[] = [];
  for (const { place, title, sectionTitle, reasons, minutesEstimate, late, lateReason, deferredReason, people = null, runBy = null } of items) {
    if (sections.at(-1)?.title !== sectionTitle) sections.push({ title: sectionTitle, items: [] });
    sections.at(-1)?.items.push({ place, title, reasons: reasons.map((reason) => reason.words), minutes: minutesEstimate, late, lateReason, deferredReason, people, runBy: runBy && ownServiceWords(runBy.agency) });
  }
  return sections;
}
