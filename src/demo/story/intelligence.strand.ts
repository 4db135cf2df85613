import { usualLawfulBasis } from '../../domain/intelligence/intelligence.inputs.js';
import { IntelligenceResolver } from '../../domain/intelligence/intelligence.resolver.js';
import type { Actor } from '../../platform/access/actor.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import type { Tale } from './tale.js';
import type { Strand, Teller } from './teller.js';

const triageNotes: Readonly<Record<Tale['severity'], string>> = {
  P1: 'Serious harm has happened and can happen again today. The safeguarding lead and the head of service have been rung.',
  P2: 'Significant risk of harm to people using the service; answered within 24 hours.',
  P3: 'A standard may be breached; nobody is at risk today.',
  P4: 'Worth knowing together with what else we hear.',
};
/** Working days from receipt to triage, and from there to the assessment. */
const pace: Readonly<Record<Tale['severity'], readonly [number, number]>> = { P1: [0, 0], P2: [0, 1], P3: [1, 2], P4: [2, 3] };

/** One record from the telling to the answer, as far as its tale goes. */
export async function* intelligenceStrand(teller: Teller, tale: Tale): Strand {
  yield teller.at(tale.when);
  const { id } = await record(teller, tale);
  const officer = officerFor(teller, tale);
  const [toTriage, toAssess] = pace[tale.severity];
  const received = teller.calendar.after(tale.when[0], tale.when[1]);
  const triagedOn = addWorkingDays(received, toTriage);
  yield toTriage === 0 ? teller.at(tale.when).add({ minutes: 35 }) : teller.calendar.at(triagedOn, '08:45');
  await triage(teller, tale, id, officer);

  const assessedOn = addWorkingDays(triagedOn, toAssess);
  yield toAssess === 0 ? teller.at(tale.when).add({ minutes: 90 }) : teller.calendar.at(assessedOn, '12:10');
  if (tale.becomes === undefined) return;
  const [disposition, reason] = tale.becomes;
  const desk = teller.get(IntelligenceResolver);
  const step = async () => ({ id, version: await teller.version(id), idempotencyKey: newId() });
  const needsAction = !['noted', 'nextReview', 'duplicate', 'sectorTheme'].includes(disposition);
  await teller.done(desk.assessIntelligence({ ...(await step()), assessment: reason, needsAction }, officer));
  const { reference: safeguardingReference, passedTo } = tale;
  await teller.done(desk.disposeIntelligence({ ...(await step()), disposition, reason, ...(safeguardingReference && { safeguardingReference }), ...(passedTo && { passedTo }) }, officer));
  if (tale.outcome === undefined) return;

  yield teller.calendar.at(addWorkingDays(assessedOn, needsAction ? 4 : 0), '16:50');
  await teller.done(desk.closeIntelligence({ ...(await step()), outcome: tale.outcome }, officer));
}

async function record(teller: Teller, tale: Tale) {
  const { place, source, theme, severity, text, atOnce, people, caveat, toldBy, protect, summaryOnly, notToProvider } = tale;
  return teller.done(teller.get(IntelligenceResolver).recordIntelligence({
    idempotencyKey: newId(), serviceId: await teller.service(place), sourceType: source, category: theme, severity, whatHappened: text,
    happenedOn: teller.today().toString(), disclosure: notToProvider ? 'no' : summaryOnly ? 'summaryOnly' : 'yes',
    disclosureReason: notToProvider ?? summaryOnly ?? null, disclosureReviewOn: notToProvider ? teller.today().add({ days: 28 }).toString() : null, immediateAction: atOnce ?? null, peopleAffected: people?.toString() ?? null,
    caveat: caveat ?? null, caveatReviewOn: caveat === 'cqcPrePublication' ? teller.today().add({ days: 28 }).toString() : null, toldBy: toldBy ?? null, protect: protect ?? null,
  }, teller.cast[tale.by]));
}

async function triage(teller: Teller, { severity, caveat, protect }: Tale, id: string, officer: Actor): Promise<void> {
  await teller.done(teller.get(IntelligenceResolver).triageIntelligence({
    id, version: await teller.version(id), idempotencyKey: newId(), severity, caveat: protect ? 'sourceProtected' : (caveat ?? 'none'),
    lawfulBasis: usualLawfulBasis, note: triageNotes[severity], allocatedTo: officer.membershipId,
  }, officer));
}

/** The second officer’s sister works there: others handle what is told of it (R21). */
const notTheSecondOfficers = 'Thistlewick Gardens';

function officerFor({ cast }: Teller, { source, place, caveat }: Tale): Actor {
  if (source === 'safeguarding' || caveat === 'cqcPrePublication') return cast.safeguardingLead;
  return place === notTheSecondOfficers || place.length % 2 === 0 ? cast.qaOfficer : cast.secondOfficer;
}

const heardByPanel = `
  select i.id, i.allocated_to from intelligence i join workflows w on w.council_id = i.council_id and w.id = i.id
  where i.council_id = $1 and w.state = 'toPanel' and i.panel_taken_at is not null`;

/** What the panel has heard is answered once its minutes are out. */
export async function* closesReferrals(teller: Teller, panel: 1 | 2 | 3): Strand {
  yield teller.at([panel, 4, '09:00']);
  const officers = new Map(Object.values(teller.cast).map((actor) => [actor.membershipId, actor]));
  for (const { id, allocated_to: officerId } of await teller.read<{ id: string; allocated_to: string }>(heardByPanel, [teller.cast.chair.councilId])) {
    const officer = officers.get(officerId) ?? teller.cast.qaOfficer;
    await teller.done(teller.get(IntelligenceResolver).closeIntelligence({
      id, version: await teller.version(id), idempotencyKey: newId(), outcome: 'Heard by the panel; what it agreed is in the minutes and on the service’s page.',
    }, officer));
  }
}
