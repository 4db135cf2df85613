/** The fields of forms that meet a requirement, so that its refusal links to where it is put right. One that no field meets concerns the whole form. */
const fieldOf: Readonly<Record<string, string>> = {
  isReviewedInTime: 'reviewOn', hasReviewDate: 'reviewOn', hasReviewNote: 'reviewNote', hasReasons: 'reasons', keepsIndependence: 'independence', hasHeardProvider: 'notHeardReason', hasInvitedRepresentation: 'notHeardReason',
  hasAnsweredEveryRepresentation: 'answers', isToldSameDay: 'toldHow', hasEmergencyReason: 'emergencyRisk', hasScope: 'covers', hasReasonCode: 'reasonCodes', hasRiskAssessment: 'riskAssessmentId',
  hasLiftConditions: 'liftConditions', hasStartDate: 'startsOn', hasDecisionOnInformingPeople: 'informingPeople', hasProviderLetter: 'source', hasSourceDocument: 'source', hasEndCondition: 'endCondition',
  hasRightEvidence: 'evidenceKind', hasVisitOnRecord: 'evidenceOn', isEvidenceAfterLastFinding: 'evidenceOn', hasDisclosureDate: 'disclosedOn', hasOriginal: 'duplicateOf', hasSafeguardingReference: 'safeguardingReference',
  isRestricted: 'restrictionId', hasWhoAndByWhom: 'whoIsTold', hasDayToTell: 'tellOn', hasWhyNotYet: 'whyNotYet', hasDayToConsider: 'considerOn', hasDayTold: 'toldOn',
  hasOtherBody: 'passedTo', hasCheckDate: 'checkedOn', hasCheckEvidence: 'method', hasLegalCheck: 'checkedBy', hasLaterRemedyDate: 'remedyOn', hasGround: 'ground', leavesAClause: 'clauseIds', hasWhatFollowed: 'followedBy', hasStepNotDone: 'outcome', isEveryStepDone: 'outcome', hasCaveatReview: 'reviewOn', hasCouncilOfficer: 'allocatedTo', needsNoAction: 'disposition',
};

interface Refused {
  readonly message?: string;
  readonly fields?: readonly { field: string; message: string }[];
  readonly unmet?: readonly { requirement: string; sentence: string }[];
}

/** Everything a refusal says is wrong, each at its field where the form sent one. */
export function problemsOf({ message = '', fields, unmet = [] }: Refused, input: object): readonly { field: string; message: string }[] {
  if (fields !== undefined) return fields;
  if (unmet.length === 0) return [{ field: 'form', message }];
  return unmet.map(({ requirement, sentence }) => {
    const field = fieldOf[requirement];
    return { field: field !== undefined && Object.hasOwn(input, field) ? field : 'form', message: sentence };
  });
}
