import { DisclosurePacksResolver } from '../../domain/representations/disclosure-packs.resolver.js';
import { EvidenceResolver } from '../../domain/evidence/evidence.resolver.js';
import { EvidenceUploads } from '../../domain/evidence/evidence-uploads.service.js';
import { legalCopy } from '../../domain/letters/legal-copy-file.js';
import type { LetterBody } from '../../domain/letters/letter-kind.js';
import { LettersResolver } from '../../domain/letters/letters.resolver.js';
import { SuccessionsResolver } from '../../domain/decisions/successions.resolver.js';
import { InsolvencyResolver } from '../../domain/providers/insolvency.resolver.js';
import { ProviderPeopleResolver } from '../../domain/providers/provider-people.resolver.js';
import { RepresentationsResolver } from '../../domain/representations/representations.resolver.js';
import { TerminationsResolver } from '../../domain/terminations/terminations.resolver.js';
import { newId } from '../../platform/database/ids.js';
import type { Strand, Teller } from './teller.js';

const place = 'Quillbrook';
const contractOf = 'select id from contracts where council_id = $1 and service_id = $2 limit 1';
const letterOf = 'select reference, subject, body from letters where council_id = $1 and id = $2';

/**
 * In the last days: the owner of a small home says that it will close, and the end of its contract is proposed. The owner is told, asks for more
 * time, and what it may read is being put together; a letter to the people who live there is with Legal, who sent it back changed.
 */
export async function* contractStrand(teller: Teller): Strand {
  const { cast, calendar } = teller;
  const { qaOfficer, coordinator, secondOfficer } = cast;
  const serviceId = await teller.service(place);
  const day = (before: number, time: string): Temporal.Instant => calendar.at(calendar.after('end', -before), time);
  const change = async (id: string): Promise<{ id: string; version: number; idempotencyKey: string }> => ({ id, version: await teller.version(id), idempotencyKey: newId() });
  const today = (): string => teller.today().toString();

  yield day(2, '10:00');
  await teller.done(teller.get(InsolvencyResolver).recordInsolvency({ idempotencyKey: newId(), serviceId, inAdministration: false, fromOn: today(), source: 'The owner’s letter of Monday: nobody is appointed' }, qaOfficer));
  await teller.done(teller.get(ProviderPeopleResolver).recordProviderPerson({
    idempotencyKey: newId(), serviceId, personName: 'Odile Ferrant-Shaw', bornIn: '1961-05', capacity: 'owner', fromOn: '2009-06-01', source: 'Companies House, looked at this week', reason: 'The home closes owing its staff: whoever takes it over is asked who stands behind them.',
  }, qaOfficer));
  yield day(2, '10:10');
  const [contract] = await teller.read<{ id: string }>(contractOf, [qaOfficer.councilId, serviceId], qaOfficer);
  await teller.done(teller.get(TerminationsResolver).proposeTermination({
    idempotencyKey: newId(), serviceId, contractId: contract?.id ?? '', ground: 'insolvency', facts: 'The owner wrote on Monday that the home cannot pay its staff beyond the end of next month, and that no buyer has come forward.',
    options: 'A buyer, who has been looked for since spring; help with wages for two months, which the owner did not want.', equalityNote: 'Nine of the people who live there have dementia: each needs an advocate, and familiar staff on the day they move.',
    proportionality: 'The home closes in any case; an end by agreement gives time to move well.', periodCount: 28, periodUnit: 'days', periodClause: '30.2',
  }, qaOfficer));
  yield day(2, '14:20');
  const told = await teller.done(teller.get(RepresentationsResolver).tellProvider({ idempotencyKey: newId(), serviceId, toldOn: today(), toldTime: '14:00', how: 'At a meeting with the owner, who was given the proposal in writing' }, coordinator));

  yield day(1, '09:30');
  await teller.done(teller.get(RepresentationsResolver).askAboutHearing({ representationId: told.id, idempotencyKey: newId(), kind: 'moreTime', text: 'The owner asks for a week more: her accountant is back on Thursday.' }, coordinator));
  const packs = teller.get(DisclosurePacksResolver);
  const pack = await teller.done(packs.prepareDisclosure({ representationId: told.id, idempotencyKey: newId() }, qaOfficer));
  await teller.done(packs.addToDisclosure({ ...(await change(pack.id)), form: 'summary', title: 'What your accounts show', words: 'The two returns you sent us this year, and what we made of them.' }, qaOfficer));
  await teller.done(packs.addToDisclosure({ ...(await change(pack.id)), form: 'withheld', reason: 'otherBody', note: 'What CQC told us of other homes of the owner: theirs to say.' }, qaOfficer));

  yield day(1, '13:40');
  const letters = teller.get(LettersResolver);
  const letter = await teller.done(letters.startLetter({ idempotencyKey: newId(), serviceId, kind: 'PF' }, coordinator));
  await teller.done(letters.sendLetterToLegal({ ...(await change(letter.id)), asked: 'May we say that the home will close, before the owner does?' }, coordinator));
  yield day(1, '16:50');
  await comesBack(teller, letter.id);

  yield day(0, '11:15');
  await teller.done(teller.get(SuccessionsResolver).recordServiceLink({
    idempotencyKey: newId(), serviceId: await teller.service('Yarrowlea Fields'), kind: 'rename', happenedOn: today(), source: 'Letter of the owner', formerName: 'Bishop’s Field House', newName: 'Yarrowlea Fields',
  }, secondOfficer));
}

/** Legal's copy, with one part changed, as the coordinator puts it beside the letter and another officer releases it. */
async function comesBack(teller: Teller, id: string): Promise<void> {
  const { coordinator, secondOfficer } = teller.cast;
  const [draft] = await teller.read<{ reference: string; subject: string; body: LetterBody }>(letterOf, [coordinator.councilId, id], coordinator);
  if (draft === undefined) throw new Error(`There is no letter ${id}.`);
  const parts = draft.body.parts.map((part) => (part.key === 'facts' ? { ...part, text: 'The owner of the home has told us that it may close. Nothing is decided yet.' } : part));
  const bytes = await legalCopy({ id, council: coordinator.councilName, reference: draft.reference, subject: draft.subject, body: { ...draft.body, parts } });
  const uploaded = await teller.get(EvidenceUploads).take(coordinator, {
    idempotencyKey: newId(), recordKind: 'letter', recordId: id, description: 'Legal’s copy', audience: 'council', caveat: 'none', replacesId: '',
  }, { name: `${draft.reference} with changes.docx`, bytes, tooLarge: false });
  if (uploaded.done === null) throw new Error(uploaded.refused.message);
  if (uploaded.state === 'waiting') await teller.done(teller.get(EvidenceResolver).releaseEvidence({ id: uploaded.done.id, version: 1, idempotencyKey: newId(), reason: 'It came from Legal by their own mail.' }, secondOfficer));
}
