import { Field, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { idempotencyKey } from '../../platform/graphql/input-fields.js';

@InputType()
export class ProduceReportInput {
  @Field(() => String, { description: 'First day of a calendar quarter, YYYY-MM-DD.' })
  readonly quarterStart!: string;

  @Field(() => String, { nullable: true, description: 'ISO instant: rows recorded later are left out. Now, when absent.' })
  readonly asAt?: string | null;

  @Field(() => String)
  readonly idempotencyKey!: string;
}

const quarterRemedy = 'Choose the quarter: January, April, July or October of a year';

export const produceReportInput = z.object({
  quarterStart: z.string(quarterRemedy).regex(/^20\d\d-(01|04|07|10)-01$/, quarterRemedy),
  asAt: z.string().refine((text) => isInstant(text), 'Enter the as-at instant, for example 2026-11-22T09:00:00Z').nullish(),
  idempotencyKey,
});
export type ProduceReport = z.output<typeof produceReportInput>;

function isInstant(text: string): boolean {
  try {
    return Temporal.Instant.from(text).epochMilliseconds > 0;
  } catch {
    return false;
  }
}
