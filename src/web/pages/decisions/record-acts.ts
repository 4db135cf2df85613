import { yesOrNo } from '../../case-act.js';
import { type Body, text, whole } from '../../form.js';
import {
  ActivateFailurePlanDocument, AssessActionPlanDocument, ContinuePlacingDocument, MeasurePaymentsDocument, NoteNoFurtherActionDocument, NotifyElsewhereDocument, OfferSupportDocument,
  ReferToSafeguardingDocument, RequireActionPlanDocument, StepInDocument,
} from '../../generated/documents.js';
import type { Pages, Sent } from '../../pages.service.js';
import type { Visit } from '../../visit.js';

type FieldKind = 'line' | 'text' | 'date' | 'number' | 'officer' | 'yesNo' | 'choice';
/** A question of one kind of decision, as its page asks it. */
export interface Question {
  readonly name: string;
  readonly label: string;
  /** As the check names the answer. */
  readonly key: string;
  readonly kind: FieldKind;
  readonly hint?: string;
  readonly choices?: readonly { readonly value: string; readonly text: string }[];
}
/** One kind of decision recorded on a service: its address, its questions, and where its form goes. */
export interface RecordAct {
  readonly code: string;
  readonly button: string;
  readonly hint: string;
  /** Contract, placing or care: options, position, effect and proportion are asked besides. */
  readonly weighed: boolean;
  readonly questions: readonly Question[];
  readonly send: (pages: Pages, visit: Visit, serviceId: string, body: Body) => Promise<Sent>;
}

const common = (serviceId: string, body: Body) => ({ serviceId, idempotencyKey: text(body['idempotencyKey']), reasons: text(body['reasons']), confidentiality: text(body['confidentiality']) || null });
const weighed = (serviceId: string, body: Body) => ({
  ...common(serviceId, body), optionsConsidered: text(body['optionsConsidered']), providerPosition: text(body['providerPosition']), effectOnPeople: text(body['effectOnPeople']),
  proportionality: text(body['proportionality']), independence: text(body['independence']) || null,
});
const orNone = (value: Body[string]): string | null => text(value) || null;

export const weighedQuestions: readonly Question[] = [
  { name: 'optionsConsidered', label: 'Options considered', key: 'Options considered', kind: 'text', hint: 'What else could be done, and what each means for people living there.' },
  { name: 'providerPosition', label: 'The provider’s position and how you weighed it', key: 'The provider’s position and how it was weighed', kind: 'text' },
  { name: 'effectOnPeople', label: 'What it means for the people using the service', key: 'What it means for people using the service', kind: 'text' },
  { name: 'proportionality', label: 'Why it is proportionate', key: 'Why it is proportionate', kind: 'text', hint: 'What less was weighed, and why that would not do.' },
  { name: 'independence', label: 'If your own agency runs this service: how is independence kept? (optional)', key: 'How independence is kept', kind: 'text', hint: 'Who of another agency chairs, looks over or advises, and what you kept out of.' },
];
export const reasonsQuestion: Question = { name: 'reasons', label: 'Reasons', key: 'Reasons', kind: 'text', hint: 'Name no source and no person using the service.' };

/** By the last part of their address, in the order of domain.md 3.1. */
export const recordActs: Readonly<Record<string, RecordAct>> = {
  'no-further-action': {
    code: 'D01', button: 'Record no further action', hint: 'It was looked at, and nothing more is done.', weighed: false, questions: [],
    send: (pages, visit, id, body) => pages.send(visit, NoteNoFurtherActionDocument, common(id, body)),
  },
  'safeguarding-referral': {
    code: 'D05', button: 'Record referral', hint: 'A concern goes to safeguarding, or joins an enquiry.', weighed: false,
    questions: [
      { name: 'referralReference', label: 'What is its reference?', key: 'Reference of the referral', kind: 'line', hint: 'As safeguarding gave it. No name of a person.' },
      { name: 'hostCouncil', label: 'Which council enquires?', key: 'Council that enquires', kind: 'line', hint: 'The one where the harm happened.' },
    ],
    send: (pages, visit, id, body) => pages.send(visit, ReferToSafeguardingDocument, { ...common(id, body), referralReference: text(body['referralReference']), hostCouncil: text(body['hostCouncil']) }),
  },
  'action-plan': {
    code: 'D06', button: 'Require action plan', hint: 'An action that it comes back opens with it. The provider reads the issues on its plan: name no source and no person.', weighed: false,
    questions: [
      { name: 'issues', label: 'Which issues must it answer?', key: 'Issues to answer', kind: 'text', hint: 'Where CQC holds a plan already, only what that lacks.' },
      { name: 'cqcPlan', label: 'Which plan does CQC hold? (optional)', key: 'Plan CQC holds', kind: 'text' },
      { name: 'dueOn', label: 'By when must it come back?', key: 'Due', kind: 'date' },
      { name: 'ownerMembershipId', label: 'Who sees that it comes back?', key: 'Who sees to it', kind: 'officer' },
    ],
    send: (pages, visit, id, body) => pages.send(visit, RequireActionPlanDocument, {
      ...common(id, body), issues: text(body['issues']), cqcPlan: orNone(body['cqcPlan']), dueOn: text(body['dueOn']), ownerMembershipId: text(body['ownerMembershipId']),
    }),
  },
  'action-plan-answer': {
    code: 'D07', button: 'Record answer to plan', hint: 'The plan is accepted, or goes back with its gaps.', weighed: false,
    questions: [
      { name: 'outcome', label: 'Is the plan accepted?', key: 'The plan', kind: 'choice', choices: [{ value: 'accepted', text: 'Accepted' }, { value: 'returned', text: 'Returned with its gaps' }] },
      { name: 'issuesWithoutAction', label: 'How many issues have no action, owner and date?', key: 'Issues without an action, an owner and a date', kind: 'number' },
      { name: 'gaps', label: 'If it is returned: what does it lack?', key: 'What it lacks', kind: 'text' },
    ],
    send: (pages, visit, id, body) => pages.send(visit, AssessActionPlanDocument, {
      ...common(id, body), outcome: text(body['outcome']), issuesWithoutAction: whole(body['issuesWithoutAction']), gaps: orNone(body['gaps']),
    }),
  },
  'payment-measures': {
    code: 'D12', button: 'Record measure', hint: 'Payments, or a ranking, where the contract allows it.', weighed: true,
    questions: [
      { name: 'measure', label: 'What is withheld or changed?', key: 'Measure', kind: 'text' },
      { name: 'clause', label: 'Which clause of the contract allows it?', key: 'Clause', kind: 'line' },
    ],
    send: (pages, visit, id, body) => pages.send(visit, MeasurePaymentsDocument, { ...weighed(id, body), measure: text(body['measure']), clause: text(body['clause']) }),
  },
  'step-in': {
    code: 'D13', button: 'Record stepping in', hint: 'Staff of ours, by the contract or by agreement.', weighed: true,
    questions: [
      { name: 'right', label: 'By what right?', key: 'By right of', kind: 'choice', choices: [{ value: 'contract', text: 'The contract' }, { value: 'agreement', text: 'The provider’s agreement' }], hint: 'There is no other right to put staff into a home.' },
      { name: 'who', label: 'Who steps in?', key: 'Who steps in', kind: 'text' },
      { name: 'cost', label: 'What does it cost, and who pays?', key: 'Cost', kind: 'line' },
      { name: 'liability', label: 'Who is liable?', key: 'Liability', kind: 'text' },
    ],
    send: (pages, visit, id, body) => pages.send(visit, StepInDocument, { ...weighed(id, body), right: text(body['right']), who: text(body['who']), cost: text(body['cost']), liability: text(body['liability']) }),
  },
  'failure-plan': {
    code: 'D15', button: 'Activate failure plan', hint: 'The provider fails or closes. Four questions decide whether section 48 of the Care Act makes it a duty.', weighed: true,
    questions: [
      { name: 'registered', label: 'Is the provider registered with CQC?', key: 'Registered with CQC', kind: 'yesNo' },
      { name: 'unable', label: 'Is it unable to carry on?', key: 'Unable to carry on', kind: 'yesNo', hint: 'Insolvency alone is not enough while the service carries on.' },
      { name: 'regulatedActivity', label: 'Is what it cannot carry on a regulated activity?', key: 'A regulated activity', kind: 'yesNo' },
      { name: 'businessFailure', label: 'Is that because of business failure?', key: 'Because of business failure', kind: 'yesNo' },
      { name: 'peopleList', label: 'Where is the list of every person using the service, and who keeps it?', key: 'List of people', kind: 'text', hint: 'Whoever pays, people who pay for themselves included.' },
    ],
    send: (pages, visit, id, body) => pages.send(visit, ActivateFailurePlanDocument, {
      ...weighed(id, body), registered: yesOrNo(body['registered']), unable: yesOrNo(body['unable']), regulatedActivity: yesOrNo(body['regulatedActivity']), businessFailure: yesOrNo(body['businessFailure']),
      peopleList: text(body['peopleList']),
    }),
  },
  'tell-another-body': {
    code: 'D17', button: 'Record what was told', hint: 'CQC, DBS, NMC, police, another council.', weighed: false,
    questions: [
      { name: 'body', label: 'Which body is told?', key: 'Told', kind: 'line' },
      { name: 'what', label: 'What is it told?', key: 'What', kind: 'text' },
      { name: 'legalBasis', label: 'What is the legal basis for sharing it?', key: 'Legal basis', kind: 'text' },
      { name: 'redactions', label: 'What is left out?', key: 'Left out', kind: 'text', hint: 'A source, a third person. Say so where nothing is.' },
    ],
    send: (pages, visit, id, body) => pages.send(visit, NotifyElsewhereDocument, {
      ...common(id, body), body: text(body['body']), what: text(body['what']), legalBasis: text(body['legalBasis']), redactions: text(body['redactions']),
    }),
  },
  'continue-placing': {
    code: 'D20', button: 'Continue placing', hint: 'Asked at each panel of a service above {routine} without a restriction, and on a fall in its rating.', weighed: true,
    questions: [
      { name: 'evidence', label: 'What shows that placing is safe?', key: 'Evidence', kind: 'text' },
      { name: 'safeguards', label: 'What safeguards are there for people placed?', key: 'Safeguards', kind: 'text' },
      { name: 'reviewOn', label: 'On what date is it reviewed?', key: 'Next review', kind: 'date' },
    ],
    send: (pages, visit, id, body) => pages.send(visit, ContinuePlacingDocument, { ...weighed(id, body), evidence: text(body['evidence']), safeguards: text(body['safeguards']), reviewOn: text(body['reviewOn']) }),
  },
  support: {
    code: 'D21', button: 'Record support offered', hint: 'A notice asks first for the support that was offered.', weighed: false,
    questions: [
      { name: 'support', label: 'What support is offered?', key: 'Support', kind: 'text' },
      { name: 'byWhom', label: 'Who gives it?', key: 'By whom', kind: 'line' },
      {
        name: 'answer', label: 'What does the provider say?', key: 'The provider’s answer', kind: 'choice',
        choices: [{ value: 'accepted', text: 'Accepted' }, { value: 'refused', text: 'Refused' }, { value: 'noAnswerYet', text: 'No answer yet' }],
      },
    ],
    send: (pages, visit, id, body) => pages.send(visit, OfferSupportDocument, { ...common(id, body), support: text(body['support']), byWhom: text(body['byWhom']), answer: text(body['answer']) }),
  },
};

/** All questions of an act, in the order of its page. */
export function questionsOf({ weighed: isWeighed, questions }: RecordAct): readonly Question[] {
  return [...questions, reasonsQuestion, ...(isWeighed ? weighedQuestions : [])];
}
