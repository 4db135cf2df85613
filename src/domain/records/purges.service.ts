import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotPermitted } from '../../platform/graphql/refusals.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { londonDate } from '../../platform/clock/london.js';
import { ProceduresService } from '../councils/procedures.service.js';
import type { ProposePurge, RetentionStep, ReturnPurge } from './retention.inputs.js';
import { RetentionDesk } from './retention-desk.js';

interface PurgeRow {
  readonly version: number;
  readonly reference: string;
  readonly proposed_person_id: string;
  readonly approved_at: string | null;
  readonly returned_at: string | null;
}
interface Subject {
  readonly kind: string;
  readonly id: string;
  readonly rule: string;
}

const add = `
  insert into purges (council_id, id, reference, until, schedule, procedure_id, proposed_by, proposed_person_id, proposed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
const addSubjects = `
  insert into purge_subjects (council_id, purge_id, subject_kind, subject_id, reference, service_id, rule, starts_on, due_on, held_by)
  select $1, $2, f.subject_kind, f.subject_id, f.reference, f.service_id, f.rule, f.starts_on, f.due_on, f.held_by from falls_due($3::jsonb, $4::date) f returning 1`;
const approve = 'update purges set approved_by = $3, approved_person_id = $4, approved_at = $5, version = version + 1 where council_id = $1 and id = $2';
const giveBack = 'update purges set returned_by = $3, returned_at = $4, return_reason = $5, version = version + 1 where council_id = $1 and id = $2';
const left = `select subject_kind as kind, subject_id as id, rule from purge_subjects where council_id = $1 and purge_id = $2 and outcome is null order by due_on, subject_kind, subject_id`;
const settleHeld = `update purge_subjects set outcome = 'held', settled_at = $5 where council_id = $1 and purge_id = $2 and subject_kind = $3 and subject_id = $4 and outcome is null`;
const finish = 'update purges set done_at = $3, version = version + 1 where council_id = $1 and id = $2 and done_at is null returning reference';
const outcomes = `select coalesce(outcome, 'left') as outcome, count(*)::int as subjects from purge_subjects where council_id = $1 and purge_id = $2 group by 1`;

/** Raised by the database where a hold is being set while a purge is at work on the same subject: the hold wins. */
const HELD_MEANWHILE = 'PU001';

/** Content goes by the schedule (R34): one proposes what falls due, another approves it, and each subject goes whole, in a unit of its own, or not at all. */
@Injectable()
export class PurgesService implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly jobs: Jobs,
    private readonly desk: RetentionDesk,
    private readonly procedures: ProceduresService,
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe('purgeApproved', 'records.purge', (event, actor) => this.run(event, actor), { as: 'records', ownUnits: true });
  }

  /** Keeps what falls due by a day as a preview. @throws InvalidInput for a day to come, or where nothing falls due */
  async propose({ until }: ProposePurge): Promise<Outcome> {
    const { actor, at } = this.unit;
    if (until > londonDate(at).toString()) throw new InvalidInput([{ field: 'until', message: 'Enter today or an earlier day: what falls due later is not due yet' }]);
    const { id: procedureId, content } = await this.procedures.current();
    const id = newId();
    const schedule = JSON.stringify(content.retention.rules);
    const reference = await this.unit.reference('PRG');
    await this.unit.query(add, [actor.councilId, id, reference, until, schedule, procedureId, actor.membershipId, actor.personId, at.toString()]);
    const subjects = await this.unit.query(addSubjects, [actor.councilId, id, schedule, until]);
    if (subjects.length === 0) throw new InvalidInput([{ field: 'until', message: 'Nothing falls due by this day' }]);
    await this.trail.record({ subjectKind: 'purge', subjectId: id, action: 'purgeProposed', after: { reference, until, subjects: subjects.length, schedule: content.retention.effectiveFrom } });
    return { id, version: 1, reference };
  }

  /** @throws NotPermitted for whoever proposed it */
  async approve({ id, version }: RetentionStep): Promise<Outcome> {
    const { actor, at } = this.unit;
    const purge = await this.waiting(id, version);
    await this.unit.query(approve, [actor.councilId, id, actor.membershipId, actor.personId, at.toString()]);
    await this.trail.record({ subjectKind: 'purge', subjectId: id, action: 'purgeApproved', after: { reference: purge.reference } });
    await this.jobs.publish('purgeApproved', { purgeId: id });
    return { id, version: version + 1, reference: purge.reference };
  }

  async giveBack({ id, version, reason }: ReturnPurge): Promise<Outcome> {
    const { actor, at } = this.unit;
    const purge = await this.waiting(id, version);
    await this.unit.query(giveBack, [actor.councilId, id, actor.membershipId, at.toString(), reason]);
    await this.trail.record({ subjectKind: 'purge', subjectId: id, action: 'purgeReturned', after: { reference: purge.reference, reasonGiven: true } });
    return { id, version: version + 1, reference: purge.reference };
  }

  private async waiting(id: string, version: number): Promise<PurgeRow> {
    const purge = await this.desk.hold<PurgeRow>('purge', id, version);
    if (purge.proposed_person_id === this.unit.actor.personId) throw new NotPermitted('somebody other than who proposed it');
    if (purge.approved_at !== null || purge.returned_at !== null) throw new InvalidInput([{ field: 'form', message: 'This purge has been answered already' }]);
    return purge;
  }

  /** Every subject that is left, each in a unit of its own: stopped half way, the next delivery does the rest. */
  private async run({ ids: { purgeId = '' } }: DomainEvent, actor: Actor): Promise<void> {
    const subjects = await this.unit.run(actor, () => this.unit.query<Subject>(left, [actor.councilId, purgeId]));
    for (const subject of subjects) await this.purgeOne(actor, purgeId, subject);
    await this.unit.run(actor, async () => {
      const [done] = await this.unit.query<{ reference: string }>(finish, [actor.councilId, purgeId, this.unit.at.toString()]);
      if (done === undefined) return;
      const counted = await this.unit.query<{ outcome: string; subjects: number }>(outcomes, [actor.councilId, purgeId]);
      await this.trail.record({ subjectKind: 'purge', subjectId: purgeId, action: 'purgeDone', after: { reference: done.reference, ...Object.fromEntries(counted.map(({ outcome, subjects: number }) => [outcome, number])) } });
    });
  }

  private async purgeOne(actor: Actor, purgeId: string, { kind, id, rule }: Subject): Promise<void> {
    try {
      await this.unit.run(actor, async () => {
        const [answer] = await this.unit.query<{ outcome: string }>('select purge_subject($1, $2, $3) as outcome', [purgeId, kind, id]);
        await this.trail.blanked('purge', purgeId);
        await this.trail.record({ subjectKind: kind === 'source' ? 'intelligence' : kind, subjectId: id, action: answer?.outcome === 'purged' ? 'contentPurged' : 'purgeStopped', after: { purgeId, rule, outcome: answer?.outcome ?? null } });
      });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === HELD_MEANWHILE)) throw error;
      await this.unit.run(actor, async () => {
        await this.unit.query(settleHeld, [actor.councilId, purgeId, kind, id, this.unit.at.toString()]);
        await this.trail.record({ subjectKind: kind === 'source' ? 'intelligence' : kind, subjectId: id, action: 'purgeStopped', after: { purgeId, rule, outcome: 'held' } });
      });
    }
  }
}
