import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalLine, optionalText, requiredDate, requiredLine, withRules } from '../../platform/graphql/input-fields.js';

@InputType({ description: 'Whether the provider of a service is in administration, from a day on. A mistake is corrected by another record of the same day.' })
export class RecordInsolvencyInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { description: 'A service of the provider.' })
  serviceId!: string;

  @Field(() => Boolean, { nullable: true, description: 'False where it is not, or no longer.' })
  inAdministration?: boolean | null;

  @Field(() => String, { description: 'A date as people type it, not in the future.' })
  fromOn!: string;

  @Field(() => String, { nullable: true, description: 'The insolvency practitioner, by name.' })
  practitioner?: string | null;

  @Field(() => String, { nullable: true })
  firm?: string | null;

  @Field(() => String, { nullable: true, description: 'Where letters are served.' })
  address?: string | null;

  @Field(() => String, { nullable: true })
  mail?: string | null;

  @Field(() => String, { description: 'Where it is known from: the Gazette, a notice of appointment, a letter.' })
  source!: string;
}
export const recordInsolvencyInput = withRules(
  z.object({
    idempotencyKey, serviceId: id('the service'),
    inAdministration: z.boolean('Choose whether the provider is in administration').nullish(), fromOn: requiredDate('the date it has been so since'),
    practitioner: optionalLine('the insolvency practitioner’s name'), firm: optionalLine('the practitioner’s firm'), address: optionalText('the address where letters are served', 400), mail: optionalLine('the practitioner’s mail address'),
    source: requiredLine('how it is known', 400),
  }),
  [
    { field: 'inAdministration', message: 'Choose whether the provider is in administration', broken: ({ inAdministration }) => inAdministration == null },
    { field: 'practitioner', message: 'Enter the insolvency practitioner’s name', broken: ({ inAdministration, practitioner }) => inAdministration === true && practitioner === undefined },
    { field: 'address', message: 'Enter the address where letters are served', broken: ({ inAdministration, address }) => inAdministration === true && address === undefined },
  ],
);
export type RecordInsolvency = z.output<typeof recordInsolvencyInput>;
