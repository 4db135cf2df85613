import { type CaseAct, yesOrNo } from '../../case-act.js';
import { text } from '../../form.js';
import { AskForExceptionDocument, DecideExceptionDocument, RecordPlacementAgainstDocument } from '../../generated/documents.js';

export const groundWords: Readonly<Record<string, string>> = {
  returningFromHospital: 'Coming back from hospital', respiteBooked: 'Respite already booked', couple: 'To stay with a partner who lives there', other: 'Another reason',
};

/** What is done about placing under a restriction (R40), one page each, checked before it is sent. `at.id` is the restriction, of `decide` the exception. */
export const placingActs: Readonly<Record<string, Omit<CaseAct, 'events'>>> = {
  ask: {
    title: 'Ask for an exception', button: 'Ask for the exception', done: 'Exception asked for; place nobody until it is granted', check: true,
    fields: { caseReference: 'Case reference', ground: 'Why an exception', why: 'Why, and how they would be safe' },
    send: (pages, visit, { id, idempotencyKey }, body) =>
      pages.send(visit, AskForExceptionDocument, { idempotencyKey, restrictionId: id, caseReference: text(body['caseReference']), ground: text(body['ground']), why: text(body['why']) }),
  },
  record: {
    title: 'Record a placement made against the restriction', button: 'Record placement', done: 'Placement recorded; it goes to the next panel', check: true,
    fields: { funder: 'Who pays', caseReference: 'Case reference', placedOn: 'Placed on', placedBy: 'Placed by', why: 'Why' },
    send: (pages, visit, { id, idempotencyKey }, body) =>
      pages.send(visit, RecordPlacementAgainstDocument, {
        idempotencyKey, restrictionId: id, funder: text(body['funder']), caseReference: text(body['caseReference']) || null, placedOn: text(body['placedOn']), placedBy: text(body['placedBy']), why: text(body['why']),
      }),
  },
  decide: {
    title: 'Decide on an exception', button: 'Record decision', done: 'Decision recorded', check: true,
    fields: { granted: 'Decision', reasons: 'Reasons' },
    // Nothing chosen is refused by the API like any other wrong answer.
    send: (pages, visit, at, body) => pages.send(visit, DecideExceptionDocument, { ...at, granted: yesOrNo(body['granted']) as boolean, reasons: text(body['reasons']) }),
  },
};

const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = { ground: groundWords, granted: { yes: 'Granted', no: 'Refused' } };
export const answerWords = (field: string, value: string): string => answers[field]?.[value] ?? value;
