import type { TestService } from '../support/house.js';
import { type Journey, openJourney } from './journey.js';
import { AddIntelligence, AddIntelligenceAgain, IntelligenceAdded, WhichService } from './pages/intelligence.pages.js';
import { CheckRecommendation, DeclareInterest, MeetingPage, Minutes, Recommendation, RunMeeting, RunMeetingAgain } from './pages/meeting.pages.js';
import { Chronology, Figure, Report, Reports, ServicePage } from './pages/report.pages.js';
import { ChoosePerson, PanelHome, SignedOut } from './pages/sign-in.pages.js';
import { underEnhancedMonitoring } from './watched.js';

interface Line {
  readonly id: string;
  readonly version: number;
  readonly title: string;
}

/** Each test is one person's job on the way of one panel, in the order of the month. */
describe('one monthly panel, in real browsers', () => {
  let journey: Journey;
  let meeting: string;
  const services = new Map<string, TestService>();
  beforeAll(async () => {
    journey = await openJourney();
    const { coordinator, chair } = journey.house.cast;
    for (const name of ['Fern House', 'Alder Lodge']) services.set(name, await underEnhancedMonitoring(journey, await journey.house.service({ name })));
    ({ id: meeting } = await journey.send(coordinator, 'scheduleMeeting', {
      startsOn: '10 11 2026', startTime: '14:00', lengthMinutes: 120, venue: 'Room 2, County Hall', chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [],
    }));
  });
  afterAll(() => journey.close());

  const step = async (as: 'chair' | 'coordinator', mutation: string): Promise<void> => {
    const actor = journey.house.cast[as];
    const { data } = await journey.house.gql<{ meeting: { version: number } }>(actor, 'query ($id: ID!) { meeting(id: $id) { version } }', { id: meeting });
    await journey.send(actor, mutation, { id: meeting, version: data.meeting.version });
  };
  const lineOf = async (title: string): Promise<Line> => {
    const { data } = await journey.house.gql<{ meeting: { agenda: Line[] } }>(journey.house.cast.chair, 'query ($id: ID!) { meeting(id: $id) { agenda { id version title } } }', { id: meeting });
    const line = data.meeting.agenda.find((one) => one.title === title);
    if (line === undefined) throw new Error(`No item ${title}`);
    return line;
  };

  it('the chair signs in through the identity provider, finds the agenda built with its reasons, and signs out', async () => {
    const visitor = await journey.stranger();
    const choice = await visitor.open(ChoosePerson, '/');
    await choice.signInAs('Ruth Adeyemi');
    const home = await visitor.on(PanelHome);
    expect(await home.reasonsFor('Fern House')).toContain('Enhanced monitoring since 3 November');
    expect(await home.text()).toContain('Contributions in: 0 of 7');
    await home.signOut();
    await visitor.on(SignedOut);
    await visitor.page.setViewportSize({ width: 320, height: 900 });
    await visitor.open(ChoosePerson, '/meetings');
  });

  describe.each([['without JavaScript', false, 'Fern House'], ['with JavaScript', true, 'Alder Lodge']] as const)('%s', (_, scripts, name) => {
    it('the ICB quality nurse adds a P2 on a telephone, and it joins the item of its service', async () => {
      const { icbNurse } = journey.house.cast;
      const nurse = await journey.visitor(icbNurse, { scripts, width: 320 });
      await (await nurse.open(WhichService, '/intelligence/add')).find(name);
      await (await nurse.on(WhichService)).choose(name);
      await (await nurse.on(AddIntelligence)).add();

      const again = await nurse.on(AddIntelligenceAgain);
      const problems = await again.problems();
      expect(problems.map(({ field }) => field)).toEqual(expect.arrayContaining(['#whatHappened', '#happenedOn', '#category', '#severity', '#sourceType', '#disclosure']));
      await again.answer(`Two people at ${name} had not been turned.`);
      await again.add();
      expect(await (await nurse.on(IntelligenceAdded)).text()).toMatch(/Its reference is INT-2026-\d{5}/);

      const agenda = await nurse.open(MeetingPage, `/meetings/${meeting}`);
      expect(await agenda.reasonsFor(name)).toEqual(expect.arrayContaining(['Enhanced monitoring since 3 November', '1 new P2 record']));
    });
  });

  it('somebody who uses no mouse skips to the form and reaches every field; paper shows no navigation', async () => {
    const nurse = await journey.visitor(journey.house.cast.icbNurse);
    const form = await nurse.open(AddIntelligence, `/intelligence/add?service=${services.get('Fern House')?.serviceId ?? ''}`);
    await nurse.page.keyboard.press('Tab');
    expect(await form.focused()).toBe('Skip to main content');
    await nurse.page.keyboard.press('Enter');
    expect(await form.focused()).toBe('main-content');
    expect(await form.tabTo('whatHappened')).toEqual(['whatHappened']);
    expect(await form.tabTo('disclosureReason')).toEqual(expect.arrayContaining(['happenedOn', 'category', 'severity', 'sourceType', 'toldBy', 'protect', 'caveat', 'disclosure', 'disclosureReason']));
    expect(await form.shownOnPaper()).toEqual({ navigation: false, form: true });
  });

  it('the chair rules that the nurse leaves the item: the quorum changes in words, and she loses the item', async () => {
    const { house, send } = journey;
    const { chair, icbNurse, coordinator } = house.cast;
    await step('coordinator', 'buildAgenda');
    await step('coordinator', 'publishAgenda');
    const nurse = await journey.visitor(icbNurse);
    await (await nurse.open(MeetingPage, `/meetings/${meeting}`)).declareInterestIn('Alder Lodge');
    await (await nurse.on(DeclareInterest)).declare('I, or a relative, work for the provider or did recently');
    await nurse.on(MeetingPage);
    const { data } = await house.gql<{ meeting: { members: { id: string; version: number }[] } }>(coordinator, 'query ($id: ID!) { meeting(id: $id) { members { id version } } }', { id: meeting });
    await send(coordinator, 'recordAttendance', { id: meeting, entries: data.meeting.members.map(({ id, version }) => ({ memberId: id, version, attendance: 'present', left: false })) });
    await step('chair', 'openMeeting');

    const atTheTable = await journey.visitor(chair);
    await (await atTheTable.open(RunMeeting, `/meetings/${meeting}/run`)).take('Alder Lodge');
    const item = await atTheTable.on(RunMeeting);
    expect(await item.dossier()).toMatch(/Since the last panel Example icb .*INT-2026-\d{5}.*Two people at Alder Lodge had not been turned/);
    expect(await item.quorum()).toBe('Quorate for a sanction: chair, contracts, safeguarding, ICB quality nurse.');
    await item.rule('Leaves', 'Grace Okafor');
    expect(await (await atTheTable.on(RunMeeting)).quorum()).toMatch(/Out for this item: ICB quality nurse/);

    await (await nurse.open(RunMeeting, `/meetings/${meeting}/run`)).take('Alder Lodge');
    const lost = await nurse.on(RunMeeting);
    expect(await lost.text()).toContain('You are out of this item: by your declared interest (works, or a relative works, for the provider, or did recently)');
    expect(await lost.source()).not.toContain('had not been turned');
  });

  it('the chair records a recommendation with a criterion and a differing view', async () => {
    const visitor = await journey.visitor(journey.house.cast.chair);
    await (await visitor.open(RunMeeting, `/meetings/${meeting}/run`)).take('Fern House');
    await (await visitor.on(RunMeeting)).recommend();
    await (await visitor.on(Recommendation)).fill({
      code: 'Invoke serious concerns', text: 'Fern House goes to serious concerns.', differingViews: 'Social work would wait a month.', criterion: 'Whistleblowing', evidence: 'INT-2026-00001',
    });
    const check = await visitor.on(CheckRecommendation);
    for (const words of ['Invoke serious concerns', 'Whistleblowing: INT-2026-00001', 'Social work would wait a month.']) expect(await check.text()).toContain(words);
    await check.record();
    expect(await (await visitor.on(RunMeeting)).text()).toMatch(/REC-2026-\d{5} recorded\. It waits for an authorised officer\./);
  });

  it('two people write the record of one item: each sees the other’s words as they are saved, and none are lost, also without a network', async () => {
    const { chair, coordinator } = journey.house.cast;
    const [first, second] = [await journey.visitor(chair), await journey.visitor(coordinator)];
    for (const visitor of [first, second]) await (await visitor.open(RunMeeting, `/meetings/${meeting}/run`)).take('Fern House');
    const [hers, his] = [await first.on(RunMeeting), await second.on(RunMeeting)];
    await his.type('As the coordinator heard it.');
    await hers.saveRecord('As the chair heard it.');
    await first.on(RunMeeting);
    // Told of it, his page shows her words beside his own, which stay.
    expect(await his.savedMeanwhile()).toMatch(/Ruth Adeyemi saved this while you wrote\s+As the chair heard it\./);
    expect(await his.whereBothStand()).toBe('Ruth Adeyemi saved this while you wrote: both texts stand there.');
    expect(await his.summary()).toBe('As the coordinator heard it.');
    await his.saveRecord('As the coordinator heard it.');
    const both = await second.on(RunMeetingAgain);
    expect(await both.savedMeanwhile()).toMatch(/Ruth Adeyemi saved this while you wrote\s+As the chair heard it\./);
    expect(await both.summary()).toBe('As the coordinator heard it.');

    await second.page.context().setOffline(true);
    await both.type('As both heard it, half');
    expect(await both.kept(/No network since/)).toContain('kept in this tab');
    await second.page.context().setOffline(false);
    await both.kept(/What you typed is kept, /);
    await (await second.open(RunMeeting, `/meetings/${meeting}/run`)).take('Fern House');
    const again = await second.on(RunMeeting);
    expect(await again.summary()).toBe('As both heard it, half');
    await again.saveRecord('As both heard it.');
    expect(await (await second.on(RunMeeting)).text()).toContain('Saved');
  });

  it('R21 two people open the same minutes: whoever left the item misses its part, and that alone', async () => {
    const { house } = journey;
    const { id, version } = await lineOf('Alder Lodge');
    await journey.send(house.cast.coordinator, 'takeItem', { id, version });
    await step('chair', 'concludeMeeting');
    await house.drain();
    const path = `/meetings/${meeting}/minutes`;
    const hers = await (await journey.visitor(house.cast.chair)).open(Minutes, path);
    const nurses = await (await journey.visitor(house.cast.icbNurse)).open(Minutes, path);
    expect((await hers.headings()).join('\n')).toContain('Alder Lodge');
    expect((await nurses.headings()).join('\n')).not.toContain('Alder Lodge');
    expect(await nurses.text()).toContain('You are out of this item: Alder Lodge. Its minutes are not shown to you.');
    for (const minutes of [hers, nurses]) expect(await minutes.text()).toContain('As both heard it.');
  });

  it('the coordinator produces the quarterly report, opens a figure’s rows, and from there a service’s chronology; the PDF downloads', async () => {
    const visitor = await journey.visitor(journey.house.cast.coordinator);
    await (await visitor.open(Reports, '/reports')).produce('October to December 2026');
    const report = await visitor.on(Report);
    expect((await report.downloadPdf()).subarray(0, 5).toString()).toBe('%PDF-');
    const shown = await report.openFigure('Enhanced monitoring, End');
    const figure = await visitor.on(Figure);
    expect(shown).toBe(2);
    expect(await figure.rows()).toBe(shown);
    await figure.openRow(/Fern House/);
    await (await visitor.on(ServicePage)).openChronology();
    const lines = (await (await visitor.on(Chronology)).lines()).join('\n');
    for (const words of [/INT-2026-\d{5}/, /REC-2026-\d{5}/, /DEC-2026-\d{5}/]) expect(lines).toMatch(words);
  });
});
