import { usualLawfulBasis } from '../../domain/intelligence/intelligence.inputs.js';
import { IntelligenceResolver } from '../../domain/intelligence/intelligence.resolver.js';
import { RunByResolver } from '../../domain/providers/run-by.resolver.js';
import { newId } from '../../platform/database/ids.js';
import { importRegister } from '../founding.js';
import type { Strand, Teller } from './teller.js';

/** Days before the last one on which CQC's file is read again: within days of each fall in register/places.ts. */
const readAgain = [58, 30, 9];

const falls = `select i.id, i.severity from intelligence i where i.council_id = $1 and i.category = 'ratingFall' and i.triage_note is null`;

const meadowmere = `select s.id from services s join register_locations l on l.id = s.location_id where s.council_id = $1 and l.name = 'Meadowmere House'`;

/** CQC's file as it came out in the course of the story: what fell becomes intelligence, and goes to the panel. */
export async function* registerStrand(teller: Teller): Strand {
  for (const daysBefore of readAgain) {
    yield teller.calendar.at(teller.calendar.before(daysBefore), '07:30');
    await importRegister(teller.app, teller.today(), teller.calendar.lastDay);
    yield teller.calendar.at(teller.today(), '10:40');
    if (daysBefore === readAgain[0]) await sayWhoRuns(teller);
    for (const fall of await teller.read<{ id: string; severity: string }>(falls, [teller.cast.chair.councilId])) await sendToPanel(teller, fall);
  }
}

/** The council has a home, a reablement team and a day service of its own: the panel looks at them as at any other (case 18). */
async function sayWhoRuns(teller: Teller): Promise<void> {
  const officer = teller.cast.qaOfficer;
  const [service] = await teller.read<{ id: string }>(meadowmere, [officer.councilId]);
  await teller.done(teller.get(RunByResolver).recordRunBy({ idempotencyKey: newId(), serviceId: service?.id ?? '', agencyId: officer.agencyId, runsFrom: '1 4 2009', source: 'CQC’s register, and the council’s own list of its services' }, officer));
}

async function sendToPanel(teller: Teller, { id, severity }: { id: string; severity: string }): Promise<void> {
  const officer = teller.cast.qaOfficer;
  const desk = teller.get(IntelligenceResolver);
  const step = async () => ({ id, version: await teller.version(id), idempotencyKey: newId() });
  await teller.done(desk.triageIntelligence({
    ...(await step()), severity, caveat: 'none', lawfulBasis: usualLawfulBasis, note: 'Published by CQC; the report has been read.', allocatedTo: officer.membershipId,
  }, officer));
  await teller.done(desk.assessIntelligence({ ...(await step()), assessment: 'The report’s findings fit what we know of this service.', needsAction: true }, officer));
  await teller.done(desk.disposeIntelligence({ ...(await step()), disposition: 'toPanel', reason: 'Every fall of a rating is heard by the panel.' }, officer));
}
