import { WrittenProceduresResolver } from '../../domain/meetings/written/written-procedures.resolver.js';
import { newId } from '../../platform/database/ids.js';
import type { CastName } from '../cast.js';
import type { Strand, Teller } from './teller.js';

interface Question {
  readonly place: string;
  readonly text: string;
  readonly whyNow: string;
  readonly criteria: readonly (readonly [code: string, evidence: string])[];
  readonly closesOn: Temporal.PlainDate;
}
type Answer = readonly [answer: 'agree' | 'differ', words?: string];

const mayWait: Answer = ['differ', 'The money records are asked for by the next panel. I would see them first, and decide with them on the table.'];

/** A question between two panels that led to nothing: two would see the records first, so the next panel hears of it (domain.md 2.4). */
export async function* writtenStrand(teller: Teller): Strand {
  const { calendar } = teller;
  yield teller.at([3, 3, '15:30']);
  const id = await put(teller, {
    place: 'Sorrelby Living', closesOn: calendar.after(3, 8), criteria: [['consistentReports', 'Two concerns about money in three months, in two houses']],
    text: 'Start enhanced monitoring of both houses: two people in two houses do not know where their money goes, and receipts are missing for months.',
    whyNow: 'The second person was found the day after the panel, and four weeks is long for people who cannot check for themselves.',
  });
  for (const [day, who, answer] of [[4, 'qaOfficer', ['agree']], [4, 'safeguardingLead', ['agree']], [5, 'socialWorker', mayWait], [6, 'icbNurse', ['agree']], [7, 'chair', mayWait]] as const) {
    yield teller.at([3, day, '11:40']);
    await answers(teller, id, who, answer);
  }
  yield teller.at([3, 10, '09:25']);
  await teller.done(teller.get(WrittenProceduresResolver).endWrittenProcedure({
    id, version: await teller.version(id), idempotencyKey: newId(), reason: 'Three would begin now and two would see the money records first. They are due by the next panel: it takes the service then, with them.',
  }, teller.cast.chair));
}

/** The question that is open on the morning after: two have answered. */
export async function* openQuestionStrand(teller: Teller): Strand {
  const { calendar } = teller;
  yield calendar.at(calendar.before(1), '16:30');
  const id = await put(teller, {
    place: 'Amberlow House', closesOn: calendar.nextPanel.subtract({ days: 1 }), criteria: [['seriousVisits', 'Bruises on both arms of case 5160; CQC finds that nothing follows from audits']],
    text: 'Start enhanced monitoring today, with a visit on each shift this week. The panel looks at it again when it meets.',
    whyNow: 'A member of staff is suspended, and nobody has yet seen how evenings go without them.',
  });
  yield calendar.at(calendar.before(0), '18:10');
  await answers(teller, id, 'icbNurse', ['agree', 'I can go on Monday morning with an officer.']);
  await answers(teller, id, 'safeguardingLead', ['agree']);
}

async function put(teller: Teller, { place, text, whyNow, criteria, closesOn }: Question): Promise<string> {
  const { id } = await teller.done(teller.get(WrittenProceduresResolver).putInWriting({
    idempotencyKey: newId(), serviceId: await teller.service(place), code: 'D03', text, whyNow, criteria: criteria.map(([code, evidence]) => ({ code, evidence })), reasonCodes: [], closesOn: closesOn.toString(),
  }, teller.cast.chair));
  return id;
}

async function answers(teller: Teller, id: string, who: CastName, [answer, words]: Answer): Promise<void> {
  await teller.done(teller.get(WrittenProceduresResolver).answerInWriting({ id, version: 1, idempotencyKey: newId(), answer, words: words ?? null }, teller.cast[who]));
}
