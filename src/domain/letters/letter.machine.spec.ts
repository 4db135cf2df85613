import { describeMachine } from '../../../test/support/machine-cases.js';
import { type LetterContext, letterMachine } from './letter.machine.js';

const draft: LetterContext = { edits: 0, serveBy: '2026-11-24', documentId: null, issuedOn: null, servedOn: null };

describeMachine(letterMachine, {
  context: { ...draft, issuedOn: '2026-11-23' },
  starts: [draft],
  facts: {
    EDIT: {},
    ISSUE: { documentId: 'document', issuedOn: '2026-11-23', addresseeGiven: true, reasonsGiven: true, decisionMade: true },
    SERVE: { servedOn: '2026-11-24', serviceMethod: 'email' },
  },
  matrix: {
    draft: { EDIT: ['draft'], ISSUE: ['issued', 'hasDecision', 'hasAddressee', 'hasReasons', 'hasDocument'] },
    issued: { SERVE: ['served', 'hasServiceDateAndMethod', 'isServedAfterIssue'] },
  },
  broken: {
    hasDecision: { facts: { decisionMade: false } },
    hasAddressee: { facts: { addresseeGiven: false } },
    hasReasons: { facts: { reasonsGiven: false } },
    hasDocument: { facts: { documentId: null } },
    hasServiceDateAndMethod: [{ facts: { serviceMethod: null } }, { facts: { servedOn: null } }],
    isServedAfterIssue: { facts: { servedOn: '2026-11-22' } },
  },
  invariant: ({ state, context }) => {
    // R38: whatever was issued is kept as sent; whatever was served says when.
    expect(context.documentId !== null).toBe(state !== 'draft');
    expect(context.servedOn !== null).toBe(state === 'served');
  },
});
