/** Decisions an officer records on a service without a recommendation, by their code in domain.md 3.1. */
export const recordedCodes = ['D01', 'D05', 'D06', 'D07', 'D12', 'D13', 'D15', 'D17', 'D20', 'D21'] as const;
export type RecordedCode = (typeof recordedCodes)[number];

/** The act of the permission table that records each. */
export const recordingOf: Readonly<Record<RecordedCode, string>> = {
  D01: 'noteNoFurtherAction', D05: 'referToSafeguarding', D06: 'requireActionPlan', D07: 'assessActionPlan', D12: 'measurePayments', D13: 'stepIn', D15: 'activateFailurePlan',
  D17: 'notifyElsewhere', D20: 'continuePlacing', D21: 'offerSupport',
};

/** Of a decision by one officer alone (R03). */
const alone = { emergencyRisk: 'Risk to people then', whoWasTried: 'Who was tried before deciding alone' };

/** What one decision keeps besides its reasons: as named in `terms`, with the words before it. */
const particularsOf: Readonly<Record<RecordedCode | 'D08' | 'D18' | 'D19', Readonly<Record<string, string>>>> = {
  D01: {},
  D05: { referralReference: 'Reference of the referral', hostCouncil: 'Council that enquires' },
  D06: { issues: 'Issues to answer', cqcPlan: 'Plan CQC holds', dueOn: 'Due', actionReference: 'Action opened' },
  D07: { outcome: 'The plan', issuesWithoutAction: 'Issues without an action, an owner and a date', gaps: 'What it lacks' },
  D08: alone,
  D12: { measure: 'Measure', clause: 'Clause' },
  D13: { right: 'By right of', who: 'Who steps in', cost: 'Cost', liability: 'Liability' },
  D15: {
    registered: 'Registered with CQC', unable: 'Unable to carry on', regulatedActivity: 'A regulated activity', businessFailure: 'Because of business failure', basis: 'Basis', peopleList: 'List of people',
  },
  D17: { body: 'Told', what: 'What', legalBasis: 'Legal basis', redactions: 'Left out' },
  D18: alone,
  D19: { appealReference: 'Appeal', outcome: 'The appeal', effect: 'The restriction', nominee: 'Heard for the Chief Executive by', arguments: 'Arguments, each with its answer' },
  D20: { evidence: 'Evidence', safeguards: 'Safeguards' },
  D21: { support: 'Support', byWhom: 'By whom', answer: 'The provider’s answer' },
};
/** Codes in particulars, as people read them. */
const codeWords: Readonly<Record<string, string>> = {
  accepted: 'Accepted', returned: 'Returned', contract: 'The contract', agreement: 'The provider’s agreement', refused: 'Refused', noAnswerYet: 'No answer yet',
  upheld: 'Upheld', partlyUpheld: 'Upheld in part', dismissed: 'Dismissed', lift: 'Lifted', vary: 'Changed',
  duty: 'The duty of section 48 of the Care Act 2014', power: 'A power: the four answers do not make it the duty of section 48',
};
const coded = ['outcome', 'right', 'answer', 'basis', 'effect'];

/** One line of what a decision records besides its reasons. */
export interface ParticularLine {
  readonly label: string;
  readonly value: string;
  /** True where the value is a date, `YYYY-MM-DD`. */
  readonly isDate: boolean;
}

/** The particulars of a recorded decision in words, in the order of domain.md 3.1; nothing for a decision of another kind. */
export function particularLines(code: string, terms: Readonly<Record<string, unknown>>): ParticularLine[] {
  const labels = (particularsOf as Readonly<Record<string, Readonly<Record<string, string>> | undefined>>)[code] ?? {};
  return Object.entries(labels).flatMap(([name, label]) => {
    const value = terms[name];
    if (value === undefined || value === null) return [];
    return [{ label, value: wordsOf(name, value), isDate: name.endsWith('On') }];
  });
}

function wordsOf(name: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return (value as { argument: string; answer: string }[]).map(({ argument, answer }, place) => `${place + 1}. ${argument}\nAnswer: ${answer}`).join('\n\n');
  const text = String(value);
  return coded.includes(name) ? (codeWords[text] ?? text) : text;
}
