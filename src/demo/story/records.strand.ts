import { DisclosureSetsResolver } from '../../domain/records/disclosure-sets.resolver.js';
import { RequestsQueries } from '../../domain/records/requests.queries.js';
import { RequestsResolver } from '../../domain/records/requests.resolver.js';
import { RetentionResolver } from '../../domain/records/retention.resolver.js';
import { newId } from '../../platform/database/ids.js';
import type { Strand, Teller } from './teller.js';

// As the records officer: nobody of the panel sees that a request is open.
const versionOf = 'select version from workflows where council_id = $1 and id = $2';
const providersOf = 'select distinct provider_id as id from disclosure_items where council_id = $1 and request_id = $2 and provider_id is not null';

/** A newspaper asks under the FOI Act, a former resident's family for their own data; an inquest keeps one home's records. */
export async function* recordsStrand(teller: Teller): Strand {
  const { cast } = teller;
  const [requests, sets, retention] = [teller.get(RequestsResolver), teller.get(DisclosureSetsResolver), teller.get(RetentionResolver)];
  const officer = cast.recordsOfficer;
  const today = (): string => teller.today().toString();
  const step = async (id: string): Promise<{ id: string; version: number; idempotencyKey: string }> => ({ id, version: (await teller.read<{ version: number }>(versionOf, [officer.councilId, id], officer))[0]?.version ?? -1, idempotencyKey: newId() });

  /** From its receipt to the second check, over three working days. */
  async function* toCheck(panel: 2 | 3, day: number, place: string, requester: string, asked: string): AsyncGenerator<Temporal.Instant, string> {
    yield teller.at([panel, day, '09:20']);
    const { id } = await teller.done(requests.recordInformationRequest({ idempotencyKey: newId(), kind: 'foi', receivedOn: today(), requesterReference: requester, requesterName: 'Harrowmere Gazette', asked }, officer));
    await teller.done(requests.startGathering(await step(id), officer));
    yield teller.at([panel, day + 2, '14:10']);
    const found = await teller.get(RequestsQueries).records(officer, id, { ofNoService: false, serviceIds: [await teller.service(place)], kinds: ['decision', 'restriction', 'intelligence', 'letter'], from: null, to: null });
    await teller.done(sets.chooseRecords({ ...(await step(id)), recordIds: (found?.rows ?? []).map(({ recordId }) => recordId) }, officer));
    await teller.done(sets.startRedaction(await step(id), officer));
    yield teller.at([panel, day + 3, '11:30']);
    for (const provider of await teller.read<{ id: string }>(providersOf, [officer.councilId, id], officer)) {
      await teller.done(requests.recordProviderConsultation({ ...(await step(id)), providerId: provider.id, consultedOn: today(), note: 'Asks that its staffing figures be kept back; agrees to the rest.' }, officer));
    }
    await teller.done(sets.sendSetToCheck(await step(id), officer));
    return id;
  }

  const released = yield* toCheck(2, 6, 'Brindlemoor Grange', 'CRM-44871', 'All decisions this year to stop placing people at Brindlemoor Grange, with dates and reasons, and what the council was told about the home.');
  yield teller.at([2, 11, '10:15']);
  await teller.done(sets.approveDisclosureSet(await step(released), cast.secondRecordsOfficer));
  await teller.done(requests.releaseDisclosureSet({ ...(await step(released)), releasedOn: today(), method: 'Secure mail to the news desk' }, teller.justSignedIn(officer)));

  yield teller.at([3, 1, '09:45']);
  const own = await teller.done(requests.recordInformationRequest({
    idempotencyKey: newId(), kind: 'subjectAccess', receivedOn: today(), requesterReference: 'CRM-45102', asked: 'Everything held about my late mother’s stay, as her attorney and executor.',
  }, officer));
  await teller.done(requests.askRequester({ ...(await step(own.id)), awaited: 'identity', question: 'Please send the grant of probate or the registered power of attorney.' }, officer));
  await teller.done(retention.setLegalHold({
    idempotencyKey: newId(), serviceId: await teller.service('Saltmarrow House'), reason: 'The coroner has opened an inquest: nothing of this home is destroyed.', reviewOn: teller.today().add({ months: 6 }).toString(),
  }, officer));
  yield* toCheck(3, 2, 'Saltmarrow House', 'CRM-45177', 'What was decided about Saltmarrow House since September, and why.');
}
