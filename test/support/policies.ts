import { roles } from '../../src/platform/access/actor.js';
import { declaredPermissions, definePolicy, type Permission, withdrawPolicy } from '../../src/platform/access/policy.js';

/*
 * Policies are of the whole worker, whose next spec opens a house of its own: both answer what puts them back, for `afterAll`.
 */

/** Gives every ability to every role. */
export function giveEveryAbility(): () => void {
  const before = declaredPermissions();
  for (const { subject, act, who } of before) definePolicy(subject, { [act]: { roles: [...roles], who } });
  return () => before.forEach(declareAgain);
}

/** Leaves this one policy alone. */
export function onlyPolicy(subject: string, acts: Record<string, Permission>): () => void {
  const before = declaredPermissions();
  for (const one of before) withdrawPolicy(one.subject);
  definePolicy(subject, acts);
  return () => {
    withdrawPolicy(subject);
    before.forEach(declareAgain);
  };
}

function declareAgain({ subject, act, ...permission }: ReturnType<typeof declaredPermissions>[number]): void {
  definePolicy(subject, { [act]: permission });
}
