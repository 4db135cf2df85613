import type { Procedure } from './procedure.ts';
import type { Series } from './series.ts';

// domain.md 2: purposes, members and cadences from its sources; lengths, hours and minutes reckoned are [DESIGN].

type Section = NonNullable<Series['agenda']>[number];
type Line = readonly [key: string, title: string, minutes: number];

const sections = (lines: readonly Line[]): Section[] =>
  lines.map(([key, title, defaultMinutes], index) => ({ number: index + 1, key, title, defaultMinutes, holdsServices: key === 'service' }));
const opening: readonly Line[] = [
  ['welcome', 'Welcome, introductions, apologies and deputies; quorum', 5],
  ['confidentiality', 'Confidentiality, and the information-sharing agreement', 2],
  ['interests', 'Declarations of interest', 3],
];
// domain.md 2.3 and 2.4, as for the panel. [DESIGN]
const timescales: Series['timescales'] = { noticeWorkingDays: 5, minutesDraftWorkingDays: 5, minutesChairWorkingDays: 2, minutesAccuracyWorkingDays: 10 };
const promptly: Series['timescales'] = { ...timescales, noticeWorkingDays: 1, minutesDraftWorkingDays: 2, minutesChairWorkingDays: 1 };
const onInvocation: Series['cadence'] = { every: 'invocation' };

/** Of the meetings about one service: senior, multi-agency; who else comes is chosen each time [W15]. */
const concernsMembers: Series['membership'] = [
  { seat: 'chair', title: 'Senior manager of adult social care, in the chair' },
  { seat: 'safeguarding', title: 'Adult safeguarding manager' },
  { seat: 'contracts', title: 'Contracts and quality assurance; lead commissioners' },
  { seat: 'socialWork', title: 'Enquiry officers; operational social work' },
  { seat: 'icbNurse', title: 'ICB quality nurse; health providers' },
  { seat: 'cqc', title: 'CQC inspector' },
  { seat: 'other', title: 'Every funding agency, police, legal; children’s commissioners of a dual service' },
];

/**
 * Every kind of meeting but the panel.
 * @param quorum the panel's own rule, for the meetings that recommend what a panel may
 */
export const defaultSeries = (quorum: Procedure['quorum']): Series[] => [
  {
    key: 'triage', name: 'Pre-panel triage', purpose: 'Turns the log into agenda items, merges duplicates and proposes how serious each is.', shape: 'standing', panelKinds: ['triage'], // [BRA][LEI]
    cadence: { every: 'days', days: 7 }, startsAt: '09:30', lengthMinutes: 60, // weekly to fortnightly [DESIGN]
    membership: [{ seat: 'contracts', title: 'Quality assurance duty officers' }, { seat: 'chair', title: 'Their manager' }], quorum: null,
    agenda: sections([['welcome', 'Who is on duty', 5], ['newItems', 'New intelligence since the last triage', 30], ['themes', 'Themes across services', 10], ['overdue', 'Overdue answers and actions', 10], ['otherBusiness', 'What goes to the panel, what needs no action', 5]]),
    timescales: promptly, minutesAudience: 'council', recommends: false, provider: 'never', partners: false,
  },
  {
    key: 'initial', name: 'Initial serious concerns meeting', purpose: 'Agrees themes and risks, who is told what, the safeguarding, improvement and risk plans, commissioning intentions and the date of the findings meeting.', shape: 'oneService', panelKinds: ['escalation', 'other'], // [W15][W6], domain.md 1.4 step 2
    cadence: onInvocation, startsAt: '10:00', lengthMinutes: 120, membership: concernsMembers, quorum,
    agenda: sections([
      ...opening, ['service', 'Themes, risks and plans for the service', 45], ['provider', 'Hearing the provider', 20], ['people', 'People using the service: telling them, advocacy, welfare checks', 10],
      ['commissioning', 'Commissioning intentions', 10], ['next', 'Does everybody agree what was decided and how; the findings meeting', 5],
    ]),
    timescales: promptly, minutesAudience: 'members', recommends: true, provider: 'whole', partners: true,
  },
  {
    key: 'review', name: 'Review or findings meeting', purpose: 'Looks at progress and findings, and at what to lift, keep or change.', shape: 'oneService', panelKinds: ['escalation', 'other'], // [W6][W17], follow-up conference [W57]
    cadence: onInvocation, startsAt: '10:00', lengthMinutes: 120, membership: concernsMembers, quorum,
    agenda: sections([
      ...opening, ['minutes', 'Accuracy of the last minutes', 5], ['service', 'Findings, plan and what was verified; risk; restrictions', 45], ['people', 'People and families: their own views; who is told', 10],
      ['provider', 'Hearing the provider', 20], ['next', 'Does everybody agree what was decided and how; the next meeting', 5],
    ]),
    timescales, minutesAudience: 'members', recommends: true, provider: 'whole', partners: true,
  },
  {
    key: 'provider', name: 'Provider meeting without partners', purpose: 'Tells the provider the concerns and the evidence, hears what it proposes, and agrees a plan.', shape: 'oneService', panelKinds: ['escalation', 'other'], // [W17][W11]
    cadence: onInvocation, startsAt: '10:00', lengthMinutes: 90,
    membership: [{ seat: 'chair', title: 'Chair' }, { seat: 'contracts', title: 'Quality assurance manager' }, { seat: 'other', title: 'Note-taker' }], quorum: null,
    agenda: sections([['welcome', 'Welcome, who is here and for whom', 5], ['service', 'Concerns and their evidence', 30], ['proposals', 'What the provider proposes', 25], ['support', 'Support that is offered', 10], ['consequences', 'What may follow', 10], ['next', 'What was agreed, and the letter that says so', 10]]),
    timescales: promptly, minutesAudience: 'council', recommends: false, provider: 'whole', partners: false,
  },
  {
    key: 'strategy', name: 'Strategy meeting', purpose: 'Plans the enquiry: allegations, risk, who does what, who is told, and whether the criteria to go on are met.', shape: 'oneService', panelKinds: ['escalation', 'other'], // [W55][W57][W13]
    cadence: onInvocation, startsAt: '10:00', lengthMinutes: 90, membership: concernsMembers, quorum,
    // domain.md 2.2
    agenda: sections([
      ['welcome', 'Welcome and roles', 5], ['confidentiality', 'Policy, purpose and confidentiality: minutes are an accurate summary, not verbatim', 5], ['interests', 'Declarations of interest', 3],
      ['service', 'The allegations, and how each enquiry stands', 30], ['risk', 'Risk assessment', 10], ['plan', 'Plan of the enquiry', 15], ['communication', 'Who is told: commissioners, adults, representatives', 10],
      ['criteria', 'Are the criteria to go on met; if not, who leads and how is the provider told', 10], ['outcomes', 'Outcome of each allegation', 5], ['next', 'Does everybody agree what was decided and how; the next meeting', 5],
    ]),
    timescales: promptly, minutesAudience: 'members', recommends: true, provider: 'never', partners: true,
  },
  {
    key: 'strategicGroup', name: 'Strategic provider concerns group', purpose: 'Steers significant concerns, market failure and communications across agencies.', shape: 'standing', panelKinds: ['strategic'], // [W51]
    cadence: onInvocation, startsAt: '10:00', lengthMinutes: 90,
    membership: [{ seat: 'chair', title: 'Director of Adult Social Services' }, { seat: 'icbNurse', title: 'ICB Chief Nurse and Head of Safeguarding' }, { seat: 'safeguarding', title: 'Head of Safeguarding Adults' }, { seat: 'other', title: 'Others by invitation' }], quorum: null,
    agenda: sections([...opening, ['risk', 'Risk across agencies', 30], ['communication', 'Communications', 15], ['assurance', 'Assurance of improvement plans', 20], ['otherBusiness', 'Direction to panels; any other business', 10]]),
    timescales, minutesAudience: 'members', recommends: false, provider: 'never', partners: true,
  },
  {
    key: 'boardSubgroup', name: 'Quality and Audit sub-group', purpose: 'Receives the panel’s escalation report, challenges it and refers to the Safeguarding Adults Board.', shape: 'standing', panelKinds: ['other', 'strategic'], // [COV 1.4.9]
    cadence: { every: 'months', months: 3, weekday: 3, nth: 3 }, startsAt: '10:00', lengthMinutes: 120, // quarterly [COV]; the third Wednesday is [DESIGN]
    membership: [{ seat: 'chair', title: 'Chair of the sub-group' }, { seat: 'contracts', title: 'Whoever presents the report' }, { seat: 'other', title: 'Members of the Board’s sub-group' }], quorum: null,
    agenda: sections([...opening, ['minutes', 'Minutes of the last meeting and matters arising', 5], ['report', 'The escalation report', 45], ['challenge', 'Questions and challenge', 30], ['referrals', 'Referrals to the Board', 10], ['otherBusiness', 'Any other business and the next date', 5]]),
    timescales, minutesAudience: 'members', recommends: false, provider: 'never', partners: true,
  },
  {
    key: 'improvementBoard', name: 'Service Improvement Board', purpose: 'Works with providers on what improves care across a sector.', shape: 'notesOnly', panelKinds: ['other', 'escalation'], // [BRA 6.2]
    cadence: { every: 'months', months: 3, weekday: 4, nth: 2 }, startsAt: '10:00', lengthMinutes: 120, // "periodic" [BRA]; quarterly is [DESIGN]
    membership: [{ seat: 'chair', title: 'Council, in the chair' }, { seat: 'other', title: 'Providers’ representatives, the care association, ICB' }], quorum: null, agenda: null,
    timescales, minutesAudience: 'members', recommends: false, provider: 'whole', partners: true,
  },
  {
    key: 'forum', name: 'Provider forum', purpose: 'Tells all providers what is new and hears from them.', shape: 'notesOnly', panelKinds: ['other', 'escalation'], // [BRA 6.3]
    cadence: { every: 'months', months: 3, weekday: 3, nth: 2 }, startsAt: '10:00', lengthMinutes: 120, // quarterly [BRA 6.3.1]
    membership: [{ seat: 'chair', title: 'Council, in the chair' }, { seat: 'other', title: 'All providers' }], quorum: null, agenda: null,
    timescales, minutesAudience: 'members', recommends: false, provider: 'whole', partners: true,
  },
];
