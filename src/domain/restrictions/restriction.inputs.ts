import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalLine, optionalText, requiredDate, requiredLine, requiredText, type Rule, withRules } from '../../platform/graphql/input-fields.js';
import { coverages, type RestrictionScope } from './effective-rule.js';

/** What a restriction covers, as fields of any input that sets it. */
@InputType({ isAbstract: true })
export abstract class ScopeFields {
  @Field(() => String, { description: 'all, nursing, residential, respite, unit or need.' })
  covers!: string;

  @Field(() => String, { nullable: true, description: 'Which unit or need, reading on from "placements": "in Willow unit".' })
  coverDetail?: string | null;

  @Field(() => Int, { nullable: true, description: 'New placements a week that a cap allows.' })
  perWeek?: number | null;
}

/** The zod fields of ScopeFields; `scopeOf` makes the scope of them, `scopeRules` say what they lack. */
export const scopeFields = {
  covers: oneOf(coverages, 'Choose what the restriction covers'),
  coverDetail: optionalLine('which unit or need'),
  perWeek: z.int('Enter how many new placements a week as a whole number').min(0).max(99).nullish(),
};
type ScopeInput = { covers: RestrictionScope['covers']; coverDetail?: string | undefined; perWeek?: number | null | undefined };

export function scopeOf({ covers, coverDetail, perWeek }: ScopeInput): RestrictionScope {
  return { covers, detail: covers === 'unit' || covers === 'need' ? (coverDetail ?? null) : null, perWeek: perWeek ?? null };
}
/** What a scope needs besides. */
export const scopeRules: readonly Rule<ScopeInput>[] = [
  { field: 'coverDetail', message: 'Enter which unit, for example "in Willow unit"', broken: ({ covers, coverDetail }) => covers === 'unit' && coverDetail === undefined },
  { field: 'coverDetail', message: 'Enter which need, for example "of people who need two carers"', broken: ({ covers, coverDetail }) => covers === 'need' && coverDetail === undefined },
];

@InputType({ description: 'A stop the provider makes itself, or a condition of the regulator: recorded, not decided (R06).' })
export class RecordImposedRestrictionInput extends ScopeFields {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  serviceId!: string;

  @Field(() => String, { description: 'voluntary or regulatorImposed.' })
  kind!: string;

  @Field(() => String, { description: 'The provider’s letter or the regulator’s document, and its date.' })
  source!: string;

  @Field(() => String, { nullable: true, description: 'When a voluntary stop ends.' })
  endCondition?: string | null;

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
    source: requiredText('the letter or document and its date'),
    endCondition: optionalText('when it ends'),
    reasonCode: requiredLine('the reason', 40),
    startsOn: requiredDate('the date it started'),
    reviewOn: requiredDate('the date it is next checked'),
    exceptions: requiredLine('who approves an exception'),
    ...scopeFields,
  }),
  scopeRules,
).transform(({ covers, coverDetail, perWeek, ...input }) => ({ ...input, scope: scopeOf({ covers, coverDetail, perWeek }) }));
export type RecordImposed = z.output<typeof recordImposedInput>;
