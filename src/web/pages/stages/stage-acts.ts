import type { Role } from '../../../platform/access/actor.js';
import { type CaseAct, type ChangeOfCase, yesOrNo } from '../../case-act.js';
import { criteriaOf } from '../../criteria-fields.js';
import { type Body, text } from '../../form.js';
import {
  ArrangeEnhancedMonitoringDocument, CloseServiceDocument, ConfirmUrgentEscalationDocument, ContinueEnquiriesDocument, DecideStageProposalDocument, EscalateUrgentlyDocument,
  HoldFindingsMeetingDocument, HoldInitialMeetingDocument, MoveFindingsMeetingDocument, ProposeEnhancedMonitoringDocument, RecordClosingCheckDocument, ReopenServiceDocument,
} from '../../generated/documents.js';

/** A step of a service's stage, on a page of its own. */
export interface StageAct extends CaseAct {
  readonly roles: readonly Role[];
}
const officers: readonly Role[] = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead'];
const deciders: readonly Role[] = ['authorisedOfficer'];

const said = (body: Body) => (name: string): string => text(body[name]);
const step = ({ id, version, idempotencyKey }: ChangeOfCase, body: Body) => ({ serviceId: id, version, idempotencyKey, text: text(body['text']) });
const decision = (at: ChangeOfCase, body: Body) => {
  const given = said(body);
  return {
    ...at, reasons: given('reasons'), optionsConsidered: given('optionsConsidered'), proportionality: given('proportionality'), providerPosition: given('providerPosition'), effectOnPeople: given('effectOnPeople'),
    independence: given('independence') || null, notHeardReason: given('notHeardReason') || null, letterParagraph: given('letterParagraph') || null, confidentiality: given('confidentiality') || null,
  };
};
const decisionFields = {
  reasons: 'Reasons', optionsConsidered: 'Options considered', proportionality: 'Why it is proportionate', providerPosition: 'The provider’s position and how it was weighed', effectOnPeople: 'What it means for people using the service',
  independence: 'How independence is kept', notHeardReason: 'Why the provider’s answer is not waited for', confidentiality: 'Who may be told of it',
};

/** By the name in the address; in the order they are offered. */
export const stageActs: Readonly<Record<string, StageAct>> = {
  propose: {
    roles: officers, title: 'Propose {enhanced}', events: ['SCREEN'], button: 'Propose it', done: 'Proposed; an authorised officer decides', check: true,
    fields: { text: 'Why', criteria: 'Criteria met' },
    send: (pages, visit, { id, idempotencyKey }, body) => pages.send(visit, ProposeEnhancedMonitoringDocument, { serviceId: id, idempotencyKey, text: text(body['text']), criteria: criteriaOf(body) }),
  },
  decide: {
    roles: deciders, title: 'Decide on the proposal', events: ['START_ENHANCED'], button: 'Save decision', done: 'Decided', check: true,
    fields: { outcome: 'Decision', leadOfficerId: 'Lead officer', frequency: 'What is monitored and how often', reviewOn: 'Next review', ...decisionFields },
    send: (pages, visit, at, body) => {
      const given = said(body);
      return pages.send(visit, DecideStageProposalDocument, {
        ...decision(at, body), outcome: given('outcome'), leadOfficerId: given('leadOfficerId') || null, frequency: given('frequency') || null, reviewOn: given('reviewOn') || null,
      });
    },
  },
  escalate: {
    roles: deciders, title: 'Escalate urgently to {seriousConcerns}', events: ['ESCALATE_URGENTLY'], button: 'Escalate now', done: 'Escalated; a senior officer confirms it or ends it by the next working day', check: true,
    fields: {
      immediateDanger: 'People are in immediate danger', emergencyRisk: 'The risk to people now', whoWasTried: 'Who was tried', criteria: 'Criteria met', leadOfficerId: 'Lead officer', concernsChairId: 'Who chairs its meetings',
      policePosition: 'What the police say', informingPeople: 'Telling people and families', reviewOn: 'Next review', ...decisionFields,
    },
    send: (pages, visit, at, body) => {
      const given = said(body);
      return pages.send(visit, EscalateUrgentlyDocument, {
        ...decision(at, body), criteria: criteriaOf(body), immediateDanger: given('immediateDanger') === 'yes', emergencyRisk: given('emergencyRisk'), whoWasTried: given('whoWasTried'),
        leadOfficerId: given('leadOfficerId'), concernsChairId: given('concernsChairId'), policePosition: given('policePosition'), informingPeople: given('informingPeople'), reviewOn: given('reviewOn'),
      });
    },
  },
  confirm: {
    roles: deciders, title: 'Confirm the urgent escalation or end it', events: ['CONFIRM_URGENT_ESCALATION', 'END_URGENT_ESCALATION'], button: 'Save decision', done: 'Decided', check: true,
    fields: { outcome: 'Decision', otherDirector: 'I am another statutory or corporate director', ...decisionFields },
    send: (pages, visit, at, body) => pages.send(visit, ConfirmUrgentEscalationDocument, { ...decision(at, body), outcome: text(body['outcome']), otherDirector: text(body['otherDirector']) === 'yes' }),
  },
  'initial-meeting': {
    roles: officers, title: 'Record the initial meeting', events: ['HOLD_INITIAL_MEETING'], button: 'Save', done: 'Saved; enquiries and improvement have begun', check: false,
    fields: {},
    send: (pages, visit, at, body) => pages.send(visit, HoldInitialMeetingDocument, { ...step(at, body), heldOn: text(body['heldOn']), findingsOn: text(body['findingsOn']) }),
  },
  'findings-meeting': {
    roles: officers, title: 'Record the findings meeting', events: ['HOLD_FINDINGS'], button: 'Save', done: 'Saved; the outcome is to be decided', check: false,
    fields: {},
    send: (pages, visit, at, body) => pages.send(visit, HoldFindingsMeetingDocument, { ...step(at, body), heldOn: text(body['heldOn']) }),
  },
  'move-findings': {
    roles: officers, title: 'Move the findings meeting', events: ['MOVE_FINDINGS'], button: 'Move it', done: 'Moved', check: false,
    fields: {},
    send: (pages, visit, at, body) => pages.send(visit, MoveFindingsMeetingDocument, { ...step(at, body), findingsOn: text(body['findingsOn']) }),
  },
  'go-on': {
    roles: officers, title: 'Go on with enquiries and improvement', events: ['CONTINUE_ENQUIRIES'], button: 'Save', done: 'Saved', check: false,
    fields: {},
    send: (pages, visit, at, body) => pages.send(visit, ContinueEnquiriesDocument, { ...step(at, body), findingsOn: text(body['findingsOn']) }),
  },
  arrange: {
    roles: officers, title: 'Arrange {enhanced}', events: ['ARRANGE_ENHANCED'], button: 'Save', done: 'Arranged', check: false,
    fields: {},
    send: (pages, visit, at, body) => pages.send(visit, ArrangeEnhancedMonitoringDocument, step(at, body)),
  },
  close: {
    roles: deciders, title: 'Close the case', events: ['CLOSE'], button: 'Close the case', done: 'Closed; its first check has a date', check: true,
    fields: { closingReason: 'Why it is closed', safeguardingOwnerId: 'Who owns the live enquiries', safeguardingOwnerAccepts: 'They have accepted', ...decisionFields },
    send: (pages, visit, at, body) => pages.send(visit, CloseServiceDocument, {
      ...decision(at, body), closingReason: text(body['closingReason']), safeguardingOwnerId: text(body['safeguardingOwnerId']) || null, safeguardingOwnerAccepts: yesOrNo(body['safeguardingOwnerAccepts']),
    }),
  },
  'closing-check': {
    roles: officers, title: 'Record the check after closing', events: ['RECORD_CLOSING_CHECK'], button: 'Save', done: 'Saved', check: false,
    fields: {},
    send: (pages, visit, at, body) => pages.send(visit, RecordClosingCheckDocument, { ...step(at, body), checkedOn: text(body['checkedOn']) }),
  },
  reopen: {
    roles: officers, title: 'Open the case again', events: ['REOPEN'], button: 'Open it again', done: 'Open again', check: true,
    fields: { text: 'What is new', criteria: 'Criteria met' },
    send: (pages, visit, at, body) => pages.send(visit, ReopenServiceDocument, { ...step(at, body), criteria: criteriaOf(body) }),
  },
};
