import type { CaseAct } from '../../case-act.js';
import { text } from '../../form.js';
import {
  ApproveDisclosureSetDocument, AskRequesterDocument, ExtendInformationRequestDocument, RecordProviderConsultationDocument, RecordRequesterAnswerDocument, RefuseInformationRequestDocument,
  ReleaseDisclosureSetDocument, ReturnDisclosureSetDocument, SendSetToCheckDocument, StartGatheringDocument, StartRedactionDocument, WithdrawInformationRequestDocument,
} from '../../generated/documents.js';

/** Steps a person takes on a request, in the order of its page; choosing records and redacting have pages of their own. */
export const requestActs: Readonly<Record<string, CaseAct>> = {
  start: { title: 'Start gathering records', events: ['START_GATHERING'], button: 'Start gathering', done: 'You can choose records now', check: false, fields: {}, send: (pages, visit, at) => pages.send(visit, StartGatheringDocument, at) },
  ask: {
    title: 'Ask the requester', events: ['ASK_REQUESTER'], button: 'Stop the clock', done: 'The clock stands until the answer', check: false, fields: { awaited: 'What you wait for', question: 'What you asked' },
    send: (pages, visit, at, body) => pages.send(visit, AskRequesterDocument, { ...at, awaited: text(body['awaited']), question: text(body['question']) }),
  },
  answer: {
    title: 'Record the answer', events: ['RECORD_ANSWER'], button: 'Start the clock again', done: 'The clock runs again', check: false, fields: { answeredOn: 'When it came' },
    send: (pages, visit, at, body) => pages.send(visit, RecordRequesterAnswerDocument, { ...at, answeredOn: text(body['answeredOn']) }),
  },
  extend: {
    title: 'Give two months more', events: ['EXTEND'], button: 'Give two months more', done: 'Tell the requester now', check: false, fields: { reason: 'Why it is complex' },
    send: (pages, visit, at, body) => pages.send(visit, ExtendInformationRequestDocument, { ...at, reason: text(body['reason']) }),
  },
  redaction: { title: 'Start redaction', events: ['START_REDACTION'], button: 'Start redaction', done: 'Names, addresses and numbers the service knows are proposed: read every record', check: false, fields: {}, send: (pages, visit, at) => pages.send(visit, StartRedactionDocument, at) },
  consult: {
    title: 'Record that a provider was consulted', events: ['RECORD_CONSULTATION'], button: 'Save', done: 'Recorded', check: false, fields: { providerId: 'Provider', consultedOn: 'When', note: 'What it said' },
    send: (pages, visit, at, body) => pages.send(visit, RecordProviderConsultationDocument, { ...at, providerId: text(body['providerId']), consultedOn: text(body['consultedOn']), note: text(body['note']) }),
  },
  check: { title: 'Send to second check', events: ['SEND_TO_CHECK'], button: 'Send to second check', done: 'A second person can check it now', check: false, fields: {}, send: (pages, visit, at) => pages.send(visit, SendSetToCheckDocument, at) },
  approve: { title: 'Approve the set', events: ['APPROVE'], button: 'Approve and make the set', done: 'The set is made and kept', check: false, fields: {}, send: (pages, visit, at) => pages.send(visit, ApproveDisclosureSetDocument, at) },
  return: {
    title: 'Return the set', events: ['RETURN_SET'], button: 'Return', done: 'Returned', check: false, fields: { reason: 'What has to change' },
    send: (pages, visit, at, body) => pages.send(visit, ReturnDisclosureSetDocument, { ...at, reason: text(body['reason']) }),
  },
  release: {
    title: 'Record the release', events: ['RELEASE'], button: 'Record the release', done: 'Released', check: false, fields: { releasedOn: 'When it was sent', method: 'How it was sent' },
    send: (pages, visit, at, body) => pages.send(visit, ReleaseDisclosureSetDocument, { ...at, releasedOn: text(body['releasedOn']), method: text(body['method']) }),
  },
  refuse: {
    title: 'Refuse the request', events: ['REFUSE'], button: 'Refuse the request', done: 'Refused', check: true, fields: { code: 'By what', reason: 'Why' },
    send: (pages, visit, at, body) => pages.send(visit, RefuseInformationRequestDocument, { ...at, code: text(body['code']), reason: text(body['reason']) }),
  },
  withdraw: {
    title: 'Record that it was withdrawn', events: ['WITHDRAW'], button: 'Record the withdrawal', done: 'Withdrawn', check: true, fields: { reason: 'How the requester withdrew it' },
    send: (pages, visit, at, body) => pages.send(visit, WithdrawInformationRequestDocument, { ...at, reason: text(body['reason']) }),
  },
};
