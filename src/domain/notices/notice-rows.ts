import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { servedOn, workingDaysBetween } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { practitionerOf } from '../providers/insolvency.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { keptFromProvider, type KeptRecord, recordsNamed } from '../intelligence/kept-from-provider.js';
import { Notice, NoticeFinding } from './notice.entity.js';
import type { NoticeContext } from './notice.machine.js';
import type { TermsFacts } from './notice.requirements.js';
import { remedyDate } from './remedy-period.js';

/** How far the steps of a notice are, without those of withdrawn clauses. */
export interface Progress {
  readonly openSteps: number;
  readonly doneSteps: number;
  readonly lastCheckedOn: string | null;
}
export interface NoticeCase {
  readonly state: string;
  readonly version: number;
  readonly context: NoticeContext;
  readonly procedureId: string;
}

/** SQL: whether a contract `k` is in force on a day. */
export const isInForce = (k: string, today: string): string => `(${k}.starts_on <= ${today} and (${k}.ends_on is null or ${k}.ends_on >= ${today}))`;
const contractInForce = `select reference from contracts k where k.council_id = $1 and k.id = $2 and k.service_id = $3 and k.provider_id = $4 and ${isInForce('k', '$5::date')}`;
const providerOf = 'select provider_id as id from services where council_id = $1 and id = $2';
const practitionerToday = `select ${practitionerOf('$1', '$2::date')} as practitioner`;
// A breach waits for what follows it, which may be a second notice.
const ended = `('remedied', 'withdrawn', 'breached', 'concluded', 'notIssued')`;
// The lock is the contract's: two notices of one clause at one moment are one after the other.
const oneByOne = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
const counted = `
  select (select count(*)::int from notice_clauses c where c.council_id = $1 and c.notice_id = $2) as clauses,
    (select count(*)::int from notice_clauses c where c.council_id = $1 and c.notice_id = $2 and c.facts = '') as "clausesWithoutFacts",
    (select count(*)::int from notice_clauses c where c.council_id = $1 and c.notice_id = $2
      and not exists (select from notice_steps s where s.council_id = $1 and s.clause_id = c.id)) as "clausesWithoutSteps",
    (select count(*)::int from notice_clauses c where c.council_id = $1 and c.notice_id = $2 and exists (
      select from notices n join notice_clauses o on o.council_id = n.council_id and o.notice_id = n.id join workflows w on w.council_id = n.council_id and w.id = n.id
      where n.council_id = $1 and n.id <> $2 and n.contract_id = $3 and n.kind = $4 and n.issued_on is not null and o.withdrawn_on is null
        and w.state not in ${ended} and lower(o.clause) = lower(c.clause))) as "clausesUnderAnother"`;
const progress = `
  select count(*) filter (where s.done_on is null)::int as "openSteps", count(*) filter (where s.done_on is not null)::int as "doneSteps",
    (select max(k.checked_on)::text from notice_checks k where k.council_id = $1 and k.notice_id = $2) as "lastCheckedOn"
  from notice_steps s join notice_clauses c on c.council_id = s.council_id and c.id = s.clause_id and c.withdrawn_on is null
  where s.council_id = $1 and s.notice_id = $2`;
const caseOf = `select state, version, context, procedure_id as "procedureId" from workflows where council_id = $1 and id = $2 and machine = 'notice'`;

/** The rows of notices, for the services of this room: what is read of them, and what every one of these services writes alike. */
@Injectable()
export class NoticeRows {
  constructor(
    private readonly unit: WriteUnit,
    private readonly procedures: ProceduresService,
  ) {}

  /** @throws NotFound */
  async known(id: string): Promise<Notice> {
    const notice = await this.unit.manager.findOneBy(Notice, { councilId: this.unit.actor.councilId, id });
    if (notice === null) throw new NotFound('notice');
    return notice;
  }

  async caseOf(id: string): Promise<NoticeCase> {
    const [found] = await this.unit.query<NoticeCase>(caseOf, [this.unit.actor.councilId, id]);
    if (found === undefined) throw new NotFound('notice');
    return found;
  }

  async providerOf(serviceId: string): Promise<string> {
    const [found] = await this.unit.query<{ id: string }>(providerOf, [this.unit.actor.councilId, serviceId]);
    if (found === undefined) throw new NotFound('service');
    return found.id;
  }

  /** The reference of its contract; null where that is not in force today, or is another service's or another provider's. */
  async contractInForce({ contractId, serviceId, providerId }: Pick<Notice, 'contractId' | 'serviceId' | 'providerId'>): Promise<string | null> {
    const [contract] = await this.unit.query<{ reference: string }>(contractInForce, [this.unit.actor.councilId, contractId, serviceId, providerId, this.today.toString()]);
    return contract?.reference ?? null;
  }

  /** Whether its record says so today (case 23). */
  async isInAdministration(providerId: string): Promise<boolean> {
    const [row] = await this.unit.query<{ practitioner: string | null }>(practitionerToday, [providerId, this.today.toString()]);
    return row?.practitioner != null;
  }

  /** What the draft holds, counted now (R04, R12, R13). */
  async terms(notice: Notice, procedureId: string): Promise<TermsFacts> {
    await this.unit.query(oneByOne, [notice.contractId]);
    const { content } = await this.procedures.of(procedureId);
    const [counts] = await this.unit.query<Pick<TermsFacts, 'clauses' | 'clausesWithoutFacts' | 'clausesWithoutSteps' | 'clausesUnderAnother'>>(
      counted, [this.unit.actor.councilId, notice.id, notice.contractId, notice.kind],
    );
    if (counts === undefined) throw new Error('The counts of a notice have no result.');
    const served = servedOn(this.unit.at);
    const { periodCount, periodUnit } = notice;
    return {
      ...counts,
      contractInForce: (await this.contractInForce(notice)) !== null,
      periodGiven: periodCount !== null,
      remedyWorkingDays: periodCount === null || periodUnit === null ? null : workingDaysBetween(served, remedyDate(served, { count: periodCount, unit: periodUnit })),
      shortestWorkingDays: content.timescales.shortRemedyWorkingDays,
      shortReasonGiven: notice.shortReason !== null,
      meetingOrWarningGiven: notice.warnedOn !== null || notice.notWarnedReason !== null,
      supportOfferedGiven: notice.supportOffered !== null,
      addressGiven: notice.inAdministration === false || notice.practitioner !== null,
    };
  }

  async progress(id: string): Promise<Progress> {
    const [found] = await this.unit.query<Progress>(progress, [this.unit.actor.councilId, id]);
    return found ?? { openSteps: 0, doneSteps: 0, lastCheckedOn: null };
  }

  async update(id: string, change: Partial<Notice>): Promise<void> {
    await this.unit.manager.update(Notice, { councilId: this.unit.actor.councilId, id }, change);
  }

  /** What was found, in words for the circle; the end of a notice is dated with it. */
  async find(noticeId: string, finding: NoticeFinding['finding'], reasons: string, followedBy: string | null = null): Promise<void> {
    await this.unit.manager.insert(NoticeFinding, { ...this.written, noticeId, finding, reasons, followedBy, foundOn: this.today.toString() });
    if (finding === 'notIssued' || finding === 'remedied' || finding === 'concluded') await this.update(noticeId, { endedOn: this.today.toString() });
  }

  /** @throws InvalidInput where words the provider will read name a record that must not reach it (bad case 16) */
  async mayReachProvider(providerId: string, field: string, words: readonly (string | null | undefined)[]): Promise<void> {
    const [row] = await this.unit.query<{ records: KeptRecord[] }>(`select ${keptFromProvider('$1::uuid')} as records`, [providerId]);
    const named = recordsNamed(words.filter(Boolean).join('\n'), row?.records ?? []);
    if (named.length > 0) throw new InvalidInput([{ field, message: `The provider reads this, and it names ${named.join(', ')}, which must not reach the provider: take that out` }]);
  }

  /** The first columns of a new row that keeps who wrote it and when. */
  get written(): { councilId: string; id: string; recordedBy: string; recordedAt: string } {
    const { actor, at } = this.unit;
    return { councilId: actor.councilId, id: newId(), recordedBy: actor.membershipId, recordedAt: at.toString() };
  }

  get today(): Temporal.PlainDate {
    return londonDate(this.unit.at);
  }
}
