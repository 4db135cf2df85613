import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalDate, optionalLine, optionalText, requiredDate, requiredLine, requiredText, type Rule, version, withRules } from '../../platform/graphql/input-fields.js';
import { coverages } from '../restrictions/effective-rule.js';
import { confidentiality, publicity, publicityRule } from './handling.inputs.js';
import { PointAnswerInput, pointAnswer } from '../representations/points.inputs.js';
import { scopeFields, scopeOf, termsRules } from '../restrictions/restriction.inputs.js';

/** What every decision records (domain.md 3.1). */
@InputType({ isAbstract: true })
export abstract class DecisionFields {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String)
  reasons!: string;

  @Field(() => String)
  optionsConsidered!: string;

  @Field(() => String, { description: 'What the provider says about it and how that was weighed.' })
  providerPosition!: string;

  @Field(() => String, { description: 'What it means for the people living there or using the service.' })
  effectOnPeople!: string;

  @Field(() => String, { description: 'Why it is proportionate: what less was weighed, and why that would not do.' })
  proportionality!: string;

  @Field(() => String, { nullable: true, description: 'What it means for equality and human rights: needed for D08, D10 and D14.' })
  equalityNote?: string | null;

  @Field(() => String, { nullable: true, description: 'How independence is kept: needed where your own agency runs the service.' })
  independence?: string | null;

  @Field(() => String, { nullable: true, description: 'Why the window for representation is not waited for, or the provider was not heard first (R04).' })
  notHeardReason?: string | null;

  @Field(() => String, { nullable: true, description: 'open, shared or restricted: who may be told of it; without one, as the procedure says.' })
  confidentiality?: string | null;

  @Field(() => [PointAnswerInput], { nullable: true, description: 'The answer to every point of every representation received (R05).' })
  answers?: PointAnswerInput[] | null;

  @Field(() => String, { nullable: true, description: 'A paragraph of the officer’s own for the letter to the provider.' })
  letterParagraph?: string | null;
}
export const common = {
  id: id('the recommendation'),
  version,
  idempotencyKey,
  reasons: requiredText('the reasons for the decision'),
  optionsConsidered: requiredText('the options you considered'),
  providerPosition: requiredText('the provider’s position and how you weighed it'),
  effectOnPeople: requiredText('what it means for the people using the service'),
  proportionality: requiredText('why it is proportionate'),
  equalityNote: optionalText('what it means for equality and human rights'),
  independence: optionalText('how independence is kept'),
  notHeardReason: optionalText('why the provider is not waited for'),
  confidentiality,
  answers: z.array(pointAnswer).max(200).nullish().transform((given) => given ?? []),
  letterParagraph: optionalText('your paragraph of the letter', 4000),
};
const commonShape = z.object(common);
export type DecisionWords = z.output<typeof commonShape>;

@InputType({ description: 'D03: start enhanced monitoring.' })
export class DecideEnhancedMonitoringInput extends DecisionFields {
  @Field(() => ID)
  leadOfficerId!: string;

  @Field(() => String, { description: 'What is monitored and how often: "Weekly calls and a visit a month".' })
  frequency!: string;

  @Field(() => String)
  reviewOn!: string;
}
export const decideEnhancedMonitoringInput = z.object({
  ...common,
  leadOfficerId: id('the lead officer'),
  frequency: requiredText('what is monitored and how often', 2000),
  reviewOn: requiredDate('the date of the next review'),
});
export type DecideEnhancedMonitoring = z.output<typeof decideEnhancedMonitoringInput>;

/** Who leads, who chairs, the police, people told (D04, R41). */
@InputType({ isAbstract: true })
export abstract class InvocationFields extends DecisionFields {
  @Field(() => ID)
  leadOfficerId!: string;

  @Field(() => ID, { description: 'Who chairs the serious concerns meetings.' })
  concernsChairId!: string;

  @Field(() => String, { description: 'What the police say, or that they were asked.' })
  policePosition!: string;

  @Field(() => String, { description: 'Who tells people, families and advocates and when, or why not yet and when that is next considered (R41).' })
  informingPeople!: string;

  @Field(() => String)
  reviewOn!: string;
}
export const invocation = {
  leadOfficerId: id('the lead officer'),
  concernsChairId: id('who chairs the {seriousConcerns} meetings'),
  policePosition: requiredText('what the police say, or that they were asked', 4000),
  informingPeople: requiredText('who tells people and families and when, or why not yet', 4000),
  reviewOn: requiredDate('the date of the next review'),
};

@InputType({ description: 'D04: invoke serious concerns.' })
export class DecideSeriousConcernsInput extends InvocationFields {}
export const decideSeriousConcernsInput = z.object({ ...common, ...invocation });
export type DecideSeriousConcerns = z.output<typeof decideSeriousConcernsInput>;

/** The terms of a council restriction (R06). */
const terms = {
  ...scopeFields,
  reasonCodes: z.array(requiredLine('the reason', 40), 'Choose at least one reason').min(1, 'Choose at least one reason').max(20),
  riskAssessmentId: id('the version of the risk assessment'),
  liftConditions: requiredText('what must be so for it to be lifted', 4000),
  reviewOn: requiredDate('the date of the first review'),
};

@InputType({ description: 'D08: place a restriction, in one of three ways (R04).' })
export class DecideRestrictionInput extends DecisionFields {
  @Field(() => String, { description: 'fullStop, partial, cap or cautionary.' })
  kind!: string;

  @Field(() => String, { description: 'all, nursing, residential, respite, unit or need.' })
  covers!: string;

  @Field(() => String, { nullable: true })
  coverDetail?: string | null;

  @Field(() => Int, { nullable: true })
  perWeek?: number | null;

  @Field(() => [String])
  reasonCodes!: string[];

  @Field(() => ID)
  riskAssessmentId!: string;

  @Field(() => String)
  liftConditions!: string;

  @Field(() => String, { description: 'Who approves an exception, by job title.' })
  exceptions!: string;

  @Field(() => String)
  startsOn!: string;

  @Field(() => String)
  reviewOn!: string;

  @Field(() => String, { description: 'afterRepresentation, precautionary or emergency.' })
  wayIn!: string;

  @Field(() => String, { nullable: true, description: 'Of a precaution or emergency: how the provider is told today, and by whom.' })
  toldHow?: string | null;

  @Field(() => String, { nullable: true, description: 'Of an emergency: the risk to people now.' })
  emergencyRisk?: string | null;

  @Field(() => String, { nullable: true, description: 'Of an emergency: who was tried before deciding alone.' })
  whoWasTried?: string | null;

  @Field(() => String, { nullable: true, description: 'Who tells people and families and when, or why not yet: needed for a full stop (R41).' })
  informingPeople?: string | null;

  @Field(() => String, { nullable: true, description: 'public or notPublic: whether it may be told to whoever asks; without one, as the procedure says (domain.md 3.2).' })
  publicity?: string | null;

  @Field(() => String, { nullable: true, description: 'Why: needed where it is chosen.' })
  publicityReason?: string | null;
}

/** Of a contract act (D08, D10, D14) [WOL 8.1-8.2]. */
export const equalityNote = requiredText('what it means for equality and human rights');
export const kinds = ['fullStop', 'partial', 'cap', 'cautionary'] as const;
const waysIn = ['afterRepresentation', 'precautionary', 'emergency'] as const;
export const restrictionShape = z.object({
  ...common,
  ...terms,
  equalityNote,
  kind: oneOf(kinds, 'Choose what kind of restriction it is'),
  exceptions: requiredLine('who approves an exception'),
  startsOn: requiredDate('the date it starts'),
  wayIn: oneOf(waysIn, 'Choose how the provider was heard'),
  toldHow: optionalLine('how the provider is told today'),
  emergencyRisk: optionalText('the risk to people now', 4000),
  whoWasTried: optionalText('who was tried', 2000),
  informingPeople: optionalText('who tells people and families', 4000),
  ...publicity,
});
/** What its terms lack, whichever way it comes in. */
export const restrictionRules: readonly Rule<Partial<Pick<Confirmation, 'covers' | 'coverDetail' | 'perWeek' | 'kind' | 'informingPeople'>>>[] = [
  ...termsRules,
  { field: 'informingPeople', message: 'Enter who tells people and families and when, or why not yet', broken: ({ kind, informingPeople }) => kind === 'fullStop' && informingPeople === undefined },
];
/** What a full stop asks for besides, where other terms are made one (D09 as D08) [WOL 8.1-8.2]. */
export const fullStopRule: Rule<{ kind?: string | null | undefined; equalityNote?: string | undefined }> = {
  field: 'equalityNote', message: 'Enter what it means for equality and human rights', broken: ({ kind, equalityNote: note }) => kind === 'fullStop' && note === undefined,
};
const early = (wayIn: string | undefined): boolean => wayIn === 'precautionary' || wayIn === 'emergency';
export const decideRestrictionInput = withRules(restrictionShape, [
  ...restrictionRules, publicityRule,
  { field: 'notHeardReason', message: 'Enter why the provider’s answer is not waited for', broken: ({ wayIn, notHeardReason }) => early(wayIn) && notHeardReason === undefined },
  { field: 'toldHow', message: 'Enter how the provider is told today, and by whom', broken: ({ wayIn, toldHow }) => wayIn === 'precautionary' && toldHow === undefined },
  { field: 'emergencyRisk', message: 'Enter the risk to people now', broken: ({ wayIn, emergencyRisk }) => wayIn === 'emergency' && emergencyRisk === undefined },
  { field: 'whoWasTried', message: 'Enter who was tried before deciding alone', broken: ({ wayIn, whoWasTried }) => wayIn === 'emergency' && whoWasTried === undefined },
]).transform(withScope);
/** The fields of what it covers, as one scope. */
export function withScope<Terms extends Pick<z.output<typeof restrictionShape>, 'covers' | 'coverDetail' | 'perWeek' | 'kind'>>({ covers, coverDetail, perWeek, ...input }: Terms) {
  return { ...input, scope: scopeOf({ covers, coverDetail, perWeek: input.kind === 'cap' ? perWeek : null }) };
}
export type DecideRestriction = z.output<typeof decideRestrictionInput>;

/** What shows that a restriction can be lifted, at once or in phases (R09). */
@InputType({ isAbstract: true })
export abstract class LiftFields extends DecisionFields {
  @Field(() => String, { description: 'firstHand, clearance, providerLetter or regulatorNotice.' })
  evidenceKind!: string;

  @Field(() => String)
  evidenceOn!: string;

  @Field(() => String)
  evidence!: string;

  @Field(() => Boolean, { nullable: true, description: 'An officer checked the clearance or letter.' })
  evidenceChecked?: boolean | null;
}
export const lifting = {
  evidenceKind: oneOf(['firstHand', 'clearance', 'providerLetter', 'regulatorNotice'], 'Choose what shows that it can be lifted'),
  evidenceOn: requiredDate('the date of the evidence'),
  evidence: requiredText('what was seen, by whom'),
  evidenceChecked: z.boolean().nullish().transform((checked) => checked === true),
};

@InputType({ description: 'D09: lift a restriction.' })
export class DecideLiftInput extends LiftFields {
  @Field(() => ID)
  restrictionId!: string;

  @Field(() => Int)
  restrictionVersion!: number;
}
export const decideLiftInput = z.object({ ...common, ...lifting, restrictionId: id('the restriction'), restrictionVersion: version });
export type DecideLift = z.output<typeof decideLiftInput>;

@InputType({ description: 'D16: one stage down.' })
export class DecideStepDownInput extends DecisionFields {
  @Field(() => String, { description: 'What shows that the improvement lasts.' })
  evidence!: string;

  @Field(() => String, { nullable: true, description: 'To enhanced monitoring: the date of the next review.' })
  reviewOn?: string | null;
}
export const decideStepDownInput = z.object({
  ...common,
  evidence: requiredText('what shows that the improvement lasts'),
  reviewOn: optionalDate('the date of the next review'),
});
export type DecideStepDown = z.output<typeof decideStepDownInput>;

@InputType({ description: 'Decides against what the panel recommends, with reasons.' })
export class DeclineRecommendationInput extends DecisionFields {}
export const declineRecommendationInput = commonShape;

@InputType({ description: 'The fresh decision on a precautionary or emergency restriction: `id` and `version` are the restriction’s (R03, R04).' })
export class ConfirmRestrictionInput extends DecisionFields {
  @Field(() => String, { description: 'confirm, vary or end.' })
  outcome!: string;

  @Field(() => String, { nullable: true, description: 'Where it is changed: fullStop, partial, cap or cautionary.' })
  kind?: string | null;

  @Field(() => String, { nullable: true })
  covers?: string | null;

  @Field(() => String, { nullable: true })
  coverDetail?: string | null;

  @Field(() => Int, { nullable: true })
  perWeek?: number | null;

  @Field(() => String, { nullable: true })
  liftConditions?: string | null;

  @Field(() => String, { nullable: true })
  reviewOn?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Where the DASS decided in an emergency: you are another statutory or corporate director (R03).' })
  otherDirector?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Who tells people and families and when, or why not yet: needed where it is changed to a full stop or stays one (R41).' })
  informingPeople?: string | null;
}
const confirmationShape = z.object({
  ...common,
  outcome: oneOf(['confirm', 'vary', 'end'], 'Choose whether to confirm, vary or end it'),
  kind: z.enum(kinds).nullish().catch(null),
  covers: z.enum(coverages).nullish().catch(null),
  coverDetail: scopeFields.coverDetail,
  perWeek: scopeFields.perWeek,
  liftConditions: optionalText('what must be so for it to be lifted', 4000),
  reviewOn: optionalDate('the date of the next review'),
  otherDirector: z.boolean().nullish().transform((other) => other === true),
  informingPeople: optionalText('who tells people and families', 4000),
});
type Confirmation = z.output<typeof confirmationShape>;
export const confirmRestrictionInput = withRules(confirmationShape, [
  ...[...restrictionRules, fullStopRule].map(({ field, message, broken }) => ({ field, message, broken: (input: Confirmation) => input.outcome === 'vary' && broken(input) })),
  { field: 'kind', message: 'Choose what kind of restriction it is now', broken: ({ outcome, kind }) => outcome === 'vary' && kind == null },
  { field: 'covers', message: 'Choose what the restriction covers', broken: ({ outcome, covers }) => outcome === 'vary' && covers == null },
  { field: 'liftConditions', message: 'Enter what must be so for it to be lifted', broken: ({ outcome, liftConditions }) => outcome === 'vary' && liftConditions === undefined },
  { field: 'reviewOn', message: 'Enter the date of the next review, for example 17 5 2026', broken: ({ outcome, reviewOn }) => outcome === 'vary' && reviewOn === undefined },
]);
export type ConfirmRestriction = z.output<typeof confirmRestrictionInput>;

@InputType({ description: 'After its review a restriction stays, with a later review: `id` and `version` are the restriction’s (D09, R06).' })
export class ExtendRestrictionInput extends DecisionFields {
  @Field(() => String, { description: 'What was seen first-hand and what it shows.' })
  reviewNote!: string;

  @Field(() => String)
  reviewOn!: string;
}
export const extendRestrictionInput = z
  .object({ ...common, reviewNote: requiredText('what was seen in the review and what it shows'), reviewOn: requiredDate('the date of the next review') })
  .transform((input) => ({ ...input, outcome: 'extend' as const }));
export type ExtendRestriction = z.output<typeof extendRestrictionInput>;
