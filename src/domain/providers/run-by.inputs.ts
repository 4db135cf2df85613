import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalId, requiredDate, requiredLine } from '../../platform/graphql/input-fields.js';

@InputType({ description: 'Which agency runs the provider of a service, from a day on. A mistake is corrected by another record of the same day.' })
export class RecordRunByInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { description: 'A service of the provider.' })
  serviceId!: string;

  @Field(() => ID, { nullable: true, description: 'The council itself, an NHS trust or another agency; null where none of them runs it.' })
  agencyId?: string | null;

  @Field(() => String, { description: 'A date as people type it, not in the future.' })
  runsFrom!: string;

  @Field(() => String, { description: 'Where it is known from: CQC’s register, a decision of the council, a letter.' })
  source!: string;
}
export const recordRunByInput = z.object({
  idempotencyKey, serviceId: id('the service'), agencyId: optionalId('the agency that runs it'), runsFrom: requiredDate('the date it has been so since'), source: requiredLine('how it is known', 400),
});
export type RecordRunBy = z.output<typeof recordRunByInput>;
