import { inOwnWords } from '../../../platform/access/own-words.js';
import type { CheckedAnswer } from '../../case-act.js';
import { type Body, Form, text } from '../../form.js';
import { LetterPreviewedDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import type { Pages } from '../../pages.service.js';
import { rehearsing, type Visit } from '../../visit.js';
import type { DecisionAct } from './decision-acts.js';

/** A decision as its page takes it: the act and what it is on, the form it is written in, and what the check says of it. */
export interface DecisionTaken {
  readonly id: string;
  readonly act: DecisionAct;
  readonly template: string;
  readonly context: { readonly title: string; readonly [name: string]: unknown };
  readonly action: string;
  readonly answers: () => CheckedAnswer[];
}

/** First the check, with the letter as the provider will see it; the decision only on the second press. */
export async function takeDecision(pages: Pages, visit: Visit, body: Body, { id, act, template, context, action, answers }: DecisionTaken): Promise<string> {
  const step = text(body['step']);
  if (step === 'change') return pages.view(visit, template, { ...context, form: new Form(body) });
  const sent = await act.send(pages, step === 'confirm' ? visit : rehearsing(visit), id, body);
  if (sent.done === null) return pages.again(visit, template, context, body, sent.problems);
  if (step === 'confirm') return pages.onward(visit, `/decisions/made/${sent.done.id}`, `${inOwnWords(visit.actor.stageNames, act.done)}. Reference ${sent.done.reference ?? ''}`);
  const { letterPreview } = await pages.read(visit, LetterPreviewedDocument, act.preview(id, body));
  if (letterPreview == null) throw PageProblem.missing();
  return pages.view(visit, 'pages/decisions/check', { ...context, title: 'Check your answers', letter: letterPreview, form: new Form(body), action, button: inOwnWords(visit.actor.stageNames, act.button(body)), answers: answers() });
}
