import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalId, optionalLine, requiredDate, requiredText, withRules } from '../../platform/graphql/input-fields.js';
import { caseReference } from './placing.inputs.js';

@InputType({ description: 'That nobody was placed: the provider refused, or a restriction barred it (domain.md 2.6).' })
export class RecordRefusalInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  serviceId!: string;

  @Field(() => ID, { nullable: true, description: 'The restriction that barred it; absent where the provider refused.' })
  restrictionId?: string | null;

  @Field(() => String)
  refusedOn!: string;

  @Field(() => String, { nullable: true, description: 'Who at the provider refused, by job title; for a refusal of the provider.' })
  refusedBy?: string | null;

  @Field(() => String, { nullable: true, description: 'The council’s case number, where there is one; no name.' })
  caseReference?: string | null;

  @Field(() => String)
  why!: string;
}
interface Refuser {
  readonly restrictionId?: string | undefined;
  readonly refusedBy?: string | undefined;
}
export const recordRefusalInput = withRules(
  z.object({
    idempotencyKey, serviceId: id('the service'), restrictionId: optionalId('the restriction'), refusedOn: requiredDate('the day'), refusedBy: optionalLine('who refused', 200),
    caseReference: z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : (value ?? undefined)), caseReference.optional()),
    why: requiredText('why nobody was placed', 4000),
  }),
  [
    { field: 'refusedBy', message: 'Enter who at the provider refused, such as the registered manager', broken: ({ restrictionId, refusedBy }: Refuser) => restrictionId === undefined && refusedBy === undefined },
    { field: 'refusedBy', message: 'Leave it empty: the restriction barred it, and nobody at the provider was asked', broken: ({ restrictionId, refusedBy }: Refuser) => restrictionId !== undefined && refusedBy !== undefined },
  ],
);
export type RecordRefusal = z.output<typeof recordRefusalInput>;
