import { type Body, text } from '../../form.js';

/** What is asked about being heard, as its mutation takes it: its text has a name of its own, for the page has the reply's text too. */
export function askingOf(representationId: string, body: Body): { representationId: string; idempotencyKey: string; kind: string; text: string } {
  return { representationId, idempotencyKey: text(body['idempotencyKey']), kind: text(body['kind']), text: text(body['asked']) };
}
type Problems = readonly { field: string; message: string }[];
export const asProblems = (problems: Problems): Problems => problems.map((one) => (one.field === 'text' ? { ...one, field: 'asked' } : one));
