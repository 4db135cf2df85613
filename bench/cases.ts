import { createHash, randomUUID } from 'node:crypto';
import { type DocumentNode, print } from 'graphql';
import { documents } from './built.ts';
import type { Ids } from './floor/recipe.ts';
import { type Check, post } from './load.ts';
import { cast, firstWaiting, locations, seedId, type Seeded } from './seed.ts';

/** A kind of request that the floor does beside the product. */
export interface Task {
  readonly name: 'service' | 'agenda' | 'decision';
  readonly pipelined: boolean;
  /** Ids that the floor needs besides the one a request names, by that one. */
  readonly known: Readonly<Record<string, Ids>>;
  /** The variables of the nth request; numbers start at 0 and anything past `count` begins again. */
  variables(n: number): Variables;
  readonly count: number;
  readonly right: Check;
}
export type Variables = { readonly id: string } | { readonly input: { readonly id: string; readonly idempotencyKey: string } };

/** One line of the table. */
export interface Case {
  readonly ratio: 'serviceTrusted' | 'serviceAdHoc' | 'agendaTrusted' | 'decision';
  readonly words: string;
  readonly task: Task;
  /** What is asked of the product: by the document's id, or with its text. */
  body(variables: Variables): object;
}

// As a client outside would: the documents that ship with the pages.
const { ServiceOverviewDocument, MeetingPageDocument, DecideEnhancedMonitoringDocument } = await documents();

const idOf = (document: DocumentNode): string => createHash('sha256').update(print(document)).digest('hex');
const unmarred = (body: Buffer): boolean => body.length > 1_000 && body.indexOf('"errors"') === -1;

/** What is measured, for this seed. */
export function cases(seeded: Seeded): { readonly cases: readonly Case[]; readonly documents: readonly string[] } {
  const service: Task = {
    name: 'service', pipelined: true, known: {}, count: locations, right: unmarred,
    variables: (n) => ({ id: seedId('service', 1 + (n * 7) % locations) }),
  };
  const agenda: Task = { name: 'agenda', pipelined: true, known: {}, count: 1, right: unmarred, variables: () => ({ id: seeded.meetingId }) };
  const waiting = Array.from({ length: locations - firstWaiting + 1 }, (_, n) => seeded.waiting(firstWaiting + n));
  const decision: Task = {
    name: 'decision', pipelined: false, count: waiting.length, right: (body) => body.indexOf('Payload"') !== -1,
    known: Object.fromEntries(waiting.map(({ recommendation, ...ids }) => [recommendation, ids])),
    variables: (n) => ({
      input: {
        id: waiting[n % waiting.length]?.recommendation ?? '', version: 1, idempotencyKey: randomUUID(),
        reasons: 'Two visits found medicines given late; the provider accepts it.', optionsConsidered: 'Routine monitoring; serious concerns.', providerPosition: 'Accepts the findings and has begun.',
        effectOnPeople: 'More visits; nobody moves.', proportionality: 'Routine visits did not change it.', notHeardReason: 'The provider agreed at the visit.', leadOfficerId: seedId('membership', cast.qaOfficer),
        frequency: 'Weekly calls and a visit a month.', reviewOn: Temporal.Now.plainDateISO('Europe/London').add({ days: 14 }).toString(),
      },
    }),
  };
  const trusted = (document: DocumentNode) => (variables: Variables) => ({ documentId: idOf(document), variables });
  const serviceText = print(ServiceOverviewDocument);
  return {
    documents: [ServiceOverviewDocument, MeetingPageDocument, DecideEnhancedMonitoringDocument].map(print),
    cases: [
      { ratio: 'serviceTrusted', words: 'Service page, trusted document', task: service, body: trusted(ServiceOverviewDocument) },
      { ratio: 'serviceAdHoc', words: 'Service page, ad hoc GraphQL', task: service, body: (variables) => ({ query: serviceText, variables }) },
      { ratio: 'agendaTrusted', words: 'Agenda of 40 items, trusted document', task: agenda, body: trusted(MeetingPageDocument) },
      { ratio: 'decision', words: 'A decision, through the API', task: decision, body: trusted(DecideEnhancedMonitoringDocument) },
    ],
  };
}

/** Endless requests for one server, made before they are needed. */
export function* requests(token: string, task: Task, body: (variables: Variables) => object, limit = Infinity): Generator<Buffer> {
  const repeatable = task.name !== 'decision';
  const kept: Buffer[] = [];
  for (let n = 0; n < limit; n += 1) {
    const index = n % task.count;
    const request = kept[index] ?? post(token, body(task.variables(index)));
    if (repeatable) kept[index] = request;
    yield request;
  }
}
