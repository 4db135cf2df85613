import type { StageNames } from '../../../procedures/index.ts';

/** The roles of domain.md 2.6 that this system knows; `system` is work without a person, `importer` another system that sends files. */
export const roles = [
  'chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'partner', 'cqcObserver', 'authorisedOfficer', 'legal',
  'boardReader', 'provider', 'brokerage', 'hospitalDischarge', 'outOfHours', 'contributor', 'placingCouncil', 'recordsOfficer', 'auditor',
  'administrator', 'importer', 'system',
] as const;
export type Role = (typeof roles)[number];
/** Roles no person ever holds (docs/adr/0011, 0026); the database refuses an importer with a person. */
export const rolesWithoutPerson = ['importer', 'system'] as const satisfies readonly Role[];
export type PersonRole = Exclude<Role, (typeof rolesWithoutPerson)[number]>;
/** Every role that a person may hold. */
export const personRoles = roles.filter((role): role is PersonRole => !(rolesWithoutPerson as readonly Role[]).includes(role)) as [PersonRole, ...PersonRole[]];

/** The place a person fills when quorum is counted (domain.md 2.4): one person fills one seat. */
export const seats = ['chair', 'contracts', 'safeguarding', 'icbNurse', 'socialWork', 'cqc', 'other'] as const;
export type Seat = (typeof seats)[number];

/**
 * Who acts: a person through one membership, optionally for somebody else. Everything a person may see or do
 * hangs on the membership, never on the person (design.md 6).
 */
export interface Actor {
  readonly councilId: string;
  readonly councilName: string;
  /** What the council calls its stages by its procedure of today (ADR 0049). */
  readonly stageNames: StageNames;
  readonly membershipId: string;
  readonly personId: string | null;
  readonly personName: string;
  readonly agencyId: string | null;
  readonly providerId: string | null;
  readonly role: Role;
  readonly seat: Seat | null;
  readonly jobTitle: string;
  /** Rank for delegated decisions (domain.md 2.6): 1 officer, 2 manager, 3 Head of Service, 4 Assistant Director, 5 DASS; 0 none. */
  readonly grade: number;
  readonly delegatedDecisions: readonly string[];
  /** The membership whose place this person takes as deputy: role, seat and limits are then that membership's. */
  readonly onBehalfOf: string | null;
  /** The name of whose place it is, where somebody is shown it. */
  readonly onBehalfOfName?: string;
  /** When the identity provider last had this person prove who they are, as an instant; absent or null where nobody knows. */
  readonly signedInAt?: string | null;
  /** One per request, job or command: ties its reads, changes and log lines together. */
  readonly correlationId: string;
}

/** People who share intelligence about a provider; the row-level policies name the same list in `in_panel_circle()`. */
export const panelCircle: readonly Role[] = [
  'chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'partner', 'cqcObserver', 'authorisedOfficer', 'legal', 'auditor',
];
/** People who ask whether a service may be placed with, and see no intelligence (domain.md 2.6); the policies name the same list. */
export const placingDesk: readonly Role[] = ['brokerage', 'hospitalDischarge', 'outOfHours'];
/** Officers of the council itself among them. */
export const councilOfficers: readonly Role[] = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer'];

/** How recent a sign-in must be for what gives access or opens a sealed source (ADR 0024). */
export const recentMinutes = 5;

/** A sign-in that lies ahead is not believed beyond what two well-kept clocks may differ. */
export function signedInRecently({ signedInAt }: Pick<Actor, 'signedInAt'>, now: Temporal.Instant): boolean {
  if (signedInAt === undefined || signedInAt === null) return false;
  const minutes = now.since(Temporal.Instant.from(signedInAt)).total('minutes');
  return minutes >= -1 && minutes <= recentMinutes;
}
