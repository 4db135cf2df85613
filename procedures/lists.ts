import type { Choice } from './procedure.ts';

/** The coded lists every procedure begins with. A code is stored for good: words may change, codes may not. */

/** Threshold indicators for serious concerns, the union of the sources in domain.md 1.2. */
export const thresholdCriteria: Choice[] = [
  { code: 'safeguardingEnquiries', words: 'Serious concerns from one or several safeguarding enquiries' }, // [W3]
  { code: 'systemicProblems', words: 'Contract visits show systemic problems, and doubt about the ability to improve' }, // [W22]
  { code: 'regulatorAction', words: 'CQC special measures, a warning notice, or Inadequate for Safe' }, // [W22]
  { code: 'seriesOfConcerns', words: 'A series of safeguarding concerns about the same provider' }, // [W22]
  { code: 'severalStaff', words: 'Allegations against more than one member of staff' }, // [W22]
  { code: 'harmCluster', words: 'A cluster of one type of harm, such as pressure damage, nutrition or hydration' }, // [W22]
  { code: 'complaints', words: 'Accumulated complaints by people using the service, families or the public' }, // [W3]
  { code: 'seriousVisits', words: 'Several visits or reviews raise serious concerns' }, // [W3]
  { code: 'professionals', words: 'Reports by other professionals' }, // [W3]
  { code: 'whistleblowing', words: 'Whistleblowing' }, // [W3]
  { code: 'planningMeeting', words: 'The outcome of a planning meeting' }, // [W3]
  { code: 'seriousIncident', words: 'A serious single incident, such as a death' }, // [W23]
  { code: 'policyNotFollowed', words: 'Failure to follow the multi-agency policy' }, // [W23]
  { code: 'weakLeadership', words: 'Contract not complied with, showing weak leadership or commitment' }, // [W23]
  { code: 'consistentReports', words: 'A consistent number of safeguarding concerns or health incident reports' }, // [W1]
  { code: 'regimeRisk', words: 'Patterns show that the regime puts people at significant risk' }, // [W6]
  { code: 'publicInterest', words: 'Wider public interest' }, // [W6]
  { code: 'noChange', words: 'The provider has not changed despite repeated similar incidents' }, // [W24]
];

/** Reasons for a restriction (domain.md 3.2) [W64][W67]. */
export const restrictionReasons: Choice[] = [
  { code: 'concernLookedInto', words: 'Information of concern is being looked into' },
  { code: 'timeToImprove', words: 'Time for improvement' },
  { code: 'relievePressure', words: 'Relieve pressure on a struggling service' },
  { code: 'safety', words: 'Safety: medicines, risk assessments or other failings' },
  { code: 'infection', words: 'Infection' },
  { code: 'financial', words: 'Financial' },
  { code: 'cqcAction', words: 'CQC action' },
  { code: 'providerRequest', words: 'At the provider’s request' },
];

/** Where intelligence comes from (domain.md 4.1) [LEI][BRA 4.2, 5.2.4][COV 1.4.3-1.4.6][WOL 2.9-2.13][W1][W32]. */
export const intelligenceSources: Choice[] = [
  { code: 'cqcPublished', words: 'CQC: published report' },
  { code: 'cqcUnpublished', words: 'CQC: unpublished, or a management review' },
  { code: 'cqcNotification', words: 'CQC: statutory notification' },
  { code: 'cqcEnforcement', words: 'CQC: enforcement notice' },
  { code: 'safeguarding', words: 'Safeguarding concern or enquiry' },
  { code: 'complaintFormal', words: 'Complaint: formal' },
  { code: 'complaintInformal', words: 'Complaint: informal' },
  { code: 'ombudsman', words: 'Complaint: ombudsman' },
  { code: 'compliment', words: 'Compliment' },
  { code: 'peopleAndFamilies', words: 'People using the service or families: feedback, survey or telephone sample' },
  { code: 'visitingProfessional', words: 'Visiting professional: GP, district nurse, pharmacist, occupational therapist, social worker' },
  { code: 'icbQualityNurse', words: 'ICB quality nurse visit' },
  { code: 'hospitalOrAmbulance', words: 'Hospital, ambulance or health incident report' },
  { code: 'otherCouncil', words: 'Other council, host or placing' },
  { code: 'whistleblower', words: 'Whistleblower: staff, former staff or agency worker' },
  { code: 'internalOfficer', words: 'Council officer: brokerage, payments or social work' },
  { code: 'contractReturn', words: 'Contract return, workbook or performance data' },
  { code: 'electronicCareMonitoring', words: 'Electronic care monitoring: missed, late or short calls, number of carers' },
  { code: 'capacityTracker', words: 'Capacity Tracker' },
  { code: 'qualityAssessment', words: 'Quality assessment: QAF or PAMMS' },
  { code: 'providerSelfReport', words: 'The provider’s own report' },
  { code: 'police', words: 'Police' },
  { code: 'fireService', words: 'Fire service' },
  { code: 'healthAndSafety', words: 'Health and Safety Executive' },
  { code: 'environmentalHealth', words: 'Environmental health' },
  { code: 'infectionControl', words: 'Infection prevention and control' },
  { code: 'healthwatch', words: 'Healthwatch' },
  { code: 'advocate', words: 'Advocate' },
  { code: 'electedMember', words: 'Councillor or Member of Parliament' },
  { code: 'media', words: 'Press or social media' },
  { code: 'companyOrFinancial', words: 'Company or financial: accounts, insolvency, late payment' },
  { code: 'anonymous', words: 'Anonymous' },
];

/** What intelligence is about (domain.md 4.2). */
export const intelligenceThemes: Choice[] = [
  { code: 'medicines', words: 'Medicines' },
  { code: 'falls', words: 'Falls' },
  { code: 'pressureDamage', words: 'Pressure damage' },
  { code: 'nutrition', words: 'Nutrition and hydration' },
  { code: 'staffing', words: 'Staffing' },
  { code: 'leadership', words: 'Leadership and management' },
  { code: 'environment', words: 'Environment and equipment' },
  { code: 'finance', words: 'Finance' },
  { code: 'records', words: 'Records and care plans' },
  { code: 'conduct', words: 'Conduct of staff' },
  { code: 'restraint', words: 'Restraint and liberty' },
  { code: 'infection', words: 'Infection control' },
  { code: 'missedCalls', words: 'Missed, late or short calls' },
  { code: 'closedCulture', words: 'Closed culture' },
  { code: 'ratingFall', words: 'Fall of a CQC rating' },
  { code: 'goodPractice', words: 'Good practice' },
  { code: 'other', words: 'Something else' },
];

/** Who may see intelligence and how it is handled (domain.md 4.3). */
export const caveats: Choice[] = [
  { code: 'none', words: 'Members of the panel' },
  { code: 'sourceProtected', words: 'Source protected: nobody may learn who told us' },
  { code: 'notToProvider', words: 'Not to be disclosed to the provider: police or a live enquiry' },
  { code: 'cqcPrePublication', words: 'CQC before publication: CQC, the chair, the safeguarding lead and people named' }, // [WOL 2.15]
  { code: 'healthConfidential', words: 'Health information: confidential' },
  { code: 'commercial', words: 'Commercial in confidence' },
  { code: 'legalPrivilege', words: 'Legal privilege' },
  { code: 'personalDataMinimised', words: 'Personal data kept to the least' },
  { code: 'officialSensitive', words: 'OFFICIAL-SENSITIVE' }, // [GK]
  { code: 'namedPeople', words: 'Named people only' },
];

/** What becomes of intelligence (domain.md 4.5). `needsAction` is the figure of Leicester's 417 in 2,161 [LEI]. */
export const dispositions: (Choice & { needsAction: boolean })[] = [
  { code: 'noted', words: 'No further action: noted', needsAction: false },
  { code: 'duplicate', words: 'No further action: the same as another record', needsAction: false },
  { code: 'nextReview', words: 'On file for the next review', needsAction: false },
  { code: 'askProvider', words: 'Ask the provider', needsAction: true },
  { code: 'responsiveVisit', words: 'Responsive visit', needsAction: true },
  { code: 'actionPlan', words: 'Item of the action plan', needsAction: true },
  { code: 'safeguardingReferral', words: 'Safeguarding referral', needsAction: true },
  { code: 'complaintRoute', words: 'Complaint route', needsAction: true },
  { code: 'otherBodyTold', words: 'CQC or another body told', needsAction: true },
  { code: 'toPanel', words: 'To the monthly panel', needsAction: true },
  { code: 'urgentEscalation', words: 'Urgent escalation', needsAction: true },
  { code: 'sectorTheme', words: 'Theme for an improvement board or forum', needsAction: false },
  { code: 'supportOffered', words: 'Training or infection control support offered', needsAction: true },
];

/** Four kinds of visit, and what is done first-hand without one (domain.md 1.1, statechart A) [BRA 5.2.2, 5.3, 5.4.2][LEI][WOL 2.6]. */
export const visitKinds: (Choice & { reactive: boolean })[] = [
  { code: 'planned', words: 'Planned review visit', reactive: false },
  { code: 'followUp', words: 'Follow-up visit that tests parts of the plan', reactive: false }, // [BRA 5.4.2]
  { code: 'responsive', words: 'Responsive visit', reactive: true },
  { code: 'safeAndWell', words: 'Safe-and-wellbeing visit', reactive: true }, // [LEI]
  { code: 'calls', words: 'Calls to people using the service', reactive: false },
  { code: 'spotChecks', words: 'Spot checks', reactive: false },
  { code: 'careMonitoringSample', words: 'Sample of electronic care monitoring', reactive: false },
];
