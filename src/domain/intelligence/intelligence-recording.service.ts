import { Injectable } from '@nestjs/common';
import type { Procedure } from '../../../procedures/index.ts';
import { councilOfficers } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { isNarrow } from './caveats.js';
import { CaveatsService } from './caveats.service.js';
import { IntelligenceNotices } from './intelligence-notices.js';
import { Intelligence } from './intelligence.entity.js';
import { type RecordIntelligence, usualLawfulBasis } from './intelligence.inputs.js';
import { intelligenceMachine } from './intelligence.machine.js';
import { SealedSources } from './sealed-sources.service.js';
import { triageBy } from './intelligence.service.js';

/** A rating that fell, as the register's import tells it. */
export interface RatingFall {
  readonly serviceId: string;
  readonly from: string;
  readonly to: string;
  readonly publishedOn: string;
  readonly originKey: string;
}
type Facts = Omit<RecordIntelligence, 'idempotencyKey' | 'toldBy' | 'protect' | 'readAgain' | 'caveatReason' | 'namedReaders'> & { readonly sourceSealed?: boolean; readonly fromEarlierRecords?: true };

const ratingWords: Readonly<Record<string, string>> = {
  outstanding: 'Outstanding', good: 'Good', requiresImprovement: 'Requires improvement', inadequate: 'Inadequate',
};
const known = `select (select true from services where council_id = $1 and id = $2) as service, (select true from memberships where council_id = $1 and agency_id = $3
  and valid_from <= $4::date and (valid_to is null or valid_to >= $4::date) limit 1) as agency`;
const cqcAgency = `select a.id from agencies a join memberships m on m.agency_id = a.id where agency_kind(a.id, current_day()) = 'cqc' and m.council_id = $1 order by a.id limit 1`;
const ownAgencyAlone = 'Choose your own agency, or leave it empty: only the council’s officers record for another';

/** Takes intelligence in, from people and from the register's import. Inside a unit of work. */
@Injectable()
export class IntelligenceRecording {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly notices: IntelligenceNotices,
    private readonly sources: SealedSources,
    private readonly caveats: CaveatsService,
  ) {}

  /**
   * Stores a record and gives it its reference. Who told us goes into `sealed_sources` alone (R25).
   * @throws InvalidInput where a service, an agency or an entry of a list is none of this council's
   */
  record(told: RecordIntelligence): Promise<Outcome> {
    return this.take(told);
  }

  /** As `record`, of an earlier record: evidence not held, and no alarm about what is long past (ADR 0030). */
  bringIn(told: RecordIntelligence): Promise<Outcome> {
    return this.take({ ...told, fromEarlierRecords: true });
  }

  private async take({ toldBy, protect, caveatReason, namedReaders, ...facts }: RecordIntelligence & Pick<Facts, 'fromEarlierRecords'>): Promise<Outcome> {
    const procedure = await this.procedures.current();
    await this.demandKnown(facts, procedure.content);
    // Fewer readers than a protected source asks for stay: the source is sealed either way.
    const caveat = protect && !isNarrow(facts.caveat ?? 'none') ? 'sourceProtected' : (facts.caveat ?? 'none');
    const chosen = { caveat, reviewOn: facts.caveatReviewOn, readers: namedReaders, reason: caveatReason };
    const problems = await this.caveats.problemsOf(chosen);
    if (problems.length > 0) throw new InvalidInput(problems);
    const sourceSealed = toldBy !== undefined || protect;
    const outcome = await this.store({ ...facts, caveat, sourceSealed, sourceAgencyId: facts.sourceAgencyId ?? this.unit.actor.agencyId ?? undefined }, procedure);
    await this.caveats.chosen(outcome.id, chosen);
    if (sourceSealed) await this.sources.seal(outcome.id, toldBy, protect);
    return outcome;
  }

  /** A rating that fell becomes a record, once, however often it is told (issue 2, path 1). */
  async recordRatingFall({ serviceId, from, to, publishedOn, originKey }: RatingFall): Promise<void> {
    const { councilId } = this.unit.actor;
    if (await this.unit.manager.existsBy(Intelligence, { councilId, originKey })) return;
    const [agency] = await this.unit.query<{ id: string }>(cqcAgency, [councilId]);
    const procedure = await this.procedures.current();
    await this.store({
      serviceId, sourceType: 'cqcPublished', sourceAgencyId: agency?.id, category: 'ratingFall', severity: to === 'inadequate' ? 'P2' : 'P3',
      whatHappened: `The CQC rating fell from ${ratingWords[from] ?? from} to ${ratingWords[to] ?? to}. CQC published it on ${dateInWords(publishedOn)}.`,
      happenedOn: publishedOn, caveat: 'none', disclosure: 'yes', notListed: undefined, immediateAction: undefined, disclosureReason: undefined,
      peopleAffected: undefined, lawfulBasis: undefined, nature: 'fact', reliability: undefined, corroboration: undefined, disclosureReviewOn: undefined, caveatReviewOn: undefined,
    }, procedure, originKey);
  }

  /** Told to whoever recorded it, and for P1 to the duty officers: by a job, as `mail`, since a contributor may not move a case. */
  async acknowledge(id: string): Promise<void> {
    const { councilId } = this.unit.actor;
    const record = await this.unit.manager.findOneByOrFail(Intelligence, { councilId, id });
    await this.notices.acknowledge(record);
    if (record.severity === 'P1' && !record.fromEarlierRecords) await this.notices.alertDutyOfficers(record);
    await this.runner.send(intelligenceMachine, 'LOG', { id, version: 'latest', facts: { acknowledged: true } });
    await this.unit.manager.update(Intelligence, { councilId, id }, { acknowledgedAt: this.unit.at.toString() });
  }

  private async store(facts: Facts, { id: procedureId, content }: { readonly id: string; readonly content: Procedure }, originKey: string | null = null): Promise<Outcome> {
    const { actor, at } = this.unit;
    const id = newId();
    const { serviceId = null, sourceType, category, severity, caveat = 'none', disclosure } = facts;
    const context = { severity, allocatedTo: null, needsAction: null, duplicateOf: null, retracted: false, triageBy: triageBy(content, severity, at), caveatReviewOn: facts.caveatReviewOn ?? null };
    await this.runner.start(intelligenceMachine, { id, procedureId, serviceId, context });
    // Codes, never what was written: the trail is read by people who may not read intelligence.
    await this.trail.record({ subjectKind: 'intelligence', subjectId: id, action: 'intelligenceRecorded', after: { serviceId, sourceType, category, severity, caveat, disclosure, originKey, fromEarlierRecords: facts.fromEarlierRecords } });
    const reference = await this.unit.reference('INT');
    await this.unit.manager.insert(Intelligence, {
      councilId: actor.councilId, id, reference, serviceId, notListed: facts.notListed ?? null, sourceType, sourceAgencyId: facts.sourceAgencyId ?? null,
      category, severity, whatHappened: facts.whatHappened, immediateAction: facts.immediateAction ?? null, happenedOn: facts.happenedOn,
      receivedAt: at.toString(), caveat, caveatReviewOn: facts.caveatReviewOn ?? null, publicationSeenOn: null, sourceSealed: facts.sourceSealed ?? false, lawfulBasis: facts.lawfulBasis ?? usualLawfulBasis, disclosure, disclosureReason: facts.disclosureReason ?? null,
      peopleAffected: facts.peopleAffected ?? null, nature: facts.nature ?? null, reliability: facts.reliability ?? null, corroboration: facts.corroboration ?? null,
      disclosureReviewOn: facts.disclosureReviewOn ?? null, originKey, fromEarlierRecords: facts.fromEarlierRecords ?? false, recordedBy: actor.membershipId, recordedAt: at.toString(),
    });
    return { id, version: 1, reference };
  }

  private async demandKnown({ serviceId, sourceAgencyId, sourceType, category, caveat }: Facts, { intelligence }: Procedure): Promise<void> {
    const { actor, at } = this.unit;
    const values = [actor.councilId, serviceId ?? null, sourceAgencyId ?? null, londonDate(at).toString()];
    const [found] = await this.unit.query<{ service: true | null; agency: true | null }>(known, values);
    const has = (list: readonly { code: string }[], code: string): boolean => list.some((one) => one.code === code);
    const problems: FieldProblem[] = [
      ...(serviceId === undefined || found?.service ? [] : [{ field: 'serviceId', message: 'Choose a service of the list' }]),
      ...(sourceAgencyId === undefined || found?.agency ? [] : [{ field: 'sourceAgencyId', message: 'Choose the agency it comes from' }]),
      ...(sourceAgencyId === undefined || sourceAgencyId === actor.agencyId || councilOfficers.includes(actor.role) ? [] : [{ field: 'sourceAgencyId', message: ownAgencyAlone }]),
      ...(has(intelligence.sources, sourceType) ? [] : [{ field: 'sourceType', message: 'Choose where it comes from' }]),
      ...(has(intelligence.themes, category) ? [] : [{ field: 'category', message: 'Choose what it is about' }]),
      ...(caveat === undefined || has(intelligence.caveats, caveat) ? [] : [{ field: 'caveat', message: 'Choose who may see it' }]),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
  }
}
