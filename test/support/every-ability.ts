import { roles } from '../../src/platform/access/actor.js';
import { declaredPermissions, definePolicy } from '../../src/platform/access/policy.js';

/**
 * Gives every ability to every role, in every house of this worker.
 * @returns what takes them back, for `afterAll`
 */
export function giveEveryAbility(): () => void {
  const declared = declaredPermissions();
  for (const { subject, act, who } of declared) definePolicy(subject, { [act]: { roles: [...roles], who } });
  return () => {
    for (const { subject, act, ...permission } of declared) definePolicy(subject, { [act]: permission });
  };
}
