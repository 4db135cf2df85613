import { Sessions } from '../../src/platform/identity/sessions.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse, type TestService } from '../support/house.js';

interface Answer { readonly __typename: string; readonly id?: string; readonly reference?: string; readonly message?: string; readonly fields?: { readonly field: string; readonly message: string }[] }
interface Ran { readonly personName: string; readonly certain: boolean; readonly provider: string; readonly what: string; readonly reference: string; readonly happenedOn: string }

let house: House;
let failed: TestService;
let fresh: TestService;
let who: string;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.set('2026-11-10T10:00:00Z');
  const mark = newId().slice(-6);
  who = `Gideon Marsh-Vale ${mark}`;
  failed = await house.service({ name: `Old Hall ${mark}`, provider: `Old Hall Care ${mark} Limited` });
  fresh = await house.service({ name: `New Hall ${mark}`, provider: `New Hall Homes ${mark} Limited` });
});

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await house.gql<Record<string, Answer>>(
    actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id reference } ... on Refusal { message } ... on InvalidInput { fields { field message } } } }`, { input: { idempotencyKey: newId(), ...input } });
  if (errors !== undefined || data[mutation] === undefined) throw new Error(JSON.stringify(errors));
  return data[mutation];
};
const done = ({ id, ...answer }: Answer): string => {
  if (id === undefined) throw new Error(JSON.stringify(answer));
  return id;
};
const person = (service: TestService, changes: object = {}): object => ({
  serviceId: service.serviceId, personName: who, bornIn: '1968-03', capacity: 'director', fromOn: '1 4 2020', source: 'Companies House, looked at on 9 November 2026', reason: 'A new owner is about to be recorded.', ...changes,
});
const record = (service: TestService, changes: object = {}, actor = house.cast.qaOfficer): Promise<Answer> => send(actor, 'recordProviderPerson', person(service, changes));
const fieldsOf = ({ fields = [] }: Answer): string[] => fields.map(({ field }) => field).toSorted();
const flags = async (actor: Actor, { serviceId }: TestService): Promise<Ran[] | undefined> =>
  (await house.gql<{ service: { ranBefore: Ran[] } | null }>(actor, 'query ($id: ID!) { service(id: $id) { ranBefore { personName certain provider what reference happenedOn } } }', { id: serviceId })).data.service?.ranBefore;
/** The contract of the provider was ended. */
const terminated = async ({ serviceId, providerId }: TestService, state = 'inEffect'): Promise<string> => {
  const contract = await house.insert('contracts', { service_id: serviceId, provider_id: providerId, reference: `C-${newId().slice(-8)}`, starts_on: '2024-04-01', recorded_at: '2026-01-01T09:00:00Z' });
  const reference = `TER-2026-${newId().slice(-5)}`;
  const id = await house.insert('terminations', {
    reference, service_id: serviceId, provider_id: providerId, contract_id: contract, contract_reference: 'C-1', ground: 'repeatedBreach', facts: 'F', options: 'O', equality_note: 'E', proportionality: 'P', period_count: 28, period_unit: 'days', period_clause: '9.1',
    decided_on: '2026-06-01', served_on: '2026-06-02', service_method: 'hand', earliest_ends_on: '2026-06-30', effect_on: '2026-07-01', recorded_by: house.cast.qaOfficer.membershipId, recorded_at: '2026-05-20T09:00:00Z',
  });
  await house.insert('workflows', { id, machine: 'termination', machine_version: 1, state, context: '{}', version: 3, procedure_id: (await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]))[0]?.id, service_id: serviceId, changed_by: house.cast.dass.membershipId, changed_at: '2026-07-01T09:00:00Z' });
  return reference;
};

describe('Case 1 the people behind a provider that failed', () => {
  it('are flagged where they run another: its contract was ended, and officers of the council see who, of what and when', async () => {
    const reference = await terminated(failed);
    const [{ name: provider } = { name: '' }] = await house.sql<{ name: string }>('select name from register_providers where id = $1', [failed.providerId]);
    done(await record(failed, { untilOn: '1 5 2026' }));
    expect(await flags(house.cast.chair, fresh)).toEqual([]);
    done(await record(fresh, { personName: who.toLowerCase().replace(' ', '  '), capacity: 'owner', fromOn: '1 9 2026' }));
    expect(await flags(house.cast.chair, fresh)).toEqual([{ personName: who.toLowerCase(), certain: true, provider, what: 'terminated', reference, happenedOn: '2026-07-01' }]);
    // It is the provider's that they run today, and of no other.
    expect(await flags(house.cast.chair, failed)).toEqual([]);
    const { data } = await house.gql<{ providerPeople: { ranBefore: Ran[]; entries: { personName: string; bornIn: string }[] } }>(house.cast.auditor, 'query ($id: ID!) { providerPeople(serviceId: $id) { ranBefore { reference } entries { personName bornIn } } }', { id: fresh.serviceId });
    expect(data.providerPeople).toEqual({ ranBefore: [{ reference }], entries: [{ personName: who.toLowerCase(), bornIn: '1968-03' }] });
  });

  it('a place that closed under a notice is a failure too; one that closed after its notice ended, and a contract whose end was withdrawn, are none', async () => {
    const notice = async (ended: string | null): Promise<string> => {
      const contract = await house.insert('contracts', { service_id: failed.serviceId, provider_id: failed.providerId, reference: `C-${newId().slice(-8)}`, starts_on: '2024-04-01', recorded_at: '2026-01-01T09:00:00Z' });
      const reference = `NRB-2026-${newId().slice(-5)}`;
      await house.insert('notices', { reference, kind: 'remedy', service_id: failed.serviceId, provider_id: failed.providerId, contract_id: contract, contract_reference: 'C-2', issued_on: '2026-08-03', ended_on: ended, recorded_by: house.cast.qaOfficer.membershipId, recorded_at: '2026-08-01T09:00:00Z' });
      return reference;
    };
    await terminated(failed, 'withdrawn');
    await notice('2026-08-20');
    const open = await notice(null);
    done(await record(failed));
    done(await record(fresh, { fromOn: '1 9 2026' }));
    expect(await flags(house.cast.chair, fresh)).toEqual([]);
    await house.sql(`update register_locations set deregistered_on = '2026-09-15' where id = $1`, [failed.locationId]);
    expect(await flags(house.cast.chair, fresh)).toMatchObject([{ what: 'closedUnderNotice', reference: open, happenedOn: '2026-09-15' }]);
  });

  it('two people of one name are told apart by the month of birth; where one of them is not known, it says to make sure', async () => {
    await terminated(failed);
    done(await record(failed));
    const other = done(await record(fresh, { bornIn: '1991-11', fromOn: '1 9 2026' }));
    expect(await flags(house.cast.chair, fresh)).toEqual([]);
    done(await send(house.cast.qaOfficer, 'endProviderPerson', { id: other, mistake: 'The month was read wrongly.' }));
    done(await record(fresh, { bornIn: null, fromOn: '1 9 2026' }));
    expect(await flags(house.cast.chair, fresh)).toMatchObject([{ certain: false }]);
  });

  it('whoever left, or is a mistake, raises no flag; each is ended once, by one of two officers at once', async () => {
    await terminated(failed);
    done(await record(failed));
    const left = done(await record(fresh, { fromOn: '1 9 2026' }));
    const twice = await Promise.all([house.cast.qaOfficer, house.cast.coordinator].map((actor) => send(actor, 'endProviderPerson', { id: left, untilOn: '1 11 2026' })));
    expect(twice.map(({ __typename }) => __typename).toSorted()).toEqual(['EndProviderPersonPayload', 'InvalidInput']);
    expect(twice.flatMap(({ fields = [] }) => fields.map(({ message }) => message))).toEqual([expect.stringContaining('The last day is recorded already')]);
    expect(await flags(house.cast.chair, fresh)).toEqual([]);
    expect(fieldsOf(await send(house.cast.qaOfficer, 'endProviderPerson', { id: left }))).toEqual(['untilOn']);
    expect(fieldsOf(await send(house.cast.qaOfficer, 'endProviderPerson', { id: left, untilOn: '1 11 2026', mistake: 'Both.' }))).toEqual(['untilOn']);
    done(await send(house.cast.qaOfficer, 'endProviderPerson', { id: left, mistake: 'Another person.' }));
    expect((await send(house.cast.qaOfficer, 'endProviderPerson', { id: left, mistake: 'Again.' })).fields).toEqual([{ field: 'mistake', message: 'This record is a mistake already' }]);
  });

  it('is recorded with a source, a reason and dates, once, and every error is said at once', async () => {
    expect(fieldsOf(await record(fresh, { personName: '', bornIn: 'March', capacity: 'cook', fromOn: '', source: ' ', reason: '' }))).toEqual(['bornIn', 'capacity', 'fromOn', 'personName', 'reason', 'source']);
    expect(fieldsOf(await record(fresh, { bornIn: 'March 1968' }))).toEqual(['bornIn']);
    expect(fieldsOf(await record(fresh, { fromOn: '1 12 2026' }))).toEqual(['fromOn']);
    expect(fieldsOf(await record(fresh, { untilOn: '1 1 2019' }))).toEqual(['untilOn']);
    const twice = await Promise.all([house.cast.qaOfficer, house.cast.coordinator].map((actor) => record(fresh, {}, actor)));
    expect(twice.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'RecordProviderPersonPayload']);
    expect(twice.flatMap(({ fields = [] }) => fields.map(({ message }) => message))).toEqual([expect.stringMatching(/^This is recorded already: REG-/)]);
  });

  it('is read by officers of the council, its lawyers and its auditor: no provider, other agency or other council learns of it, nor does the trail tell the name', async () => {
    await terminated(failed);
    done(await record(failed));
    done(await record(fresh, { fromOn: '1 9 2026' }));
    const { icbNurse, cqcInspector, socialWorker, boardReader, brokerage, provider } = house.cast;
    const own: Actor = { ...provider, providerId: fresh.providerId };
    for (const actor of [icbNurse, cqcInspector, socialWorker, boardReader, brokerage, own]) {
      const { errors } = await house.gql(actor, 'query ($id: ID!) { providerPeople(serviceId: $id) { serviceId } }', { id: fresh.serviceId });
      expect([actor.role, errors?.[0]?.message]).toEqual([actor.role, expect.stringContaining('officers of the council, its lawyers and its auditor')]);
      expect(await house.unit.run(actor, () => house.unit.query('select id from provider_people'))).toEqual([]);
      expect((await record(fresh, { capacity: 'partner' }, actor)).__typename).toBe('NotPermitted');
    }
    for (const actor of [icbNurse, cqcInspector, socialWorker]) expect(await flags(actor, fresh)).toEqual([]);
    const neighbour = await house.neighbour();
    expect((await house.gql<{ providerPeople: null }>(neighbour, 'query ($id: ID!) { providerPeople(serviceId: $id) { serviceId } }', { id: fresh.serviceId })).data.providerPeople).toBeNull();
    for (const table of ['trail', 'reads', 'transitions', 'pgboss.job']) expect(await house.sql(`select from ${table} t where t::text ilike '%marsh-vale%'`)).toEqual([]);
  });

  it('goes with the records of the service it was recorded for (R34)', async () => {
    const id = done(await record(fresh));
    await house.sql('begin');
    await house.sql(`select set_config('app.council_id', $1, true)`, [house.councilId]);
    await house.sql('select * from purge_part_provider_people($1)', [fresh.serviceId]);
    const [row] = await house.sql<Record<string, string | null>>('select person_name, born_in, source, reason, capacity from provider_people where id = $1', [id]);
    await house.sql('rollback');
    expect(JSON.stringify(row)).not.toMatch(/Gideon|1968|Companies House|new owner/);
    expect(row?.['capacity']).toBe('director');
  });

  it('stands on the pages, without JavaScript: the service, what became of it, and the form for what carries a service on', async () => {
    const reference = await terminated(failed);
    done(await record(failed));
    const session = await house.get(Sessions).begin(house.cast.qaOfficer as never, 'page');
    const page = async (url: string, fields?: Record<string, string>) => house.app.inject({
      method: fields ? 'POST' : 'GET', url, headers: { cookie: `session=${session}`, ...(fields && { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }) },
      ...(fields && { payload: new URLSearchParams(fields).toString() }),
    });
    const at = `/services/${fresh.serviceId}`;
    expect((await page(`${at}/register`)).body).toContain(`href="${at}/people-who-run-it"`);
    const empty = (await page(`${at}/people-who-run-it`)).body;
    expect(empty).toContain('Nobody is recorded.');
    const hidden = Object.fromEntries([...empty.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', value ?? '']));
    const wrong = (await page(`${at}/people-who-run-it`, { ...hidden, personName: '', capacity: '', fromOn: '', source: '', reason: '' })).body;
    for (const field of ['personName', 'capacity', 'fromOn', 'source', 'reason']) expect(wrong).toContain(`href="#${field}"`);
    expect((await page(`${at}/people-who-run-it`, { ...hidden, personName: who, bornIn: '1968-03', capacity: 'director', fromOn: '1/9/2026', untilOn: '', source: 'Companies House', reason: 'A sale.' })).headers.location).toBe(`${at}/people-who-run-it`);
    const [entry] = await house.sql<{ id: string }>('select id from provider_people where service_id = $1', [fresh.serviceId]);
    const said = `was ended on 1 July 2026 (${reference})`;
    expect((await page(at)).body).toContain('Ran a provider that failed');
    for (const url of [at, `${at}/people-who-run-it`, `/services/${failed.serviceId}/register/add?search=New+Hall`]) expect([url, (await page(url)).body.replaceAll(/\s+/g, ' ').includes(said)]).toEqual([url, true]);
    expect((await page(`${at}/people-who-run-it/${newId()}`)).statusCode).toBe(404);
    const ending = (await page(`${at}/people-who-run-it/${entry?.id}`)).body;
    expect(ending).toContain('runs it no longer, or a mistake');
    expect((await page(`${at}/people-who-run-it/${entry?.id}`, { ...hidden, idempotencyKey: newId(), untilOn: '', mistake: '' })).body).toContain('one of the two');
    expect((await page(`${at}/people-who-run-it/${entry?.id}`, { ...hidden, idempotencyKey: newId(), untilOn: '1/11/2026', mistake: '' })).headers.location).toBe(`${at}/people-who-run-it`);
    expect((await page(at)).body).not.toContain('Ran a provider that failed');
  });
});
