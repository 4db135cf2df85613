import { defaultProcedure as procedure, seriesListOf } from '../../../procedures/index.ts';
import { roleNames } from '../../platform/access/policy.js';

/** Fields that a line of the trail tells, in words. A field that does not stand here is not told: keys, hashes, counts of the machinery and what people typed. */
export const fieldWords: Readonly<Record<string, string>> = {
  confidentiality: 'who may be told of it', publicity: 'whether it is public',
  visitedOn: 'visited on', announced: 'announced', outOfHours: 'outside office hours', faultReasons: 'faults found', refusedOn: 'refused on',
  attendance: 'attendance', left: 'has left', changed: 'changed', nextDate: 'next considered on', onTrack: 'on track', series: 'kind of meeting', providerPart: 'the provider is there',
  agencyId: 'agency', allocatedTo: 'allocated to', answer: 'answer', asAt: 'as at', assessedOn: 'assessed on', audience: 'for', automatic: 'as deputy from signing in', caveat: 'caveat', category: 'theme', chairedBy: 'chaired by', code: 'about',
  clauses: 'clauses', confirmBy: 'to be confirmed by', consultedOn: 'consulted on', contribution: 'for the panel', contributionsBy: 'by', domain: 'mail domain', late: 'late', minutes: 'minutes', coordinatorId: 'coordinator', covers: 'kinds of service', created: 'services added', criteria: 'criteria', deadline: 'deadline', decisionId: 'decision', delegatedDecisions: 'delegated decisions',
  answerBy: 'answer by', deputyId: 'deputy', deputyOf: 'deputy of', defaults: 'defaults', months: 'months', noticeId: 'notice', terminationId: 'termination', ground: 'ground', settlement: 'settled as', settledOn: 'settled on', disclosure: 'may the provider know', disposition: 'what becomes of it', dueOn: 'due on', end: 'to', endedAt: 'ended', endsAt: 'until', endsOn: 'until', expiresAt: 'open until', fairness: 'the provider was heard',
  thisCouncil: 'paid for by this council', otherCouncils: 'by other councils', icb: 'by the NHS', selfFunding: 'by themselves', happenedOn: 'happened on', runBy: 'run by', runsFrom: 'since', fromOn: 'since', capacity: 'runs it as', untilOn: 'until', mistake: 'a mistake', inAdministration: 'in administration', novatedOn: 'novated on', from: 'from', fromEarlierRecords: 'from earlier records', broughtIn: 'rows brought in', rejected: 'rows rejected', names: 'people known by name', grade: 'rank', impact: 'impact', items: 'items', kind: 'kind', lastDay: 'last day', likelihood: 'likelihood', managerMembershipId: 'manager', members: 'members', membershipId: 'member', mustDo: 'must be done', forProvider: 'for the provider', nature: 'interest',
  nextMeetingId: 'confirmed at', number: 'number', on: 'on', outcome: 'outcome', part: 'part', answered: 'answer', ownerMembershipId: 'owner', panelId: 'panel', place: 'place', present: 'present', providerId: 'provider', publishedOn: 'published on', quorate: 'quorate', reason: 'why', reasonCodes: 'reasons', receivedOn: 'received on',
  recipients: 'recipients', recommendationId: 'recommendation', recordKind: 'record', reference: 'reference', references: 'records', replyBy: 'answer by', restrictionId: 'restriction', reviewDueOn: 'to be reviewed by', reviewOn: 'to be reviewed on', role: 'role', ruling: 'ruling', scan: 'scan for viruses',
  scope: 'bars', seat: 'seat', section: 'section', sections: 'sections', serveBy: 'to be served by', servedOn: 'served on', position: 'item', form: 'given', representationId: 'representation', countedFrom: 'days counted from', severity: 'severity', signedBy: 'signed by', sourceType: 'source', start: 'from', startsAt: 'begins', startsOn: 'starts on', state: 'where it stands', subjects: 'records',
  successorId: 'followed by', to: 'to', toldOn: 'told on', until: 'until', validFrom: 'from', windowEndsOn: 'time to answer ends', work: 'work', workGoesTo: 'work goes to', duty: 'duty',
};
/** Fields of the trail that are deliberately not told: a test holds that every field of the story stands here or above. */
export const untold: ReadonlySet<string> = new Set([
  'absenteesOfA', 'actionIds', 'officerIds', 'originId', 'absenteesOfB', 'confidentialityAccepted', 'forProvider', 'guestId', 'itemsInB', 'left', 'onlyInA', 'onlyInB',
  'agendaItemId', 'changes', 'contractId', 'commentId', 'contracts', 'counts', 'disclosedItemId', 'documentId', 'duplicateOf', 'extractId', 'facts', 'id', 'invitationId', 'issuer', 'itemId', 'jobTitle', 'keyId', 'locationId', 'lot', 'meetingId', 'memberId', 'name', 'otherId', 'openingId', 'originKey', 'personId',
  'procedure', 'purgeId', 'rated', 'reasonGiven', 'readerId', 'readers', 'recordId', 'registerName', 'replacesId', 'rows', 'rule', 'schedule', 'sectionId', 'serviceId', 'services', 'sha256', 'size', 'statement', 'subject', 'unmet', 'version',
]);

const wordsOf = (...lists: readonly (readonly { readonly code: string; readonly words: string }[])[]): Record<string, string> => Object.fromEntries(lists.flat().map(({ code, words }) => [code, words]));
const services: Readonly<Record<string, string>> = {
  nursingHome: 'nursing homes', residentialHome: 'residential homes', homeSupport: 'home support', supportedLiving: 'supported living', dayService: 'day services', other: 'other services',
};
/** Words of the default procedure that name a stage by its usual name: whoever reads them reads their council's. */
const ofStages = (words: Readonly<Record<string, string>>): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(words).map(([code, said]) =>
  [code, said.replace('enhanced monitoring', '{enhanced}').replace('serious concerns', '{seriousConcerns}').replace('Serious concerns', '{SeriousConcerns}')]));
/** Codes that a field may hold, in words; the lists of the default procedure, whose codes every council shares. */
export const codeWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  attendance: { expected: 'not recorded', present: 'present', deputy: 'a deputy came', apologies: 'apologies', absent: 'absent' },
  changed: { heading: 'the heading', text: 'the words', readers: 'people named', name: 'the name', mail: 'the mail address', phone: 'the telephone number', attended: 'how many came', attendance: 'who came' },
  audience: { legal: 'Legal', cqc: 'the council and CQC', council: 'the council', circle: 'members of the panel', members: 'members of the meeting', provider: 'the provider', board: 'the Board', named: 'people named', chairs: 'the chair' },
  caveat: wordsOf(procedure.intelligence.caveats),
  series: ofStages(Object.fromEntries(seriesListOf(procedure).map(({ key, name }) => [key, name]))),
  providerPart: { never: 'for none of it', part: 'for part of it', whole: 'for all of it' },
  answered: { agree: 'agrees', differ: 'differs', interest: 'has an interest' },
  answer: { chosen: 'chosen when it was recorded', kept: 'kept as it is', changed: 'changed', released: 'released, since CQC has published', corrected: 'released with a correction' },
  category: wordsOf(procedure.intelligence.themes),
  code: { ...ofStages(wordsOf(procedure.authorities)), NOT_FOUND: 'not there, or not to be seen', NOT_PERMITTED: 'not permitted', SIGN_IN_AGAIN: 'signed in too long ago', INVALID_INPUT: 'not filled in as asked', STALE_VERSION: 'somebody else had changed it', TRANSITION_REFUSED: 'not possible yet' },
  contribution: { returned: 'something to bring', nilReturn: 'nothing to bring' },
  confidentiality: { open: 'whoever asks', shared: 'the council, its partners and the provider', restricted: 'those who need it' }, publicity: { public: 'public', notPublic: 'not public' },
  covers: services,
  criteria: wordsOf(procedure.thresholdCriteria),
  delegatedDecisions: ofStages(wordsOf(procedure.authorities)),
  form: { whole: 'whole', summary: 'in summary', file: 'as a file', withheld: 'not: withheld' },
  disclosure: { yes: 'yes', no: 'no', summaryOnly: 'a summary only' },
  disposition: wordsOf(procedure.intelligence.dispositions),
  fairness: { afterRepresentation: 'before the decision', precautionary: 'afterwards: a precaution', emergency: 'afterwards: an emergency', notApplicable: 'not needed: nobody sanctions it' },
  ground: { irremediableBreach: 'a breach that cannot be remedied', repeatedBreach: 'repeated breach', unremediedNotice: 'a notice not remedied', cqcCancellation: 'cancelled registration', insolvency: 'insolvency', defaultCount: 'the contract’s own count of defaults' },
  capacity: { director: 'director', owner: 'owner', partner: 'partner', nominatedIndividual: 'nominated individual', registeredManager: 'registered manager' },
  settlement: { moved: 'moved', staysByChoice: 'staying by choice', leftBefore: 'gone before' },
  kind: {
    ...wordsOf(procedure.restrictionKinds), newLocation: 'a new CQC location id', newOwner: 'a new owner', merge: 'two entries that are one', rename: 'a new name', deregistered: 'the end of its registration', dualService: 'another service at its address', notSuccessor: 'that it is not carried on by another one', E1: '{enhanced}', S1: '{seriousConcerns}', R1: 'restriction on new placements', RC: 'restriction that continues with the change of owner', R3: 'fresh decision on a restriction', R5: 'restriction lifted', S4: 'step down', N1: 'warning letter', N2: 'notice to remedy a breach', N3: 'breach notice', N4: 'more time under a notice', N5: 'notice withdrawn', N6: 'answer to a plan', S2: 'what a meeting found', R2: 'alert of a restriction', R4: 'restriction changed', PF: 'people and families', PA: 'councils and health boards that place people', OH: 'handover note for the hours we are closed', AL: 'appeal received', AA: 'answer received', AO: 'reply to an answer', T1: 'termination', T2: 'termination in an emergency', T3: 'termination confirmed', T4: 'termination taken back', AH: 'outcome of an appeal', SC: 'monitoring ended', D: 'decision on a proposal', cqc: 'CQC', icb: 'NHS integrated care board',
    foi: 'freedom of information', subjectAccess: 'subject access',
  },
  nature: wordsOf(procedure.interests),
  reason: { thirdParty: 'about other people', sourceSealed: 'it would show who told us', notToProvider: 'not to be told to the provider', caveat: 'a handling caveat', legalPrivilege: 'legal advice', police: 'police enquiries', otherBody: 'enquiries of another body', left: 'they have left', movedJob: 'another job', noLongerNeeded: 'no longer needed', addedByMistake: 'added by mistake' },
  reasonCodes: wordsOf(procedure.restrictionReasons),
  faultReasons: wordsOf(procedure.restrictionReasons),
  role: roleNames,
  ruling: { leave: 'leaves the room', speakThenLeave: 'speaks, then leaves', stay: 'stays' },
  seat: { chair: 'chair', contracts: 'contracts and quality', safeguarding: 'safeguarding', icbNurse: 'ICB quality nurse', cqc: 'CQC', socialWork: 'social work', other: 'another member' },
  sourceType: wordsOf(procedure.intelligence.sources),
  state: {
    logged: 'waiting for triage', triaged: 'waiting to be allocated', allocated: 'with an officer', linkToS42: 'with safeguarding (section 42)', toPanel: 'to the panel', action: 'action needed', passToOtherBody: 'passed to another body',
    reportedComplete: 'reported complete, waiting to be verified', extensionRequested: 'more time asked for', notVerified: 'checked and not done', noneReceived: 'no answer came', windowOpen: 'time to answer', secondCheck: 'at its second check', clarificationAwaited: 'waiting for the requester',
    awaitingDecision: 'waiting for a decision', callForItems: 'items called for', agendaDraft: 'agenda in draft', draftMinutes: 'minutes in draft', keptOut: 'kept out', waiting: 'waiting for release',
  },
};
