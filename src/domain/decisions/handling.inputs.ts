import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalText, requiredText, type Rule, version } from '../../platform/graphql/input-fields.js';
import { confidentialityClasses, publicities } from './handling.js';

/** Of every decision's form: without one, as the procedure says. */
export const confidentiality = z.preprocess((given) => given || undefined, z.enum(confidentialityClasses, 'Choose who may be told of it').optional());

/** Of the form that places a restriction; chosen there, it needs its reason. */
export const publicity = {
  publicity: z.preprocess((given) => given || undefined, z.enum(publicities, 'Choose whether it is public').optional()),
  publicityReason: optionalText('why it is public or not', 2000),
};
export const publicityRule: Rule<{ publicity?: string | undefined; publicityReason?: string | undefined }> = {
  field: 'publicityReason', message: 'Enter why it is public or not', broken: ({ publicity: chosen, publicityReason }) => chosen !== undefined && publicityReason === undefined,
};

@InputType({ isAbstract: true })
abstract class HandlingInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'How many choices you saw: 0 where none was made since.' })
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String)
  reason!: string;
}
const common = { version, idempotencyKey, reason: requiredText('why it is handled otherwise', 2000) };

@InputType({ description: 'Another confidentiality class of a decision (domain.md 3.1).' })
export class ClassDecisionInput extends HandlingInput {
  @Field(() => String, { description: 'open, shared or restricted.' })
  confidentiality!: string;
}
export const classDecisionInput = z.object({ ...common, id: id('the decision'), confidentiality: oneOf(confidentialityClasses, 'Choose who may be told of it') });
export type ClassDecision = z.output<typeof classDecisionInput>;

@InputType({ description: 'Whether a restriction may be told to whoever asks (domain.md 3.2).' })
export class SetRestrictionPublicityInput extends HandlingInput {
  @Field(() => String, { description: 'public or notPublic.' })
  publicity!: string;
}
export const setRestrictionPublicityInput = z.object({ ...common, id: id('the restriction'), publicity: oneOf(publicities, 'Choose whether it is public') });
export type SetRestrictionPublicity = z.output<typeof setRestrictionPublicityInput>;
