import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import { newId } from '../../src/platform/database/ids.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { type Journey, openJourney } from './journey.js';
import {
  CheckTermination, DecideAlone, DecideTermination, EndingContracts, ProposeTermination, TerminationDecided, TerminationPage, TerminationStep,
} from './pages/termination.pages.js';

describe('ending a contract, in a real browser without JavaScript', () => {
  let journey: Journey;
  let serviceId: string;
  let id: string;
  beforeAll(async () => {
    journey = await openJourney();
    serviceId = await serviceWithContract('Alder House');
  });
  afterAll(() => journey.close());

  const serviceWithContract = async (name: string): Promise<string> => {
    const { house } = journey;
    const service = await house.service({ name, provider: 'Rowan Court Care Limited' });
    await house.sql('insert into contracts (council_id, id, service_id, provider_id, reference, starts_on, notice_clause, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [house.councilId, newId(), service.serviceId, service.providerId, 'C-77', '2024-04-01', '30.1', '2026-09-01T09:00:00Z']);
    return service.serviceId;
  };
  const visitor = (name: 'qaOfficer' | 'dass' | 'headOfService' | 'chair') => journey.visitor(journey.house.cast[name], { scripts: false });
  const proposed = async (of: string): Promise<string> => {
    const officer = await visitor('qaOfficer');
    const page = await officer.open(ProposeTermination, `/terminations/add?service=${of}`);
    await page.propose();
    const again = await officer.on(ProposeTermination);
    expect((await again.problems()).map(({ field }) => field)).toEqual(['#contractId', '#ground', '#facts', '#options', '#equalityNote', '#proportionality', '#periodCount', '#periodUnit', '#periodClause']);
    await again.fill();
    await again.propose();
    await officer.on(TerminationPage);
    return new URL(officer.page.url()).pathname.split('/').at(-1) ?? '';
  };
  const served = async (kind: string): Promise<void> => {
    const { house, send } = journey;
    await house.drain();
    const [letter] = await house.sql<{ id: string }>('select t.id from letters t join decisions d on d.id = t.decision_id where d.termination_id = $1 and t.kind = $2', [id, kind]);
    const at = async () => ({ id: letter?.id, version: (await house.sql<{ version: number }>('select version from workflows where id = $1', [letter?.id]))[0]?.version });
    await send(house.cast.coordinator, 'sendLetterToLegal', await at());
    await send({ ...house.cast.boardReader, role: 'legal' }, 'returnLetterFromLegal', { ...(await at()), agreed: true, lawyer: 'A. Reed' });
    await send(house.cast.coordinator, 'issueLetter', { ...(await at()), method: 'paper', toName: 'Carol Finch' });
    await send(house.cast.coordinator, 'recordLetterServed', { ...(await at()), servedOn: '19 11 2026', servedTime: '10:00', method: 'hand', proof: 'Signed for' });
  };

  it('is proposed with what else was considered, and stands on the next agenda; every gap is said at once', async () => {
    journey.house.clock.set('2026-11-11T10:00:00Z');
    id = await proposed(serviceId);
    const page = await (await visitor('chair')).open(TerminationPage, `/terminations/${id}`);
    expect(await page.text()).toContain('It stands on the next panel’s agenda.');
  });

  it('the Director reads the letter as the provider will, and decides on the panel’s recommendation once the provider is heard', async () => {
    const { house, send } = journey;
    const { chair, coordinator } = house.cast;
    const recommendation = await house.unit.run(chair, () => house.get(RecommendationsService).record({
      serviceId, meetingId: null, agendaItemId: null, code: 'D14', text: 'The panel recommends to end the contract.', criteria: [], proposal: {}, differingViews: null,
      quorum: { quorate: true, forSanction: true, words: 'Quorate for a sanction.' }, present: [], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
    }));
    await send(coordinator, 'tellProvider', { serviceId, recommendationId: recommendation.id, toldOn: '11 11 2026', toldTime: '9:30', how: 'By telephone' });
    house.clock.set('2026-11-19T10:00:00Z');
    await house.get(DeadlineSweeper).sweep();
    const director = await visitor('dass');
    await (await director.open(DecideTermination, `/decisions/${recommendation.id}`)).decide();
    const check = await director.on(CheckTermination);
    expect(await check.letter()).toMatch(/When it ends.* On 17 December 2026, and no earlier\. Clause 30\.1 sets 28 days/);
    await check.confirm();
    await director.on(TerminationDecided);
    await served('T1');
  });

  it('everybody’s exit is planned and led, each person is settled by their own choice, and nothing is left when it is complete', async () => {
    const officer = await visitor('qaOfficer');
    const open = async (): Promise<TerminationPage> => officer.open(TerminationPage, `/terminations/${id}`);
    expect(await (await open()).text()).toContain('There is no exit plan. Without one the contract cannot end.');
    await (await open()).choose('Make the exit plan');
    await (await officer.on(TerminationStep)).answer({
      pick: { 'Who leads the exit?': { index: 1 } },
      write: {
        'On what date does the contract end?': '17/12/2026', 'How are people, families and advocates told, by whom and when?': 'A social worker tells each.', 'How are they looked at again and moved, by their own choice?': 'Two homes are offered to each.',
        'How are funders and placing councils told?': 'By letter this week.', 'What becomes of care records, medicines, money and keys?': 'They go with each person.', 'What becomes of staff?': 'HR looks at TUPE.', 'Who says what to the press, councillors and partners?': 'The press office.',
      },
    }, 'Continue');
    await (await officer.on(TerminationStep)).confirm('Save exit plan');
    await (await officer.on(TerminationPage)).choose('List somebody who uses the service');
    await (await officer.on(TerminationStep)).answer({ write: { 'What is their case reference?': 'C-10482' }, tick: { 'Who pays for their care?': 'Self-funding' } }, 'Add to the list');
    await (await officer.on(TerminationPage)).settleFirst();
    await (await officer.on(TerminationStep)).answer({
      tick: { 'What became of their care?': 'They stay, by their own choice' },
      write: { 'Where do they live, or who cares for them now?': 'At Alder House', 'What did they choose?': 'To stay, after two visits elsewhere.', 'When?': '19/11/2026' },
    }, 'Continue');
    await (await officer.on(TerminationStep)).confirm('Save');
    expect(await (await officer.on(TerminationPage)).text()).toContain('1 of 1 settled');
    journey.house.clock.set('2026-12-18T10:00:00Z');
    const late = await visitor('qaOfficer');
    await (await late.open(TerminationPage, `/terminations/${id}`)).choose('Record that the contract has ended');
    await (await late.on(TerminationStep)).answer({ write: { 'On what date did the contract end?': '17/12/2026', 'How did it go, and what is still to do?': 'The last shift ended at noon.' } }, 'Continue');
    await (await late.on(TerminationStep)).confirm('Record it');
    await (await late.on(TerminationPage)).choose('Record what was handed over');
    await (await late.on(TerminationStep)).answer({ write: { 'When?': '18/12/2026', 'What was handed over, and to whom?': 'Keys and money, to the property officer.' } }, 'Save');
    await late.on(TerminationPage);
    const head = await visitor('headOfService');
    await (await head.open(TerminationPage, `/terminations/${id}`)).choose('Find that everybody and everything is settled');
    await (await head.on(TerminationStep)).answer({ write: { 'What shows that it is done?': 'Every person was rung.' } }, 'Continue');
    await (await head.on(TerminationStep)).confirm('Settle it');
    expect(await (await head.on(TerminationPage)).text()).toContain('Everybody and everything is settled.');
  });

  it('in an emergency one officer decides alone, and the page says who confirms it by when', async () => {
    journey.house.clock.set('2026-12-18T10:00:00Z');
    id = await proposed(await serviceWithContract('Beech House'));
    const director = await visitor('dass');
    await (await director.open(TerminationPage, `/terminations/${id}`)).choose('End the contract in an emergency');
    await (await director.on(DecideAlone)).decide();
    const check = await director.on(CheckTermination);
    expect(await check.letter()).toContain('A senior officer confirms this decision or ends it by 21 December 2026.');
    await check.confirm();
    await director.on(TerminationDecided);
    expect(await (await director.open(TerminationPage, `/terminations/${id}`)).text()).toContain('It was decided in an emergency. A senior officer confirms it or ends it by 21 December 2026.');
    await director.open(EndingContracts, '/terminations');
  });
});
