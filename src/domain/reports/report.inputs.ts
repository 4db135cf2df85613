import { Field, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { idempotencyKey, parseDay } from '../../platform/graphql/input-fields.js';

@InputType()
export class ProduceReportInput {
  @Field(() => String, { description: 'First day of a calendar quarter, YYYY-MM-DD.' })
  readonly quarterStart!: string;

  @Field(() => String, { nullable: true, description: 'ISO instant, or a date for the end of that day: rows recorded later are left out. Now, when absent.' })
  readonly asAt?: string | null;

  @Field(() => String)
  readonly idempotencyKey!: string;
}

const quarterRemedy = 'Choose the quarter: January, April, July or October of a year';

/** An instant, or a date as people type it; null where nothing was typed. */
const asAt = z.string().nullish().transform((typed, context): { instant: string } | { day: string } | null => {
  const text = typed?.trim() ?? '';
  if (text === '') return null;
  const day = parseDay(text);
  if (day !== null) return { day };
  if (isInstant(text)) return { instant: text };
  context.addIssue({ code: 'custom', message: 'Enter the day the figures stand at, for example 17 5 2026' });
  return z.NEVER;
});

export const produceReportInput = z.object({
  quarterStart: z.string(quarterRemedy).regex(/^20\d\d-(01|04|07|10)-01$/, quarterRemedy),
  asAt,
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
