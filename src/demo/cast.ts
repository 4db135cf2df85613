import type { DemoPerson } from '../platform/identity/demo-identity-pages.js';
import type { Role, Seat } from '../platform/access/actor.js';
import type { AgencyKind } from '../domain/people/agency.entity.js';

/** The fictional council of the demonstration. */
export const demoCouncil = { name: 'Harrowmere Council', registerName: 'Harrowmere', procedure: 'default' } as const;

interface DemoAgency {
  readonly name: string;
  readonly kind: AgencyKind;
  readonly since: string;
  /** What it was, and was called, before, and from when (R35). */
  readonly before?: { readonly name: string; readonly kind: AgencyKind; readonly since: string };
}

export const demoAgencies = {
  council: { name: demoCouncil.name, kind: 'council', since: '1974-04-01' },
  // CCGs were abolished on 30 June 2022 and ICBs began the day after (SI 2022/634).
  icb: {
    name: 'NHS Wold and Mere Integrated Care Board', kind: 'icb', since: '2022-07-01',
    before: { name: 'NHS Harrowmere Clinical Commissioning Group', kind: 'ccg', since: '2013-04-01' },
  },
  trust: { name: 'Wold Community Health NHS Trust', kind: 'other', since: '2011-04-01' },
  cqc: { name: 'Care Quality Commission', kind: 'cqc', since: '2009-04-01' },
  board: { name: 'Harrowmere Safeguarding Adults Board', kind: 'other', since: '2015-04-01' },
  neighbour: { name: 'Withen Vale Council', kind: 'otherCouncil', since: '1998-04-01' },
  provider: { name: 'Brindlemoor Healthcare Limited', kind: 'provider', since: '2011-02-01' },
} as const satisfies Record<string, DemoAgency>;

/** Somebody of the demonstration; `subject` is what the demo identity provider calls them. */
export interface DemoMember {
  /** Only of numbers kept for fiction (Ofcom: 01632 960000 to 960999). */
  readonly phone?: string;
  readonly subject: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly agency: keyof typeof demoAgencies;
  readonly role: Role;
  readonly seat: Seat | null;
  readonly grade: number;
}

const member = (subject: string, name: string, jobTitle: string, agency: DemoMember['agency'], role: Role, seat: Seat | null = null, grade = 0): DemoMember =>
  ({ subject, name, jobTitle, agency, role, seat, grade });

const onDuty = (of: DemoMember, phone: string): DemoMember => ({ ...of, phone });

/** One of each role the tour walks through, in the order the sign-in page lists them. All fictional. */
export const demoCast = {
  chair: member('chair', 'Ruth Adeyemi', 'Head of Commissioning', 'council', 'chair', 'chair', 3),
  coordinator: member('coordinator', 'Tom Fielding', 'Panel Coordinator', 'council', 'coordinator', null, 1),
  qaOfficer: onDuty(member('qa-officer', 'Priya Nair', 'Quality Assurance Officer', 'council', 'qaOfficer', 'contracts', 1), '01632 960146'),
  secondOfficer: onDuty(member('second-officer', 'Marcus Bell', 'Contracts Officer', 'council', 'qaOfficer', 'contracts', 1), '01632 960147'),
  icbNurse: member('icb-nurse', 'Grace Okafor', 'ICB Quality Nurse', 'icb', 'partner', 'icbNurse', 2),
  safeguardingLead: onDuty(member('safeguarding-lead', 'Helen Marsh', 'Safeguarding Adults Lead', 'council', 'safeguardingLead', 'safeguarding', 2), '01632 960151'),
  cqcInspector: member('cqc-inspector', 'Alison Webb', 'CQC Inspector', 'cqc', 'cqcObserver', 'cqc'),
  socialWorker: member('social-worker', 'Daniel Reyes', 'Social Work Team Manager', 'council', 'partner', 'socialWork', 2),
  trustNurse: member('trust-nurse', 'Siobhan Kerr', 'Tissue Viability Lead Nurse', 'trust', 'partner', 'other'),
  assistantDirector: member('assistant-director', 'Sarah Whitlock', 'Assistant Director, Adult Social Care', 'council', 'authorisedOfficer', null, 4),
  secondDirector: member('second-director', 'Olu Bankole', 'Assistant Director, Commissioning and Health', 'council', 'authorisedOfficer', null, 4),
  headOfService: member('head-of-service', 'Martin Cole', 'Head of Service, Quality and Contracts', 'council', 'authorisedOfficer', null, 3),
  dass: member('dass', 'Joan Prentice', 'Director of Adult Social Services', 'council', 'authorisedOfficer', null, 5),
  brokerage: member('brokerage', 'Ben Carter', 'Brokerage Officer', 'council', 'brokerage'),
  hospitalDischarge: member('hospital-discharge', 'Anwen Price', 'Discharge Coordinator', 'trust', 'hospitalDischarge'),
  outOfHours: member('out-of-hours', 'Colin Baird', 'Emergency Duty Team Manager', 'council', 'outOfHours'),
  placingCouncil: member('placing-council', 'Leila Haddad', 'Placements Reviewing Officer', 'neighbour', 'placingCouncil'),
  boardReader: member('board', 'Margaret Hale', 'Independent Member, Quality and Audit sub-group', 'board', 'boardReader'),
  provider: member('provider', 'Carol Finch', 'Registered Manager, Brindlemoor Grange', 'provider', 'provider'),
  recordsOfficer: member('records-officer', 'Edith Lowe', 'Information Rights Officer', 'council', 'recordsOfficer'),
  secondRecordsOfficer: member('second-records-officer', 'Samir Chowdhury', 'Records Manager', 'council', 'recordsOfficer'),
  auditor: member('auditor', 'Owen Pike', 'Internal Auditor', 'council', 'auditor'),
  administrator: member('administrator', 'Nina Frost', 'Systems Administrator', 'council', 'administrator'),
} as const satisfies Record<string, DemoMember>;
export type CastName = keyof typeof demoCast;

/** Whose manager is told first of an action overdue (R18). Partners' managers are their agencies' own: the coordinator is told. */
export const demoManagers: Partial<Record<CastName, CastName>> = {
  qaOfficer: 'headOfService', secondOfficer: 'headOfService', coordinator: 'chair', safeguardingLead: 'assistantDirector', socialWorker: 'assistantDirector',
  chair: 'assistantDirector', headOfService: 'assistantDirector', assistantDirector: 'dass',
};

/** Mail of the demonstration goes to addresses that can never be anybody's (RFC 2606). */
export function demoAddress({ subject }: Pick<DemoMember, 'subject'>): string {
  return `${subject}@harrowmere.example`;
}

/** Somebody who left before the story ends: he has history, and no sign-in. */
export const formerColleague = member('former-colleague', 'Peter Hollis', 'Contracts Officer', 'council', 'qaOfficer', null, 1);

/** Somebody the identity provider knows and this service does not yet: open the invitation in the mailbox. */
export const invited: DemoPerson = { subject: 'invited', name: 'Imran Sadiq', jobTitle: 'Invited: open the mail first', agency: demoAgencies.trust.name };

/** An account for whoever is invited on the demonstration itself; the first to accept with it keeps it. */
const newcomer: DemoPerson = { subject: 'newcomer', name: 'Somebody you invite', jobTitle: 'Invite them as Nina Frost, then open their mail', agency: demoAgencies.council.name };

/** The cast as the demo sign-in page lists it, and two who have no account yet. */
export function demoPeople(): DemoPerson[] {
  return [...Object.values(demoCast).map(({ subject, name, jobTitle, agency }) => ({ subject, name, jobTitle, agency: demoAgencies[agency].name })), invited, newcomer];
}
