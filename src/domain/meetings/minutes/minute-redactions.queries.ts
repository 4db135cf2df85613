import { Injectable } from '@nestjs/common';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { type AudienceSection, mayOpen, maySee } from '../../../platform/access/audience.js';
import { ReadUnit, statement } from '../../../platform/database/read-unit.js';
import { DateTimeScalar } from '../../../platform/graphql/scalars.js';
import { providerOfItem } from './minute-sections.js';

@ObjectType({ description: 'A section that a redacted copy keeps or leaves out.' })
export class RedactableSection {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly heading!: string;
  @Field(() => String) readonly audience!: string;
}
@ObjectType({ description: 'A copy of minutes that was made for somebody outside.' })
export class RedactedCopy {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly madeFor!: string;
  @Field(() => Int) readonly sectionsLeftOut!: number;
  @Field(() => Int) readonly wordsCovered!: number;
  @Field(() => Boolean, { description: 'Whether a summary stands instead of what was left.' }) readonly isSummary!: boolean;
  @Field(() => ID) readonly documentId!: string;
  @Field(() => String) readonly madeBy!: string;
  @Field(() => DateTimeScalar) readonly madeAt!: string;
}
@ObjectType({ description: 'An amendment as a redacted copy tells it.' })
export class RedactedAmendment {
  @Field(() => Int) readonly number!: number;
  @Field(() => String) readonly text!: string;
  @Field(() => String) readonly reason!: string;
}
@ObjectType({ description: 'A section of a redacted copy, its words covered as they were.' })
export class RedactedSection {
  @Field(() => String) readonly heading!: string;
  @Field(() => String) readonly text!: string;
  @Field(() => [RedactedAmendment]) readonly amendments!: readonly RedactedAmendment[];
}
@ObjectType({ description: 'One redacted copy as it was made: its paper, to read.' })
export class RedactedMinutes {
  @Field(() => ID, { description: 'Of its document.' }) readonly id!: string;
  @Field(() => ID) readonly meetingId!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => String) readonly marking!: string;
  @Field(() => String) readonly note!: string;
  @Field(() => String) readonly when!: string;
  @Field(() => String) readonly venue!: string;
  @Field(() => [RedactedSection]) readonly sections!: readonly RedactedSection[];
}
@ObjectType({ description: 'Minutes as copies for somebody outside are made of them.' })
export class MinuteRedactionsView {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => String) readonly state!: string;
  @Field(() => DateTimeScalar) readonly startsAt!: string;
  @Field(() => [RedactableSection]) readonly sections!: readonly RedactableSection[];
  @Field(() => [RedactedCopy], { description: 'The latest first.' }) readonly copies!: readonly RedactedCopy[];
}

const redactions = statement(`
  select json_build_object('id', m.id, 'reference', m.reference, 'title', m.title, 'state', w.state, 'startsAt', m.starts_at,
    'out', (select coalesce(json_agg(i.id), '[]') from agenda_items i where i.council_id = m.council_id and i.meeting_id = m.id and is_out_of(i.id)),
    'sections', (select coalesce(json_agg(json_build_object('id', s.id, 'heading', s.heading, 'audience', s.audience, 'readers', s.readers, 'agendaItemId', s.agenda_item_id, 'providerId', ${providerOfItem('s.council_id', 's.agenda_item_id')}) order by s.position, s.id), '[]')
      from minute_sections s where s.council_id = m.council_id and s.meeting_id = m.id),
    'copies', (select coalesce(json_agg(json_build_object('id', r.id, 'reference', r.reference, 'madeFor', r.made_for, 'sectionsLeftOut', r.sections_left_out, 'wordsCovered', r.words_covered, 'isSummary', r.summary is not null,
        'documentId', r.document_id, 'madeBy', (select coalesce(p.name, q.job_title) from memberships q left join people p on p.id = q.person_id where q.council_id = r.council_id and q.id = r.recorded_by), 'madeAt', r.recorded_at) order by r.recorded_at desc, r.id), '[]')
      from minute_redactions r where r.council_id = m.council_id and r.meeting_id = m.id)) as result
  from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id where m.id = $1::uuid`);

// What was printed is kept with the paper (R38): the page tells it word for word, and is gone when the paper is.
const printed = statement(`
  select json_build_object('id', d.id, 'meetingId', r.meeting_id, 'reference', r.reference, 'title', d.merge_data ->> 'title', 'marking', d.merge_data ->> 'marking', 'note', d.merge_data ->> 'note',
    'when', d.merge_data ->> 'when', 'venue', d.merge_data ->> 'venue', 'sections', d.merge_data -> 'sections', 'readers', d.recipients,
    'agendaItems', (select coalesce(json_agg(h.agenda_item_id), '[]') from document_items h where h.council_id = d.council_id and h.document_id = d.id),
    'out', (select coalesce(json_agg(h.agenda_item_id), '[]') from document_items h where h.council_id = d.council_id and h.document_id = d.id and is_out_of(h.agenda_item_id))) as result
  from minute_redactions r join documents d on d.council_id = r.council_id and d.id = r.document_id where d.id = $1::uuid and d.merge_data is not null`);

/** What a redacted copy is made of, and those that were made. */
@Injectable()
export class MinuteRedactionsQueries {
  constructor(private readonly reads: ReadUnit) {}

  async of(actor: Actor, id: string): Promise<MinuteRedactionsView | null> {
    const row = await this.reads.one<Omit<MinuteRedactionsView, 'sections'> & { readonly out: readonly string[]; readonly sections: readonly (RedactableSection & AudienceSection)[] }>(actor, redactions, [id], { operation: 'minuteRedactions', subjectKind: 'meeting', subjectId: id });
    if (row === null) return null;
    const { out, sections, ...minutes } = row;
    const reader = { role: actor.role, providerId: actor.providerId, membershipId: actor.membershipId, excludedItems: out };
    return { ...minutes, sections: sections.filter((section) => maySee(section, reader)) };
  }

  /** A copy as it was made, for the officers who keep it: as its file. */
  async one(actor: Actor, id: string): Promise<RedactedMinutes | null> {
    const row = await this.reads.one<RedactedMinutes & { readonly out: readonly string[]; readonly readers: readonly string[]; readonly agendaItems: readonly string[] }>(actor, printed, [id], { operation: 'redactedMinutes', subjectKind: 'document', subjectId: id });
    if (row === null) return null;
    const { out, readers, agendaItems, ...copy } = row;
    const reader = { role: actor.role, providerId: actor.providerId, membershipId: actor.membershipId, excludedItems: out };
    return mayOpen({ audience: 'named', providerId: null, readers, agendaItems }, reader) ? copy : null;
  }
}
