import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { idempotencyKey, oneOf, optionalId, optionalLine, requiredLine } from '../../platform/graphql/input-fields.js';
import { serviceKinds } from './import/kind-of-service.js';

@InputType({ description: 'A service that no file of the register brings: outside the area, unregulated, or not registered yet.' })
export class AddServiceInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { nullable: true, description: 'The provider, where it is known here; else say its name.' })
  providerId?: string | null;

  @Field(() => String, { nullable: true })
  providerName?: string | null;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'nursingHome, residentialHome, homeSupport, supportedLiving, dayService or other' })
  kind!: string;

  @Field(() => String)
  address!: string;

  @Field(() => String, { nullable: true })
  postcode?: string | null;

  @Field(() => String, { nullable: true, description: 'The lot of a framework contract; empty for the whole service.' })
  lot?: string | null;
}

const fullPostcode = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i;

export const addServiceInput = z
  .object({
    idempotencyKey,
    providerId: optionalId('the provider'),
    providerName: optionalLine('the provider’s name'),
    name: requiredLine('the name of the service'),
    kind: oneOf(serviceKinds, 'Choose what kind of service it is'),
    address: requiredLine('the address'),
    postcode: optionalLine('the postcode').pipe(
      z.string().regex(fullPostcode, 'Enter a full postcode, for example LE1 6ZG').transform((typed) => typed.toUpperCase()).optional(),
    ),
    lot: optionalLine('the lot'),
  })
  .refine(({ providerId, providerName }) => providerId !== undefined || providerName !== undefined, {
    path: ['providerName'], message: 'Enter the provider’s name, or choose a provider that is known here',
  });
export type AddService = z.output<typeof addServiceInput>;
