import { contributionForms } from './contributions.ts';
import {
  caveats, dispositions, intelligenceSources, intelligenceThemes, restrictionReasons, thresholdCriteria, visitKinds,
} from './lists.ts';
import type { Choice, Procedure } from './procedure.ts';
import { defaultSeries } from './series-default.ts';

// Sources in brackets are those of domain.md; [DESIGN] is a default of this project that no source states.

const homeChecks: Choice[] = visitKinds.slice(0, 4).map(({ code, words }) => ({ code, words }));
const homeSupportChecks: Choice[] = visitKinds.slice(4).map(({ code, words }) => ({ code, words }));

// domain.md 2.4 [DESIGN]: four people; for a sanction also one from outside the council; CQC takes no part in contract action.
const quorum: Procedure['quorum'] = {
  all: ['chair', 'contracts', 'safeguarding'],
  anyOf: [['icbNurse', 'socialWork']],
  forSanction: { outsideCouncil: 1 },
  notCounted: ['cqc'],
};

/** The composite of the sources, for a council that has not written down its own. */
export const defaultProcedure: Procedure = {
  name: 'default',
  title: 'Default procedure',
  basis: 'A composite of published council papers and of this project’s own defaults. No council has published a quorum, risk weights or this ladder of stages.',
  // A four-stage ladder stands in no source paper: our composite. [DESIGN]
  stages: [
    { key: 'routine', words: 'Routine monitoring', stepDown: [] },
    { key: 'enhanced', words: 'Enhanced monitoring', stepDown: ['panelsOnTrack', 'closedPlan'] },
    { key: 'seriousConcerns', words: 'Serious concerns', stepDown: ['verifiedActions', 'firstHandCheck', 'noRedRisk', 'noFullStop', 'findingsMeeting'] }, // statechart A, domain.md 1.1
    { key: 'closed', words: 'Closed', stepDown: [] },
  ],
  enhancedMonitoring: 'stage',
  panel: {
    name: 'Provider Escalation Panel', // [COV 1.4.9]
    cadence: { weekday: 2, nth: 2 }, // monthly [BRA 6.1.2][COV 1.4.9]; the second Tuesday is [DESIGN]
    startsAt: '14:00',
    lengthMinutes: 120,
    // domain.md 2, first row
    membership: [
      { seat: 'chair', title: 'Chair' },
      { seat: 'contracts', title: 'Contracts and quality assurance' },
      { seat: 'safeguarding', title: 'Safeguarding adults' },
      { seat: 'icbNurse', title: 'ICB quality nurse' },
      { seat: 'socialWork', title: 'Operational social work' },
      { seat: 'cqc', title: 'Care Quality Commission' },
      { seat: 'other', title: 'Other health professionals' },
    ],
    reportsTo: { quarterly: 'Quality and Audit sub-group of the Safeguarding Adults Board', yearly: 'Safeguarding Adults Board' }, // [COV 1.4.9]
  },
  quorum,
  // domain.md 2.1 names the item; no source gives its words. [DESIGN]
  confidentialityStatement:
    'What is said and shown here, and the papers, are for the panel’s work alone. I share them only with those who need them to keep people safe, and by the information-sharing agreement of my agency. I keep papers secure, do not copy or forward them, and do not name anybody who told us something. Who may see a record is written beside it, and I keep to it. I declare any interest before its item. If I become aware of a breach, I tell the chair at once.',
  contributions: contributionForms,
  actionDigest: { weekday: 1 }, // [DESIGN]
  // domain.md 2.1: parts from [COV][BRA][WOL][W55][W56]; order and minutes [DESIGN].
  agenda: {
    sections: [
      { number: 1, key: 'welcome', title: 'Welcome, introductions, apologies and deputies; quorum', defaultMinutes: 5, holdsServices: false },
      { number: 2, key: 'confidentiality', title: 'Confidentiality statement', defaultMinutes: 2, holdsServices: false },
      { number: 3, key: 'interests', title: 'Declarations of interest', defaultMinutes: 3, holdsServices: false },
      { number: 4, key: 'minutes', title: 'Minutes of the last meeting and matters arising', defaultMinutes: 5, holdsServices: false },
      { number: 5, key: 'actionLog', title: 'Action log', defaultMinutes: 10, holdsServices: false },
      { number: 6, key: 'lateItems', title: 'Urgent and late items', defaultMinutes: 5, holdsServices: true },
      { number: 7, key: 'emergencyDecisions', title: 'Emergency decisions since the last meeting', defaultMinutes: 5, holdsServices: true },
      { number: 8, key: 'seriousConcerns', title: 'Services at serious concerns', defaultMinutes: 15, holdsServices: true },
      { number: 9, key: 'enhanced', title: 'Services at enhanced monitoring', defaultMinutes: 8, holdsServices: true },
      { number: 10, key: 'referrals', title: 'New referrals from triage', defaultMinutes: 8, holdsServices: true },
      { number: 11, key: 'restrictions', title: 'Placement restrictions due for review', defaultMinutes: 5, holdsServices: true },
      { number: 12, key: 'notices', title: 'Notices running and expiring', defaultMinutes: 5, holdsServices: true },
      { number: 13, key: 'cqcMovements', title: 'CQC movements', defaultMinutes: 5, holdsServices: true },
      { number: 14, key: 'safeguardingThemes', title: 'Safeguarding themes', defaultMinutes: 5, holdsServices: true },
      { number: 15, key: 'market', title: 'Market and failure watch; alerts from other areas', defaultMinutes: 5, holdsServices: false },
      { number: 16, key: 'goodPractice', title: 'Good practice and step-downs', defaultMinutes: 5, holdsServices: false },
      { number: 17, key: 'escalate', title: 'Items for the Safeguarding Adults Board or the strategic group', defaultMinutes: 5, holdsServices: false },
      { number: 18, key: 'otherBusiness', title: 'Any other business and the next date', defaultMinutes: 5, holdsServices: false },
    ],
    forNoting: 'For noting, unless a member asks',
  },
  timescales: {
    emergencyStrategyDiscussionHours: 24, // [W13][W14]
    initialMeetingWorkingDays: 5, // [W13]; others 7 days [W14]
    reviewReportDays: 14, // two weeks after the visit [WOL 2.6]
    actionPlanReturnDays: 14, // [WOL 2.7][W9]
    factualAccuracyDays: 14, // [W10]
    actionPlanLateToPanelWorkingDays: 10, // R18 [WOL 4.3]
    representationWindowWorkingDays: 5, // [DESIGN], as long as the appeal of [W17]
    restrictionFirstReviewDays: 28, // R06, week 4 [W17]
    reviewMaxGapDays: 35, // R06 [W17][W69]
    decideSanctionWorkingDays: 7, // [DESIGN]: the 5 working days the provider has to answer (R04 a) and 2 to weigh what it said
    decideWorkingDays: 5, // [DESIGN], as long as the provider's window
    precautionaryConfirmWorkingDays: 10, // R04 [W4][W5][W17]
    cautionaryDecideWorkingDays: 10, // domain.md 3.2 [GK]
    emergencyConfirmWorkingDays: 1, // R03 [DESIGN]
    letterNextWorkingDays: 1, // R07, tighter than the 7 of [W17]
    tellingSetOutWorkingDays: 1, // R41 [DESIGN], as soon as the letter is due
    disclosureWorkingDays: 7, // R07 [W17]
    alertAcknowledgeWorkingDays: 1, // R40
    appealWorkingDays: 5, // R11, from service [W17]
    appealGroundsWorkingDays: 10, // R11 [DESIGN]
    remediationPlanWorkingDays: 10, // [W20]
    remediationResponseWorkingDays: 10, // [W20]
    shortRemedyWorkingDays: 5, // R13: shorter needs a reason; the period itself is the contract's
    exitPlanWorkingDays: 10, // [DESIGN], as long as a remediation plan of [W20]
    terminationCompletionWorkingDays: 20, // [DESIGN]
    panelsOnTrackToStepDown: 2, // statechart A [DESIGN]
    firstCheckAfterClosingMonths: 3, // domain.md 1.1, stage 7 [DESIGN]
    triageEveryDays: 7, // weekly to fortnightly [DESIGN]
    dutyRotaMonths: 3, // [BRA 4.2.3]
    contributionsCloseWorkingDays: 5, // [DESIGN]: a working week to read in
    contributionsReminderWorkingDays: 2, // [DESIGN]
    minutesDraftWorkingDays: 5, // domain.md 2.3 [DESIGN]
    minutesChairWorkingDays: 2, // domain.md 2.3 [DESIGN]
    minutesAccuracyWorkingDays: 10, // domain.md 2.3, 5 to 10 [DESIGN]
    cqcRepresentationDays: 28, // [W29][W30]
    cqcAppealDays: 28, // [W29][W30]
    specialMeasuresReinspectionMonths: 6, // [W31]
    capacityTrackerFromDay: 8, // [W32]
    capacityTrackerToDay: 14, // [W32]
    plannedClosureNoticeMonths: 6, // [W33]
    plannedReviewsPerYear: 1, // [COV 1.4.3]
  },
  series: defaultSeries(quorum),
  // domain.md 2.6 and 3.1. All ranks [DESIGN], except D04: DASS or deputy [W1].
  authorities: [
    { code: 'D01', words: 'Note, no further action', grade: 1, namedDeputy: true, independent: false, rankThatImposed: false },
    { code: 'D03', words: 'Start enhanced monitoring', grade: 3, namedDeputy: true, independent: false, rankThatImposed: false },
    { code: 'D04', words: 'Invoke serious concerns', grade: 5, namedDeputy: true, independent: true, rankThatImposed: false },
    { code: 'D05', words: 'Refer to safeguarding', grade: 1, namedDeputy: true, independent: false, rankThatImposed: false },
    { code: 'D06', words: 'Require an action plan', grade: 1, namedDeputy: true, independent: false, rankThatImposed: false },
    { code: 'D07', words: 'Accept or return an action plan', grade: 1, namedDeputy: true, independent: false, rankThatImposed: false },
    {
      code: 'D08', words: 'Place a restriction', grade: 4, gradeByRestrictionKind: { fullStop: 4, partial: 4, cap: 3, cautionary: 3 },
      namedDeputy: true, independent: true, rankThatImposed: false,
    },
    { code: 'D09', words: 'Extend, vary or lift a restriction', grade: 3, namedDeputy: false, independent: false, rankThatImposed: true },
    { code: 'D10', words: 'Issue a warning, default or remedy notice', grade: 3, namedDeputy: true, independent: true, rankThatImposed: false },
    { code: 'D11', words: 'Withdraw or extend a notice', grade: 3, namedDeputy: true, independent: false, rankThatImposed: false },
    { code: 'D12', words: 'Measure payments or ranking', grade: 3, namedDeputy: true, independent: false, rankThatImposed: false }, // [LDC 4.13]
    { code: 'D13', words: 'Step in or supplement staffing', grade: 4, namedDeputy: true, independent: false, rankThatImposed: false }, // [W42]
    { code: 'D14', words: 'End a contract (termination)', grade: 5, namedDeputy: false, independent: true, rankThatImposed: false },
    { code: 'D15', words: 'Activate the failure plan', grade: 5, namedDeputy: true, independent: false, rankThatImposed: false }, // [W33]
    { code: 'D16', words: 'Step down or close', grade: 3, namedDeputy: true, independent: false, rankThatImposed: false },
    { code: 'D17', words: 'Notify or refer elsewhere', grade: 1, namedDeputy: true, independent: false, rankThatImposed: false },
    { code: 'D18', words: 'Emergency decision outside a meeting', grade: 4, namedDeputy: true, independent: false, rankThatImposed: false },
    { code: 'D19', words: 'Hear an appeal', grade: 3, namedDeputy: false, independent: true, rankThatImposed: true }, // R11: no rank below whoever decided
    { code: 'D20', words: 'Continue placing', grade: 3, namedDeputy: true, independent: false, rankThatImposed: false }, // [WOL 4.2]
    { code: 'D21', words: 'Offer support', grade: 1, namedDeputy: true, independent: false, rankThatImposed: false }, // [LEI][WOL 5.3]
  ],
  thresholdCriteria,
  // domain.md 3.2
  restrictionKinds: [
    { code: 'fullStop', words: 'Full stop on new placements', meaning: 'No new placements or packages by the council; people already there stay.', imposedBy: 'council' }, // [W64][WOL][W66]
    { code: 'partial', words: 'Partial restriction', meaning: 'No new placements in a unit, registration, client group, level of need or area.', imposedBy: 'council' }, // [GK]
    { code: 'cap', words: 'Cap or controlled placements', meaning: 'So many a week, or with a manager’s sign-off for each placement.', imposedBy: 'council' }, // [GK]
    { code: 'cautionary', words: 'Caution', meaning: 'Check with the quality team before placing. The provider is told.', imposedBy: 'council' }, // [GK], told because of [W73]
    { code: 'voluntary', words: 'Voluntary stop', meaning: 'The provider itself stops admissions and tells the council and the regulator.', imposedBy: 'provider' }, // [W64][W65]
    { code: 'regulatorImposed', words: 'Condition of the regulator', meaning: 'CQC allows no admissions, or none without its agreement.', imposedBy: 'regulator' }, // [W30][W68]
  ],
  restrictionReasons,
  appealExclusions: [], // R11: open for every reason; [W17] excludes serious safeguarding
  intelligence: {
    sources: intelligenceSources,
    themes: intelligenceThemes,
    caveats,
    // CQC's triage [W78]; what each sets off [DESIGN], domain.md 4.4.
    severities: [
      {
        code: 'P1', words: 'P1: people are in danger now',
        description: 'Somebody has come to serious harm or may at any moment.',
        setsOff: 'Ring the duty officer now. A manager decides today whether to visit.',
        response: { within: 'hours', hours: 1 },
      },
      {
        code: 'P2', words: 'P2: significant risk of harm',
        description: 'People have been harmed or neglected, or are likely to be soon.',
        setsOff: 'A council officer answers within 24 hours.',
        response: { within: 'hours', hours: 24 },
      },
      {
        code: 'P3', words: 'P3: a significant concern',
        description: 'A standard may be breached, and no one is at risk of harm today.',
        setsOff: 'A council officer answers within 5 working days.',
        response: { within: 'workingDays', workingDays: 5 },
      },
      {
        code: 'P4', words: 'P4: worth knowing',
        description: 'A small sign, a compliment, or something that may matter with others.',
        setsOff: 'It is read at the next triage.',
        response: { within: 'nextTriage' },
      },
    ],
    dispositions,
  },
  // 5 × 5 [GK]; bands [DESIGN].
  risk: {
    likelihood: ['Rare', 'Unlikely', 'Possible', 'Likely', 'Almost certain'],
    impact: ['Negligible', 'Minor', 'Moderate', 'Serious', 'Severe'],
    bands: [
      { band: 'green', words: 'Green', from: 1 },
      { band: 'amber', words: 'Amber', from: 6 },
      { band: 'red', words: 'Red', from: 12 },
      { band: 'critical', words: 'Critical', from: 20 },
    ],
  },
  // domain.md 2.4, adapted for officers from [W62]. The ruling is where the chair begins, not where they end.
  interests: [
    { code: 'worksFor', words: 'I, or a relative, work for the provider or did recently', recorded: 'works, or a relative works, for the provider, or did recently', ruling: 'leave' },
    { code: 'livesIn', words: 'I, or a relative, live in the service or use it', recorded: 'lives in the service or uses it, or a relative does', ruling: 'leave' },
    { code: 'owns', words: 'I, or a relative, own part of the provider', recorded: 'owns part of the provider, or a relative does', ruling: 'leave' },
    { code: 'negotiates', words: 'I am negotiating with the provider', recorded: 'is negotiating with the provider', ruling: 'leave' },
    { code: 'agencyIsProvider', words: 'My agency is the provider', recorded: 'is from an agency that is the provider', ruling: 'leave' },
    { code: 'agencyCompetes', words: 'My agency competes with the provider or is its landlord', recorded: 'is from an agency that competes with the provider or is its landlord', ruling: 'speakThenLeave' },
    { code: 'other', words: 'Something else that people may think sways me', recorded: 'something else that people may think sways them', ruling: 'stay' },
  ],
  // Statechart A, step down: homes a visit; home support calls, spot checks, a sample of electronic care monitoring.
  firstHandChecks: {
    nursingHome: homeChecks,
    residentialHome: homeChecks,
    homeSupport: homeSupportChecks,
    supportedLiving: [...homeChecks, ...homeSupportChecks],
    dayService: homeChecks,
    other: [...homeChecks, ...homeSupportChecks],
  },
  actionPlanOnRating: [], // R16: only where the procedure says so
  visitKinds,
  handling: { confidentiality: 'shared', restrictionsArePublic: false }, // Nottinghamshire explains suspensions openly, Suffolk withholds names (case 12): a council says which
  unannouncedVisits: 'any', // [LEI]
  // R34; [W109-W112] differ from council to council.
  retention: {
    title: 'Default retention schedule, version 1',
    effectiveFrom: '2026-11-01',
    rules: [
      { code: 'providerCase', words: 'Everything of a provider’s case', from: 'Closed, or the last contract over, whichever is later', months: 84, basis: 'This project’s default' }, // domain.md case 26 [DESIGN]
      { code: 'intelligenceNoAction', words: 'Intelligence that ended without action', from: 'The record was closed', months: 24, basis: 'Records Management Code: initial contact, 2 years' },
      { code: 'sourceIdentity', words: 'Who told us', from: 'The record was closed', months: 12, basis: 'This project’s default: shorter than the record' }, // case 26 [DESIGN]
      { code: 'informationRequest', words: 'Requests for information and their sets', from: 'Answered, refused or withdrawn', months: 36, basis: 'This project’s default' }, // [DESIGN]
    ],
  },
  terms: {
    intelligenceRecord: 'Intelligence record',
    remedyNotice: 'Notice to Remedy Breach', // [LEI]
    brokerage: 'Brokerage',
    qualityTeam: 'Contracts and quality assurance team',
    improvementTeam: 'Multi-agency improvement team', // [LEI]
  },
};
