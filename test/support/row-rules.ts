import type { Actor, Role } from '../../src/platform/access/actor.js';

/* Who sees what of a council, from the rules of the domain: the half of `rows.spec` that knows nothing of policies. */
export type Panel = 'homes' | 'homeCare';
export interface Place { readonly id: string; readonly panel: Panel; readonly providerId: string }
export interface Somebody extends Actor { readonly panels: readonly Panel[]; readonly kind: string }
export interface Meeting { readonly id: string; readonly panel: Panel; readonly closedAt: string | null; readonly state: string }
export interface Item { readonly id: string; readonly meeting: Meeting; readonly place: Place | null; readonly out: readonly Somebody[] }
export interface Row { readonly id: string; readonly of: Rule }
export type Rule = (who: Somebody) => boolean;

const councilRoles: readonly Role[] = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'legal', 'auditor', 'system'];
export const guests: readonly Role[] = ['partner', 'cqcObserver'];
export const placing: readonly Role[] = ['brokerage', 'hospitalDischarge', 'outOfHours'];
export const inCircle: Rule = ({ role }) => councilRoles.includes(role) || guests.includes(role);
export const office: Rule = ({ role }) => councilRoles.includes(role);
// Another system that sends files sees what its files are about (ADR 0023).
export const imports: Rule = ({ role }) => role === 'importer';
export const ownProvider = (who: Somebody, providerId: string): boolean => who.providerId === providerId;
export const seated = (who: Somebody, place: Place): boolean => office(who) || (guests.includes(who.role) && who.panels.includes(place.panel));
export const atMeeting = (who: Somebody, meeting: Meeting): boolean => office(who) || (guests.includes(who.role) && who.panels.includes(meeting.panel));
export const isOut = (who: Somebody, item: Item): boolean => item.out.some((one) => one.membershipId === who.membershipId || (one.personId !== null && one.personId === who.personId));
export type Columns = Record<string, unknown>;
/** Puts a row that the rule gives, and answers its id. */
export type Put = (table: string, columns: Columns, of: Rule, id?: string) => Promise<string>;
