import { Field, ObjectType } from '@nestjs/graphql';
import type { Actor } from '../access/actor.js';
import { may, permissionOf } from '../access/policy.js';
import type { AllowedAction } from '../workflow/decide.js';
import { UnmetRequirement } from './refusals.js';

@ObjectType('AllowedAction', { description: 'A step you could take, whether it is open to you now, and if not every reason why.' })
export class AllowedStep {
  @Field(() => String, { description: 'The mutation that takes it.' }) readonly event!: string;
  @Field(() => Boolean) readonly allowed!: boolean;
  @Field(() => [UnmetRequirement]) readonly unmet!: readonly UnmetRequirement[];
}

/**
 * The steps of a state as an actor may take them: each event that a mutation sends, with "this may be done by …" where the
 * actor's role may not. Events without a mutation are not a person's to send and are left out.
 */
export function stepsFor(actor: Pick<Actor, 'role'>, actions: readonly AllowedAction[], mutations: Readonly<Record<string, string>>): AllowedStep[] {
  return actions.flatMap(({ event, unmet }) => {
    const mutation = mutations[event];
    if (mutation === undefined) return [];
    const forbidden = may(actor, mutation) ? [] : [{ requirement: 'isPermitted', sentence: `This may be done by ${permissionOf(mutation)?.who ?? 'nobody'}.` }];
    const missing = [...forbidden, ...unmet];
    return [{ event: mutation, allowed: missing.length === 0, unmet: missing }];
  });
}
