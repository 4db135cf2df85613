import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Procedure } from '../../../procedures/index.ts';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { requiredLine } from '../../platform/graphql/input-fields.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';

@ObjectType({ description: 'A record that shows a criterion.' })
export class CriterionRecord {
  @Field(() => String, { description: 'intelligence, visit or rating.' })
  readonly kind!: string;

  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'Its reference; of a rating, what CQC said and when.' })
  readonly reference!: string;
}

@ObjectType({ description: 'A criterion found met, with its evidence (R02).' })
export class CriterionMet {
  @Field(() => String, { description: 'A code of the procedure’s list of threshold criteria.' })
  readonly code!: string;

  @Field(() => String)
  readonly evidence!: string;

  @Field(() => [CriterionRecord], { description: 'The records it rests on.' })
  readonly records!: readonly CriterionRecord[];
}

@ObjectType({ description: 'A criterion with its words.' })
export class CriterionView extends CriterionMet {
  @Field(() => String)
  readonly words!: string;
}

@InputType()
export class CriterionInput {
  @Field(() => String)
  code!: string;

  @Field(() => String, { description: 'What shows it, in words.' })
  evidence!: string;

  @Field(() => [String], { nullable: true, description: 'References of records that show it: INT-2026-00042, VIS-2026-00007, or CQC for the rating in force.' })
  records?: string[] | null;
}
const criterion = z.object({
  code: requiredLine('the criterion', 40),
  evidence: requiredLine('the evidence for each criterion you ticked', 500),
  records: z.array(requiredLine('the reference of a record', 40)).max(20).nullish().transform((given) => given ?? []),
});
export const criteriaField = z.array(criterion).max(40);
export type CriterionGiven = z.output<typeof criterion>;

// Asked as the person who writes it: a record they may not see is none they can rest on.
const recordsNamed = `
  select 'intelligence' as kind, i.id, i.reference, i.reference as asked from intelligence i where i.council_id = $1 and i.service_id = $2 and i.reference = any ($3)
  union all
  select 'visit', v.id, v.reference, v.reference from visits v where v.council_id = $1 and v.service_id = $2 and v.visited_on is not null and v.reference = any ($3)
  union all
  (select 'rating', r.id, concat_ws(' ', 'CQC', r.rating, r.published_on), 'CQC' from register_ratings r join services s on s.location_id = r.location_id
   where s.council_id = $1 and s.id = $2 and r.domain = 'overall' and 'CQC' = any ($3) order by r.published_on desc nulls last, r.as_at desc nulls last limit 1)`;

/** Looks up the criteria somebody ticked and the records each rests on (R02, domain.md 1.2). Inside a unit of work. */
@Injectable()
export class Criteria {
  constructor(private readonly unit: WriteUnit) {}

  /** @throws InvalidInput for a criterion off the council's list, one ticked twice, and a record that this service has not */
  async met(serviceId: string, { thresholdCriteria }: Procedure, given: readonly CriterionGiven[]): Promise<CriterionMet[]> {
    const codes = given.map(({ code }) => code);
    if (new Set(codes).size !== codes.length || !codes.every((code) => thresholdCriteria.some((known) => known.code === code))) throw problem('Choose criteria from the list');
    const asked = [...new Set(given.flatMap(({ records }) => records))];
    const found = asked.length === 0 ? [] : await this.unit.query<CriterionRecord & { asked: string }>(recordsNamed, [this.unit.actor.councilId, serviceId, asked]);
    const missing = asked.filter((reference) => !found.some((record) => record.asked === reference));
    if (missing.length > 0) throw problem(`Give references of this service’s own records: there is no ${missing.join(', ')}`);
    return given.map(({ code, evidence, records }) => ({
      code, evidence, records: found.filter((record) => records.includes(record.asked)).map(({ kind, id, reference }) => ({ kind, id, reference })),
    }));
  }
}

function problem(message: string): InvalidInput {
  return new InvalidInput([{ field: 'criteria', message }]);
}

/** How many of them have evidence (R02). */
export const withEvidence = (criteria: readonly { readonly evidence: string }[]): number => criteria.filter(({ evidence }) => evidence.trim() !== '').length;

/** With the words of the procedure; those kept before records were linked have none. */
export function criteriaInWords({ thresholdCriteria }: Procedure, criteria: readonly (Omit<CriterionMet, 'records'> & Partial<CriterionMet>)[]): CriterionView[] {
  return criteria.map((one) => ({ ...one, records: one.records ?? [], words: thresholdCriteria.find(({ code }) => code === one.code)?.words ?? one.code }));
}
