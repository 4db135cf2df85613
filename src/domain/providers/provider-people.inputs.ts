import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalDate, optionalLine, optionalText, requiredDate, requiredLine, requiredText, withRules } from '../../platform/graphql/input-fields.js';
import { capacities } from './provider-person.entity.js';

const month = /^\d{4}-(0[1-9]|1[0-2])$/;

@InputType({ description: 'Somebody who runs the provider of a service, as a register names them. Recorded where there is a reason to, and no more of them than this.' })
export class RecordProviderPersonInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { description: 'A service of the provider; the record is kept as long as its records are.' })
  serviceId!: string;

  @Field(() => String, { description: 'As the register writes it.' })
  personName!: string;

  @Field(() => String, { nullable: true, description: 'Year and month of birth as Companies House publishes them, `1968-03`: it tells two people of one name apart.' })
  bornIn?: string | null;

  @Field(() => String, { description: 'director, owner, partner, nominatedIndividual or registeredManager.' })
  capacity!: string;

  @Field(() => String, { description: 'A date as people type it, not in the future.' })
  fromOn!: string;

  @Field(() => String, { nullable: true, description: 'The last day, where they do not run it any more.' })
  untilOn?: string | null;

  @Field(() => String, { description: 'The register, and the day it was looked at.' })
  source!: string;

  @Field(() => String, { description: 'Why the council keeps it of this person.' })
  reason!: string;
}
export const recordProviderPersonInput = withRules(
  z.object({
    idempotencyKey, serviceId: id('the service'), personName: requiredLine('the person’s name, as the register writes it', 200), bornIn: optionalLine('the year and month of birth'), capacity: z.enum(capacities, 'Choose as what they run it'),
    fromOn: requiredDate('the date since which they run it'), untilOn: optionalDate('the last day'), source: requiredLine('the register it is known from', 400), reason: requiredText('why it is recorded of this person', 1000),
  }),
  [
    { field: 'bornIn', message: 'Enter year and month of birth, for example 1968-03', broken: ({ bornIn }) => bornIn !== undefined && !month.test(bornIn) },
    { field: 'untilOn', message: 'The last day must not be before the first', broken: ({ fromOn, untilOn }) => untilOn !== undefined && untilOn < fromOn },
  ],
);
export type RecordProviderPerson = z.output<typeof recordProviderPersonInput>;

@InputType({ description: 'They do not run it any more, or the record was a mistake: one of the two.' })
export class EndProviderPersonInput {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { nullable: true, description: 'The last day, not in the future.' })
  untilOn?: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was a mistake: the record stays as one, and counts for nothing.' })
  mistake?: string | null;
}
export const endProviderPersonInput = withRules(
  z.object({ id: id('the record'), idempotencyKey, untilOn: optionalDate('the last day'), mistake: optionalText('why it was a mistake', 1000) }),
  [{ field: 'untilOn', message: 'Enter the last day, or say why the record was a mistake: one of the two', broken: ({ untilOn, mistake }) => (untilOn === undefined) === (mistake === undefined) }],
);
export type EndProviderPerson = z.output<typeof endProviderPersonInput>;
