import { type CaseAct, yesOrNo } from '../../case-act.js';
import { text } from '../../form.js';
import {
  BeginActionDocument, ExtendActionDocument, ReportActionCompleteDocument, RequestActionExtensionDocument, SupersedeActionDocument, VerifyActionDocument,
} from '../../generated/documents.js';

/** What is done with an action, one page each, in the order it goes. */
export const actionActs: Readonly<Record<string, CaseAct>> = {
  begin: {
    title: 'Begin it', events: ['BEGIN'], button: 'Begin action', done: 'Begun', check: false,
    fields: {},
    send: (pages, visit, at) => pages.send(visit, BeginActionDocument, at),
  },
  complete: {
    title: 'Report it complete', events: ['REPORT_COMPLETE'], button: 'Report complete', done: 'Reported complete; an officer now checks it', check: false,
    fields: { evidence: 'What shows that it is done' },
    send: (pages, visit, at, body) => pages.send(visit, ReportActionCompleteDocument, { ...at, evidence: text(body['evidence']) }),
  },
  check: {
    title: 'Check whether it is done', events: ['VERIFY', 'REFUSE_VERIFICATION'], button: 'Save check', done: 'Check saved', check: true,
    fields: { done: 'It is done', checkedOn: 'Checked on', method: 'How it was checked and what was found', newDueOn: 'Due now' },
    send: (pages, visit, at, body) =>
      pages.send(visit, VerifyActionDocument, {
        ...at, done: yesOrNo(body['done']), checkedOn: text(body['checkedOn']), method: text(body['method']), newDueOn: text(body['newDueOn']) || null,
      }),
  },
  'more-time': {
    title: 'Ask for more time', events: ['REQUEST_EXTENSION'], button: 'Ask for more time', done: 'Asked for more time', check: false,
    fields: { newDueOn: 'New date', reason: 'Why' },
    send: (pages, visit, at, body) => pages.send(visit, RequestActionExtensionDocument, { ...at, newDueOn: text(body['newDueOn']), reason: text(body['reason']) }),
  },
  extend: {
    title: 'Agree to more time', events: ['AGREE_EXTENSION', 'REFUSE_EXTENSION'], button: 'Save answer', done: 'Answer saved', check: false,
    fields: { agreed: 'More time is agreed', newDueOn: 'New date', reason: 'Why' },
    send: (pages, visit, at, body) =>
      pages.send(visit, ExtendActionDocument, { ...at, agreed: yesOrNo(body['agreed']), newDueOn: text(body['newDueOn']) || null, reason: text(body['reason']) || null }),
  },
  supersede: {
    title: 'Replace it', events: ['SUPERSEDE'], button: 'Replace action', done: 'Replaced', check: true,
    fields: { reason: 'What replaces it and why' },
    send: (pages, visit, at, body) => pages.send(visit, SupersedeActionDocument, { ...at, reason: text(body['reason']) }),
  },
};
