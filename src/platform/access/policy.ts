import { createMongoAbility, type MongoAbility } from '@casl/ability';
import type { Actor, Role } from './actor.js';

/** Who may do one act. `who` completes the sentence "This may be done by …". */
export interface Permission {
  readonly roles: readonly Role[];
  readonly who: string;
  /** The file route that asks for it, where it is no field of the schema: bytes do not go through GraphQL. */
  readonly route?: string;
  /** It asks for a sign-in of the last minutes: a computer left open does not do it (ADR 0024). */
  readonly recentSignIn?: true;
}
export interface DeclaredPermission extends Permission {
  readonly subject: string;
  readonly act: string;
}

const declared = new Map<string, DeclaredPermission>();
const abilities = new Map<Role, MongoAbility>();

/**
 * Declares who may do each act on a subject; deny by default. Acts are names of GraphQL root fields, so the schema and
 * the permissions can be held against each other at boot (design.md 6).
 * @throws Error when an act is declared twice.
 */
export function definePolicy<const Acts extends Record<string, Permission>>(subject: string, acts: Acts): Acts {
  for (const [act, permission] of Object.entries(acts)) {
    const before = declared.get(act);
    if (before !== undefined && before.subject !== subject) throw new Error(`The act ${act} is declared by ${before.subject} and ${subject}.`);
    declared.set(act, { subject, act, ...permission });
  }
  abilities.clear();
  return acts;
}

/** Takes back what is declared of a subject: nobody may do its acts. @public */
export function withdrawPolicy(subject: string): void {
  for (const [act, permission] of declared) if (permission.subject === subject) declared.delete(act);
  abilities.clear();
}

/** Every declared permission, by subject and act: the source of docs/permissions.md. */
export function declaredPermissions(): DeclaredPermission[] {
  return [...declared.values()].sort((a, b) => a.subject.localeCompare(b.subject) || a.act.localeCompare(b.act));
}

export function permissionOf(act: string): DeclaredPermission | undefined {
  return declared.get(act);
}

/** What a role may do, as a CASL ability; built once a role, and again when more is declared. */
export function abilityOf(role: Role): MongoAbility {
  let ability = abilities.get(role);
  if (ability === undefined) {
    const rules = declaredPermissions()
      .filter((permission) => permission.roles.includes(role))
      .map(({ act, subject }) => ({ action: act, subject }));
    ability = createMongoAbility(rules);
    abilities.set(role, ability);
  }
  return ability;
}

export function may(actor: Pick<Actor, 'role'>, act: string): boolean {
  const permission = declared.get(act);
  return permission !== undefined && abilityOf(actor.role).can(act, permission.subject);
}

/** The roles as people read them, in the order of domain.md 2.6: for docs/permissions.md. @public */
export const roleNames: Record<Role, string> = {
  chair: 'Panel chair', coordinator: 'Panel coordinator', qaOfficer: 'QA officer', safeguardingLead: 'Safeguarding lead',
  partner: 'Partner agency member', cqcObserver: 'CQC observer', authorisedOfficer: 'Authorised officer', legal: 'Legal',
  boardReader: 'Board reader', provider: 'Provider', brokerage: 'Brokerage', hospitalDischarge: 'Hospital discharge',
  outOfHours: 'Out of hours', contributor: 'Contributor', placingCouncil: 'Host or placing council', recordsOfficer: 'Records officer',
  auditor: 'Auditor', administrator: 'Administrator', importer: 'Importer (another system)', system: 'System',
};
