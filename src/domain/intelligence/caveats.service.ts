import { Injectable } from '@nestjs/common';
import { panelCircle, type Role } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput, NotFound, NotPermitted } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { SharesService } from '../people/shares.service.js';
import type { ChangeCaveat, EndRecordReader, NameRecordReader, ShareIntelligence } from './caveat.inputs.js';
import { caveatOfficers, isNarrow, narrowCaveats, needsReview, shareableCaveats, whoMayChange } from './caveats.js';
import { IntelligenceNotices } from './intelligence-notices.js';
import { Intelligence } from './intelligence.entity.js';
import { intelligenceMachine } from './intelligence.machine.js';

const remember = `
  insert into caveat_changes (council_id, id, intelligence_id, answer, from_caveat, to_caveat, reason, correction, review_on, changed_by, changed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const change = 'update intelligence set caveat = $3, caveat_review_on = $4 where council_id = $1 and id = $2';
const nameReader = `insert into record_readers (council_id, intelligence_id, membership_id) values ($1, $2, $3) on conflict do nothing`;
const endReader = 'delete from record_readers where council_id = $1 and intelligence_id = $2 and membership_id = $3 returning membership_id';
const readable = `select role from memberships where council_id = $1 and id = any ($2) and person_id is not null and role = any ($4)
  and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date)`;
// R28: a publication by CQC after the record came in, newer than the one that was asked about.
const published = `
  update intelligence i set publication_seen_on = p.published_on
  from (select k.council_id, k.id, max(r.published_on) as published_on
        from intelligence k join services s on s.council_id = k.council_id and s.id = k.service_id join register_ratings r on r.location_id = s.location_id
        where k.council_id = $1 and k.caveat = 'cqcPrePublication' and r.published_on >= (k.received_at at time zone 'Europe/London')::date
        group by k.council_id, k.id) p
  where i.council_id = p.council_id and i.id = p.id and i.publication_seen_on is distinct from p.published_on
  returning i.id, i.reference, i.recorded_by as "recordedBy", p.published_on::text as "publishedOn"`;

export interface ChosenCaveat {
  readonly caveat: string;
  readonly reviewOn: string | undefined;
  readonly readers: readonly string[];
  readonly reason: string | undefined;
}

/** Who may see a record, and the history of it (domain.md 4.3, R28). Inside a unit of work. */
@Injectable()
export class CaveatsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly notices: IntelligenceNotices,
    private readonly shares: SharesService,
  ) {}

  /** What is missing of a caveat chosen with a new record. */
  async problemsOf({ caveat, reviewOn, readers }: ChosenCaveat): Promise<FieldProblem[]> {
    const found = await this.rolesOf(readers);
    const officer = caveatOfficers.includes(this.unit.actor.role) || found.some((role) => caveatOfficers.includes(role));
    return [
      ...(needsReview(caveat) && reviewOn === undefined ? [{ field: 'caveatReviewOn', message: 'Enter the day on which it is looked at again who may see this' }] : []),
      ...(found.length === readers.length ? [] : [{ field: 'namedReaders', message: 'Choose people who work with this council’s panel today' }]),
      ...(caveat === 'namedPeople' && !officer ? [{ field: 'namedReaders', message: 'Name at least one officer of the council, who can triage it' }] : []),
    ];
  }

  /** Keeps what was chosen with a new record, which is stored already. */
  async chosen(id: string, { caveat, reviewOn, readers, reason }: ChosenCaveat): Promise<void> {
    const { councilId } = this.unit.actor;
    for (const membershipId of readers) await this.unit.query(nameReader, [councilId, id, membershipId]);
    if (isNarrow(caveat)) await this.keep(id, 'chosen', null, caveat, reason ?? 'Chosen when it was recorded', null, reviewOn ?? null);
    if (readers.length > 0) await this.trail.record({ subjectKind: 'intelligence', subjectId: id, action: 'recordReadersNamed', after: { readers: [...readers] } });
  }

  /**
   * Says anew who may see a record. Once CQC has published, widening it releases or corrects it, and the same again keeps it (R28).
   * @throws NotFound, NotPermitted, InvalidInput, TransitionRefused
   */
  async change({ id, version, caveat, reason, reviewOn, correction }: ChangeCaveat): Promise<Outcome> {
    const { actor } = this.unit;
    const before = await this.record(id);
    const { content } = await this.procedures.current();
    if (!content.intelligence.caveats.some(({ code }) => code === caveat)) throw new InvalidInput([{ field: 'caveat', message: 'Choose who may see it' }]);
    if (before.sourceSealed && before.caveat === 'sourceProtected' && !isNarrow(caveat) && caveat !== 'sourceProtected') {
      throw new InvalidInput([{ field: 'caveat', message: 'Whoever told us must be protected: keep it source protected, or fewer people' }]);
    }
    if (needsReview(caveat) && reviewOn === undefined) throw new InvalidInput([{ field: 'reviewOn', message: 'Enter the day on which it is looked at again' }]);
    const who = whoMayChange({ from: before.caveat, to: caveat, role: actor.role, isRecorder: before.recordedBy === actor.membershipId });
    if (who !== null) throw new NotPermitted(who);
    const moved = await this.runner.send(intelligenceMachine, 'SET_CAVEAT', {
      id, version, facts: { caveatReasonGiven: true, needsCaveatReview: needsReview(caveat), caveatReviewOn: reviewOn ?? null },
    });
    // Whoever narrows it has read it, and can undo a slip.
    const opens = !isNarrow(caveat) || narrowCaveats[caveat]?.opens.includes(actor.role) === true || [before.recordedBy, before.allocatedTo].includes(actor.membershipId);
    if (!opens) await this.unit.query(nameReader, [actor.councilId, id, actor.membershipId]);
    await this.keep(id, answerOf(before, caveat, correction), before.caveat, caveat, reason, correction ?? null, reviewOn ?? null);
    await this.unit.query(change, [actor.councilId, id, caveat, reviewOn ?? null]);
    return { id, version: moved.version, reference: before.reference };
  }

  /** Shares one record with another council: none that its caveat keeps from members of the panel, or whose source is protected. */
  async share({ id, ...facts }: ShareIntelligence): Promise<Outcome> {
    const { serviceId, caveat, reference } = await this.record(id);
    if (serviceId === null) throw new InvalidInput([{ field: 'id', message: 'This record names no service of ours: tell the other council another way' }]);
    if (!shareableCaveats.some((code) => code === caveat)) throw new InvalidInput([{ field: 'id', message: 'Who may see this record is kept narrow: change that first, with the reason' }]);
    return { ...(await this.shares.share({ serviceId, ...facts }, { kind: 'intelligence', id })), reference };
  }

  /** Names somebody who may read one record beside those its caveat names. */
  async nameReader({ id, membershipId }: NameRecordReader): Promise<Outcome> {
    const { actor } = this.unit;
    const record = await this.mayName(id);
    if ((await this.rolesOf([membershipId])).length === 0) throw new InvalidInput([{ field: 'membershipId', message: 'Choose somebody of the list' }]);
    await this.unit.query(nameReader, [actor.councilId, id, membershipId]);
    await this.trail.record({ subjectKind: 'intelligence', subjectId: id, action: 'recordReadersNamed', after: { readers: [membershipId] } });
    return { id, version: 1, reference: record.reference };
  }

  async endReader({ id, membershipId }: EndRecordReader): Promise<Outcome> {
    const record = await this.mayName(id);
    const ended = await this.unit.query(endReader, [this.unit.actor.councilId, id, membershipId]);
    if (ended.length === 0) throw new NotFound('reader');
    await this.trail.record({ subjectKind: 'intelligence', subjectId: id, action: 'recordReaderEnded', after: { membershipId } });
    return { id, version: 1, reference: record.reference };
  }

  /** By a job after an import: asks whoever can answer about what CQC has published since. Releases nothing (R28). */
  async askAboutPublished(): Promise<void> {
    type Seen = Pick<Intelligence, 'id' | 'reference' | 'recordedBy'> & { publishedOn: string };
    for (const record of await this.unit.query<Seen>(published, [this.unit.actor.councilId])) {
      await this.trail.record({ subjectKind: 'intelligence', subjectId: record.id, action: 'publicationSeen', after: { publishedOn: record.publishedOn } });
      await this.notices.askAboutPublished(record, record.publishedOn);
    }
  }

  /** By a job on the day of the review. */
  async askReview(id: string): Promise<void> {
    const record = await this.unit.manager.findOneBy(Intelligence, { councilId: this.unit.actor.councilId, id });
    if (record?.caveatReviewOn != null) await this.notices.askCaveatReview(record, String(record.caveatReviewOn));
  }

  private async mayName(id: string): Promise<Intelligence> {
    const { actor } = this.unit;
    const record = await this.record(id);
    if (record.recordedBy !== actor.membershipId && !caveatOfficers.includes(actor.role)) throw new NotPermitted('whoever recorded it, or an officer of the council');
    return record;
  }

  private async rolesOf(memberships: readonly string[]): Promise<Role[]> {
    if (memberships.length === 0) return [];
    const { actor, at } = this.unit;
    const rows = await this.unit.query<{ role: Role }>(readable, [actor.councilId, memberships, londonDate(at).toString(), panelCircle]);
    return rows.map(({ role }) => role);
  }

  private async record(id: string): Promise<Intelligence> {
    const record = await this.unit.manager.findOneBy(Intelligence, { councilId: this.unit.actor.councilId, id });
    if (record === null) throw new NotFound('record');
    return record;
  }

  private async keep(id: string, answer: string, from: string | null, to: string, reason: string, correction: string | null, reviewOn: string | null): Promise<void> {
    const { actor, at } = this.unit;
    await this.unit.query(remember, [actor.councilId, newId(), id, answer, from, to, reason, correction, reviewOn, actor.membershipId, at.toString()]);
    // Codes and dates: the reason stands in the history, which is read with the record.
    await this.trail.record({ subjectKind: 'intelligence', subjectId: id, action: 'caveatChanged', ...(from !== null && { before: { caveat: from } }), after: { caveat: to, answer, reviewOn } });
  }
}

function answerOf({ caveat, publicationSeenOn }: Intelligence, to: string, correction: string | undefined): string {
  if (caveat === to) return 'kept';
  if (caveat !== 'cqcPrePublication' || publicationSeenOn === null || isNarrow(to)) return 'changed';
  return correction === undefined ? 'released' : 'corrected';
}
