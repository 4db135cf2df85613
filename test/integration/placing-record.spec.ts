import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { givenAway } from '../support/discreet-mail.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; version?: number; reference?: string; unmet?: { requirement: string }[]; fields?: { field: string; message: string }[] };

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
// A Tuesday.
beforeEach(() => house.clock.set('2026-11-10T10:00:00Z'));

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await house.gql<Record<string, Answer>>(
    actor,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version reference } ... on TransitionRefused { unmet { requirement } } ... on InvalidInput { fields { field message } } } }`,
    { input: { idempotencyKey: newId(), ...input } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data[mutation] as Answer;
};
const done = (answer: Answer): { id: string; version: number; reference: string } => {
  if (answer.id === undefined) throw new Error(JSON.stringify(answer));
  return { id: answer.id, version: answer.version ?? 0, reference: answer.reference ?? '' };
};
const ask = async <T>(actor: Actor, query: string, variables: object = {}): Promise<T> => {
  const { data, errors } = await house.gql<T>(actor, query, variables as Record<string, unknown>);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
};
const fields = (answer: Answer): string[] => (answer.fields ?? []).map(({ field }) => field);

/** A voluntary stop in force, whose alerts have gone out. */
const stopped = async (): Promise<{ service: TestService; id: string; version: number; reference: string }> => {
  const service = await house.service();
  const stop = done(await send(house.cast.qaOfficer, 'recordImposedRestriction', {
    serviceId: service.serviceId, kind: 'voluntary', covers: 'all', source: 'Letter L-17', sourceOn: '9 11 2026', endCondition: 'Seven days without a case', reasonCode: 'infection',
    startsOn: '10 11 2026', reviewOn: '24 11 2026', exceptions: 'the Head of Service',
  }));
  await house.drain();
  return { service, ...stop };
};
interface Alert { id: string; what: string; acknowledgeBy: string; daysOverdue: number; reference: string | null }
const waiting = async (actor: Actor, reference: string): Promise<Alert[]> =>
  (await ask<{ alertsToAcknowledge: Alert[] }>(actor, '{ alertsToAcknowledge { id what acknowledgeBy daysOverdue reference } }')).alertsToAcknowledge.filter((one) => one.reference === reference);
interface Placing { alerts: { what: string; daysOverdue: number; receipts: { who: string; acknowledgedAt: string | null; chasedAt: string | null }[] }[]; exceptions: { state: string; reasons: string | null; decidedBy: string | null }[]; placements: { caseReference: string; placedBy: string; why: string }[] }
const placingOf = async (actor: Actor, id: string): Promise<Placing> =>
  (await ask<{ restrictionPlacing: Placing }>(actor, `query ($id: ID!) { restrictionPlacing(id: $id) { alerts { what daysOverdue receipts { who acknowledgedAt chasedAt } }
    exceptions { state reasons decidedBy } placements { caseReference placedBy why } } }`, { id })).restrictionPlacing;

describe('R40 alerts', () => {
  it('wait for each recipient, who acknowledges start and end, and silence after one working day is chased by mail and shown', async () => {
    const stop = await stopped();
    const { brokerage, chair, safeguardingLead, cqcInspector, icbNurse, socialWorker } = house.cast;
    const [alert] = await waiting(brokerage, stop.reference);
    expect(alert).toMatchObject({ what: 'started', acknowledgeBy: '2026-11-11', daysOverdue: 0 });
    done(await send(brokerage, 'acknowledgeAlert', { id: alert?.id }));
    expect(await waiting(brokerage, stop.reference)).toEqual([]);

    house.clock.set('2026-11-12T00:30:00Z');
    await house.get(DeadlineSweeper).sweep();
    await house.drain();
    const [shown] = (await placingOf(chair, stop.id)).alerts;
    expect(shown?.daysOverdue).toBe(1);
    expect(shown?.receipts.find(({ who }) => who.startsWith('Ben Carter'))).toMatchObject({ acknowledgedAt: expect.any(String) as string, chasedAt: null });
    expect(shown?.receipts.filter(({ acknowledgedAt }) => acknowledgedAt === null).every(({ chasedAt }) => chasedAt !== null)).toBe(true);
    const mails = await house.sql<{ subject: string; body: string; calendar: string | null; to: string }>(`select subject, body, calendar, to_membership_id as to from mail_messages where subject = $1`, [`Please acknowledge a placement alert: reference ${stop.reference}`]);
    expect(mails.map(({ to }) => to).toSorted()).toEqual([safeguardingLead, cqcInspector, icbNurse, socialWorker].map(({ membershipId }) => membershipId).toSorted());
    for (const mail of mails) expect(givenAway(mail, ['Fern House', 'Letter L-17', 'infection', 'voluntary', 'Ben Carter'])).toEqual([]);

    done(await send(house.cast.qaOfficer, 'endImposedRestriction', { id: stop.id, version: stop.version, evidenceKind: 'providerLetter', evidenceOn: '11 11 2026', evidence: 'Letter L-18', evidenceChecked: true }));
    await house.drain();
    expect((await waiting(brokerage, stop.reference)).map(({ what }) => what)).toEqual(['ended']);
  });

  it('are closed once everybody has acknowledged, by whoever was alerted and once', async () => {
    const stop = await stopped();
    const [alert] = await waiting(house.cast.brokerage, stop.reference);
    const stateOf = async (): Promise<unknown> => (await house.sql('select state from workflows where id = $1', [alert?.id]))[0];
    expect((await send(house.cast.chair, 'acknowledgeAlert', { id: alert?.id })).__typename).toBe('NotPermitted');
    expect((await send({ ...house.cast.brokerage, membershipId: house.cast.auditor.membershipId }, 'acknowledgeAlert', { id: alert?.id })).__typename).toBe('NotFound');
    expect((await send({ ...(await house.neighbour()), role: 'brokerage' }, 'acknowledgeAlert', { id: alert?.id })).__typename).toBe('NotFound');
    const twice = await Promise.all([1, 2].map(() => send(house.cast.brokerage, 'acknowledgeAlert', { id: alert?.id })));
    expect(twice.map(({ __typename }) => __typename).toSorted()).toEqual(['AcknowledgeAlertPayload', 'TransitionRefused']);
    expect(twice.flatMap(({ unmet = [] }) => unmet.map(({ requirement }) => requirement))).toEqual(['isNotAcknowledged']);
    expect(await stateOf()).toEqual({ state: 'sent' });
    const { safeguardingLead, cqcInspector, icbNurse, socialWorker } = house.cast;
    await Promise.all([safeguardingLead, cqcInspector, icbNurse, socialWorker].map(async (who) => done(await send(who, 'acknowledgeAlert', { id: alert?.id }))));
    expect(await stateOf()).toEqual({ state: 'acknowledged' });
    expect(await house.sql('select id from deadlines where workflow_id = $1 and withdrawn_at is null', [alert?.id])).toEqual([]);
  });

  it('tell a guest whose panels do not look at the service that they were alerted, and nothing of it (R37)', async () => {
    const stop = await stopped();
    const [alert] = await waiting(house.cast.brokerage, stop.reference);
    await house.sql('delete from panel_services where service_id = $1', [stop.service.serviceId]);
    const { alertsToAcknowledge } = await ask<{ alertsToAcknowledge: (Alert & { serviceName: string | null })[] }>(house.cast.icbNurse, '{ alertsToAcknowledge { id reference serviceName } }');
    expect(alertsToAcknowledge.find(({ id }) => id === alert?.id)).toEqual({ id: alert?.id, reference: null, serviceName: null });
    done(await send(house.cast.icbNurse, 'acknowledgeAlert', { id: alert?.id }));
  });
});

describe('R40 exceptions', () => {
  const form = (restrictionId: string, changes: object = {}): object => ({ restrictionId, caseReference: 'C-10482', ground: 'returningFromHospital', why: 'She lives there and is well again.', ...changes });

  it('are asked for by whoever places, answered by an officer of rank with reasons, and shown where people ask', async () => {
    const stop = await stopped();
    const { brokerage, headOfService } = house.cast;
    const asked = done(await send(brokerage, 'askForException', form(stop.id)));
    expect(fields(await send(brokerage, 'askForException', form(stop.id, { caseReference: 'c-10482' })))).toEqual(['caseReference']);
    const decision = { id: asked.id, version: asked.version, granted: true, reasons: 'Her room was never closed.' };
    for (const name of ['chair', 'brokerage', 'qaOfficer'] as const) expect((await send(house.cast[name], 'decideException', decision)).__typename).toBe('NotPermitted');
    const low = await send({ ...headOfService, grade: 2 }, 'decideException', decision);
    expect(low.unmet?.map(({ requirement }) => requirement)).toEqual(['isDecidedByAuthorisedOfficer']);
    const own = await send({ ...headOfService, membershipId: brokerage.membershipId }, 'decideException', decision);
    expect(own.unmet?.map(({ requirement }) => requirement)).toEqual(['isDecidedByAnother']);
    expect(fields(await send(headOfService, 'decideException', { ...decision, reasons: ' ' }))).toEqual(['reasons']);
    const both = await Promise.all([send(headOfService, 'decideException', decision), send(house.cast.assistantDirector, 'decideException', { ...decision, granted: false })]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['DecideExceptionPayload', 'StaleVersion']);
    expect((await placingOf(house.cast.chair, stop.id)).exceptions).toHaveLength(1);

    const second = done(await send(brokerage, 'askForException', form(stop.id, { caseReference: 'C-2' })));
    done(await send(headOfService, 'decideException', { ...decision, id: second.id, version: second.version }));
    const answer = await ask<{ placingAnswer: { exceptions: object[] } }>(brokerage, 'query ($id: ID!) { placingAnswer(serviceId: $id) { exceptions { caseReference state decidedBy } } }', { id: stop.service.serviceId });
    expect(answer.placingAnswer.exceptions).toContainEqual({ caseReference: 'C-2', state: 'granted', decidedBy: 'Head of Service' });
  });

  it('keep no name, and are for a restriction in force', async () => {
    const stop = await stopped();
    const bad = await send(house.cast.brokerage, 'askForException', form(stop.id, { caseReference: 'Mary Smith', ground: 'friend', why: '' }));
    expect(fields(bad).toSorted()).toEqual(['caseReference', 'ground', 'why']);
    done(await send(house.cast.qaOfficer, 'endImposedRestriction', { id: stop.id, version: stop.version, evidenceKind: 'providerLetter', evidenceOn: '10 11 2026', evidence: 'Letter L-18', evidenceChecked: true }));
    expect(fields(await send(house.cast.brokerage, 'askForException', form(stop.id)))).toEqual(['restrictionId']);
    expect((await send(house.cast.brokerage, 'askForException', form(newId()))).__typename).toBe('NotFound');
    expect((await send(house.cast.qaOfficer, 'askForException', form(stop.id))).__typename).toBe('NotPermitted');
  });

  it('a restriction that has ended has nothing left to grant', async () => {
    const stop = await stopped();
    const asked = done(await send(house.cast.brokerage, 'askForException', form(stop.id)));
    done(await send(house.cast.qaOfficer, 'endImposedRestriction', { id: stop.id, version: stop.version, evidenceKind: 'providerLetter', evidenceOn: '10 11 2026', evidence: 'Letter L-18', evidenceChecked: true }));
    const granted = await send(house.cast.headOfService, 'decideException', { id: asked.id, version: asked.version, granted: true, reasons: 'Safe.' });
    expect(granted.unmet?.map(({ requirement }) => requirement)).toEqual(['isRestricted']);
  });
});

describe('R40 case 11 a placement made against a restriction', () => {
  const form = (restrictionId: string, changes: object = {}): object => ({ restrictionId, funder: 'thisCouncil', caseReference: 'C-77', placedOn: '10 11 2026', placedBy: 'Example Hospital discharge team', why: 'The alert was not read at night.', ...changes });

  it('is recorded, stands on the service and in the chronology, and goes to the next panel', async () => {
    const stop = await stopped();
    const placement = done(await send(house.cast.brokerage, 'recordPlacementAgainst', form(stop.id)));
    expect((await placingOf(house.cast.brokerage, stop.id)).placements).toEqual([{ caseReference: 'C-77', placedBy: 'Example Hospital discharge team', why: 'The alert was not read at night.' }]);
    const { service } = await ask<{ service: { restrictions: object[] } }>(house.cast.chair, 'query ($id: ID!) { service(id: $id) { restrictions { reference placementsAgainst } } }', { id: stop.service.serviceId });
    expect(service.restrictions).toEqual([{ reference: stop.reference, placementsAgainst: 1 }]);
    const { chronology } = await ask<{ chronology: { lines: { words: string; detail: string | null }[] } }>(house.cast.chair, 'query ($id: ID!) { chronology(serviceId: $id, kinds: ["restriction"]) { lines { words detail } } }', { id: stop.service.serviceId });
    expect(chronology.lines).toContainEqual({
      words: `${stop.reference}, Voluntary stop: a placement was made against it`, detail: `${placement.reference}, case C-77, placed by Example Hospital discharge team\nThe alert was not read at night.`,
    });
    const meeting = done(await send(house.cast.coordinator, 'scheduleMeeting', {
      startsOn: '8 12 2026', startTime: '10:00', lengthMinutes: 120, venue: 'Room 4', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [],
    }));
    const { meeting: planned } = await ask<{ meeting: { agenda: { serviceId: string; reasons: { kind: string; words: string }[] }[] } }>(house.cast.chair, 'query ($id: ID!) { meeting(id: $id) { agenda { serviceId reasons { kind words } } } }', { id: meeting.id });
    expect(planned.agenda.find(({ serviceId }) => serviceId === stop.service.serviceId)?.reasons).toContainEqual({ kind: 'placedAgainst', words: '1 placement made against a restriction, against the provider’s own voluntary stop' });
    for (const table of ['trail', 'transitions', 'pgboss.job']) expect(await house.sql(`select from ${table} t where t::text like '%The alert was not read%'`)).toEqual([]);
  });

  it('says who pays; somebody who pays for themselves may have no case number of the council (case 17)', async () => {
    const stop = await stopped();
    expect(fields(await send(house.cast.brokerage, 'recordPlacementAgainst', form(stop.id, { caseReference: null })))).toEqual(['caseReference']);
    expect(fields(await send(house.cast.brokerage, 'recordPlacementAgainst', form(stop.id, { funder: '' })))).toEqual(['funder']);
    const { reference } = done(await send(house.cast.brokerage, 'recordPlacementAgainst', form(stop.id, { funder: 'selfFunding', caseReference: null })));
    const { chronology } = await ask<{ chronology: { lines: { words: string; detail: string | null }[] } }>(house.cast.chair, 'query ($id: ID!) { chronology(serviceId: $id, kinds: ["restriction"]) { lines { words detail } } }', { id: stop.service.serviceId });
    expect(chronology.lines.map(({ detail }) => detail)).toContain(`${reference}, paid for by themselves, placed by Example Hospital discharge team\nThe alert was not read at night.`);
  });

  it('is refused for a day outside the restriction, for a case with a granted exception, and twice', async () => {
    const stop = await stopped();
    expect(fields(await send(house.cast.brokerage, 'recordPlacementAgainst', form(stop.id, { placedOn: '11 11 2026' })))).toEqual(['placedOn']);
    expect(fields(await send(house.cast.brokerage, 'recordPlacementAgainst', form(stop.id, { placedOn: '9 11 2026' })))).toEqual(['placedOn']);
    expect(fields(await send(house.cast.brokerage, 'recordPlacementAgainst', form(stop.id, { placedOn: '', placedBy: '', why: '', caseReference: 'Mary' }))).toSorted()).toEqual(['caseReference', 'placedBy', 'placedOn', 'why']);
    const asked = done(await send(house.cast.brokerage, 'askForException', { restrictionId: stop.id, caseReference: 'C-78', ground: 'couple', why: 'His wife lives there.' }));
    done(await send(house.cast.headOfService, 'decideException', { id: asked.id, version: asked.version, granted: true, reasons: 'Safe with his wife.' }));
    expect(fields(await send(house.cast.brokerage, 'recordPlacementAgainst', form(stop.id, { caseReference: 'C-78' })))).toEqual(['caseReference']);
    const twice = await Promise.all([house.cast.brokerage, house.cast.qaOfficer].map((who) => send(who, 'recordPlacementAgainst', form(stop.id))));
    expect(twice.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'RecordPlacementAgainstPayload']);
    for (const name of ['icbNurse', 'provider', 'boardReader'] as const) expect((await send(house.cast[name], 'recordPlacementAgainst', form(stop.id))).__typename).toBe('NotPermitted');
  });
});
