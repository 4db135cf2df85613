/** Codes of the schema as people read them: one list for pages and for the files taken from them. */
export const stateWords = {
  record: {
    received: 'Received', logged: 'Waiting for triage', triaged: 'Waiting to be allocated', allocated: 'With an officer', assessed: 'Assessed', noFurtherAction: 'No further action', action: 'Action taken',
    linkToS42: 'With safeguarding', toPanel: 'To the panel', passToOtherBody: 'Passed to another body', closed: 'Closed',
  },
  action: {
    open: 'Open', inProgress: 'In progress', overdue: 'Overdue', extensionRequested: 'More time asked for', reportedComplete: 'Reported complete, waiting to be verified', notVerified: 'Checked and not done',
    verified: 'Verified', closed: 'Closed', superseded: 'Superseded',
  },
  kind: { nursingHome: 'Nursing home', residentialHome: 'Residential home', homeSupport: 'Home support', supportedLiving: 'Supported living', dayService: 'Day service', other: 'Other' },
  rating: {
    outstanding: 'Outstanding', good: 'Good', requiresImprovement: 'Requires improvement', inadequate: 'Inadequate', insufficientEvidence: 'Insufficient evidence to rate', inspectedNotRated: 'Inspected but not rated',
  },
  found: {
    service: 'Services', provider: 'Providers', person: 'People', intelligence: 'Intelligence', visit: 'Visits', risk: 'Risk assessments', meeting: 'Meetings', contribution: 'What agencies brought', minutes: 'Minutes', recommendation: 'Recommendations',
    written: 'Questions in writing', decision: 'Decisions', restriction: 'Restrictions', notice: 'Notices', termination: 'Terminations', proposal: 'Proposals for a stage', representation: 'Representations', appeal: 'Appeals', action: 'Actions', letter: 'Letters',
  },
  chronology: {
    rating: 'CQC rating', intelligence: 'Intelligence', risk: 'Risk assessment', action: 'Action', meeting: 'Meeting', writtenProcedure: 'Question in writing', recommendation: 'Recommendation', decision: 'Decision', stage: 'Stage', restriction: 'Restriction', notice: 'Notice', termination: 'Termination',
    letter: 'Letter', representation: 'Representation', visit: 'Visit', appeal: 'Appeal', hearingRequest: 'Request about being heard', disclosurePack: 'Disclosure', register: 'What became of it', people: 'People counted and reviewed', telling: 'Telling people and families', watchedDate: 'Date waited for',
  },
  link: {
    newLocation: 'A new CQC location id, the same owner', newOwner: 'A new owner carries it on', merge: 'Two entries of the register are one service', rename: 'A new name', deregistered: 'Its registration ended',
    dualService: 'Two services at one address', notSuccessor: 'Not carried on by it',
  },
  confidentiality: {
    open: 'Open: may be told to whoever asks, once the provider has its letter', shared: 'Shared: for the council, its partners and the provider', restricted: 'Restricted: for those who need it to do their work; ask the decider before telling anybody else',
  },
  publicity: { public: 'Public: may be told to whoever asks', notPublic: 'Not public: told to those who place, to partners and to the provider' },
  restriction: { inForce: 'In force', underReview: 'Under review', phasedLift: 'Being lifted in phases' },
  covers: { all: 'All', nursing: 'Nursing', residential: 'Residential', respite: 'Respite', unit: 'Unit', need: 'Need', clientGroup: 'Client group', area: 'Area' },
  stageStep: { initialMeetingDue: 'initial meeting due', enquiriesAndImprovement: 'enquiries and improvement', findingsDue: 'findings meeting due', decisionOnOutcome: 'decision on the outcome' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** The words of one code; the code itself where it has none yet. */
export function wordsFor(of: keyof typeof stateWords, code: string): string {
  const list: Readonly<Record<string, string>> = stateWords[of];
  return list[code] ?? code;
}
