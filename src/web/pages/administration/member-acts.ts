import { type Body, list, text, whole } from '../../form.js';
import {
  AddMembershipDocument, type AdministrationFormQuery, ChangeMembershipDocument, ChangePersonDocument, EndMembershipDocument, EndNameClearanceDocument, GiveNameClearanceDocument, HandOverWorkDocument, MoveMemberDocument, NameDeputyDocument,
  type PersonQuery,
} from '../../generated/documents.js';
import type { Pages, Sent } from '../../pages.service.js';
import type { Visit } from '../../visit.js';

export type Found = NonNullable<PersonQuery['person']>;
type Choices = AdministrationFormQuery['administrationForm'];
interface Answer {
  readonly name: string;
  readonly key: string;
  readonly value: string;
}

/** Something an administrator does about a membership, on a page of its own. */
export interface MemberAct {
  readonly title: string;
  readonly button: string;
  readonly done: string;
  /** It gives somebody access: whoever does it signs in again first, before they type. */
  readonly grants?: true;
  /** Where it goes on: the membership it was done to, or the one it made. */
  readonly leadsTo: 'same' | 'new';
  readonly begin: (person: Found) => Body;
  readonly versionOf: (person: Found) => number;
  /** Shows the answers before they are sent: for what takes access away. */
  readonly check?: (body: Body, person: Found, choices: Choices) => Answer[];
  readonly send: (pages: Pages, visit: Visit, given: { person: Found; body: Body }) => Promise<Sent>;
}

/** Codes of `endMembership`, as people read them. */
const endReasons: Readonly<Record<string, string>> = { left: 'They have left', movedJob: 'They have another job', noLongerNeeded: 'The role is no longer needed', addedByMistake: 'They were added by mistake' };

/** What describes a place, as the forms send it. */
export function placeOf(body: Body): {
  agencyId: string; role: string; seat: string | null; jobTitle: string; grade: number; delegatedDecisions: string[]; panelIds: string[]; providerId: string | null; managerMembershipId: string | null;
} {
  return { ...limitsOf(body), agencyId: text(body['agencyId']), role: text(body['role']), jobTitle: text(body['jobTitle']), panelIds: list(body['panelIds']), providerId: text(body['providerId']) || null };
}
function limitsOf(body: Body): { seat: string | null; grade: number; delegatedDecisions: string[]; managerMembershipId: string | null } {
  return { seat: text(body['seat']) || null, grade: whole(body['grade']), delegatedDecisions: list(body['delegatedDecisions']), managerMembershipId: text(body['managerMembershipId']) || null };
}
const limitsNow = ({ membership }: Found): Body => ({
  seat: membership.seat ?? '', grade: String(membership.grade), delegatedDecisions: membership.delegatedDecisions, managerMembershipId: membership.managerMembershipId ?? '',
});
const changing = ({ membership }: Found, body: Body): { id: string; version: number; idempotencyKey: string } =>
  ({ id: membership.id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) });
const ofMembership = ({ membership }: Found): number => membership.version;

export const memberActs: Readonly<Record<string, MemberAct>> = {
  change: {
    title: 'Change seat, rank or manager', button: 'Save', done: 'Changed', grants: true, leadsTo: 'same', begin: limitsNow, versionOf: ofMembership,
    send: (pages, visit, { person, body }) => pages.send(visit, ChangeMembershipDocument, { ...changing(person, body), ...limitsOf(body) }),
  },
  move: {
    title: 'Move to another job', button: 'Move', done: 'Moved: the old membership has ended and stays in history', grants: true, leadsTo: 'new', versionOf: ofMembership,
    begin: (person) => ({ ...limitsNow(person), agencyId: person.membership.agencyId ?? '', role: person.membership.role, jobTitle: person.membership.jobTitle, panelIds: panelsOf(person) }),
    send: (pages, visit, { person, body }) => pages.send(visit, MoveMemberDocument, { ...changing(person, body), ...placeOf(body) }),
  },
  add: {
    title: 'Add another role', button: 'Add role', done: 'Role added', grants: true, leadsTo: 'new', begin: () => ({ grade: '0' }), versionOf: ofMembership,
    send: (pages, visit, { person, body }) => pages.send(visit, AddMembershipDocument, { idempotencyKey: text(body['idempotencyKey']), personId: person.id, ...placeOf(body) }),
  },
  details: {
    title: 'Change name or address', button: 'Save', done: 'Changed', leadsTo: 'same', versionOf: (person) => person.version,
    begin: ({ name, mail, phone }) => ({ name, mail: mail ?? '', phone: phone ?? '' }),
    send: (pages, visit, { person, body }) => pages.send(visit, ChangePersonDocument, { ...changing(person, body), id: person.id, name: text(body['name']), mail: text(body['mail']), phone: text(body['phone']) }),
  },
  deputy: {
    title: 'Name a deputy', button: 'Name deputy', done: 'The deputy is named', grants: true, leadsTo: 'same', begin: () => ({}), versionOf: ofMembership,
    send: (pages, visit, { person, body }) => pages.send(visit, NameDeputyDocument, {
      idempotencyKey: text(body['idempotencyKey']), membershipId: person.membership.id, deputyId: text(body['deputyId']), from: text(body['from']), to: text(body['to']), automatic: text(body['automatic']) === 'yes',
    }),
  },
  handover: {
    title: 'Hand over open work', button: 'Hand over', done: 'Handed over: they have been told by mail', leadsTo: 'same', versionOf: ofMembership,
    begin: ({ openWork }) => ({ workIds: openWork.filter(({ stays }) => stays === null).map(({ id }) => id) }),
    send: (pages, visit, { person, body }) => pages.send(visit, HandOverWorkDocument, {
      idempotencyKey: text(body['idempotencyKey']), id: person.membership.id, workGoesTo: text(body['workGoesTo']), workIds: list(body['workIds']),
    }),
  },
  clear: {
    title: 'Clear for names', button: 'Clear for names', done: 'They read the Board’s reports with names from now on', grants: true, leadsTo: 'same', begin: () => ({}), versionOf: ofMembership,
    send: (pages, visit, { person, body }) => pages.send(visit, GiveNameClearanceDocument, {
      idempotencyKey: text(body['idempotencyKey']), membershipId: person.membership.id, reason: text(body['reason']), lastDay: text(body['lastDay']) || null,
    }),
  },
  'end-clearance': {
    title: 'End the clearance for names', button: 'End clearance', done: 'They read the Board’s reports without names from now on', leadsTo: 'same', begin: () => ({}), versionOf: (person) => clearanceOf(person)?.version ?? 1,
    send: (pages, visit, { person, body }) => pages.send(visit, EndNameClearanceDocument, {
      id: clearanceOf(person)?.id ?? person.membership.id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), reason: text(body['reason']),
    }),
  },
  end: {
    title: 'End this membership', button: 'End membership', done: 'The membership has ended. Nothing they did is lost.', leadsTo: 'same', begin: () => ({}), versionOf: ofMembership,
    check: (body, person, choices) => [
      { name: 'reason', key: 'Why', value: endReasons[text(body['reason'])] ?? 'Not chosen' },
      { name: 'lastDay', key: 'Last day of access', value: text(body['lastDay']) || `At once: ${person.name} is out at the next click` },
      { name: 'workGoesTo', key: 'Open work goes to', value: choices.members.find(({ id }) => id === text(body['workGoesTo']))?.name ?? 'Nobody yet' },
    ],
    send: (pages, visit, { person, body }) => pages.send(visit, EndMembershipDocument, {
      ...changing(person, body), reason: text(body['reason']), lastDay: text(body['lastDay']) || null, workGoesTo: text(body['workGoesTo']) || null,
    }),
  },
};

const clearanceOf = ({ clearances }: Found): Found['clearances'][number] | undefined => clearances.find(({ inForce }) => inForce);

function panelsOf({ seats, membership }: Found): string[] {
  return membership.inForce ? seats.filter(({ inForce }) => inForce).map(({ panelId }) => panelId) : [];
}
