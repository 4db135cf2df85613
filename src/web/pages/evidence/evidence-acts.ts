import { type Body, text } from '../../form.js';
import { type ChangeOfCase } from '../../case-act.js';
import { RefuseEvidenceDocument, ReleaseEvidenceDocument, WithdrawEvidenceDocument } from '../../generated/documents.js';
import type { Pages, Sent } from '../../pages.service.js';
import type { Visit } from '../../visit.js';

interface EvidenceAct {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly button: string;
  readonly done: string;
  readonly warning: boolean;
  readonly allowed: 'mayRelease' | 'mayWithdraw';
  readonly send: (pages: Pages, visit: Visit, at: ChangeOfCase, body: Body) => Promise<Sent>;
}

/** What is decided about one file, each on a page of its own. */
export const evidenceActs: Readonly<Record<string, EvidenceAct>> = {
  release: {
    title: 'Release this file', label: 'How do you know that it is safe?', hint: 'For example, who scanned it and with what. Everybody who sees the file in the list reads this.',
    button: 'Release file', done: 'Released', warning: false, allowed: 'mayRelease',
    send: (pages, visit, at, body) => pages.send(visit, ReleaseEvidenceDocument, { ...at, reason: text(body['reason']) }),
  },
  refuse: {
    title: 'Refuse this file', label: 'Why is it not taken?', hint: 'Whoever sent it reads this. The file itself is removed; that it came stays in the list.',
    button: 'Refuse file', done: 'Refused', warning: true, allowed: 'mayRelease',
    send: (pages, visit, at, body) => pages.send(visit, RefuseEvidenceDocument, { ...at, reason: text(body['reason']) }),
  },
  withdraw: {
    title: 'Withdraw this file', label: 'Why is it withdrawn?', hint: 'It stays in the list with this reason, and can no longer be downloaded by others than officers.',
    button: 'Withdraw file', done: 'Withdrawn', warning: true, allowed: 'mayWithdraw',
    send: (pages, visit, at, body) => pages.send(visit, WithdrawEvidenceDocument, { ...at, reason: text(body['reason']) }),
  },
};
