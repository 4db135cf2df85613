import { type CaseAct, yesOrNo } from '../../case-act.js';
import { type Body, list, text, whole } from '../../form.js';
import {
  CheckNoticeStepsDocument, ConcludeNoticeDocument, DraftNoticeDocument, DropNoticeDocument, RecordNoticeLegalCheckDocument, RecordNoticeOutcomeDocument, RecordNoticePlanDocument,
  ReturnNoticeToDraftDocument, ReviewNoticePlanDocument, SendNoticeToLegalDocument,
} from '../../generated/documents.js';

const may = (body: Body, name: string): string | null => text(body[name]) || null;

/** As many clauses as the form has room for; a notice with more is rare, and is drafted through the API. */
export const clausePlaces: readonly number[] = [1, 2, 3, 4, 5, 6];

/** The clauses of the draft's form: what is left empty is none; steps are one a line. */
function clausesOf(body: Body) {
  return clausePlaces.flatMap((place) => {
    const [clause, facts, steps] = [text(body[`clause${place}`]), may(body, `facts${place}`), text(body[`steps${place}`])];
    if (clause === '' && facts === null && steps.trim() === '') return [];
    return [{ clause, facts, steps: steps.split('\n').map((line) => line.trim()).filter((line) => line !== '') }];
  });
}
const prefixed = (body: Body, prefix: string): [id: string, value: string][] => Object.keys(body).filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), text(body[name])]);
/** What a plan's form says under each step. */
export const planLines = (body: Body): { stepId: string; text: string }[] => prefixed(body, 'plan-').map(([stepId, said]) => ({ stepId, text: said }));

/** What is done with a notice, one page each, in the order it goes. What is decided of it (D10, D11) is not here. */
export const noticeActs: Readonly<Record<string, CaseAct>> = {
  draft: {
    title: 'Draft it', events: ['DRAFT', 'EDIT'], button: 'Save draft', done: 'Draft saved', check: false, fields: {},
    send: (pages, visit, at, body) => pages.send(visit, DraftNoticeDocument, {
      ...at, clauses: clausesOf(body), periodCount: text(body['periodCount']) === '' ? null : whole(body['periodCount']), periodUnit: may(body, 'periodUnit'), periodClause: may(body, 'periodClause'),
      shortReason: may(body, 'shortReason'), warnedOn: may(body, 'warnedOn'), warnedHow: may(body, 'warnedHow'), notWarnedReason: may(body, 'notWarnedReason'), supportOffered: may(body, 'supportOffered'),
      inAdministration: yesOrNo(body['inAdministration']), practitioner: may(body, 'practitioner'),
    }),
  },
  legal: {
    title: 'Send it to Legal', events: ['SEND_TO_LEGAL'], button: 'Send to Legal', done: 'Sent to Legal', check: false, fields: {},
    send: (pages, visit, at) => pages.send(visit, SendNoticeToLegalDocument, at),
  },
  'legal-check': {
    title: 'Record Legal’s check', events: ['CLEAR'], button: 'Save check', done: 'Legal’s check is recorded', check: true,
    fields: { outcome: 'Legal', checkedBy: 'Checked by', checkedOn: 'Checked on', remarks: 'Remarks' },
    send: (pages, visit, at, body) => pages.send(visit, RecordNoticeLegalCheckDocument, { ...at, outcome: text(body['outcome']), checkedBy: text(body['checkedBy']), checkedOn: text(body['checkedOn']), remarks: may(body, 'remarks') }),
  },
  back: {
    title: 'Take it back to draft', events: ['RETURN_TO_DRAFT'], button: 'Take it back', done: 'It is a draft again; Legal checks it anew', check: false, fields: { reason: 'Why' },
    send: (pages, visit, at, body) => pages.send(visit, ReturnNoticeToDraftDocument, { ...at, reason: text(body['reason']) }),
  },
  plan: {
    title: 'Record the provider’s plan', events: ['SUBMIT_PLAN'], button: 'Save plan', done: 'Plan recorded', check: false, fields: {},
    send: (pages, visit, at, body) => pages.send(visit, RecordNoticePlanDocument, { ...at, receivedOn: text(body['receivedOn']), receivedTime: text(body['receivedTime']), lines: planLines(body) }),
  },
  review: {
    title: 'Answer the plan', events: ['ACCEPT_PLAN', 'RETURN_PLAN'], button: 'Send answer', done: 'The plan is answered; the provider is told', check: true, fields: { outcome: 'The plan', reasons: 'Reasons' },
    send: (pages, visit, at, body) => pages.send(visit, ReviewNoticePlanDocument, { ...at, outcome: text(body['outcome']), reasons: may(body, 'reasons') }),
  },
  check: {
    title: 'Record a check of its steps', events: ['CHECK_STEPS'], button: 'Save check', done: 'Check saved', check: false, fields: {},
    send: (pages, visit, at, body) => pages.send(visit, CheckNoticeStepsDocument, {
      ...at, checkedOn: text(body['checkedOn']), method: text(body['method']),
      checks: prefixed(body, 'done-').flatMap(([stepId, done]) => (list(body[`done-${stepId}`]).length === 0 || done === 'notChecked' ? [] : [{ stepId, done: done === 'yes', seen: text(body[`seen-${stepId}`]) }])),
    }),
  },
  outcome: {
    title: 'Record what the checks show', events: ['FIND_REMEDIED', 'FIND_BREACHED'], button: 'Save finding', done: 'Finding saved', check: true, fields: { outcome: 'Finding', reasons: 'What shows it' },
    send: (pages, visit, at, body) => pages.send(visit, RecordNoticeOutcomeDocument, { ...at, outcome: text(body['outcome']), reasons: text(body['reasons']) }),
  },
  conclude: {
    title: 'Record what followed', events: ['CONCLUDE'], button: 'Save', done: 'Concluded', check: true, fields: { followedBy: 'What followed', reasons: 'Why' },
    send: (pages, visit, at, body) => pages.send(visit, ConcludeNoticeDocument, { ...at, followedBy: text(body['followedBy']), reasons: text(body['reasons']) }),
  },
  drop: {
    title: 'Do not issue it', events: ['DROP'], button: 'Do not issue it', done: 'It is not issued', check: true, fields: { reason: 'Why' },
    send: (pages, visit, at, body) => pages.send(visit, DropNoticeDocument, { ...at, reason: text(body['reason']) }),
  },
};

const words: Readonly<Record<string, string>> = {
  cleared: 'Cleared', returned: 'Returned', accepted: 'Accepted', remedied: 'Remedied', notRemedied: 'Not remedied', secondNotice: 'A second notice', restriction: 'A restriction on new placements',
  termination: 'A proposal to terminate', noFurtherStep: 'No further step', extend: 'More time', withdraw: 'Withdraw the notice', withdrawClauses: 'Withdraw some of its clauses',
  issuedInError: 'Issued in error', outsideControl: 'Outside the provider’s control', providerChanged: 'The provider has changed',
};
/** A code as people read it; anything typed stays as typed. */
export const noticeWords = (field: string, value: string): string => (['outcome', 'followedBy', 'change', 'ground'].includes(field) ? (words[value] ?? value) : value);
