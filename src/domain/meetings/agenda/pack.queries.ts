import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/access/actor.js';
import { maySee } from '../../../platform/access/audience.js';
import { ReadUnit, statement } from '../../../platform/database/read-unit.js';
import { type ContributionRow, contributionsOf, type Lists, listsOf, viewOfContribution } from '../contributions/contributions.queries.js';
import { standIn } from '../series/stand-in.js';
import type { AgendaContent } from './agenda-press.js';
import type { MeetingPack, PackAction, PackItem } from './pack.types.js';

interface Row extends Omit<MeetingPack, 'items'> {
  readonly content: AgendaContent;
  readonly lists: Lists;
  readonly contributions: readonly ContributionRow[];
  readonly actions: readonly (PackAction & { readonly serviceId: string })[];
  /** The items as they stand now, with what closes each to whoever reads; without those of services out of their sight (R37). */
  readonly items: readonly { readonly id: string; readonly audience: string; readonly presenterName: string | null; readonly deferredReason: string | null; readonly isOut: boolean; readonly nature: string | null; readonly ruling: string | null }[];
}

const nameOf = (membership: string, of: string): string => `(select coalesce(pe.name, pm.job_title) from memberships pm left join people pe on pe.id = pm.person_id where pm.council_id = ${of}.council_id and pm.id = ${membership})`;
/** SQL that says that a contribution `c` is the last its member returned of the service. */
export const newestContribution = `not exists (select from contributions l where l.council_id = c.council_id and l.meeting_id = c.meeting_id and l.service_id = c.service_id and l.membership_id = c.membership_id and l.number > c.number)`;
/** $1 meeting. */
const pack = statement(`
  select json_build_object('id', m.id, 'reference', m.reference, 'title', m.title, 'startsAt', m.starts_at, 'venue', m.venue, 'chairName', ${nameOf('m.chair_id', 'm')},
    'chairStandIn', (select stand.name from meeting_members mm cross join lateral (${standIn('mm', 'm.starts_at')}) stand where mm.council_id = m.council_id and mm.meeting_id = m.id and mm.membership_id = m.chair_id),
    'number', v.number, 'publishedAt', v.published_at, 'content', v.content, 'lists', ${listsOf},
    'contributions', ${contributionsOf(newestContribution)},
    'actions', (select coalesce(json_agg(json_build_object('id', a.id, 'serviceId', a.service_id, 'reference', a.reference, 'description', a.description, 'owner', ${nameOf('a.owner_membership_id', 'a')}, 'dueOn', a.due_on) order by a.due_on, a.reference), '[]')
      from agenda_items i join actions a on a.council_id = i.council_id and a.service_id = i.service_id join workflows aw on aw.council_id = a.council_id and aw.id = a.id and aw.state in ('open', 'inProgress', 'overdue', 'extensionRequested', 'notVerified', 'reportedComplete')
      where i.council_id = m.council_id and i.meeting_id = m.id),
    'items', (select coalesce(json_agg(json_build_object('id', i.id, 'audience', i.audience, 'presenterName', ${nameOf('i.presenter_id', 'i')}, 'deferredReason', i.deferred_reason, 'isOut', is_out_of(i.id), 'nature', n.nature, 'ruling', n.ruling)), '[]')
      from agenda_items i left join services s on s.council_id = i.council_id and s.id = i.service_id
      left join lateral (select d.nature, d.ruling from item_interests d join memberships h on h.council_id = d.council_id and h.id = d.membership_id
        where d.council_id = i.council_id and d.agenda_item_id = i.id and (d.membership_id = current_membership() or h.person_id = current_person()) order by d.ruling is null desc, d.declared_at desc limit 1) n on true
      where i.council_id = m.council_id and i.meeting_id = m.id and (i.service_id is null or s.id is not null))) as result
  from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id
  join lateral (select g.number, g.published_at, g.content from agenda_versions g where g.council_id = m.council_id and g.meeting_id = m.id order by g.number desc limit 1) v on true
  where m.id = $1::uuid`);

/** The papers of a meeting, made for whoever reads them at the moment they do: a link of yesterday opens what may be seen today (R21, R22, R37). */
@Injectable()
export class Packs {
  constructor(private readonly reads: ReadUnit) {}

  /** @param operation as what it is recorded; null for a copy that is made for a mail, which is nobody's reading */
  async of(actor: Actor, id: string, operation: 'meetingPack' | 'download:meetingPack' | null = 'meetingPack'): Promise<MeetingPack | null> {
    const row = await this.reads.one<Row>(actor, pack, [id], operation && { operation, subjectKind: 'meeting', subjectId: id });
    if (row === null) return null;
    const { content, lists, contributions, actions, items, ...meeting } = row;
    const known = new Map(items.map((item) => [item.id, item]));
    const reader = { role: actor.role, providerId: actor.providerId, membershipId: actor.membershipId, excludedItems: [] };
    const all = (content.items ?? []).flatMap((line): PackItem[] => {
      const now = known.get(line.id);
      if (now === undefined) return [];
      const closed = whyClosed(now);
      const { id: itemId, place, title, serviceId, sectionTitle, minutesEstimate, forNoting, late } = line;
      const papers = closed === null && serviceId !== null;
      return [{
        id: itemId, place, title, serviceId, sectionTitle, minutesEstimate, forNoting, late, closed, presenterName: now.presenterName, lateReason: closed === null ? line.lateReason : null,
        deferredReason: closed === null ? now.deferredReason : null, reasons: closed === null ? line.reasons.map(({ words }) => words) : [], people: papers ? (line.people ?? null) : null, runBy: closed === null ? (line.runBy?.agency ?? null) : null,
        contributions: papers ? contributions.filter((one) => one.serviceId === serviceId && maySee({ audience: audienceOf(one), agendaItemId: itemId, readers: [one.membershipId] }, reader)).map((one) => viewOfContribution(one, lists)) : [],
        actions: papers ? actions.filter((one) => one.serviceId === serviceId) : [],
      }];
    });
    return { ...meeting, items: all };
  }
}

/** Whoever returned it reads it, whomever it is for. */
const audienceOf = ({ audience, isOwn }: ContributionRow): 'members' | 'council' | 'cqc' | 'provider' => (isOwn ? 'members' : (audience as 'members'));

function whyClosed({ isOut, nature, ruling, audience }: Row['items'][number]): string | null {
  if (nature !== null && ruling === null) return `You declared an interest in this item (${nature}). Its papers are closed to you until the chair has ruled.`;
  if (!isOut) return null;
  if (nature !== null && ruling === 'leave') return `You declared an interest in this item (${nature}), and the chair ruled that you leave it. Its papers are closed to you.`;
  return audience === 'members' ? 'You are out of this item by the chair’s ruling. Its papers are closed to you.' : `This item is for the council’s officers${audience === 'cqc' ? ' and CQC' : ''}. Its papers are closed to you.`;
}
