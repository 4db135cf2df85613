/**
 * What each page and form asks for, in the order it asks: names of acts of the permission table (docs/permissions.md), all of which
 * somebody needs to come in. A route that is not here fails `access-matrix.spec` by its name. A form that leads to
 * several acts is listed with one of them; each is walked through GraphQL as well.
 */
export const pageAccess: Readonly<Record<string, readonly string[]>> = {
  'GET /': [],
  'GET /account': [], 'POST /account/end-session': [],
  'GET /actions': ['actions'], 'GET /actions/add': ['actionForm'], 'POST /actions/add': ['createAction', 'actionForm'],
  'GET /actions/:id': ['action'], 'GET /actions/:id/:act': ['action'], 'POST /actions/:id/:act': ['reportActionComplete', 'action'],
  'GET /administration': [],
  'GET /administration/agencies': ['agencies'], 'GET /administration/agencies/add': ['agencies'], 'POST /administration/agencies/add': ['addAgency'],
  'GET /administration/agencies/:id': ['agency'], 'GET /administration/agencies/:id/:act': ['agency', 'agencies'], 'POST /administration/agencies/:id/:act': ['agency', 'agencies', 'changeAgency'],
  'GET /administration/panels': ['panels'], 'GET /administration/panels/add': ['panels'], 'POST /administration/panels/add': ['addPanel'],
  'GET /administration/panels/:id': ['panel'], 'GET /administration/panels/:id/:act': ['panel', 'administrationForm'],
  'POST /administration/panels/:id/:act': ['panel', 'administrationForm', 'seatMember'], 'POST /administration/panels/:id/end-seat': ['endSeat', 'panel'],
  'GET /administration/people': ['memberships'], 'GET /administration/people/invite': ['administrationForm'], 'POST /administration/people/invite': ['administrationForm', 'inviteMember'],
  'GET /administration/memberships/:id': ['person'], 'GET /administration/memberships/:id/:act': ['person', 'administrationForm'],
  'POST /administration/memberships/:id/:act': ['person', 'administrationForm', 'changeMembership'], 'POST /administration/memberships/:id/invitation': ['sendInvitation', 'person'],
  'POST /administration/memberships/:id/withdraw-invitation': ['withdrawInvitation', 'person'], 'POST /administration/memberships/:id/withdraw-deputy': ['withdrawDeputy', 'person'],
  'GET /deadlines': ['deadlines'],
  'GET /appeals': ['myAppeals'], 'GET /appeals/lodge/:id': ['appealForm'], 'POST /appeals/lodge/:id': ['appealForm'], 'GET /appeals/:id': ['appeal'],
  'POST /appeals/:id/grounds': ['giveAppealGrounds'], 'POST /appeals/:id/withdraw': ['withdrawAppeal', 'appeal'], 'POST /appeals/:id/decide': ['appeal'],
  'GET /disclosures/:id': ['disclosurePack'], 'POST /disclosures/:id/add': ['addToDisclosure'], 'POST /disclosures/:id/take': ['takeFromDisclosure'], 'POST /disclosures/:id/drop': ['dropDisclosure'],
  'GET /disclosures/:id/serve': ['disclosurePack'], 'POST /disclosures/:id/serve': ['disclosurePack'], 'POST /representations/:id/disclosures': ['prepareDisclosure'],
  'GET /decisions': ['decisions'], 'GET /decisions/made/:id': ['decision'], 'GET /decisions/:id': ['recommendation'], 'POST /decisions/:id': ['recommendation'],
  'GET /decisions/:id/decline': ['recommendation'], 'POST /decisions/:id/decline': ['recommendation'],
  'GET /decisions/:id/tell': ['recommendation'], 'POST /decisions/:id/tell': ['recommendation'],
  'GET /evidence/waiting': ['evidenceWaiting'], 'GET /evidence/:kind/:id': ['evidence'], 'POST /evidence/:kind/:id': ['uploadEvidence', 'evidence'],
  'GET /evidence/files/:id/:act': ['evidenceFile'], 'POST /evidence/files/:id/:act': ['evidenceFile'],
  'GET /extracts': ['myMinuteExtracts'], 'POST /extracts/:id/comment': ['commentOnMinuteExtract', 'myMinuteExtracts'],
  'GET /intelligence': ['intelligenceLog'], 'GET /intelligence/add': ['intelligenceForm'], 'POST /intelligence/add': ['recordIntelligence', 'intelligenceForm'],
  'GET /intelligence/:id': ['intelligenceRecord'], 'GET /intelligence/:id/added': ['intelligenceRecord'],
  'GET /intelligence/:id/:act': ['intelligenceRecord'], 'POST /intelligence/:id/:act': ['triageIntelligence', 'intelligenceRecord'],
  'GET /intelligence/:id/readers': ['intelligenceRecord'], 'POST /intelligence/:id/readers': ['nameRecordReader', 'intelligenceRecord'], 'POST /intelligence/:id/readers/:reader/end': ['endRecordReader', 'intelligenceRecord'],
  'GET /intelligence/:id/source': ['sealedSource'], 'GET /intelligence/:id/source/readers': ['sourceAccess'], 'POST /intelligence/:id/source/readers': ['giveSourceReader', 'sourceAccess'],
  'POST /intelligence/:id/source/readers/:reader/end': ['endSourceReader', 'sourceAccess'],
  'GET /intelligence/:id/break-glass': ['sourceAccess'], 'POST /intelligence/:id/break-glass': ['openSealedSource', 'sourceAccess'],
  // Two pages in one: a provider's own letters, and the council's.
  'GET /letters': ['letters'], 'GET /letters/:id': ['letter'], 'POST /letters/:id/reply': ['letter'], 'POST /letters/:id/edit': ['editLetter'],
  'POST /letters/:id/issue': ['letter'], 'POST /letters/:id/served': ['recordLetterServed', 'letter'],
  'GET /letters/start/:serviceId': ['letterOccasions'], 'POST /letters/start/:serviceId': ['letterOccasions', 'startLetter'],
  'POST /letters/:id/to-legal': ['sendLetterToLegal'], 'POST /letters/:id/from-legal': ['returnLetterFromLegal'],
  'GET /letters/:id/copies/:copyId': ['letterComparison', 'letter'], 'POST /letters/:id/copies/:copyId/take': ['takeLegalCopy'], 'POST /letters/:id/copies/:copyId/refuse': ['refuseLegalCopy'],
  'GET /meetings': ['meetings'], 'GET /meetings/new': ['meetingProposal'], 'POST /meetings/new': ['scheduleMeeting', 'meetingProposal'],
  'GET /meetings/ahead': ['meetingProposal'], 'POST /meetings/ahead': ['meetingProposal', 'layOutMeetings'], 'GET /meetings/:id/notes': ['meeting'], 'POST /meetings/:id/notes': ['recordMeetingNotes', 'meeting'],
  'GET /meetings/:id/members/:memberId/deputy': ['meetingDeputyChoices', 'meeting'], 'POST /meetings/:id/members/:memberId/deputy': ['nameMeetingDeputy', 'meetingDeputyChoices', 'meeting'],
  'GET /meetings/:id/members/add': ['meetingMemberChoices', 'meeting'], 'POST /meetings/:id/members/add': ['addMeetingMember', 'meetingMemberChoices', 'meeting'],
  'GET /meetings/:id/members/:memberId/take-off': ['meeting'], 'POST /meetings/:id/members/:memberId/take-off': ['takeOffMeetingMember', 'meeting'], 'POST /meetings/:id/names/take-off': ['takeOffMeetingName'],
  'GET /meetings/:id': ['meeting'], 'GET /meetings/:id/confirm': ['meeting'], 'POST /meetings/:id/step': ['openMeeting', 'meeting'],
  'GET /meetings/:id/contributions': ['meetingContributions'], 'POST /meetings/:id/contributions/call': ['callForItems', 'meetingContributions'], 'POST /meetings/:id/contributions/remind': ['remindSilent', 'meetingContributions'],
  'POST /meetings/:id/contributions/nil': ['returnNothing', 'meetingContributions'], 'GET /meetings/:id/contributions/services/:serviceId': ['meetingContributions'], 'POST /meetings/:id/contributions/services/:serviceId': ['contribute', 'meetingContributions'],
  'GET /meetings/:id/contributions/propose': ['meetingContributions', 'services'], 'POST /meetings/:id/contributions/propose': ['proposeItem', 'meetingContributions', 'services'],
  'GET /meetings/:id/contributions/proposals/:proposalId': ['meetingContributions'], 'POST /meetings/:id/contributions/proposals/:proposalId': ['answerProposal', 'meetingContributions'],
  'GET /meetings/:id/pack': ['meetingPack'], 'GET /meetings/:id/items/:itemId/arrange': ['meeting'], 'POST /meetings/:id/items/:itemId/arrange': ['arrangeAgendaItem', 'meeting'], 'POST /meetings/:id/note-together': ['noteTogether', 'meeting'],
  'GET /administration/secure-mail': ['secureMailDomains'], 'POST /administration/secure-mail': ['addSecureMailDomain', 'secureMailDomains'], 'POST /administration/secure-mail/:id/end': ['endSecureMailDomain', 'secureMailDomains'],
  'POST /meetings/:id/confidentiality': ['acceptConfidentiality'],
  'GET /meetings/:id/attendance': ['meeting'], 'POST /meetings/:id/attendance': ['recordAttendance', 'meeting'],
  'GET /meetings/:id/move': ['meeting'], 'POST /meetings/:id/move': ['rescheduleMeeting', 'meeting'],
  'GET /meetings/:id/adjourn': ['meeting'], 'POST /meetings/:id/adjourn': ['adjournMeeting', 'meeting'],
  'GET /meetings/:id/cancel': ['meeting'], 'POST /meetings/:id/cancel': ['cancelMeeting', 'meeting'],
  'GET /meetings/:id/add-item': ['meeting', 'services'], 'POST /meetings/:id/add-item': ['addAgendaItem', 'meeting', 'services'],
  'GET /meetings/:id/late-item': ['meeting', 'services'], 'POST /meetings/:id/late-item': ['acceptLateItem', 'meeting', 'services'],
  'POST /meetings/:id/items/:itemId/move': ['moveAgendaItem', 'meeting'], 'GET /meetings/:id/items/:itemId/defer': ['meeting'], 'POST /meetings/:id/items/:itemId/defer': ['deferAgendaItem', 'meeting'],
  'GET /meetings/:id/items/:itemId/interest': ['meeting'], 'POST /meetings/:id/items/:itemId/interest': ['declareInterest', 'meeting'],
  'POST /meetings/:id/interests/:interestId/ruling': ['ruleOnInterest', 'meeting'],
  'GET /meetings/:id/agenda-preview': ['agendaPreview'], 'GET /meetings/:id/minutes/preview': ['minutesPreview'], 'GET /meetings/:id/run/projector': ['runningMeeting'],
  'GET /meetings/:id/run': ['runningMeeting'], 'POST /meetings/:id/run': ['saveItemRecord', 'runningMeeting'], 'POST /meetings/:id/run/take': ['takeItem', 'runningMeeting'],
  'POST /meetings/:id/run/action': ['recordItemAction', 'runningMeeting'], 'GET /meetings/:id/run/recommendation': ['runningMeeting'],
  // For an item that is being taken.
  'POST /meetings/:id/run/recommendation': ['runningMeeting'],
  'GET /meetings/:id/suspend': ['meeting'], 'POST /meetings/:id/suspend': ['suspendMeeting', 'meeting'], 'GET /meetings/:id/parts': ['meeting'], 'POST /meetings/:id/parts': ['meeting', 'arrangeParts'],
  'POST /meetings/:id/guests': ['addMeetingGuest', 'meeting'], 'POST /meetings/:id/guests/:guestId/record': ['recordMeetingGuest'], 'POST /meetings/:id/guests/:guestId/remove': ['removeMeetingGuest'], 'POST /meetings/:id/run/begin': ['beginItem'], 'POST /meetings/:id/run/room': ['recordAttendance'],
  'GET /written': ['writtenProcedures'], 'GET /written/new': ['writtenProcedureForm'], 'POST /written/new': ['writtenProcedureForm', 'putInWriting'], 'GET /written/:id': ['writtenProcedure'],
  'POST /written/:id/answer': ['answerInWriting', 'writtenProcedure'], 'GET /written/:id/:act': ['writtenProcedure'], 'POST /written/:id/:act': ['closeWrittenProcedure', 'writtenProcedure'], 'POST /drafts': ['keepDraft'],
  'GET /meetings/:id/minutes': ['meetingMinutes'], 'GET /meetings/:id/minutes/confirm': ['meetingMinutes'], 'POST /meetings/:id/minutes/step': ['submitMinutes', 'meetingMinutes'],
  'GET /meetings/:id/minutes/return': ['meetingMinutes'], 'POST /meetings/:id/minutes/return': ['returnMinutes', 'meetingMinutes'],
  'GET /meetings/:id/minutes/:sectionId': ['meetingMinutes', 'minutesPreview'], 'POST /meetings/:id/minutes/:sectionId': ['editMinuteSection', 'meetingMinutes'],
  'POST /meetings/:id/minutes/:sectionId/amendment': ['amendMinutes', 'meetingMinutes'],
  'GET /meetings/:id/record': ['meetingRecord'],
  'GET /meetings/:id/notice': ['meeting'], 'GET /meetings/:id/attendance-sheet': ['meeting'], 'GET /decisions/made/:id/notice': ['decision'],
  'GET /meetings/:id/minutes/redacted': ['minuteRedactions'], 'POST /meetings/:id/minutes/redacted': ['minuteRedactions', 'redactMinutes'],
  'GET /meetings/:id/minutes/accuracy': ['minutesAccuracy'], 'GET /meetings/:id/minutes-before': ['minutesBefore'],
  'GET /meetings/:id/minutes/accuracy/:sectionId': ['minutesAccuracy'], 'POST /meetings/:id/minutes/accuracy/:sectionId': ['commentOnMinutes', 'minutesAccuracy'],
  'GET /meetings/:id/minutes/comments/:commentId': ['minutesAccuracy'], 'POST /meetings/:id/minutes/comments/:commentId': ['answerMinuteComment', 'minutesAccuracy'],
  'GET /my-notices': ['myNotices'], 'GET /my-notices/:id': ['myNotices'], 'POST /my-notices/:id/plan': ['myNotices', 'submitNoticePlan'],
  'GET /notices': ['notices'], 'GET /notices/add': ['noticeForm'], 'POST /notices/add': ['considerNotice', 'noticeForm'], 'GET /notices/defaults': ['noticeForm'], 'POST /notices/defaults': ['setDefaultTerms', 'noticeForm'],
  'GET /notices/:id': ['notice'], 'GET /notices/:id/decide': ['notice'], 'POST /notices/:id/decide': ['notice'],
  'GET /notices/:id/:act': ['notice'], 'POST /notices/:id/:act': ['draftNotice', 'notice'],
  'GET /terminations': ['terminations'], 'GET /terminations/add': ['terminationForm'], 'POST /terminations/add': ['proposeTermination', 'terminationForm'],
  'GET /terminations/:id': ['termination'], 'GET /terminations/:id/decision/:name': ['termination'], 'POST /terminations/:id/decision/:name': ['termination'],
  'GET /terminations/:id/:act': ['termination'], 'POST /terminations/:id/:act': ['planExit', 'termination'],
  'GET /decisions/made/:id/telling': ['telling'], 'POST /decisions/made/:id/telling/:step': ['telling'],
  'GET /placing': ['placingSearch', 'alertsToAcknowledge'], 'POST /placing/alerts/:id': ['acknowledgeAlert'], 'GET /imports': ['imports'], 'GET /imports/:id/rejects': ['importRejects'], 'GET /restrictions': ['restrictionList'],
  'GET /placing/refusals': ['placingRefusals'], 'GET /placing/services/:id/refusal': ['recordRefusal', 'placingAnswer'], 'POST /placing/services/:id/refusal': ['recordRefusal', 'placingAnswer'],
  'GET /placing/sheet': ['onCallSheet'], 'GET /placing/sheet.pdf': ['onCallSheet'],
  'GET /services/:id/reviews': ['peopleList'], 'GET /services/:id/reviews/:act': ['peopleList'], 'POST /services/:id/reviews/:act': ['peopleList', 'listPerson'],
  'GET /restrictions/:id/placing': ['restrictionPlacing'], 'GET /restrictions/:id/placing/:act': ['restrictionPlacing'], 'POST /restrictions/:id/placing/:act': ['restrictionPlacing', 'recordPlacementAgainst'],
  'GET /providers': ['services'],
  'GET /records': ['informationRequests'], 'GET /records/requests/add': ['recordInformationRequest'], 'POST /records/requests/add': ['recordInformationRequest'], 'GET /records/requests/:id': ['informationRequest'],
  'POST /records/requests/:id/remove': ['removeChosenRecord', 'informationRequest'], 'GET /records/requests/:id/choose': ['informationRequest', 'disclosableRecords'], 'POST /records/requests/:id/choose': ['chooseRecords', 'informationRequest'],
  'GET /records/requests/:id/preview': ['disclosurePreview'], 'GET /records/requests/:id/exemptions': ['exemptionLog'],
  'GET /records/requests/:id/act/:name': ['informationRequest'], 'POST /records/requests/:id/act/:name': ['startGathering', 'informationRequest'],
  'GET /records/items/:id': ['disclosureItem'], 'POST /records/items/:id': ['disclosureItem'], 'POST /records/items/:id/uncover': ['disclosureItem'], 'POST /records/items/:id/withhold': ['disclosureItem'],
  'GET /records/holds': ['legalHolds'], 'POST /records/holds': ['setLegalHold', 'legalHolds'], 'POST /records/holds/end': ['endLegalHold', 'legalHolds'], 'GET /records/services/:id': ['serviceRecords'],
  'GET /records/retention': ['retentionPreview'], 'POST /records/retention': ['proposePurge', 'retentionPreview'], 'GET /records/purges': ['purges'], 'GET /records/purges/:id': ['purge'], 'POST /records/purges/:id': ['returnPurge', 'purge'],
  'GET /replies/:id': ['myRepresentations'], 'POST /replies/:id': ['myRepresentations'], 'POST /replies/:id/ask': ['askAboutHearing', 'myRepresentations'],
  'GET /reports': ['reports'], 'POST /reports': ['produceReport'], 'GET /reports/:id': ['report'], 'GET /reports/:id/figures/:figure': ['reportFigure'],
  'GET /representations/:id': ['representation'], 'POST /representations/:id': ['recordRepresentation', 'representation'],
  'POST /representations/:id/points': ['representation', 'recordPoints'],
  'POST /representations/:id/ask': ['askAboutHearing', 'representation'], 'GET /representations/:id/requests/:request': ['representation'], 'POST /representations/:id/requests/:request': ['representation'],
  'GET /restrictions/record/:stop': ['imposedRestrictionForm'], 'POST /restrictions/record/:stop': ['imposedRestrictionForm', 'recordImposedRestriction'],
  'GET /restrictions/:id': ['standingRestriction'], 'POST /restrictions/:id': ['standingRestriction', 'confirmRestriction'], 'POST /restrictions/:id/extend': ['standingRestriction', 'extendRestriction'],
  'GET /restrictions/:id/change/:name': ['standingRestriction'], 'POST /restrictions/:id/change/:name': ['standingRestriction', 'varyRestriction'],
  'GET /restrictions/:id/:act': ['standingRestriction'], 'POST /restrictions/:id/:act': ['reviewImposedRestriction', 'standingRestriction'],
  'GET /search': ['search'],
  'GET /services/add': ['mayAddService'], 'POST /services/add': ['addService'],
  'GET /services/:id': ['service'], 'GET /services/:id/intelligence': ['service'], 'GET /services/:id/restrictions': ['service'], 'GET /services/:id/actions': ['service'],
  'GET /services/:id/people': ['service'], 'POST /services/:id/people': ['recordPeopleCount', 'service'], 'GET /services/:id/letters': ['service'], 'GET /services/:id/representations': ['service'],
  'GET /services/:id/register': ['serviceLinks'], 'GET /services/:id/register/add': ['serviceLinkForm'], 'POST /services/:id/register/add': ['serviceLinkForm', 'recordServiceLink'],
  'GET /services/:id/register/links/:link/:act': ['serviceLinkForm', 'serviceLinks'], 'POST /services/:id/register/links/:link/:act': ['undoServiceLink', 'serviceLinkForm', 'serviceLinks'], 'GET /likely-successors': ['likelySuccessors'],
  'GET /services/:id/insolvency': ['insolvency'], 'POST /services/:id/insolvency': ['insolvency', 'recordInsolvency'], 'GET /services/:id/people-who-run-it': ['providerPeople'], 'POST /services/:id/people-who-run-it': ['providerPeople', 'recordProviderPerson'], 'GET /services/:id/people-who-run-it/:person': ['providerPeople'], 'POST /services/:id/people-who-run-it/:person': ['providerPeople', 'endProviderPerson'], 'GET /services/:id/run-by': ['runBy'], 'POST /services/:id/run-by': ['runBy', 'recordRunBy'],
  'GET /services/:id/register/dismiss/:other': ['serviceLinkForm'], 'POST /services/:id/register/dismiss/:other': ['dismissSuccessor', 'serviceLinkForm'],
  'GET /services/:id/visits': ['visits'], 'GET /services/:id/visits/add': ['visitForm'], 'POST /services/:id/visits/add': ['recordVisit', 'visitForm'],
  'GET /services/:id/visits/decide': ['visitForm'], 'POST /services/:id/visits/decide': ['decideResponsiveVisit', 'visitForm'],
  'GET /dates/add': ['watchedDateForm'], 'POST /dates/add': ['startWatchedDate', 'watchedDateForm'], 'GET /dates/:id': ['watchedDate'], 'GET /dates/:id/:act': ['watchedDate'], 'POST /dates/:id/:act': ['finishWatchedDate', 'watchedDate'],
  'GET /visits/:id/cancel': ['visit'], 'POST /visits/:id/cancel': ['cancelVisit', 'visit'],
  'GET /my-plan': ['myPlan'], 'GET /my-plan/:id': ['myPlanAction'], 'GET /my-plan/:id/:act': ['myPlanAction'], 'POST /my-plan/:id/:act': ['myPlanAction', 'reportActionComplete'],
  'GET /my-reports': ['myReports'], 'GET /visits/:id/share': ['visit'], 'POST /visits/:id/share': ['shareVisitReport'],
  'GET /visits/:id': ['visit'], 'GET /visits/:id/correct': ['visit'], 'POST /visits/:id/correct': ['correctVisit', 'visit'],
  'GET /services/:id/stage': ['stageForm', 'service'], 'GET /services/:id/stage/:act': ['stageForm'], 'POST /services/:id/stage/:act': ['stageForm', 'proposeEnhancedMonitoring'],
  'GET /services/:id/decide': ['recordedDecisionForm'], 'GET /services/:id/decide/:name': ['recordedDecisionForm'], 'POST /services/:id/decide/:name': ['recordedDecisionForm', 'noteNoFurtherAction'],
  'GET /services/:id/restrict': ['urgentRestrictionForm'], 'POST /services/:id/restrict': ['restrictUrgently', 'urgentRestrictionForm'],
  'GET /services/:id/chronology': ['chronology'], 'GET /services/:id/risk': ['riskAssessments'], 'POST /services/:id/risk': ['recordRiskAssessment', 'riskAssessments'],
  'GET /services/:id/sharing': ['sharing'], 'POST /services/:id/sharing': ['sharing'], 'POST /services/:id/sharing/:share/end': ['endShare', 'sharing'],
  'GET /shared': ['sharedWithUs'], 'GET /shared/records/:id': ['sharedRecord'], 'GET /shared/services/:id': ['sharedService'],
  'GET /triage': ['triageMeeting'], 'POST /triage/:id/settle': ['settleAtTriage', 'triageMeeting'], 'POST /triage/:id/duplicate': ['disposeIntelligence', 'triageMeeting'],
  'GET /sources': ['sourceOpenings'], 'GET /sources/:id': ['sourceOpening'], 'POST /sources/:id': ['reviewSourceOpening', 'sourceOpening'],
  'GET /trail': ['myAccess'], 'GET /trail/people': ['trailPeople'], 'GET /trail/people/:id': ['personTrail'], 'GET /trail/records/:kind/:id': ['recordAccess'],
};

/** Before or beside signing in, or for machines: tested in `identity.spec`, `signing-in.spec`, `people-pages.spec` and `headers.spec`. */
export const beforeSignIn: readonly string[] = [
  'GET /sign-in', 'GET /sign-in/callback', 'GET /sign-in/again', 'GET /sign-in/role', 'POST /sign-in/role', 'POST /sign-in/back-channel', 'POST /sign-out', 'POST /sign-out-everywhere', 'GET /signed-out', 'POST /membership',
  'GET /invitations/accept', 'GET /invitations/:token', 'GET /invitations/:token/sign-in', 'GET /health/live', 'GET /health/ready',
];

/** Bytes, with the act they ask for and the table whose row the address names; who gets which document is said in `access-matrix.spec`. */
export const fileAccess: Readonly<Record<string, readonly [act: string, table: string]>> = {
  'GET /meetings/:id/agenda.pdf': ['meeting', 'meetings'], 'GET /meetings/:id/pack.pdf': ['meetingPack', 'meetings'], 'GET /meetings/:id/agenda-preview.pdf': ['agendaPreview', 'meetings'], 'GET /meetings/:id/minutes-preview.pdf': ['minutesPreview', 'meetings'],
  'GET /meetings/:id/notice.pdf': ['meeting', 'meetings'], 'GET /meetings/:id/attendance-sheet.pdf': ['meeting', 'meetings'], 'GET /meetings/:id/minutes.pdf': ['meetingMinutes', 'meetings'], 'GET /meetings/:id/minutes.docx': ['meetingMinutes', 'meetings'],
  'GET /extracts/:id/extract.docx': ['myMinuteExtracts', 'minute_extracts'],
  'GET /decisions/made/:id/notice.pdf': ['decision', 'decisions'],
  'GET /services/:id/chronology.pdf': ['chronology', 'services'],
  'GET /letters/:id/legal.docx': ['downloadLetterForLegal', 'letters'],
  'GET /records/requests/:id/set.pdf': ['disclosurePreview', 'information_requests'],
  'GET /disclosures/files/:id': ['downloadDisclosed', 'disclosed_items'],
  'GET /evidence/files/:id': ['downloadEvidence', 'evidence_files'], 'GET /api/evidence/files/:id': ['downloadEvidence', 'evidence_files'], 'POST /api/evidence/:kind/:id': ['uploadEvidence', 'intelligence'],
  // For another system alone, in `import-api.spec`: no person of any role may.
  'POST /api/import/cqc': ['importRegister', 'services'], 'POST /api/import/contracts': ['importContracts', 'services'],
};
/** What does not end while somebody listens: tested in `meeting-pages.spec`. */
export const streams: readonly string[] = ['GET /live/:kind/:id'];
export const documentsRoute = 'GET /documents/:id';

/** Tables whose rows the `id` of an act on this subject may name. */
export const tablesOfSubject: Readonly<Record<string, readonly string[]>> = {
  Action: ['actions'], // Every council knows every agency.
  Agency: [], Appeal: ['appeals', 'decisions'], DisclosurePack: ['disclosure_packs'], Notice: ['notices'], Decision: ['recommendations', 'decisions', 'restrictions', 'services', 'notices', 'appeals', 'tellings', 'terminations'], Termination: ['terminations', 'exit_people'], Dossier: ['services'], Intelligence: ['intelligence'], Letter: ['letters'],
  Meeting: ['meetings', 'agenda_items', 'minute_sections', 'item_interests', 'minute_comments', 'item_proposals', 'meeting_guests'], SecureDomain: ['secure_mail_domains'], WrittenProcedure: ['written_procedures', 'services'], Draft: [], Membership: ['memberships', 'deputies', 'invitations', 'name_clearances'], Panel: ['panels', 'panel_seats'], Provider: ['services'], ServiceLink: ['service_links', 'services'], RunBy: ['provider_runners', 'services'], Insolvency: ['provider_insolvencies', 'services'], ProviderPerson: ['provider_people', 'services'],
  Import: ['imports'], Report: ['reports'], Representation: ['representations', 'hearing_requests'], Restriction: ['restrictions', 'placement_alerts', 'placing_exceptions', 'listed_people', 'funder_requests'], RiskAssessment: ['services', 'risk_assessments'],
  SealedSource: ['intelligence', 'source_openings', 'source_readers'], Share: ['shares', 'services'], Sharing: ['services', 'intelligence'], Evidence: ['evidence_files'], InformationRequest: ['information_requests', 'disclosure_items', 'disclosure_redactions'], Stage: ['services'], Visit: ['visits', 'services'], WatchedDate: ['watched_dates', 'services'], Retention: ['purges', 'legal_holds', 'services'], Trail: ['services', 'intelligence', 'people'],
};

/** Tables whose rows an id of this name may name; `id` alone goes by its subject. */
export const tablesOfName: Readonly<Record<string, readonly string[]>> = {
  serviceId: ['services'], meetingId: ['meetings'], nextMeetingId: ['meetings'], itemId: ['agenda_items'], agendaItemId: ['agenda_items'], sectionId: ['minute_sections'], sectionIds: ['minute_sections'], itemsInB: ['agenda_items'], onlyInA: ['meeting_members'], onlyInB: ['meeting_members'],
  intelligenceId: ['intelligence'], recommendationId: ['recommendations'], decisionId: ['decisions'], restrictionId: ['restrictions'], noticeId: ['notices'], terminationId: ['terminations'], exitPersonId: ['exit_people'], followsId: ['notices'], contractId: ['contracts'], stepId: ['notice_steps'], clauseIds: ['notice_clauses'], replacedById: ['restrictions'], representationId: ['representations'], pointId: ['representation_points'], riskAssessmentId: ['risk_assessments'],
  addresseeId: ['letter_addressees'], disclosedItemId: ['disclosed_items'], disclosedRecordId: ['intelligence'], copyId: ['evidence_files'], aboutId: ['restrictions', 'representations', 'meetings'],
  workIds: ['actions', 'intelligence', 'meetings', 'stages'], panelId: ['panels'], panelIds: ['panels'], personId: ['people'],
  proposalId: ['item_proposals'], presenterId: ['memberships'],
  membershipId: ['memberships'], managerMembershipId: ['memberships'], ownerMembershipId: ['memberships'], leadOfficerId: ['memberships'], allocatedTo: ['memberships'], workGoesTo: ['memberships'],
  guestIds: ['memberships'],
  memberId: ['memberships', 'meeting_members'], memberIds: ['memberships'], deputyOf: ['memberships'], deputyId: ['memberships'], coordinatorId: ['memberships'], concernsChairId: ['memberships'], chairId: ['memberships'],
  recordId: ['intelligence', 'decisions'], recordIds: ['intelligence', 'decisions'], serviceIds: ['services'], readers: ['memberships'], namedReaders: ['memberships'], redactionId: ['disclosure_redactions'],
  otherId: ['services'], linkId: ['service_links'],
  plannedVisitId: ['visits'], officerIds: ['memberships'], actionIds: ['actions'], safeguardingOwnerId: ['memberships'],
  // Of the register, and of the agencies, which every council shares.
  providerId: [], agencyId: [], successorId: [], sourceAgencyId: [],
};

/** Pages that ask for two things at once: which refusal comes first, and how far the other came, is chance. */
export const readsAtOnce: readonly string[] = ['GET /administration/memberships/:id/:act', 'POST /administration/memberships/:id/:act'];

/** Where the record itself narrows further who may: its owner, whoever wrote it down. The refusal then says who, though the role may. */
export const narrowedByRecord: readonly string[] = ['POST /intelligence/:id/readers/:reader/end', 'POST /intelligence/:id/readers'];

const because = 'People who live there must be safe tonight.';
/** What a form needs beyond what its schema says, so that it comes as far as looking its ids up. */
export const answersOf: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  startWatchedDate: { kind: 'reviewReport', happenedOn: '2026-10-30' }, finishWatchedDate: { doneOn: '2026-10-30', outcome: because }, withdrawWatchedDate: { reason: because }, cancelVisit: { reason: because },
  answerProposal: { accepted: false, reason: because }, callForItems: { contributionsBy: '2026-11-05' },
  contribute: { caveat: 'none', audience: 'members', reason: because }, addSecureMailDomain: { domain: 'nhs.example' },
  arrangeParts: { A: { purpose: because, absentees: 'nothing' }, B: { purpose: because, absentees: 'nothing' } }, addMeetingGuest: { part: 'A' }, putInWriting: { code: 'D03', closesOn: '2026-11-10', criteria: [], reasonCodes: [] }, answerInWriting: { answer: 'agree' },
  changeAgency: { kind: 'other', from: '2026-10-30' }, askForException: { caseReference: 'C-1' }, recordRefusal: { refusedOn: '2026-10-30', restrictionId: null, caseReference: 'C-1' }, recordPlacementAgainst: { funder: 'icb', caseReference: 'C-1', placedOn: '2026-10-30' }, listPerson: { caseReference: 'C-1', funderName: 'Another council' }, recordPersonReview: { reviewedOn: '2026-10-30' },
  commentOnMinutes: { paragraph: 1 }, redactMinutes: { coherent: true, cover: null }, answerMinuteComment: { accepted: false },
  decideRestriction: { informingPeople: because }, restrictUrgently: { informingPeople: because }, disposeIntelligence: { disposition: 'noted' }, extendAction: { agreed: false, reason: because }, giveSourceReader: { reason: because },
  giveNameClearance: { reason: because }, endNameClearance: { reason: because }, issueLetter: { method: 'email', toAddress: 'manager@example.org' }, openSealedSource: { reason: because }, recordIntelligence: { happenedOn: '2026-10-30' }, recordLetterServed: { servedOn: '2026-10-30', servedTime: '10:00' },
  recordServiceLink: { kind: 'dualService', happenedOn: '2026-10-30' }, recordNovation: { novatedOn: '2026-10-30' },
  recordPeopleCount: { countedOn: '2026-10-30', thisCouncil: '1', otherCouncils: '1', icb: '0', selfFunding: '1' },
  addToDisclosure: { form: 'withheld', reason: 'police', note: because }, serveDisclosure: { servedOn: '2026-10-30', servedTime: '10:00' },
  recordAppeal: { receivedOn: '2026-10-30' }, decideAppeal: { outcome: 'dismissed', arguments: [{ argument: because, answer: because }] },
  recordRepresentation: { receivedOn: '2026-10-30' }, recordRiskAssessment: { assessedOn: '2026-10-30', impact: '3', likelihood: '3' }, rescheduleMeeting: { startTime: '10:00', dateIsMeant: true }, layOutMeetings: { startTime: '10:00', series: 'panel' }, nameMeetingDeputy: { deputyName: null }, startLetter: { kind: 'R2' }, scheduleMeeting: { startTime: '10:00', series: 'initial', providerPart: 'never', title: null, dateIsMeant: true },
  tellProvider: { toldOn: '2026-10-30', toldTime: '10:00' }, triageIntelligence: { caveat: 'none' }, recordProviderConsultation: { consultedOn: '2026-10-30' }, recordRequesterAnswer: { answeredOn: '2026-10-30' }, redactWords: { words: 'Heard' }, releaseDisclosureSet: { releasedOn: '2026-10-30' },
  recordVisit: { visitedOn: '2026-10-30', kind: 'followUp', actionIds: [], faultReasons: [] }, correctVisit: { visitedOn: '2026-10-30', kind: 'followUp', actionIds: [], faultReasons: [] }, decideResponsiveVisit: { kind: 'responsive' },
  closeService: { closingReason: 'contractEnded' }, confirmUrgentEscalation: { outcome: 'confirm' }, decideStageProposal: { outcome: 'decline' }, recordClosingCheck: { checkedOn: '2026-10-30' }, holdInitialMeeting: { heldOn: '2026-10-30' }, holdFindingsMeeting: { heldOn: '2026-10-30' },
  verifyAction: { checkedOn: '2026-10-30' }, assessActionPlan: { outcome: 'returned', issuesWithoutAction: 1, gaps: because }, startPhasedLift: { evidenceOn: '2026-10-30' }, varyRestriction: { kind: 'partial', covers: 'nursing', informingPeople: because }, recordInsolvency: { inAdministration: true, practitioner: because, address: because, mail: null, fromOn: '2026-10-30' },
  recordProviderPerson: { bornIn: null, fromOn: '2026-10-30', untilOn: null }, endProviderPerson: { untilOn: '2026-10-30', mistake: null },
  proposeTermination: { ground: 'unremediedNotice', periodCount: 28 }, editTermination: { ground: 'unremediedNotice', periodCount: 28 }, planExit: { endsOn: '2026-10-30' }, listExitPerson: { caseReference: 'C-1' }, recordTerminationEffect: { effectOn: '2026-10-30' },
  settleExitPerson: { settlement: 'moved', packGone: true, settledOn: '2026-10-30' }, recordExitHandover: { handedOverOn: '2026-10-30' }, confirmTermination: { change: 'confirm' },
  decideNoticeChange: { change: 'withdraw', ground: 'issuedInError' }, recordNoticePlan: { receivedOn: '2026-10-30', receivedTime: '10:00' },
};
/** They answer an id that nobody here knows with the field at fault, not with NotFound. */
export const looksUp: readonly string[] = ['createAction', 'inviteMember', 'recordIntelligence', 'recordLetterServed', 'recordNovation', 'scheduleMeeting', 'layOutMeetings', 'setLegalHold'];
