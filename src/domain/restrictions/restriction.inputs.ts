import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalDate, optionalId, optionalLine, optionalText, requiredDate, requiredLine, requiredText, type Rule, version, withRules } from '../../platform/graphql/input-fields.js';
import { coverages, type RestrictionScope } from './effective-rule.js';

/** What a restriction covers, as fields of any input that sets it. */
@InputType({ isAbstract: true })
export abstract class ScopeFields {
  @Field(() => String, { description: 'all, nursing, residential, respite, unit, need, clientGroup or area.' })
  covers!: string;

  @Field(() => String, { nullable: true, description: 'Which unit, need, client group or area, reading on from "placements": "in Willow unit".' })
  coverDetail?: string | null;

  @Field(() => Int, { nullable: true, description: 'New placements a week that a cap allows.' })
  perWeek?: number | null;
}

/** The zod fields of ScopeFields; `scopeOf` makes the scope of them, `scopeRules` say what they lack. */
export const scopeFields = {
  covers: oneOf(coverages, 'Choose what the restriction covers'),
  coverDetail: optionalLine('which unit, need, client group or area'),
  perWeek: z.int('Enter how many new placements a week as a whole number').min(0).max(99).nullish(),
};
type ScopeInput = { covers: RestrictionScope['covers']; coverDetail?: string | undefined; perWeek?: number | null | undefined };

export function scopeOf({ covers, coverDetail, perWeek }: ScopeInput): RestrictionScope {
  return { covers, detail: covers in detailed ? (coverDetail ?? null) : null, perWeek: perWeek ?? null };
}
/** Coverages that say which, with an example that reads on from "placements". */
const detailed: Readonly<Record<string, string>> = {
  unit: 'which unit, for example "in Willow unit"', need: 'which need, for example "of people who need two carers"', clientGroup: 'which client group, for example "of people with dementia"',
  area: 'which area, for example "north of the river"',
};
/** What a scope needs besides. */
export const scopeRules: readonly Rule<ScopeInput>[] = Object.entries(detailed).map(([coverage, which]) => ({
  field: 'coverDetail', message: `Enter ${which}`, broken: ({ covers, coverDetail }: ScopeInput) => covers === coverage && coverDetail === undefined,
}));

/** What the council's own kind of restriction and its coverage are, as far as they are given. */
interface KindInput {
  readonly kind?: string | null | undefined;
  readonly covers?: RestrictionScope['covers'] | null | undefined;
}
/** A full stop covers every new placement, and only a full stop does: what hangs on it asks for the kind alone (R10, R41). */
export const kindRules: readonly Rule<KindInput>[] = [
  { field: 'covers', message: 'Choose which new placements it covers, or a full stop: a partial restriction does not cover them all', broken: ({ kind, covers }) => kind === 'partial' && covers === 'all' },
  { field: 'covers', message: 'Choose all new placements, or a partial restriction: a full stop covers them all', broken: ({ kind, covers }) => kind === 'fullStop' && covers != null && covers !== 'all' && coverages.includes(covers) },
];
/** What the terms of a council restriction lack, whoever sets them and when. */
export const termsRules: readonly Rule<KindInput & Omit<ScopeInput, 'covers'>>[] = [
  ...scopeRules.map(({ field, message, broken }): Rule<KindInput & Omit<ScopeInput, 'covers'>> => ({ field, message, broken: ({ covers, ...input }) => covers != null && broken({ ...input, covers }) })),
  ...kindRules,
  { field: 'perWeek', message: 'Enter how many new placements a week the cap allows', broken: ({ kind, perWeek }) => kind === 'cap' && perWeek == null },
];

@InputType({ description: 'A stop the provider makes itself, or a condition of the regulator: recorded, not decided (R06).' })
export class RecordImposedRestrictionInput extends ScopeFields {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  serviceId!: string;

  @Field(() => String, { description: 'voluntary or regulatorImposed.' })
  kind!: string;

  @Field(() => String, { description: 'Which letter of the provider or document of the regulator: its reference, who signed it, what it says.' })
  source!: string;

  @Field(() => String, { description: 'The date on the letter or document.' })
  sourceOn!: string;

  @Field(() => String, { nullable: true, description: 'When a voluntary stop ends.' })
  endCondition?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a regulator’s condition: our review of its effect here.' })
  effect?: string | null;

  @Field(() => String, { description: 'A code of the procedure’s list of reasons.' })
  reasonCode!: string;

  @Field(() => String)
  startsOn!: string;

  @Field(() => String, { description: 'The date it is checked, or its effect reviewed.' })
  reviewOn!: string;

  @Field(() => String, { description: 'Who approves an exception.' })
  exceptions!: string;
}

export const recordImposedInput = withRules(
  z.object({
    idempotencyKey,
    serviceId: id('the service'),
    kind: oneOf(['voluntary', 'regulatorImposed'], 'Choose whether the provider or the regulator stopped placements'),
    source: requiredText('which letter or document it is and what it says', 4000),
    sourceOn: requiredDate('the date on the letter or document'),
    endCondition: optionalText('when it ends', 4000),
    effect: optionalText('what the condition does here', 4000),
    reasonCode: z.string('Choose the reason').min(1, 'Choose the reason').max(40, 'Choose the reason'),
    startsOn: requiredDate('the date it started'),
    reviewOn: requiredDate('the date it is next checked'),
    exceptions: requiredLine('who approves an exception'),
    ...scopeFields,
  }),
  [
    ...scopeRules,
    { field: 'effect', message: 'Enter our review of its effect: who cannot be placed now, and what it means for people there', broken: ({ kind, effect }) => kind === 'regulatorImposed' && effect === undefined },
  ],
).transform(({ covers, coverDetail, perWeek, ...input }) => ({ ...input, scope: scopeOf({ covers, coverDetail, perWeek }) }));
export type RecordImposed = z.output<typeof recordImposedInput>;

/** A change of one restriction, as its page was seen. */
@InputType({ isAbstract: true })
abstract class RestrictionChange {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
const change = { id: id('the restriction'), version, idempotencyKey };

@InputType({ description: 'What the provider was given of the evidence, and what was kept back, with why (R07).' })
export class RecordDisclosureInput extends RestrictionChange {
  @Field(() => String)
  disclosedOn!: string;

  @Field(() => String, { description: 'What was disclosed, to whom, and the plan that was asked for.' })
  disclosed!: string;

  @Field(() => [String], { nullable: true, description: 'Each thing kept back, with why; none where everything was given.' })
  withheld?: string[] | null;
}
export const recordDisclosureInput = z.object({
  ...change,
  disclosedOn: requiredDate('the date it was disclosed'),
  disclosed: requiredText('what was disclosed and that the plan was asked for', 4000),
  withheld: z.array(requiredText('what was kept back and why', 400)).max(50, 'Enter 50 lines or fewer').nullish().transform((given) => given ?? []),
});
export type RecordDisclosure = z.output<typeof recordDisclosureInput>;

@InputType({ description: 'A restriction without its object: the contract has ended, or another restriction has taken its place.' })
export class SupersedeRestrictionInput extends RestrictionChange {
  @Field(() => String, { nullable: true, description: 'The day the contract ended.' })
  contractEndedOn?: string | null;

  @Field(() => ID, { nullable: true, description: 'The restriction in force on the same service that has taken its place.' })
  replacedById?: string | null;

  @Field(() => String)
  reasons!: string;
}
export const supersedeRestrictionInput = withRules(
  z.object({ ...change, contractEndedOn: optionalDate('the day the contract ended'), replacedById: optionalId('the restriction that has taken its place'), reasons: requiredText('why it is superseded', 4000) }),
  [{ field: 'contractEndedOn', message: 'Enter the day the contract ended, or choose the restriction that has taken its place', broken: ({ contractEndedOn, replacedById }) => contractEndedOn === undefined && replacedById === undefined }],
);
export type SupersedeRestriction = z.output<typeof supersedeRestrictionInput>;

@InputType({ description: 'The review of a stop that is not the council’s: it still stands (R06).' })
export class ReviewImposedRestrictionInput extends RestrictionChange {
  @Field(() => String, { description: 'What was seen, and what the stop does now.' })
  reviewNote!: string;

  @Field(() => String, { description: 'The date of the next review.' })
  reviewOn!: string;
}
export const reviewImposedInput = z.object({ ...change, reviewNote: requiredText('what the review saw', 4000), reviewOn: requiredDate('the date it is next checked') });
export type ReviewImposed = z.output<typeof reviewImposedInput>;

@InputType({ description: 'The end of a stop that is not the council’s (R09).' })
export class EndImposedRestrictionInput extends RestrictionChange {
  @Field(() => String, { description: 'firstHand, clearance, providerLetter or regulatorNotice.' })
  evidenceKind!: string;

  @Field(() => String)
  evidenceOn!: string;

  @Field(() => String, { description: 'Which letter, clearance or notice it is, and what it says.' })
  evidence!: string;

  @Field(() => Boolean, { nullable: true, description: 'An officer checked the letter or clearance.' })
  evidenceChecked?: boolean | null;
}
export const endImposedInput = z.object({
  ...change,
  evidenceKind: oneOf(['firstHand', 'clearance', 'providerLetter', 'regulatorNotice'], 'Choose what shows that it has ended'),
  evidenceOn: requiredDate('the date of the evidence'),
  evidence: requiredText('which letter, clearance or notice it is and what it says', 4000),
  evidenceChecked: z.boolean().nullish().transform((checked) => checked === true),
});
export type EndImposed = z.output<typeof endImposedInput>;
