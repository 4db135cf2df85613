import { describeMachine } from '../../../test/support/machine-cases.js';
import { decide } from '../../platform/workflow/decide.js';
import { type LetterContext, letterMachine } from './letter.machine.js';

const draft: LetterContext = { edits: 0, serveBy: '2026-11-24', documentId: null, issuedOn: null, servedOn: null, legalFirst: true, legalAgreed: false };
const issue = { documentId: 'document', issuedOn: '2026-11-23', addresseeGiven: true, reasonsGiven: true, decisionMade: true, partsWritten: true };

describeMachine(letterMachine, {
  context: { ...draft, issuedOn: '2026-11-23', legalAgreed: true },
  starts: [draft, { ...draft, legalFirst: false }],
  facts: {
    EDIT: {},
    SEND_TO_LEGAL: {},
    TAKE_LEGAL_COPY: { recordKept: true },
    REFUSE_LEGAL_COPY: {},
    RETURN: { agreed: true, commentsGiven: false },
    ISSUE: issue,
    SERVE_ONE: { servedOn: '2026-11-24', serviceMethod: 'email', left: 1 },
    SERVE: { servedOn: '2026-11-24', serviceMethod: 'email', left: 0 },
  },
  matrix: {
    draft: { EDIT: ['draft'], SEND_TO_LEGAL: ['legalReview'], ISSUE: ['issued', 'isAgreedByLegal', 'hasDecision', 'tellsOfWhatStands', 'hasAddressee', 'hasReasons', 'hasWrittenParts', 'hasDocument'] },
    legalReview: { TAKE_LEGAL_COPY: ['legalReview', 'keepsRecord'], REFUSE_LEGAL_COPY: ['legalReview'], RETURN: ['draft', 'saysWhatLegalAsks'] },
    issued: { SERVE_ONE: ['issued', 'hasServiceDateAndMethod', 'isServedAfterIssue'], SERVE: ['served', 'hasServiceDateAndMethod', 'isServedAfterIssue', 'reachedEverybody'] },
  },
  broken: {
    keepsRecord: { facts: { recordKept: false } },
    saysWhatLegalAsks: { facts: { agreed: false } },
    isAgreedByLegal: { context: { legalAgreed: false } },
    tellsOfWhatStands: { facts: { overtaken: true } },
    hasDecision: { facts: { decisionMade: false } },
    hasAddressee: { facts: { addresseeGiven: false } },
    hasReasons: { facts: { reasonsGiven: false } },
    hasWrittenParts: { facts: { partsWritten: false } },
    hasDocument: { facts: { documentId: null } },
    hasServiceDateAndMethod: [{ facts: { serviceMethod: null } }, { facts: { servedOn: null } }],
    isServedAfterIssue: { facts: { servedOn: '2026-11-22' } },
    reachedEverybody: { facts: { left: 1 } },
  },
  invariant: ({ state, context }, _last, _path, deadlines) => {
    expect(deadlines.get('letterDue')).toBe(state === 'served' ? undefined : (context.serveBy ?? undefined));
    // R38: whatever was issued is kept as sent; whatever was served says when. What Legal must agree to is issued only agreed.
    const out = state === 'issued' || state === 'served';
    expect(context.documentId !== null).toBe(out);
    expect(context.servedOn !== null).toBe(state === 'served');
    if (out && context.legalFirst) expect(context.legalAgreed).toBe(true);
  },
});

describe('a letter to several', () => {
  it('R32 is served on the day the last of them had it, whoever is recorded last', () => {
    const issued = { state: 'issued', context: { ...draft, documentId: 'document', issuedOn: '2026-11-23' } };
    const facts = { servedOn: '2026-11-24', lastServedOn: '2026-11-26', serviceMethod: 'hand', left: 0 };
    expect(decide(letterMachine, issued, { type: 'SERVE', facts })).toMatchObject({ to: 'served', context: { servedOn: '2026-11-26' } });
    expect(decide(letterMachine, issued, { type: 'SERVE', facts: { ...facts, servedOn: '2026-11-22' } })).toMatchObject({ unmet: [{ requirement: 'isServedAfterIssue' }] });
  });
});

describe('a letter Legal must agree to', () => {
  it('goes to Legal again once it is edited after Legal agreed', () => {
    const agreed = decide(letterMachine, { state: 'legalReview', context: draft }, { type: 'RETURN', facts: { agreed: true, commentsGiven: false } });
    if (agreed.kind !== 'moved') throw new Error('not returned');
    const edited = decide(letterMachine, { state: agreed.to, context: agreed.context }, { type: 'EDIT', facts: {} });
    if (edited.kind !== 'moved') throw new Error('not edited');
    expect(decide(letterMachine, { state: edited.to, context: edited.context }, { type: 'ISSUE', facts: issue })).toMatchObject({ unmet: [{ requirement: 'isAgreedByLegal' }] });
  });

  it('loads a letter begun before version 2, which no kind made Legal read', () => {
    const { legalFirst: _, legalAgreed: __, ...old } = draft;
    expect(decide(letterMachine, { state: 'draft', context: old }, { type: 'EDIT', facts: {} })).toMatchObject({ context: { ...old, edits: 1 } });
    expect(decide(letterMachine, { state: 'draft', context: old }, { type: 'ISSUE', facts: issue })).toMatchObject({ kind: 'moved', to: 'issued' });
  });
});
