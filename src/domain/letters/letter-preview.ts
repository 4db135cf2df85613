import { Injectable } from '@nestjs/common';
import { ArgsType, Field } from '@nestjs/graphql';
import type { z } from 'zod';
import { missingStages, type Procedure } from '../../../procedures/index.ts';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { servedOn } from '../../platform/clock/working-days.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { parseInput } from '../../platform/graphql/input-fields.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import { confirmationDue } from '../decisions/deciding-facts.js';
import {
  ConfirmRestrictionInput, confirmRestrictionInput, DecideEnhancedMonitoringInput, decideEnhancedMonitoringInput, DecideLiftInput, decideLiftInput,
  DecideRestrictionInput, decideRestrictionInput, DecideSeriousConcernsInput, decideSeriousConcernsInput, DecideStepDownInput, decideStepDownInput,
  DeclineRecommendationInput, declineRecommendationInput, type DecisionWords, ExtendRestrictionInput, extendRestrictionInput,
} from '../decisions/decision.inputs.js';
import { DecideNoticeChangeInput, decideNoticeChangeInput, DecideNoticeInput, decideNoticeInput } from '../decisions/notice-decision.inputs.js';
import {
  PassPhaseInput, passPhaseInput, RelapseRestrictionInput, relapseRestrictionInput, StartPhasedLiftInput, startPhasedLiftInput, VaryRestrictionInput, varyRestrictionInput,
} from '../decisions/restriction-change.inputs.js';
import {
  ConfirmTerminationInput, confirmTerminationInput, DecideTerminationInput, decideTerminationInput, RescindTerminationInput, rescindTerminationInput, TerminateInEmergencyInput, terminateInEmergencyInput,
} from '../decisions/termination-decision.inputs.js';
import { RestrictUrgentlyInput, restrictUrgentlyInput } from '../decisions/urgent-restriction.inputs.js';
import type { RestrictionScope } from '../restrictions/effective-rule.js';
import { riskOfLine } from '../risk/risk-of-line.js';
import { kindFor } from './kinds/index.js';
import { exclusionOf } from '../representations/appealable.js';
import { firstMeetingBy, replyDates, showsSource, phoneOf, seenSince } from './letter-facts.js';
import { noticeAsServed, noticeJson, type StoredNotice } from './notice-facts.js';
import type { LetterFacts } from './letter-kind.js';
import { letterParts, subjectOf } from './letter-text.js';
import { endsWhen } from './step-down-words.js';
import { type StoredTermination, terminationAsServed, type TerminationFacts, terminationJson } from './termination-facts.js';
import type { LetterPreview } from './letter.types.js';

/** The form of one decision, as it would be sent to its mutation: exactly one of them. */
@ArgsType()
export class LetterPreviewArgs {
  @Field(() => DecideEnhancedMonitoringInput, { nullable: true })
  enhancedMonitoring?: DecideEnhancedMonitoringInput | null;

  @Field(() => DecideSeriousConcernsInput, { nullable: true })
  seriousConcerns?: DecideSeriousConcernsInput | null;

  @Field(() => DecideRestrictionInput, { nullable: true })
  restriction?: DecideRestrictionInput | null;

  @Field(() => RestrictUrgentlyInput, { nullable: true })
  urgentRestriction?: RestrictUrgentlyInput | null;

  @Field(() => DecideLiftInput, { nullable: true })
  lift?: DecideLiftInput | null;

  @Field(() => DecideNoticeInput, { nullable: true })
  notice?: DecideNoticeInput | null;

  @Field(() => DecideNoticeChangeInput, { nullable: true })
  noticeChange?: DecideNoticeChangeInput | null;

  @Field(() => DecideStepDownInput, { nullable: true })
  stepDown?: DecideStepDownInput | null;

  @Field(() => DeclineRecommendationInput, { nullable: true })
  decline?: DeclineRecommendationInput | null;

  @Field(() => ConfirmRestrictionInput, { nullable: true })
  confirmation?: ConfirmRestrictionInput | null;

  @Field(() => ExtendRestrictionInput, { nullable: true })
  extension?: ExtendRestrictionInput | null;

  @Field(() => VaryRestrictionInput, { nullable: true })
  variation?: VaryRestrictionInput | null;

  @Field(() => StartPhasedLiftInput, { nullable: true })
  phasedLift?: StartPhasedLiftInput | null;

  @Field(() => PassPhaseInput, { nullable: true })
  nextPhase?: PassPhaseInput | null;

  @Field(() => RelapseRestrictionInput, { nullable: true })
  relapse?: RelapseRestrictionInput | null;

  @Field(() => DecideTerminationInput, { nullable: true })
  termination?: DecideTerminationInput | null;

  @Field(() => TerminateInEmergencyInput, { nullable: true })
  emergencyTermination?: TerminateInEmergencyInput | null;

  @Field(() => ConfirmTerminationInput, { nullable: true })
  terminationConfirmation?: ConfirmTerminationInput | null;

  @Field(() => RescindTerminationInput, { nullable: true })
  rescission?: RescindTerminationInput | null;
}

const forms = {
  enhancedMonitoring: { code: 'D03', schema: decideEnhancedMonitoringInput },
  seriousConcerns: { code: 'D04', schema: decideSeriousConcernsInput },
  restriction: { code: 'D08', schema: decideRestrictionInput },
  urgentRestriction: { code: 'D08', schema: restrictUrgentlyInput },
  lift: { code: 'D09', schema: decideLiftInput },
  notice: { code: 'D10', schema: decideNoticeInput },
  noticeChange: { code: 'D11', schema: decideNoticeChangeInput },
  stepDown: { code: 'D16', schema: decideStepDownInput },
  decline: { code: 'D00', schema: declineRecommendationInput },
  confirmation: { code: 'D09', schema: confirmRestrictionInput },
  extension: { code: 'D09', schema: extendRestrictionInput },
  variation: { code: 'D09', schema: varyRestrictionInput },
  phasedLift: { code: 'D09', schema: startPhasedLiftInput },
  nextPhase: { code: 'D09', schema: passPhaseInput },
  relapse: { code: 'D09', schema: relapseRestrictionInput },
  termination: { code: 'D14', schema: decideTerminationInput },
  emergencyTermination: { code: 'D14', schema: terminateInEmergencyInput },
  terminationConfirmation: { code: 'D14', schema: confirmTerminationInput },
  rescission: { code: 'D14', schema: rescindTerminationInput },
} as const satisfies Record<keyof LetterPreviewArgs, { code: string; schema: z.ZodType<DecisionWords> }>;

/** Forms whose `id` is the restriction's. */
const onStanding: readonly (keyof typeof forms)[] = ['confirmation', 'extension', 'variation', 'phasedLift', 'nextPhase', 'relapse'];

/** A point that the form answers. */
interface Answering {
  readonly id: string;
  readonly reference: string;
  readonly number: number;
  readonly words: string;
}
function answeredNow({ id, number, words }: Answering, { answers }: DecisionWords): LetterFacts['answers'][number]['points'] {
  const given = answers.find(({ pointId }) => pointId === id);
  return given === undefined ? [] : [{ number, words, outcome: given.outcome, answer: given.answer, changed: given.changed ?? null }];
}

interface PreviewSource {
  readonly serviceName: string;
  readonly stage: string;
  readonly procedure: Procedure;
  readonly officers: Readonly<Record<string, string>> | null;
  readonly leadOfficer: string | null;
  readonly leadPhone: string | null;
  readonly phones: Readonly<Record<string, string>> | null;
  readonly seenSince: LetterFacts['seenSince'];
  readonly criteria: readonly { code: string }[] | null;
  readonly riskAssessment: { number: number; assessedOn: string } | null;
  readonly restriction: (Omit<NonNullable<LetterFacts['restriction']>, 'reasons' | 'riskAssessment' | 'phase'> & { reasonCodes: string[] }) | null;
  readonly notice: StoredNotice | null;
  readonly termination: StoredTermination | null;
  readonly points: readonly Answering[] | null;
}
// $1 the recommendation, restriction, notice or termination decided on, or the service of a decision by one officer alone, $2 officers named, $3 risk assessment, $4 restriction, $5 points answered, $6 notice, $7 today, $8 termination, $9 now
const source = statement(`
  select json_build_object('serviceName', l.name, 'stage', coalesce(gw.state, 'routine'),
    'procedure', (select p.content from procedures p where p.council_id = w.council_id and p.id = w.procedure_id),
    'officers', (select json_object_agg(m.id, p.name || ', ' || m.job_title) from memberships m join people p on p.id = m.person_id where m.id = any ($2::uuid[])),
    'leadOfficer', (select p.name || ', ' || m.job_title from memberships m join people p on p.id = m.person_id where m.council_id = g.council_id and m.id = g.lead_officer_id),
    'leadPhone', ${phoneOf('g.lead_officer_id')}, 'phones', (select json_object_agg(o, ${phoneOf('o')}) from unnest($2::uuid[]) o), 'seenSince', ${seenSince('s.id', '$4::uuid', '$9::timestamptz')},
    'criteria', (select r.criteria from recommendations r where r.council_id = w.council_id and r.id = w.id),
    'riskAssessment', (select json_build_object('number', k.number, 'assessedOn', k.assessed_on) from ${riskOfLine('s.id')} and k.id = $3),
    'restriction', (select json_build_object('reference', x.reference, 'kind', x.kind, 'scope', x.scope, 'startsOn', x.starts_on, 'reviewOn', x.review_on,
      'confirmBy', x.confirm_by, 'liftConditions', xg.lift_conditions, 'exceptions', x.exceptions, 'reasonCodes', x.reason_codes) from restrictions x
      left join restriction_grounds xg on xg.council_id = x.council_id and xg.restriction_id = x.id where x.id = $4 and x.service_id = s.id),
    'notice', (select ${noticeJson(`(select p.content->'terms'->>'remedyNotice' from procedures p where p.council_id = w.council_id and p.id = w.procedure_id)`)} from notices n where n.id = $6 and n.service_id = s.id),
    'termination', (select ${terminationJson} from terminations t where t.id = $8 and t.service_id = s.id),
    'points', (select json_agg(json_build_object('id', q.id, 'reference', r.reference, 'number', q.number, 'words', q.words) order by r.reference, q.number)
      from representation_points q join representations r on r.council_id = q.council_id and r.id = q.representation_id where q.id = any ($5::uuid[]) and r.service_id = s.id)) as result
  from (select council_id, id, service_id, procedure_id from workflows where id = $1
    union all select a.council_id, a.id, a.id, (select p.id from procedures p where p.council_id = a.council_id and p.effective_from <= $7::date order by p.effective_from desc, p.version desc limit 1) from services a where a.id = $1) w
  join services s on s.council_id = w.council_id and s.id = w.service_id join register_locations l on l.id = s.location_id
  left join stages g on g.council_id = s.council_id and g.service_id = s.id
  left join workflows gw on gw.council_id = g.council_id and gw.id = g.id`);

/** What a form may carry beside the words every decision has. */
interface Carried extends DecisionWords {
  readonly leadOfficerId?: string;
  readonly concernsChairId?: string;
  readonly riskAssessmentId?: string;
  readonly restrictionId?: string;
  readonly frequency?: string;
  readonly evidence?: string;
  readonly outcome?: string;
  readonly wayIn?: Parameters<typeof confirmationDue>[1];
  readonly kind?: NonNullable<LetterFacts['restriction']>['kind'];
  readonly scope?: RestrictionScope;
  readonly reasonCodes?: readonly string[];
  readonly startsOn?: string;
  readonly reviewOn?: string | undefined;
  readonly liftConditions?: string | undefined;
  readonly exceptions?: string;
  readonly noticeId?: string;
  readonly terminationId?: string;
  readonly change?: 'extend' | 'withdraw' | 'withdrawClauses' | 'terminate' | 'emergency' | 'confirm' | 'end' | 'rescind';
  readonly remedyOn?: string | undefined;
  readonly ground?: string | null | undefined;
  readonly clauseIds?: readonly string[];
  readonly placements?: number;
  readonly weeks?: number;
}

/** Shows the letter before the decision is made, from the very form that makes it; with the form's problems where it has any. */
@Injectable()
export class LetterPreviews {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, args: LetterPreviewArgs): Promise<LetterPreview | null> {
    const name = (Object.keys(forms) as (keyof typeof forms)[]).find((one) => args[one] != null);
    const typed = name === undefined ? null : args[name];
    if (name === undefined || typed == null) return null;
    const { code, schema } = forms[name];
    let words: Carried;
    try {
      words = parseInput<z.ZodType<Carried>>(schema as unknown as z.ZodType<Carried>, typed);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return { subject: '', parts: [], paragraph: '', problems: error.fields };
    }
    const found = await this.read(actor, words, name === 'urgentRestriction' ? 'service' : 'recommendation', onStanding.includes(name) ? words.id : words.restrictionId);
    return found && this.compose(actor, name === 'decline' ? 'declined' : 'approved', code, words, found);
  }

  private read(actor: Actor, words: Carried, subjectKind: string, restrictionId: string | undefined): Promise<PreviewSource | null> {
    const officers = [words.leadOfficerId, words.concernsChairId].filter((id) => id !== undefined);
    const answered = words.answers.map(({ pointId }) => pointId);
    return this.reads.one(actor, source, [words.id, officers, words.riskAssessmentId ?? null, restrictionId ?? null, answered, words.noticeId ?? (words.change === undefined ? null : words.id), this.clock.today().toString(), words.terminationId ?? words.id, this.clock.now().toString()], { operation: 'letterPreview', subjectKind, subjectId: words.id });
  }

  private compose(actor: Actor, outcome: string, code: string, words: Carried, found: PreviewSource): LetterPreview {
    const { procedure } = found;
    const reasonWords = (codes: readonly string[]): string[] => codes.map((one) => procedure.restrictionReasons.find((reason) => reason.code === one)?.words ?? one);
    const kind = kindFor({ code, outcome, change: words.outcome ?? words.change ?? found.notice?.kind });
    if (kind === null) throw new Error(`No letter tells of the decision ${code}.`);
    const terms = {
      ...(words.frequency !== undefined && { frequency: words.frequency }), ...(words.evidence !== undefined && { evidence: words.evidence }),
      ...(words.wayIn !== undefined && { wayIn: words.wayIn }), notHeardReason: words.notHeardReason ?? null, ...(words.outcome !== undefined && { outcome: words.outcome }), to: found.stage.startsWith('seriousConcerns') && !missingStages(procedure).includes('enhanced') ? 'enhanced' : 'routine',
      ...(words.change !== undefined && { change: words.change, remedyOn: words.remedyOn ?? null, ground: words.ground ?? '', clauseIds: words.clauseIds ?? [] }),
    };
    const facts: LetterFacts = {
      serviceName: found.serviceName, stageNames: actor.stageNames, terms, endsWhen: endsWhen(procedure), appealExclusion: exclusionOf(procedure, found.restriction?.reasonCodes ?? words.reasonCodes ?? []),
      decision: {
        reference: 'given once it is decided', code, outcome, decidedOn: this.clock.today().toString(), reasons: words.reasons,
        reviewOn: words.reviewOn ?? null, decidedBy: actor.personName, decidedByTitle: actor.jobTitle,
      },
      leadOfficer: found.officers?.[words.leadOfficerId ?? ''] ?? found.leadOfficer, leadPhone: words.leadOfficerId === undefined ? found.leadPhone : (found.phones?.[words.leadOfficerId] ?? null), seenSince: found.seenSince, initialMeetingBy: words.concernsChairId === undefined ? null : firstMeetingBy(this.clock.today().toString(), procedure.timescales), concernsChair: found.officers?.[words.concernsChairId ?? ''] ?? null,
      criteria: code === 'D04' ? (found.criteria ?? []).filter((one) => !showsSource.includes(one.code)).map((one) => procedure.thresholdCriteria.find((known) => known.code === one.code)?.words ?? one.code) : [],
      restriction: restrictionOf(words, found, reasonWords, this.clock.today()),
      termination: found.termination && terminationOf(words, terminationAsServed(found.termination, servedOn(this.clock.now())), procedure, this.clock.today()),
      notice: found.notice && noticeAsServed(found.notice, servedOn(this.clock.now()), procedure.timescales),
      answers: [...Map.groupBy(found.points ?? [], ({ reference }) => reference)].map(([reference, points]) => ({ reference, points: points.flatMap((point) => answeredNow(point, words)) })),
    };
    const dates = kind.reply === null ? null : replyDates(procedure.timescales, servedOn(this.clock.now()), null);
    return { subject: subjectOf(kind, facts), parts: letterParts(kind, facts, dates), paragraph: words.letterParagraph ?? '', problems: [] };
  }
}

/** One decided in an emergency waits to be confirmed; a confirmed one no longer. */
function terminationOf({ change }: Carried, termination: TerminationFacts, { timescales }: Procedure, today: Temporal.PlainDate): TerminationFacts {
  return { ...termination, confirmBy: change === 'emergency' ? confirmationDue(timescales, 'emergency', today) : null };
}

function restrictionOf(words: Carried, { restriction, riskAssessment, procedure }: PreviewSource, reasonWords: (codes: readonly string[]) => string[], today: Temporal.PlainDate): LetterFacts['restriction'] {
  if (restriction !== null) {
    const { reasonCodes, ...standing } = restriction;
    const { placements, weeks } = words;
    const phase = placements === undefined || weeks === undefined ? null : { placements, weeks };
    const changed = words.outcome !== undefined && words.outcome !== 'confirm' && words.outcome !== 'end' ? { ...(words.reviewOn !== undefined && { reviewOn: words.reviewOn }), ...(words.liftConditions !== undefined && { liftConditions: words.liftConditions }), ...(words.kind !== undefined && { kind: words.kind }), ...(words.scope !== undefined && { scope: words.scope }) } : {};
    return { ...standing, phase, ...changed, ...(words.outcome !== undefined && { confirmBy: null }), reasons: reasonWords(reasonCodes), riskAssessment: null };
  }
  const { kind, scope, startsOn, reviewOn, exceptions } = words;
  if (kind === undefined || scope === undefined || startsOn === undefined || reviewOn === undefined || exceptions === undefined) return null;
  const confirmBy = confirmationDue(procedure.timescales, words.wayIn ?? 'afterRepresentation', today);
  return { reference: 'given once it is decided', kind, scope, phase: null, startsOn, reviewOn, exceptions, confirmBy, liftConditions: words.liftConditions ?? null, reasons: reasonWords(words.reasonCodes ?? []), riskAssessment };
}
