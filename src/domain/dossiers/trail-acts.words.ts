/** What is written in the trail and in the record of reads, each as the second half of a sentence that begins with who did it. A test holds that none is missing. */

/** What was read, by the operation of the read. */
export const reads: Readonly<Record<string, string>> = {
  action: 'read the action', alertsToAcknowledge: 'listed alerts to acknowledge', telling: 'read how people and families are told', peopleList: 'read the list of people to review', onCallSheet: 'read the on-call sheet', restrictionPlacing: 'read what followed the restriction', actionForm: 'opened the form for an action', actions: 'listed actions', agendaPack: 'downloaded the agenda pack', agendaPreview: 'previewed the agenda', chronology: 'read the chronology',
  administrationForm: 'opened the form for people and access', agencies: 'listed agencies', agency: 'read about an agency',
  decision: 'read the decision', decisions: 'listed decisions', decisionsWaiting: 'listed what waits to be decided', disclosableRecords: 'listed records that a request may cover',
  disclosureItem: 'read a record of a disclosure set', disclosurePreview: 'previewed a disclosure set', disclosureSet: 'downloaded a disclosure set', documentFile: 'downloaded a document',
  'download:evidence': 'downloaded a file', evidence: 'listed the files of a record', evidenceFile: 'read about a file', evidenceScanned: 'had a file scanned', evidenceWaiting: 'listed files that wait for release',
  'download:actions': 'downloaded as CSV: actions', 'download:chronology': 'downloaded as CSV: the chronology', 'download:exemptionLog': 'downloaded as CSV: the exemption log', 'download:intelligence': 'downloaded as CSV: intelligence',
  'download:letters': 'downloaded as CSV: letters', 'download:memberships': 'downloaded as CSV: people and access', 'download:myAccess': 'downloaded as CSV: what they have seen and done',
  'download:personTrail': 'downloaded as CSV: what a person has seen and done', 'download:recordAccess': 'downloaded as CSV: the access history', 'download:reportFigure': 'downloaded as CSV: what a figure counts',
  exemptionLog: 'read the exemption log', home: 'opened the home page',
  imposedRestrictionForm: 'opened the form for a restriction', informationRequest: 'read the request for information', informationRequests: 'listed requests for information',
  intelligenceForm: 'opened the form for intelligence', intelligenceLog: 'listed intelligence', intelligenceRecord: 'read the intelligence record', legalHolds: 'listed legal holds',
  letter: 'read the letter', letterPreview: 'previewed a letter', letters: 'listed letters', mayAddService: 'asked whether they may add a service', meeting: 'read the meeting', meetingMinutes: 'read the minutes',
  meetingProposal: 'opened the form for a meeting', meetings: 'listed meetings', members: 'listed members', memberships: 'listed people and access', minutesPreview: 'previewed the minutes',
  myAccess: 'read what they have seen and done', myLetters: 'listed their letters', myMinuteExtracts: 'read their extracts of minutes', myRepresentations: 'listed their representations',
  panel: 'read about a panel', panels: 'listed panels', person: 'read about a person', personTrail: 'read what a person has seen and done',
  placingAnswer: 'asked whether people may be placed', placingSearch: 'searched for a service to place in', purge: 'read the proposal to delete content', purges: 'listed proposals to delete content',
  recommendation: 'read the recommendation', recordAccess: 'read the access history', report: 'read the report', reportFigure: 'read what a figure counts', reports: 'listed reports',
  representation: 'read the representation', retentionPreview: 'listed what falls due for deletion', riskAssessments: 'read the risk assessments', runningMeeting: 'followed the meeting',
  sealedSource: 'opened who told us', service: 'read the service page', serviceRecords: 'listed the records of a service', services: 'listed services', sharedRecord: 'read a shared record', sharedService: 'read a shared service',
  sharedWithUs: 'listed what is shared with them', shares: 'listed what is shared', sharing: 'read with whom a service is shared', sourceAccess: 'asked who may open who told us',
  sourceOpening: 'read an opening of who told us', sourceOpenings: 'listed openings of who told us', standingRestriction: 'read the restriction', trailPeople: 'listed whose trail can be read', viewer: 'asked who they are signed in as',
};

/** What was changed, by the action of the trail. */
export const changes: Readonly<Record<string, string>> = {
  actionOpened: 'recorded the action', agencyAdded: 'added the agency', agencyRenamed: 'gave the agency a new name', agencySucceeded: 'recorded what became of the agency',
  agendaBuilt: 'built the agenda', agendaItemAdded: 'added an item to the agenda', agendaItemDeferred: 'put an item off to the next panel', agendaItemMoved: 'moved an item of the agenda', agendaPublished: 'published the agenda',
  attendanceRecorded: 'recorded who came', caveatChanged: 'changed who may see the record', confidentialityAccepted: 'accepted the confidentiality statement', contentPurged: 'deleted the content by the retention schedule',
  contractsImported: 'imported contracts', contributionRecorded: 'said whether they have something for the panel', councilCreated: 'set up the council', decisionMade: 'made the decision',
  demoStoryTold: 'told the story of the demonstration', deputyNamed: 'named a deputy', deputyWithdrawn: 'ended the deputy’s time', documentStored: 'kept a document',
  evidenceAdded: 'added the file', evidenceKeptOut: 'kept the file out: a virus was found', evidenceRefused: 'refused the file', evidenceReleased: 'released the file', evidenceWithdrawn: 'withdrew the file', extractCommented: 'commented on an extract of minutes',
  intelligenceDisposed: 'said what becomes of the record', intelligenceRecorded: 'recorded the intelligence', intelligenceTriaged: 'triaged the record', interestDeclared: 'declared an interest', interestRuled: 'ruled on an interest',
  invitationAccepted: 'accepted the invitation', invitationSent: 'sent an invitation', invitationWithdrawn: 'withdrew an invitation', itemRecordSaved: 'saved the record of an item', lateItemAccepted: 'accepted a late item',
  legalHoldEnded: 'ended the legal hold', legalHoldSet: 'set a legal hold', letterDrafted: 'drafted the letter', letterIssued: 'issued the letter', managerNamed: 'named the manager', meetingAdjourned: 'adjourned the meeting',
  meetingCancelled: 'cancelled the meeting', meetingHandedOver: 'handed the meeting over to somebody else', meetingRescheduled: 'moved the meeting', meetingScheduled: 'scheduled the meeting', memberSeated: 'gave somebody a seat on a panel', membershipAdded: 'gave access',
  membershipChanged: 'changed the access', membershipEnded: 'ended the access', minuteExtractMade: 'made an extract of the minutes', minuteSectionEdited: 'edited a section of the minutes',
  minuteSectionKeptBack: 'kept a section of the minutes back from the provider', minutesAmended: 'amended the minutes', minutesApproved: 'approved the minutes', minutesCirculated: 'circulated the minutes', minutesConfirmed: 'confirmed the minutes',
  minutesDrafted: 'drafted the minutes', minutesReturned: 'returned the minutes', minutesSubmitted: 'submitted the minutes', panelAdded: 'added a panel', panelChanged: 'changed a panel', panelClosed: 'closed a panel',
  personAdded: 'added the person', personChanged: 'changed the person’s name or address', providerConsulted: 'consulted the provider', providerTold: 'recorded that the provider was told', publicationSeen: 'saw that CQC has published',
  purgeApproved: 'approved deleting content', purgeDone: 'deleted content by the retention schedule', purgeProposed: 'proposed deleting content', purgeReturned: 'returned a proposal to delete content', purgeStopped: 'kept the content: it could not be deleted',
  recommendationRecorded: 'recorded the recommendation', recordReaderEnded: 'ended somebody’s sight of the record', recordReadersNamed: 'named who may see the record', recordRemoved: 'took a record out of the set', recordShared: 'shared a record',
  recordsChosen: 'chose records for the set', registerImported: 'imported the register', personListed: 'put somebody on the list of people to review', personReviewed: 'recorded a review of somebody on the list', funderAsked: 'recorded a request to another funder', funderAnswered: 'recorded the answer of another funder', placementAgainstRecorded: 'recorded a placement against the restriction', reportProduced: 'produced the report', requestRecorded: 'recorded the request', restrictionRecorded: 'recorded the restriction',
  riskAssessmentRecorded: 'assessed the risk', seatEnded: 'ended a seat on a panel', serviceAccountAdded: 'let another system in', serviceAccountEnded: 'ended the access of another system', serviceAdded: 'added the service', serviceShared: 'shared the service',
  shareEnded: 'ended sharing', sourceKeysRotated: 'renewed the keys of sealed sources', sourceOpened: 'opened who told us', sourceOpeningReviewed: 'reviewed an opening of who told us', sourceReaderEnded: 'ended who may open who told us',
  sourceReaderNamed: 'named who may open who told us', windowOpened: 'invited the provider to answer', workHandedOver: 'handed over open work',
};

/** Steps of a case, by the event of its machine; `~` stands for the case. */
export const steps: Readonly<Record<string, string>> = {
  START: 'opened ~', ACCEPT_LATE_ITEM: 'took a late item into ~', ADJOURN: 'adjourned ~', AGREE_EXTENSION: 'gave ~ more time', ALLOCATE: 'allocated ~', AMEND_MINUTES: 'amended the minutes', APPROVE: 'approved ~', APPROVE_MINUTES: 'approved the minutes',
  ASK_CAVEAT_REVIEW: 'asked whether the caveat of ~ still holds', ASK_REQUESTER: 'asked the requester about ~', ASSESS: 'assessed ~', BEGIN: 'began ~', BRING_INTO_FORCE: 'brought ~ into force', BUILD_AGENDA: 'built the agenda', CANCEL: 'cancelled ~',
  CHANGE_RECORDS: 'changed the records of ~', CHANGE_REDACTIONS: 'changed the redactions of ~', CHASE_CONFIRMATION: 'reminded that ~ is not confirmed', CIRCULATE: 'circulated the minutes', CLOSE: 'closed ~', CLOSE_COMMENTS: 'closed comments on the minutes',
  CLOSE_WINDOW: 'closed the time for an answer', CONCLUDE: 'concluded ~', CONFIRM: 'confirmed ~', CONFIRM_MINUTES: 'confirmed the minutes', CONFIRM_URGENT_ESCALATION: 'confirmed the urgent escalation', CONSIDER: 'considered the provider’s answer',
  CONTINUE: 'reviewed ~ and continued it', DECIDE: 'decided ~', DECIDE_AFTER_REPRESENTATION: 'decided ~ after the provider was heard', DECIDE_AS_PRECAUTION: 'decided ~ as a precaution', DECIDE_IN_EMERGENCY: 'decided ~ in an emergency', DECLINE: 'declined ~',
  HAND_OVER: 'handed ~ over to somebody else', DRAFT_MINUTES: 'drafted the minutes', EDIT: 'edited ~', END_UNCONFIRMED: 'ended ~ because it was not confirmed', END_URGENT_ESCALATION: 'ended the urgent escalation', ESCALATE_URGENTLY: 'escalated urgently to serious concerns', EXTEND: 'extended ~', EXTEND_WINDOW: 'gave the provider longer to answer',
  INVOKE_SERIOUS_CONCERNS: 'invoked serious concerns', ISSUE: 'issued ~', LIFT: 'lifted ~', LINK_TO_S42: 'linked ~ to a safeguarding enquiry (section 42)', LOG: 'logged ~', ACKNOWLEDGE: 'acknowledged ~', COMPLETE: 'closed ~: everybody has acknowledged it', CHASE: 'reminded those who had not acknowledged ~', GRANT: 'granted ~', PLAN: 'set out who tells people and families', DEFER: 'recorded why people and families are not told yet', RECORD_TOLD: 'recorded that people and families were told', LOSE_QUORUM: 'noted that the meeting has no quorum', MARK_DUPLICATE: 'marked ~ as the same as another record',
  MARK_OVERDUE: 'marked ~ as overdue', MARK_TRIAGE_OVERDUE: 'marked the triage of ~ as overdue', OPEN: 'opened the session of ~', PASS_TO_OTHER_BODY: 'passed ~ to another body', PROPOSE_SERIOUS_CONCERNS: 'proposed serious concerns', PUBLISH_AGENDA: 'published the agenda',
  RECEIVE: 'received the provider’s answer', RECOMMEND: 'recommended ~', RECORD_ANSWER: 'recorded the requester’s answer', RECORD_CONSULTATION: 'recorded that a provider was consulted', RECORD_DISCLOSURE: 'recorded that the evidence was disclosed to the provider',
  RECORD_LETTER_SERVED: 'recorded that the letter was served', RECORD_REGULATOR_CONDITION: 'recorded a condition of CQC', RECORD_VOLUNTARY_STOP: 'recorded that the provider stops itself', REFUSE: 'refused ~', REFUSE_EXTENSION: 'refused ~ more time',
  REFUSE_VERIFICATION: 'checked ~ and found it not done', REGAIN_QUORUM: 'noted that the meeting has its quorum again', RELEASE: 'released ~', REOPEN: 'opened ~ again', REPORT_COMPLETE: 'reported ~ complete', REQUEST_EXTENSION: 'asked for more time for ~',
  RESCHEDULE: 'moved ~ to another date', RESUME: 'resumed ~', RETRACT: 'retracted ~', RETURN_MINUTES: 'returned the minutes', RETURN_SET: 'returned the set', SCREEN: 'proposed enhanced monitoring', SEND_OUTCOME: 'sent the provider the outcome',
  SEND_TO_CHECK: 'sent ~ to its second check', SEND_TO_PANEL: 'sent ~ to the panel', SERVE: 'served ~', SET_CAVEAT: 'set the caveat of ~', START_ENHANCED: 'started enhanced monitoring', START_GATHERING: 'began gathering records for ~', START_REDACTION: 'began redacting for ~',
  START_PHASED_LIFT: 'began to lift ~ in phases', PASS_PHASE: 'began the next phase of lifting ~', RELAPSE: 'ended the phased lift of ~', START_REVIEW: 'began the review of ~', START_WINDOW: 'began the provider’s time to answer', STEP_DOWN_TO_ENHANCED: 'stepped down to enhanced monitoring', STEP_DOWN_TO_ROUTINE: 'stepped down to routine monitoring', SUBMIT_MINUTES: 'submitted the minutes',
  SUPERSEDE: 'replaced ~ by another', TAKE_ACTION: 'assessed ~: action needed', TAKE_NO_FURTHER_ACTION: 'assessed ~: no further action', TRIAGE: 'triaged ~', VARY: 'varied ~', VERIFY: 'verified ~', WITHDRAW: 'withdrew ~',
};

/** What kind of record, with its article. */
export const things: Readonly<Record<string, string>> = {
  action: 'the action', agency: 'the agency', agendaItem: 'the agenda item', council: 'the council', decision: 'the decision', deputy: 'the deputy', document: 'the document', evidence: 'the file', informationRequest: 'the request for information',
  intelligence: 'the intelligence record', invitation: 'the invitation', legalHold: 'the legal hold', letter: 'the letter', meeting: 'the meeting', membership: 'the access', panel: 'the panel', person: 'the person', purge: 'the deletion',
  recommendation: 'the recommendation', report: 'the report', representation: 'the representation', restriction: 'the restriction', placementAlert: 'the placement alert', telling: 'the telling of people and families', placingException: 'the exception to a restriction', riskAssessment: 'the risk assessment', seat: 'the seat', service: 'the service', share: 'the share', stage: 'the stage',
};
