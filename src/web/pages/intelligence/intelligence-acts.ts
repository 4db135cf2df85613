import { type CaseAct, yesOrNo } from '../../case-act.js';
import { text } from '../../form.js';
import {
  AllocateIntelligenceDocument, AssessIntelligenceDocument, ChangeCaveatDocument, CloseIntelligenceDocument, DisposeIntelligenceDocument, RetractIntelligenceDocument,
  TriageIntelligenceDocument,
} from '../../generated/documents.js';

/** What an officer does with a record, one page each, in the order it goes. */
export const intelligenceActs: Readonly<Record<string, CaseAct>> = {
  triage: {
    title: 'Triage and allocate', events: ['TRIAGE'], button: 'Triage and allocate', done: 'Triaged and allocated', check: false,
    fields: { severity: 'Severity', caveat: 'Who may see this', lawfulBasis: 'Lawful basis', note: 'Why', allocatedTo: 'Allocated to' },
    send: (pages, visit, at, body) =>
      pages.send(visit, TriageIntelligenceDocument, {
        ...at, severity: text(body['severity']), caveat: text(body['caveat']), lawfulBasis: text(body['lawfulBasis']), note: text(body['note']), allocatedTo: text(body['allocatedTo']),
      }),
  },
  assess: {
    title: 'Assess', events: ['ASSESS'], button: 'Save assessment', done: 'Assessment saved', check: false,
    fields: { assessment: 'Assessment', needsAction: 'Action is needed' },
    send: (pages, visit, at, body) => pages.send(visit, AssessIntelligenceDocument, { ...at, assessment: text(body['assessment']), needsAction: yesOrNo(body['needsAction']) }),
  },
  dispose: {
    title: 'Say what becomes of it', button: 'Save what becomes of it', done: 'Saved what becomes of it', check: true,
    events: ['TAKE_NO_FURTHER_ACTION', 'TAKE_ACTION', 'LINK_TO_S42', 'SEND_TO_PANEL', 'PASS_TO_OTHER_BODY'],
    fields: { disposition: 'What becomes of it', reason: 'Why', safeguardingReference: 'Safeguarding reference', passedTo: 'Passed to' },
    send: (pages, visit, at, body) =>
      pages.send(visit, DisposeIntelligenceDocument, {
        ...at, disposition: text(body['disposition']), reason: text(body['reason']),
        safeguardingReference: text(body['safeguardingReference']) || null, passedTo: text(body['passedTo']) || null,
      }),
  },
  close: {
    title: 'Close', events: ['CLOSE'], button: 'Close record', done: 'Closed; whoever recorded it is told that there is an answer', check: true,
    fields: { outcome: 'What came of it' },
    send: (pages, visit, at, body) => pages.send(visit, CloseIntelligenceDocument, { ...at, outcome: text(body['outcome']) }),
  },
  allocate: {
    title: 'Allocate to another officer', events: ['ALLOCATE'], button: 'Allocate', done: 'Allocated', check: false,
    fields: { allocatedTo: 'Allocated to' },
    send: (pages, visit, at, body) => pages.send(visit, AllocateIntelligenceDocument, { ...at, allocatedTo: text(body['allocatedTo']) }),
  },
  duplicate: {
    title: 'Mark as a duplicate', events: ['MARK_DUPLICATE'], button: 'Mark as a duplicate', done: 'Linked to the record it repeats', check: true,
    fields: { duplicateOf: 'Repeats', reason: 'How you know' },
    send: (pages, visit, at, body) =>
      pages.send(visit, DisposeIntelligenceDocument, { ...at, disposition: 'duplicate', duplicateOf: text(body['duplicateOf']) || null, reason: text(body['reason']) }),
  },
  caveat: {
    title: 'Say who may see this', events: ['SET_CAVEAT'], button: 'Save who may see this', done: 'Saved who may see this', check: true,
    fields: { caveat: 'Who may see this', reason: 'Why', reviewOn: 'Looked at again on', correction: 'Not as CQC published it' },
    send: (pages, visit, at, body) =>
      pages.send(visit, ChangeCaveatDocument, { ...at, caveat: text(body['caveat']), reason: text(body['reason']), reviewOn: text(body['reviewOn']) || null, correction: text(body['correction']) || null }),
  },
  retract: {
    title: 'Retract', events: ['RETRACT'], button: 'Retract record', done: 'Retracted; the record stays and says so', check: true,
    fields: { reason: 'Why' },
    send: (pages, visit, at, body) => pages.send(visit, RetractIntelligenceDocument, { ...at, reason: text(body['reason']) }),
  },
};
