import { Injectable } from '@nestjs/common';
import { type Actor, panelCircle } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { Vault } from '../../platform/vault/vault.js';
import { identityCell } from './sealed-sources.service.js';
import type { SealedSource, SourceAccess, SourceOpening, SourceOpeningList } from './sealed-source.types.js';

const pageSize = 25;
const inForce = 'm.valid_from <= $2::date and (m.valid_to is null or m.valid_to >= $2::date)';
const openUntil = (record: string): string => `(select max(o.ends_at) from source_openings o where o.council_id = current_council() and o.intelligence_id = ${record}
  and o.membership_id = current_membership() and o.ends_at > current_instant())`;

const source = statement(`
  select json_build_object('reference', i.reference, 'sealed', encode(s.sealed, 'base64'), 'keyId', s.key_id, 'protect', s.protect, 'openUntil', ${openUntil('i.id')}) as result
  from sealed_sources s join intelligence i on i.council_id = s.council_id and i.id = s.intelligence_id where s.intelligence_id = $1`);

const access = statement(`
  select json_build_object('intelligenceId', i.id, 'reference', i.reference, 'openUntil', ${openUntil('i.id')},
    'mayOpen', exists (select from sealed_sources s where s.council_id = i.council_id and s.intelligence_id = i.id),
    'leads', coalesce((select json_agg(p.name || ', ' || m.job_title order by p.name, m.id) from memberships m join people p on p.id = m.person_id
       where m.council_id = i.council_id and m.role = 'safeguardingLead' and ${inForce}), '[]'),
    'readers', coalesce((select json_agg(json_build_object('id', r.id, 'name', p.name, 'jobTitle', m.job_title, 'reason', r.reason, 'endsOn', r.ends_on) order by r.ends_on, p.name, r.id)
       from source_readers r join memberships m on m.council_id = r.council_id and m.id = r.membership_id join people p on p.id = m.person_id
       where r.council_id = i.council_id and r.intelligence_id = i.id and r.ended_at is null and r.ends_on >= $2::date), '[]'),
    'choices', case when acting_as() = 'safeguardingLead' then coalesce((select json_agg(json_build_object('id', m.id, 'name', p.name, 'jobTitle', m.job_title) order by p.name, m.id)
       from memberships m join people p on p.id = m.person_id
       where m.council_id = i.council_id and m.role = any ($3) and m.role <> 'safeguardingLead' and ${inForce}), '[]') else '[]' end) as result
  from intelligence i where i.id = $1 and i.source_sealed`);

const who = (membership: string): string => `(select coalesce(p.name || ', ', '') || m.job_title from memberships m left join people p on p.id = m.person_id
  where m.council_id = o.council_id and m.id = ${membership})`;
const opening = `o.id, o.intelligence_id as "intelligenceId", o.reference, ${who('o.membership_id')} as "openedBy", o.reason, o.opened_at as "openedAt", o.ends_at as "endsAt",
  o.review_due_on as "reviewDueOn", o.reviewed_at is null and o.review_due_on < $1::date as overdue, case when o.reviewed_at is null then greatest($1::date - o.review_due_on, 0) else 0 end as "daysOverdue", o.person_id = current_person() as own,
  case when o.reviewed_by is not null then ${who('o.reviewed_by')} end as "reviewedBy", o.reviewed_at as "reviewedAt", o.review_note as "reviewNote",
  (select count(*) from reads r where r.council_id = o.council_id and r.subject_kind = 'intelligence' and r.subject_id = o.intelligence_id and r.operation = 'sealedSource'
    and r.membership_id = o.membership_id and r.recorded_at between o.opened_at and o.ends_at) as readings`;
const from = 'source_openings o';

const openings = statement(`
  select json_build_object('total', (select count(*) from source_openings), 'page', $2::int, 'pageSize', $3::int,
    'overdue', (select count(*) from source_openings where reviewed_at is null and review_due_on < $1::date),
    'rows', coalesce((select json_agg(x order by x."reviewedAt" desc nulls first, x."openedAt", x.id) from (
       select ${opening} from ${from} order by o.reviewed_at desc nulls first, o.opened_at, o.id limit $3 offset ($2::int - 1) * $3) x), '[]')) as result`);
const oneOpening = statement(`select to_jsonb(x) as result from (select ${opening} from ${from} where o.id = $2) x`);

interface StoredSource extends Omit<SealedSource, 'identity'> {
  readonly sealed: string;
  readonly keyId: string;
}

/** Reads of who told us and of who opened it. Who may see which rows is row-level security's; every read is recorded. */
@Injectable()
export class SealedSourcesQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  async source(actor: Actor, id: string): Promise<SealedSource | null> {
    const found = await this.reads.one<StoredSource>(actor, source, [id], { operation: 'sealedSource', subjectKind: 'intelligence', subjectId: id });
    if (found === null) return null;
    const { sealed, keyId, ...rest } = found;
    return { ...rest, identity: this.vault.open({ keyId, bytes: Buffer.from(sealed, 'base64') }, identityCell(actor.councilId, id)) };
  }

  async access(actor: Actor, id: string): Promise<SourceAccess | null> {
    const found = await this.reads.one<Omit<SourceAccess, 'mayBreakGlass' | 'mayName'>>(actor, access, [id, this.today(), panelCircle], { operation: 'sourceAccess', subjectKind: 'intelligence', subjectId: id });
    return found && { ...found, mayBreakGlass: !found.mayOpen && may(actor, 'openSealedSource'), mayName: may(actor, 'giveSourceReader') };
  }

  async openings(actor: Actor, page: number): Promise<SourceOpeningList> {
    const found = await this.reads.one<SourceOpeningList>(actor, openings, [this.today(), pageNumber(page), pageSize], { operation: 'sourceOpenings', subjectKind: 'sourceOpening' });
    if (found === null) throw new Error('The list of openings has no result.');
    return found;
  }

  opening(actor: Actor, id: string): Promise<SourceOpening | null> {
    return this.reads.one<SourceOpening>(actor, oneOpening, [this.today(), id], { operation: 'sourceOpening', subjectKind: 'sourceOpening', subjectId: id });
  }

  private today(): string {
    return this.clock.today().toString();
  }
}
