import { type CaseAct, yesOrNo } from '../../case-act.js';
import { type Body, text, whole } from '../../form.js';
import {
  CompleteTerminationDocument, ConfirmTerminationDocument, EditTerminationDocument, ListExitPersonDocument, PlanExitDocument, RecordExitHandoverDocument, RecordTerminationEffectDocument,
  RescindTerminationDocument, SettleExitPersonDocument, TerminateInEmergencyDocument, WithdrawTerminationDocument,
} from '../../generated/documents.js';
import { type DecisionAct, wordsOf } from '../decisions/decision-acts.js';

const may = (body: Body, name: string): string | null => text(body[name]) || null;

/** The proposal's form. */
export const proposalOf = (body: Body) => ({
  ground: text(body['ground']), noticeId: may(body, 'noticeId'), facts: text(body['facts']), options: text(body['options']), equalityNote: text(body['equalityNote']), proportionality: text(body['proportionality']),
  periodCount: whole(body['periodCount']), periodUnit: text(body['periodUnit']), periodClause: text(body['periodClause']),
});

/** What is done with a termination, one page each, in the order it goes. What is decided of it is in `terminationDecisions`. */
export const terminationActs: Readonly<Record<string, CaseAct>> = {
  edit: {
    title: 'Change the proposal', events: ['EDIT'], button: 'Save proposal', done: 'Proposal saved', check: false, fields: {},
    send: (pages, visit, at, body) => pages.send(visit, EditTerminationDocument, { ...at, ...proposalOf(body) }),
  },
  plan: {
    title: 'Make the exit plan', events: ['PLAN_EXIT'], button: 'Save exit plan', done: 'The exit plan is made; whoever leads it is told', check: true,
    fields: {
      leadOfficerId: 'Led by', endsOn: 'Contract ends', telling: 'Telling people', moving: 'Reassessing and moving, with choice', funders: 'Funders and placing councils', records: 'Records, medicines, money and keys',
      staff: 'Staff', communications: 'Communications',
    },
    send: (pages, visit, at, body) => pages.send(visit, PlanExitDocument, {
      ...at, leadOfficerId: text(body['leadOfficerId']), endsOn: text(body['endsOn']), telling: text(body['telling']), moving: text(body['moving']), funders: text(body['funders']), records: text(body['records']),
      staff: text(body['staff']), communications: text(body['communications']),
    }),
  },
  list: {
    title: 'List somebody who uses the service', events: ['LIST_PERSON'], button: 'Add to the list', done: 'Listed', check: false, fields: {},
    send: (pages, visit, { id, idempotencyKey }, body) => pages.send(visit, ListExitPersonDocument, { id, idempotencyKey, caseReference: text(body['caseReference']), funder: text(body['funder']) }),
  },
  settle: {
    title: 'Record where somebody is now', events: ['SETTLE_PERSON'], button: 'Save', done: 'Saved', check: true,
    fields: { exitPersonId: 'Case', settlement: 'Their care', whereNow: 'Where now', choice: 'Their choice', packGone: 'Pack went with them', settledOn: 'When' },
    send: (pages, visit, { id, idempotencyKey }, body) => pages.send(visit, SettleExitPersonDocument, {
      id, idempotencyKey, exitPersonId: text(body['exitPersonId']), settlement: text(body['settlement']), whereNow: text(body['whereNow']), choice: text(body['choice']), packGone: yesOrNo(body['packGone']), settledOn: text(body['settledOn']),
    }),
  },
  effect: {
    title: 'Record that the contract has ended', events: ['TAKE_EFFECT'], button: 'Record it', done: 'The contract has ended', check: true, fields: { effectOn: 'Ended on', note: 'How it went' },
    send: (pages, visit, at, body) => pages.send(visit, RecordTerminationEffectDocument, { ...at, effectOn: text(body['effectOn']), note: text(body['note']) }),
  },
  handover: {
    title: 'Record what was handed over', events: ['RECORD_HANDOVER'], button: 'Save', done: 'Saved', check: false, fields: {},
    send: (pages, visit, at, body) => pages.send(visit, RecordExitHandoverDocument, { ...at, handedOverOn: text(body['handedOverOn']), handover: text(body['handover']) }),
  },
  complete: {
    title: 'Find that everybody and everything is settled', events: ['COMPLETE'], button: 'Settle it', done: 'Everybody and everything is settled; the service may be closed', check: true,
    fields: { reasons: 'What shows it', endingReason: 'Why restrictions and notices end', safeguardingOwnerId: 'Owner of live enquiries', safeguardingOwnerAccepts: 'Accepted' },
    send: (pages, visit, at, body) => pages.send(visit, CompleteTerminationDocument, {
      ...at, reasons: text(body['reasons']), endingReason: may(body, 'endingReason'), safeguardingOwnerId: may(body, 'safeguardingOwnerId'), safeguardingOwnerAccepts: text(body['safeguardingOwnerAccepts']) === 'yes',
    }),
  },
  withdraw: {
    title: 'Do not pursue it', events: ['WITHDRAW'], button: 'Do not pursue it', done: 'It is not pursued', check: true, fields: { reason: 'Why' },
    send: (pages, visit, at, body) => pages.send(visit, WithdrawTerminationDocument, { ...at, reason: text(body['reason']) }),
  },
};

/** A decision on a termination that rests on no recommendation of a panel; `id` is the termination’s. */
export interface TerminationDecision extends DecisionAct {
  readonly title: string;
  readonly events: readonly string[];
}
const emergency = (id: string, body: Body) => ({ ...wordsOf(id, body), emergencyRisk: text(body['emergencyRisk']), whoWasTried: text(body['whoWasTried']) });
const confirmation = (id: string, body: Body) => ({ ...wordsOf(id, body), change: text(body['change']), otherDirector: text(body['otherDirector']) === 'yes' });

/** By the last part of their address. */
export const terminationDecisions: Readonly<Record<string, TerminationDecision>> = {
  emergency: {
    title: 'End the contract in an emergency', events: ['DECIDE_IN_EMERGENCY'], button: () => 'End the contract', done: 'Decided; a senior officer confirms it or ends it by the next working day',
    fields: { emergencyRisk: 'Risk to people now', whoWasTried: 'Who was tried' },
    preview: (id, body) => ({ emergencyTermination: emergency(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, TerminateInEmergencyDocument, emergency(id, body)),
  },
  confirm: {
    title: 'Confirm it, or end it', events: ['CONFIRM', 'END_UNCONFIRMED'], button: (body) => (text(body['change']) === 'end' ? 'End it' : 'Confirm it'), done: 'Decided; the provider is written to',
    fields: { change: 'Decision', otherDirector: 'Another director' },
    preview: (id, body) => ({ terminationConfirmation: confirmation(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, ConfirmTerminationDocument, confirmation(id, body)),
  },
  rescind: {
    title: 'Take it back', events: ['RESCIND'], button: () => 'Take it back', done: 'It is taken back; the provider is written to', fields: {},
    preview: (id, body) => ({ rescission: wordsOf(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, RescindTerminationDocument, wordsOf(id, body)),
  },
};

const words: Readonly<Record<string, string>> = {
  moved: 'They moved', staysByChoice: 'They stay, by their own choice', leftBefore: 'They left before', confirm: 'Confirm it', end: 'End it', yes: 'Yes', no: 'No',
};
/** A code as people read it; anything typed stays as typed. */
export const terminationWords = (field: string, value: string): string => (['settlement', 'change', 'packGone', 'otherDirector', 'safeguardingOwnerAccepts'].includes(field) ? (words[value] ?? value) : value);
