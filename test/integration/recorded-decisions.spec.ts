import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; reference?: string; limit?: string; message?: string; unmet?: { requirement: string }[]; fields?: { field: string; message: string }[] };

describe('decisions recorded on a service (domain.md 3.1)', () => {
  let house: House;
  let service: TestService;
  beforeAll(async () => {
    house = await openHouse();
    service = await house.service();
  });
  afterAll(() => house.close());
  beforeEach(() => house.clock.set('2026-11-10T10:00:00Z'));

  const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(
      actor,
      `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id reference } ... on Refusal { message }
        ... on TransitionRefused { unmet { requirement } } ... on InvalidInput { fields { field message } } ... on AuthorityExceeded { limit } } }`,
      { input },
    );
    if (errors !== undefined || data[mutation] === undefined) throw new Error(JSON.stringify(errors));
    return data[mutation];
  };
  const base = () => ({ serviceId: service.serviceId, idempotencyKey: newId(), reasons: 'Looked at by the duty pair.' });
  const weighed = () => ({
    ...base(), optionsConsidered: 'Nothing; a cap.', providerPosition: 'It agrees.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice alone was tried twice.',
  });
  const particulars = async (id: string) =>
    (await house.gql<{ decision: { name: string; authority: string; proportionality: string | null; particulars: { label: string; value: string }[] } }>(
      house.cast.auditor, 'query ($id: ID!) { decision(id: $id) { name authority proportionality particulars { label value } } }', { id },
    )).data.decision;

  const small: [code: string, mutation: string, own: object, line: { label: string; value: string } | null][] = [
    ['D01', 'noteNoFurtherAction', {}, null],
    ['D05', 'referToSafeguarding', { referralReference: 'SG-100', hostCouncil: 'Saltmarrow' }, { label: 'Council that enquires', value: 'Saltmarrow' }],
    ['D07', 'assessActionPlan', { outcome: 'returned', issuesWithoutAction: 2, gaps: 'No owner for turning charts.' }, { label: 'The plan', value: 'Returned' }],
    ['D17', 'notifyElsewhere', { body: 'NMC', what: 'A nurse’s practice', legalBasis: 'Public task', redactions: 'Names of people' }, { label: 'Left out', value: 'Names of people' }],
    ['D21', 'offerSupport', { support: 'Tissue viability training', byWhom: 'ICB', answer: 'accepted' }, { label: 'The provider’s answer', value: 'Accepted' }],
  ];
  it.each(small)('%s %s is kept with its particulars, its authority and who', async (_code, mutation, own, line) => {
    const made = await send(house.cast.qaOfficer, mutation, { ...base(), ...own });
    expect(made.reference).toMatch(/^DEC-2026-/);
    const kept = await particulars(made.id ?? '');
    expect(kept.authority).toContain('Decided by');
    if (line !== null) expect(kept.particulars).toContainEqual(line);
  });

  const acts: [code: string, mutation: string, own: object][] = [
    ['D12', 'measurePayments', { measure: 'A tenth of the fee is withheld', clause: '14.2' }],
    ['D13', 'stepIn', { right: 'agreement', who: 'Two nurses of the trust', cost: '£400 a night, the provider', liability: 'The provider, by letter' }],
    ['D20', 'continuePlacing', { evidence: 'The visit of 3 November', safeguards: 'A call to each new resident in week one', reviewOn: '8 12 2026' }],
  ];
  it.each(acts)('R01 %s %s is for an authorised officer of the rank, and says why it is proportionate', async (_code, mutation, own) => {
    expect((await send(house.cast.qaOfficer, mutation, { ...weighed(), ...own })).__typename).toBe('NotPermitted');
    const made = await send(house.cast.dass, mutation, { ...weighed(), ...own });
    expect(await particulars(made.id ?? '')).toMatchObject({ proportionality: 'Advice alone was tried twice.' });
    const bare = await send(house.cast.dass, mutation, { ...weighed(), ...own, proportionality: ' ', optionsConsidered: '' });
    expect(bare.fields?.map(({ field }) => field).sort()).toEqual(['optionsConsidered', 'proportionality']);
  });

  it('R01 stepping in is above a Head of Service, who is told who may', async () => {
    const refused = await send(house.cast.headOfService, 'stepIn', { ...weighed(), right: 'contract', who: 'Nurses', cost: 'Ours', liability: 'Ours' });
    expect(refused).toMatchObject({ __typename: 'AuthorityExceeded', limit: expect.stringContaining('Assistant Director') });
  });

  const fourYes = { registered: true, unable: true, regulatedActivity: true, businessFailure: true };
  it.each([
    ['all four', fourYes, 'The duty of section 48 of the Care Act 2014'],
    ['a closure by choice', { ...fourYes, businessFailure: false }, 'A power: the four answers do not make it the duty of section 48'],
    ['an unregulated service', { ...fourYes, regulatedActivity: false }, 'A power: the four answers do not make it the duty of section 48'],
  ])('R30 %s: the answers are kept, and say whether it is the duty or a power', async (_what, answers, basis) => {
    const made = await send(house.cast.dass, 'activateFailurePlan', { ...weighed(), ...answers, peopleList: 'With the family coordinator' });
    const kept = await particulars(made.id ?? '');
    expect(kept.particulars).toContainEqual({ label: 'Basis', value: basis });
    expect(kept.particulars).toContainEqual({ label: 'Unable to carry on', value: 'Yes' });
  });
  it('R30 a question without an answer is named, with every other error', async () => {
    const refused = await send(house.cast.dass, 'activateFailurePlan', { ...weighed(), ...fourYes, unable: null, peopleList: '' });
    expect(refused.fields).toEqual([
      { field: 'unable', message: 'Answer yes or no: is it unable to carry on' }, { field: 'peopleList', message: 'Enter where the list of people is and who keeps it' },
    ]);
  });

  it('R16 an action plan that is asked for opens a must-do action for its return, in the same unit', async () => {
    const own = await house.service();
    const input = { ...base(), serviceId: own.serviceId, issues: 'Turning charts', dueOn: '24 11 2026', ownerMembershipId: house.cast.qaOfficer.membershipId };
    const made = await send(house.cast.coordinator, 'requireActionPlan', input);
    const open = await house.sql<{ must_do: boolean; due_on: string; reference: string }>('select must_do, due_on::text, reference from actions where service_id = $1', [own.serviceId]);
    expect(open).toEqual([{ must_do: true, due_on: '2026-11-24', reference: expect.stringMatching(/^ACT-/) }]);
    expect((await particulars(made.id ?? '')).particulars).toContainEqual({ label: 'Action opened', value: open[0]?.reference });
    const late = await send(house.cast.coordinator, 'requireActionPlan', { ...input, idempotencyKey: newId(), dueOn: '10 11 2026' });
    expect(late.fields).toEqual([{ field: 'dueOn', message: 'Enter a date after today: the provider needs days to write it' }]);
    expect(await house.sql('select id from actions where service_id = $1', [own.serviceId])).toHaveLength(1);
  });

  it('R16 a plan with an issue that has no action is not accepted', async () => {
    const refused = await send(house.cast.qaOfficer, 'assessActionPlan', { ...base(), outcome: 'accepted', issuesWithoutAction: 1 });
    expect(refused.fields).toEqual([{ field: 'outcome', message: 'Return the plan: an issue without an action, an owner and a date cannot be accepted' }]);
  });

  it('D20 placing does not continue under a full stop, nor with a review later than the procedure’s longest gap', async () => {
    const own = await house.service();
    const input = { ...weighed(), serviceId: own.serviceId, evidence: 'A visit', safeguards: 'Calls', reviewOn: '8 12 2026' };
    expect((await send(house.cast.dass, 'continuePlacing', { ...input, reviewOn: '1 3 2027' })).fields).toEqual([{ field: 'reviewOn', message: 'Enter a review date after today and within 35 days' }]);
    const stop = await send(house.cast.qaOfficer, 'recordImposedRestriction', {
      idempotencyKey: newId(), serviceId: own.serviceId, kind: 'voluntary', covers: 'all', source: 'Letter of 9 November', sourceOn: '9 11 2026', endCondition: 'No case for a week', reasonCode: 'infection',
      startsOn: '9 11 2026', reviewOn: '20 11 2026', exceptions: 'nobody',
    });
    expect(stop.__typename).toBe('RecordImposedRestrictionPayload');
    // A stop of the provider's own is no full stop of the council: placing elsewhere in it may be decided.
    expect((await send(house.cast.dass, 'continuePlacing', { ...input, idempotencyKey: newId() })).__typename).toBe('ContinuePlacingPayload');
    await house.sql(`update restrictions set kind = 'fullStop' where service_id = $1`, [own.serviceId]);
    expect((await send(house.cast.dass, 'continuePlacing', { ...input, idempotencyKey: newId() })).unmet).toEqual([{ requirement: 'hasNoFullStop' }]);
  });

  it('a double press records one decision, and another council finds no service', async () => {
    const input = base();
    const [first, second] = await Promise.all([send(house.cast.qaOfficer, 'noteNoFurtherAction', input), send(house.cast.qaOfficer, 'noteNoFurtherAction', input)]);
    expect(first.id).toBe(second.id);
    const stranger = { ...(await house.neighbour()), role: 'coordinator' as const };
    expect((await send(stranger, 'noteNoFurtherAction', { ...base(), idempotencyKey: newId() })).__typename).toBe('NotFound');
  });

  it('no letter follows by itself', async () => {
    await house.drain();
    expect(await house.sql('select id from letters where service_id = $1', [service.serviceId])).toEqual([]);
  });
});
