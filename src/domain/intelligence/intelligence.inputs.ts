import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import {
  id, idempotencyKey, longText, oneOf, optionalDate, optionalId, optionalLine, optionalText, requiredDate, requiredText, version, wholeNumber, withRules,
} from '../../platform/graphql/input-fields.js';
import { isAhead } from './caveat.inputs.js';
import { corroborations, disclosures, natures, reliabilities, severities } from './intelligence.entity.js';
import { namesWhoTold } from './naming.js';

/** Public task, and the law on safeguarding adults (domain.md 4.3): what holds unless somebody says otherwise. */
export const usualLawfulBasis = 'Public task: safeguarding adults and the quality of care (UK GDPR article 6(1)(e); Care Act 2014)';

@InputType()
export class RecordIntelligenceInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { nullable: true, description: 'The service it is about; else say which in `notListed`.' })
  serviceId?: string | null;

  @Field(() => String, { nullable: true })
  notListed?: string | null;

  @Field(() => String, { description: 'A source of the local procedure.' })
  sourceType!: string;

  @Field(() => ID, { nullable: true, description: 'The agency it comes from; yours where absent. Only the council’s officers may name another than their own.' })
  sourceAgencyId?: string | null;

  @Field(() => String, { nullable: true, description: 'Who told you. Sealed: the safeguarding lead and you can read it again, and whom the lead names.' })
  toldBy?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Nobody may learn who told us.' })
  protect?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'You have read your words again: they stay, though they have a name or number of who told you.' })
  readAgain?: boolean | null;

  @Field(() => String)
  whatHappened!: string;

  @Field(() => String, { nullable: true })
  immediateAction?: string | null;

  @Field(() => String, { description: 'A date as people type it, not in the future.' })
  happenedOn!: string;

  @Field(() => String, { description: 'A theme of the local procedure.' })
  category!: string;

  @Field(() => String, { description: 'P1, P2, P3 or P4' })
  severity!: string;

  @Field(() => String, { nullable: true, description: 'Who may see it: a caveat of the local procedure; none where absent.' })
  caveat?: string | null;

  @Field(() => String, { nullable: true, description: 'The day, after today, on which somebody looks again at who may see it; demanded for what CQC has not published (R28).' })
  caveatReviewOn?: string | null;

  @Field(() => String, { nullable: true, description: 'Why so few may see it.' })
  caveatReason?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Memberships who may read it beside those its caveat names.' })
  namedReaders?: string[] | null;

  @Field(() => String, { description: 'yes, summaryOnly or no' })
  disclosure!: string;

  @Field(() => String, { nullable: true })
  disclosureReason?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the provider may not be told: the date, after today, on which an officer looks at that again. Nothing is told by itself.' })
  disclosureReviewOn?: string | null;

  @Field(() => String, { nullable: true, description: 'fact, opinion or thirdHand.' })
  nature?: string | null;

  @Field(() => String, { nullable: true, description: 'How far the source can be relied on: A first hand, to E known to have been wrong, F cannot judge.' })
  reliability?: string | null;

  @Field(() => String, { nullable: true, description: 'Whether anything else says the same: confirmed, partly, notConfirmed or contradicted.' })
  corroboration?: string | null;

  @Field(() => String, { nullable: true, description: 'How many people, as a whole number.' })
  peopleAffected?: string | null;

  @Field(() => String, { nullable: true })
  lawfulBasis?: string | null;
}

/** The answers that keep something from the provider. */
const withheld: readonly string[] = ['no', 'summaryOnly'];
/** False for what was typed and is no date: its own field says so. */
const isDay = (value: string | undefined): value is string => /^\d{4}-\d\d-\d\d$/.test(value ?? '');
const nothing = (value: unknown): unknown => (value === '' || value === null ? undefined : value);

/** @param today dates typed may not be later */
export const recordIntelligenceInput = (today: Temporal.PlainDate) =>
  withRules(z.object({
      idempotencyKey,
      serviceId: optionalId('the service'),
      notListed: optionalText('which service it is', 400),
      sourceType: requiredCode('Choose where it comes from'),
      sourceAgencyId: optionalId('the agency it comes from'),
      toldBy: optionalText('who told you', 400),
      protect: z.boolean().nullish().transform((value) => value ?? false),
      readAgain: z.boolean().nullish().transform((value) => value ?? false),
      whatHappened: requiredText('what happened'),
      immediateAction: optionalText('what was done at once'),
      happenedOn: requiredDate('the date it happened').pipe(z.string().refine((date) => date <= today.toString(), 'The date it happened must be today or in the past')),
      category: requiredCode('Choose what it is about'),
      severity: oneOf(severities, 'Choose how serious it is'),
      caveat: z.preprocess(nothing, requiredCode('Choose who may see it').optional()),
      caveatReviewOn: optionalDate('the day on which it is looked at again who may see this').pipe(
        z.string().optional().refine((date) => date === undefined || isAhead(date, today), 'The day on which it is looked at again must be after today, and at most a year ahead')),
      caveatReason: optionalText('why so few may see it', 2_000),
      namedReaders: z.array(id('who may read it')).max(20, 'Name at most 20 people').nullish().transform((named) => [...new Set(named ?? [])]),
      disclosure: oneOf(disclosures, 'Choose whether the provider may be told'),
      disclosureReason: optionalText('the reason the provider may not be told everything', 2_000),
      disclosureReviewOn: optionalDate('the date on which it is looked at again'),
      nature: z.preprocess(nothing, oneOf(natures, 'Choose whether it is fact, opinion or third-hand').optional()),
      reliability: z.preprocess(nothing, oneOf(reliabilities, 'Choose how far the source can be relied on').optional()),
      corroboration: z.preprocess(nothing, oneOf(corroborations, 'Choose whether anything else says the same').optional()),
      peopleAffected: z.preprocess(nothing, wholeNumber('how many people are affected', 0, 10_000).optional()),
      lawfulBasis: optionalText('the lawful basis', 400),
  }), [
    { field: 'serviceId', message: 'Choose the service, or say which it is if it is not listed', broken: ({ serviceId, notListed }) => serviceId === undefined && notListed === undefined },
    { field: 'notListed', message: 'Choose a service or say which it is, not both', broken: ({ serviceId, notListed }) => serviceId !== undefined && notListed !== undefined },
    { field: 'disclosureReason', message: 'Enter why the provider may not be told everything', broken: ({ disclosure, disclosureReason }) => withheld.includes(disclosure) && disclosureReason === undefined },
    { field: 'disclosureReviewOn', message: 'Enter the date on which it is looked at again whether the provider may be told', broken: ({ disclosure, disclosureReviewOn }) => disclosure === 'no' && disclosureReviewOn === undefined },
    { field: 'disclosureReviewOn', message: 'The date on which it is looked at again must be after today', broken: ({ disclosureReviewOn }) => isDay(disclosureReviewOn) && disclosureReviewOn <= today.toString() },
  ])
    .superRefine(nameNobody);
export type RecordIntelligence = z.output<ReturnType<typeof recordIntelligenceInput>>;

const rewordBefore = 'Reword this before sharing it: it has a name or number of who told you, and everybody who may see the record reads it';
type Written = Readonly<Record<'toldBy' | 'whatHappened' | 'immediateAction' | 'notListed' | 'disclosureReason', string | undefined>>;
/** Only who told us is sealed: what is typed elsewhere is shared, so it is read again first (bad case 6). */
function nameNobody({ readAgain, toldBy, ...written }: Written & { readonly readAgain: boolean }, context: z.RefinementCtx): void {
  if (readAgain || toldBy === undefined) return;
  for (const field of ['whatHappened', 'immediateAction', 'notListed', 'disclosureReason'] as const) {
    if (namesWhoTold(toldBy, written[field] ?? '')) problem(context, field, rewordBefore);
  }
}

/** A code of a list that the procedure holds: the service checks it against the procedure in force. */
function requiredCode(remedy: string): z.ZodType<string, unknown> {
  return z.string(remedy).regex(/^[a-zA-Z][a-zA-Z0-9]{0,60}$/, remedy) as unknown as z.ZodType<string, unknown>;
}
function problem(context: z.RefinementCtx, field: string, message: string): void {
  context.addIssue({ code: 'custom', path: [field], message });
}

@InputType({ isAbstract: true })
abstract class ChangeInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version you saw.' })
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
const change = { id: id('the record'), version, idempotencyKey };

@InputType()
export class TriageIntelligenceInput extends ChangeInput {
  @Field(() => String)
  severity!: string;

  @Field(() => String)
  caveat!: string;

  @Field(() => String)
  lawfulBasis!: string;

  @Field(() => String, { description: 'Why it was triaged this way.' })
  note!: string;

  @Field(() => ID, { description: 'The membership of the council officer who assesses it.' })
  allocatedTo!: string;
}
export const triageIntelligenceInput = z.object({
  ...change,
  severity: oneOf(severities, 'Choose how serious it is'),
  caveat: requiredCode('Choose who may see it'),
  lawfulBasis: requiredText('the lawful basis', 400),
  note: requiredText('why it is triaged this way', 4_000),
  allocatedTo: id('the officer who assesses it'),
});
export type TriageIntelligence = z.output<typeof triageIntelligenceInput>;

@InputType()
export class AllocateIntelligenceInput extends ChangeInput {
  @Field(() => ID)
  allocatedTo!: string;
}
export const allocateIntelligenceInput = z.object({ ...change, allocatedTo: id('the officer who assesses it') });
export type AllocateIntelligence = z.output<typeof allocateIntelligenceInput>;

@InputType()
export class AssessIntelligenceInput extends ChangeInput {
  @Field(() => String)
  assessment!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether action is needed.' })
  needsAction?: boolean | null;
}
export const assessIntelligenceInput = z.object({
  ...change,
  assessment: requiredText('the assessment'),
  needsAction: z.boolean('Choose whether action is needed'),
});
export type AssessIntelligence = z.output<typeof assessIntelligenceInput>;

@InputType()
export class DisposeIntelligenceInput extends ChangeInput {
  @Field(() => String, { description: 'A disposition of the local procedure.' })
  disposition!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { nullable: true, description: 'For a duplicate: the reference of the record it repeats, INT-2026-00042.' })
  duplicateOf?: string | null;

  @Field(() => String, { nullable: true, description: 'For a safeguarding referral: its reference.' })
  safeguardingReference?: string | null;

  @Field(() => String, { nullable: true, description: 'For what another body is told: its name.' })
  passedTo?: string | null;
}
export const disposeIntelligenceInput = z
  .object({
    ...change,
    disposition: requiredCode('Choose what becomes of it'),
    reason: requiredText('the reason', 4_000),
    duplicateOf: optionalLine('the reference of the record it repeats'),
    safeguardingReference: optionalLine('the safeguarding reference'),
    passedTo: optionalLine('the body that is told'),
  })
  .superRefine(({ disposition, duplicateOf, safeguardingReference, passedTo }, context) => {
    if (disposition === 'duplicate' && duplicateOf === undefined) problem(context, 'duplicateOf', 'Enter the reference of the record it repeats, for example INT-2026-00042');
    if (disposition === 'safeguardingReferral' && safeguardingReference === undefined) problem(context, 'safeguardingReference', 'Enter the reference of the safeguarding concern or enquiry');
    if (disposition === 'otherBodyTold' && passedTo === undefined) problem(context, 'passedTo', 'Enter the name of the body that is told');
  });
export type DisposeIntelligence = z.output<typeof disposeIntelligenceInput>;

@InputType()
export class RetractIntelligenceInput extends ChangeInput {
  @Field(() => String)
  reason!: string;
}
export const retractIntelligenceInput = z.object({ ...change, reason: requiredText('why it is retracted', longText) });
export type RetractIntelligence = z.output<typeof retractIntelligenceInput>;

@InputType()
export class CloseIntelligenceInput extends ChangeInput {
  @Field(() => String, { description: 'What came of it.' })
  outcome!: string;
}
export const closeIntelligenceInput = z.object({ ...change, outcome: requiredText('what came of it', 4_000) });
export type CloseIntelligence = z.output<typeof closeIntelligenceInput>;

