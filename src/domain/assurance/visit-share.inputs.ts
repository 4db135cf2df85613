import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, version } from '../../platform/graphql/input-fields.js';

@InputType({ description: 'What a visit found is given to the provider, as it stands.' })
export class ShareVisitReportInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version you read: what was corrected meanwhile is not given unread.' })
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
export const shareVisitReportInput = z.object({ id: id('the visit'), version, idempotencyKey });
export type ShareVisitReport = z.output<typeof shareVisitReportInput>;
