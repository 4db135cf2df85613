import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/access/actor.js';
import { type AudienceSection, maySee } from '../../../platform/access/audience.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../../platform/database/read-unit.js';
import type { MinuteSectionView, OwnMinuteExtract } from '../meeting.types.js';

/** What is common to an extract `e` wherever it is shown. */
export const extractParts = `'id', e.id, 'reference', e.reference, 'documentId', e.document_id, 'madeAt', e.recorded_at, 'commentsBy', e.comments_by,
  'madeFor', coalesce((select v.name from register_providers v where v.id = e.provider_id), 'Safeguarding Adults Board'),
  'comments', (select coalesce(json_agg(json_build_object('id', c.id, 'text', c.text, 'at', c.recorded_at,
      'by', (select coalesce(p.name, m.job_title) from memberships m left join people p on p.id = m.person_id where m.council_id = c.council_id and m.id = c.recorded_by)) order by c.recorded_at, c.id), '[]')
    from extract_comments c where c.council_id = e.council_id and c.extract_id = e.id)`;

// Row-level security gives a provider its own extracts and sections, and the Board those made for it. The provider of a section is the
// extract's own: a provider sees no agenda to ask it of.
const own = statement(`
  select coalesce(json_agg(json_build_object(${extractParts}, 'title', e.title, 'heldOn', e.held_on, 'providerId', e.provider_id,
    'sections', (select coalesce(json_agg(json_build_object('id', s.id, 'version', s.version, 'agendaItemId', s.agenda_item_id, 'heading', s.heading, 'text', s.text, 'audience', s.audience,
        'approvedAt', s.approved_at, 'readers', s.readers,
        'amendments', (select coalesce(json_agg(json_build_object('number', a.number, 'text', a.text, 'reason', a.reason, 'recordedAt', a.recorded_at) order by a.number), '[]')
                       from minute_amendments a where a.council_id = s.council_id and a.section_id = s.id)) order by s.position), '[]')
      from minute_sections s where s.council_id = e.council_id and s.meeting_id = e.meeting_id and s.audience = case when e.provider_id is null then 'board' else 'provider' end)
    ) order by e.held_on desc, e.recorded_at desc, e.id desc), '[]') as result
  from minute_extracts e where e.council_id = current_council() and ($1::uuid is null or e.provider_id = $1)`);

type Row = Omit<OwnMinuteExtract, 'open' | 'sections'> & { readonly providerId: string | null; readonly sections: readonly (MinuteSectionView & Pick<AudienceSection, 'audience'>)[] };

/** Extracts of minutes as those they were made for read them. */
@Injectable()
export class MinuteExtractsQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async mine(actor: Actor): Promise<OwnMinuteExtract[]> {
    const found = await this.reads.one<Row[]>(actor, own, [actor.providerId], { operation: 'myMinuteExtracts', subjectKind: 'meeting' });
    const reader = { role: actor.role, providerId: actor.providerId, membershipId: actor.membershipId, excludedItems: [] };
    const today = this.clock.today().toString();
    return (found ?? []).map(({ providerId, sections, ...row }) => ({
      ...row, open: row.commentsBy !== null && today <= row.commentsBy, sections: sections.filter((section) => maySee({ ...section, providerId }, reader)),
    }));
  }
}
