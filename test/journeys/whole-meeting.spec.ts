import { type Journey, openJourney } from './journey.js';
import { entryIn, linkIn, type Mailbox, openMailbox } from './mailbox.js';
import { CheckRecommendation, DeclareInterest, Recommendation } from './pages/meeting.pages.js';
import { ConfirmMinutesStep, EditSection, Extracts, MinutesInFull } from './pages/minutes.pages.js';
import { AnyHome, Attendance, PublishAgenda } from './pages/tour.pages.js';
import { Conclude, LateItem, MeetingInFull, MeetingRoom, MeetingRoomAgain, Papers, RoomScreen, TwoParts } from './pages/whole-meeting.pages.js';
import type { Visitor } from './visitor.js';
import { underEnhancedMonitoring } from './watched.js';

const title = 'Provider Escalation Panel';
const market = 'Market and failure watch; alerts from other areas';
/** Words of one item each, that stand nowhere but in what is for its readers. */
const words = {
  alder: 'Two people at the lodge had not been turned at night.',
  fern: 'The rota of the house is covered by agency staff on four nights of seven.',
  social: 'Social work would wait for the visit of Thursday.',
  rowan: 'The manager of the court showed the new rota and was asked for the audits.',
  birch: 'The lease of the view ends in March and the council looks for another landlord.',
  cqc: 'An inspection of two homes is planned and is not announced.',
};

/** Each test is one part of the same meeting, in the order of the day. */
describe('a whole meeting, three people signed in at once, and everybody’s mail', () => {
  let mailbox: Mailbox;
  let journey: Journey;
  let meeting: string;
  let chair: Visitor;
  let coordinator: Visitor;
  let nurse: Visitor;
  /** The screen on the wall. */
  let screen: Visitor;
  beforeAll(async () => {
    mailbox = await openMailbox();
    journey = await openJourney({ smtpUrl: mailbox.smtpUrl });
    const { house, send } = journey;
    for (const name of ['Alder Lodge', 'Fern House']) await underEnhancedMonitoring(journey, await house.service({ name }));
    await underEnhancedMonitoring(journey, house.providersService);
    await house.service({ name: 'Birch View' });
    ({ id: meeting } = await send(house.cast.coordinator, 'scheduleMeeting', plan('10 11 2026')));
    await house.drain();
  });
  afterAll(async () => {
    await journey.close();
    await mailbox.close();
  });

  const plan = (startsOn: string) => ({
    startsOn, startTime: '14:00', lengthMinutes: 120, venue: 'Room 2, County Hall', chairId: journey.house.cast.chair.membershipId, coordinatorId: journey.house.cast.coordinator.membershipId, memberIds: [],
  });
  const versionOf = async (id: string): Promise<number> => (await journey.house.gql<{ meeting: { version: number } }>(journey.house.cast.chair, 'query ($id: ID!) { meeting(id: $id) { version } }', { id })).data.meeting.version;
  /** The coordinator turns the meeting to an item. */
  const turnTo = async (item: string): Promise<void> => {
    await (await coordinator.open(MeetingRoom, at('/run'))).take(item);
    await (await coordinator.on(MeetingRoom)).takeNow();
    await coordinator.on(MeetingRoom);
  };
  const at = (path = ''): string => `/meetings/${meeting}${path}`;

  it('the coordinator builds and publishes the agenda; the nurse reads her papers by the link of her mail', async () => {
    const { house, send } = journey;
    const { agenda } = (await house.gql<{ meeting: { agenda: { title: string; serviceId: string }[] } }>(house.cast.chair, 'query ($id: ID!) { meeting(id: $id) { agenda { title serviceId } } }', { id: meeting })).data.meeting;
    await send(house.cast.safeguardingLead, 'contribute', { id: meeting, serviceId: agenda.find((line) => line.title === 'Alder Lodge')?.serviceId, version: 0, entries: [{ code: 'enquiries', words: words.alder }], caveat: 'none', audience: 'members' });
    coordinator = await journey.arrive(house.cast.coordinator, linkIn(await mailbox.last(house.cast.coordinator, `${title}: invitation`)));
    await (await coordinator.on(MeetingInFull)).buildAgenda();
    await (await coordinator.on(MeetingInFull)).publishAgenda();
    await (await coordinator.on(PublishAgenda)).publish();
    await coordinator.on(MeetingInFull);
    await house.drain();
    nurse = await journey.arrive(house.cast.icbNurse, linkIn(await mailbox.last(house.cast.icbNurse, `${title}: agenda published`)));
    const papers = await nurse.on(Papers);
    expect(await papers.text()).toContain(words.alder);
    expect(await nurse.paper(at('/pack.pdf'))).toContain(words.alder);
  });

  it('R21 she declares an interest; ruled out, her open page closes by itself, and yesterday’s link opens nothing of the item', async () => {
    const { house } = journey;
    const papers = await nurse.on(Papers);
    chair = await journey.arrive(house.cast.chair, at());
    const declaring = await journey.visitor(house.cast.icbNurse);
    await (await declaring.open(MeetingInFull, at())).declareInterestIn('Alder Lodge');
    await (await declaring.on(DeclareInterest)).declare('I, or a relative, work for the provider or did recently');
    await declaring.on(MeetingInFull);
    await papers.shows(/closed to you until the chair has ruled/);
    // The chair’s page, open since before, has the interest and its ruling by itself.
    const page = await chair.on(MeetingInFull);
    await page.shows(/Not ruled yet/);
    await page.rule('Leaves', 'Grace Okafor', 'Alder Lodge');
    await papers.shows(/the chair ruled that you leave it/);
    expect(await papers.source()).not.toContain(words.alder);

    house.clock.set('2026-11-10T13:55:00Z');
    nurse = await journey.arrive(house.cast.icbNurse, linkIn(await mailbox.last(house.cast.icbNurse, `${title}: agenda published`)));
    expect(await (await nurse.on(Papers)).source()).not.toContain(words.alder);
    expect(await nurse.paper(at('/pack.pdf'))).not.toContain(words.alder);
  });

  it('the chair accepts a late item with its reason; everybody gets the new version', async () => {
    const { house } = journey;
    chair = await journey.arrive(house.cast.chair, at(), { width: 1366, height: 768 });
    await (await chair.on(MeetingInFull)).acceptLateItem();
    await (await chair.on(LateItem)).find('Birch View');
    await (await chair.on(LateItem)).accept('Birch View', 'The landlord gave notice this morning.');
    expect(await (await chair.on(MeetingInFull)).text()).toMatch(/Birch View Late item .*Accepted late: The landlord gave notice this morning\./);
    await house.drain();
    nurse = await journey.arrive(house.cast.icbNurse, linkIn(await mailbox.last(house.cast.icbNurse, `${title}: agenda, version 2`)));
    expect(await (await nurse.on(Papers)).text()).toContain('Accepted late: The landlord gave notice this morning.');
  });

  it('attendance is taken, one of them comes late; the meeting opens and all three are in it', async () => {
    const { house } = journey;
    coordinator = await journey.arrive(house.cast.coordinator, at());
    await (await coordinator.on(MeetingInFull)).recordAttendance();
    await (await coordinator.on(Attendance)).allPresentBut('Daniel Reyes');
    await coordinator.on(MeetingInFull);
    house.clock.set('2026-11-10T14:00:00Z');
    await (await nurse.open(MeetingInFull, at())).acceptConfidentiality();
    await nurse.on(MeetingInFull);
    await (await chair.on(MeetingInFull)).openMeeting();
    const opened = await chair.on(MeetingRoom);
    expect(await opened.quorum()).toBe('Quorate for a sanction: chair, contracts, safeguarding, ICB quality nurse.');
    const [tom, grace] = [await coordinator.open(MeetingRoom, at('/run')), await nurse.open(MeetingRoom, at('/run'))];
    screen = await journey.visitor(house.cast.chair, { width: 1920, height: 1080 });
    await screen.open(RoomScreen, at('/run/projector'));
    await grace.mark();
    house.clock.advance({ minutes: 5 });
    await tom.says('Daniel Reyes', 'Is here');
    await coordinator.on(MeetingRoom);
    await (await chair.on(MeetingRoom)).take('Alder Lodge');
    await (await chair.on(MeetingRoom)).takeNow();
    // Who follows is told what the meeting is on, and has nothing of an item that is closed to her.
    await grace.barSays(/The meeting is on item \d+, Alder Lodge/);
    expect(await grace.isMarked()).toBe(true);
    const item = await chair.on(MeetingRoom);
    expect(await item.quorum()).toBe('Quorate, but not for a sanction: chair, contracts, safeguarding, social work. Missing for a sanction: a member from outside the council. Out for this item: ICB quality nurse.');
    await item.writeRecord({ 'Summary of the discussion': words.alder });
    await item.onTrack('Not on track');
    await item.save();
    await chair.on(MeetingRoom);
    await grace.take('Alder Lodge');
    const lost = await nurse.on(MeetingRoom);
    expect(await lost.text()).toContain('You are out of this item: by your declared interest');
    expect(await lost.source()).not.toContain(words.alder);
  });

  it('R20 the quorum is lost in the middle of an item and regained; nothing is recommended between', async () => {
    const { house } = journey;
    for (const visitor of [chair, coordinator, nurse]) await (await visitor.open(MeetingRoom, at('/run'))).take('Fern House');
    const [ruth, tom, grace] = [await chair.on(MeetingRoom), await coordinator.on(MeetingRoom), await nurse.on(MeetingRoom)];
    for (const page of [ruth, grace]) await page.mark();
    await (await screen.on(RoomScreen)).turnsTo('Fern House');
    house.clock.advance({ minutes: 4 });
    await tom.says('Priya Nair', 'Has left');
    for (const page of [ruth, grace, await screen.on(RoomScreen)]) await page.barSays(/Not quorate.*Missing: contracts/);
    await ruth.shows('The meeting recommends nothing on this item: contracts missing.');
    house.clock.advance({ minutes: 3 });
    await (await coordinator.on(MeetingRoom)).says('Priya Nair', 'Is here');
    await ruth.barSays('Quorate for a sanction');
    expect([await ruth.isMarked(), await grace.isMarked()]).toEqual([true, true]);

    await ruth.recommend();
    await (await chair.on(Recommendation)).fill({ code: 'Invoke serious concerns', text: 'Fern House goes to serious concerns.', differingViews: words.social, criterion: 'Whistleblowing', evidence: 'Two staff, on 2 November' });
    await (await chair.on(CheckRecommendation)).record();
    await chair.on(MeetingRoom);
    await grace.shows('Fern House goes to serious concerns.');
    await grace.barSays('Quorate for a sanction');
  });

  it('two write in one field while the chair’s laptop has no network for ten minutes: nothing of either is lost', async () => {
    const { house } = journey;
    await chair.page.clock.install();
    const ruth = await chair.open(MeetingRoom, at(`/run?item=${new URL(chair.page.url()).searchParams.get('item') ?? ''}`));
    const [tom, grace] = [await coordinator.on(MeetingRoom), await nurse.on(MeetingRoom)];
    await chair.page.context().setOffline(true);
    await ruth.type('As the chair heard it, half');
    await ruth.kept(/No network since/);
    await tom.addAction('Visit on two nights.', 'Priya Nair, Quality Assurance Officer', '20 11 2026');
    const after = await coordinator.on(MeetingRoom);
    await after.writeRecord({ 'Summary of the discussion': words.fern, 'Differing views': words.social, 'Next considered on (optional)': '8/12/2026' });
    await after.save();
    await coordinator.on(MeetingRoom);
    await grace.shows(words.fern);
    await chair.page.clock.fastForward('10:00');
    house.clock.advance({ minutes: 10 });
    await ruth.type('As the chair heard it, whole.');
    await ruth.triesToSave();
    await ruth.kept(/No network: it cannot be saved yet/);
    await chair.page.context().setOffline(false);
    await ruth.kept(/What you typed is kept, /);
    // Back: what was saved meanwhile stands beside her words, and fields she left alone have it.
    expect(await ruth.savedMeanwhile()).toContain(words.fern);
    expect(await ruth.summary()).toBe('As the chair heard it, whole.');
    expect(await ruth.differingViews()).toBe(words.social);
    await ruth.shows('Visit on two nights.');
    await ruth.writeRecord({ 'Summary of the discussion': `${words.fern} As the chair heard it, whole.` });
    await ruth.save();
    // Asked once more, both texts on the page: then what is in the field is kept.
    const again = await chair.on(MeetingRoomAgain);
    expect(await again.savedMeanwhile()).toContain(words.fern);
    await again.save();
    await chair.on(MeetingRoom);
    await grace.shows(/four nights of seven\. As the chair heard it, whole\./);
  });

  it('R22 the meeting goes on in two parts with different people; the provider is heard in one', async () => {
    // They are on another item when the chair divides the meeting: who was there before that alone was in no part B.
    await turnTo(market);
    await (await chair.on(MeetingRoom)).arrangeParts();
    await (await chair.on(TwoParts)).arrange({ purposes: { A: 'The panel alone', B: 'The provider is heard' }, inB: 'Rowan Court', onlyInA: 'Daniel Reyes', absentees: { A: 'The minutes of part A', B: 'Nothing of part B' } });
    await (await chair.on(TwoParts)).toOthers();
    await (await chair.on(Attendance)).addGuest('Carol Finch', 'Rowan Court Care Limited, Registered Manager', 'B');
    await chair.on(Attendance);
    const ruth = await chair.open(MeetingRoom, at('/run'));
    await ruth.mark();
    await ruth.standOn('Fern House');
    await (await coordinator.on(MeetingRoom)).saveRecord(words.cqc);
    await coordinator.on(MeetingRoom);
    await turnTo('Birch View');
    await ruth.barSays(', Birch View: ');
    // What is put in place on her page leaves her where she stands by keyboard.
    expect([await ruth.isMarked(), await ruth.standsOn()]).toEqual([true, 'Fern House']);
    await (await coordinator.on(MeetingRoom)).says('Alison Webb', 'Has left');
    journey.house.clock.advance({ minutes: 3 });
    await (await coordinator.on(MeetingRoom)).saveRecord(words.birch);
    const heard = await coordinator.on(MeetingRoom);
    expect(await heard.text()).toContain('In this part too: Carol Finch, Rowan Court Care Limited, Registered Manager.');
    expect(await heard.quorum()).toBe('Quorate for a sanction: chair, contracts, safeguarding, ICB quality nurse. CQC absent.');
    await heard.saveRecord(words.rowan);
    await coordinator.on(MeetingRoom);
    await (await chair.open(MeetingInFull, at())).conclude();
    await (await chair.on(Conclude)).confirm();
    await chair.on(MeetingInFull);
    await journey.house.drain();
  });

  it('the minutes write themselves; they are edited by section with who may see it, approved and circulated', async () => {
    const { house } = journey;
    const page = await coordinator.open(MinutesInFull, at('/minutes'));
    for (const told of [words.alder, words.fern, words.social, words.rowan, words.birch, words.cqc, 'Visit on two nights.', 'Next considered on 8 December 2026.', 'Taken as a late item: The landlord gave notice this morning.', '(came at 2:05pm)', '(left at 2:09pm; back at 2:12pm)', 'From 2:09pm it was not quorate', 'In this part too: Carol Finch']) expect(await page.text()).toContain(told);
    for (const [section, audience] of [['Rowan Court', 'Members and the provider'], ['Birch View', 'The council’s officers'], [market, 'The council’s officers and CQC']] as const) {
      await (await coordinator.open(MinutesInFull, at('/minutes'))).edit(section);
      const edit = await coordinator.on(EditSection);
      await edit.for(audience);
      await edit.save();
      await coordinator.on(MinutesInFull);
    }
    chair = await journey.arrive(house.cast.chair, linkIn(await mailbox.last(house.cast.chair, `${title}: minutes to approve`)));
    await (await chair.on(MinutesInFull)).step('Approve minutes');
    await (await chair.on(ConfirmMinutesStep)).confirm();
    await chair.on(MinutesInFull);
    await (await coordinator.open(MinutesInFull, at('/minutes'))).step('Circulate minutes');
    await (await coordinator.on(ConfirmMinutesStep)).confirm();
    await coordinator.on(MinutesInFull);
    await house.drain();
  });

  it.each([
    ['a member in both parts', 'safeguardingLead', ['alder', 'fern', 'social', 'rowan', 'birch', 'cqc']],
    ['a member in one part', 'socialWorker', ['alder', 'fern', 'social']],
    ['a member ruled out of an item', 'icbNurse', ['fern', 'social', 'rowan']],
    ['the CQC observer', 'cqcInspector', ['alder', 'fern', 'social', 'cqc']],
  ] as const)('R21 R22 %s sees by the link of their mail exactly what is theirs, on the page and on paper', async (_, who, seen) => {
    const visitor = await journey.arrive(journey.house.cast[who], linkIn(await mailbox.last(journey.house.cast[who], `${title}: minutes`)));
    const page = await visitor.on(MinutesInFull);
    const own = await visitor.page.getByRole('link', { name: 'Your copy as it went round (PDF)' }).getAttribute('href');
    const found = [await page.source(), await visitor.paper(own ?? ''), await visitor.paper(at('/minutes.pdf'))];
    for (const text of found) expect(Object.entries(words).filter(([, told]) => text.includes(told)).map(([key]) => key)).toEqual(seen);
  });

  it('R22 the provider sees by the link of its mail its extract alone', async () => {
    const { provider } = journey.house.cast;
    const visitor = await journey.arrive(provider, linkIn(await mailbox.last(provider, 'An extract of minutes for you')));
    const page = await visitor.on(Extracts);
    expect(await page.headings()).toEqual([expect.stringMatching(/Rowan Court$/)]);
    const own = await visitor.page.getByRole('link', { name: /^Extract as PDF/ }).getAttribute('href');
    for (const text of [await page.source(), await visitor.paper(own ?? '')]) {
      expect(Object.entries(words).filter(([, told]) => text.includes(told)).map(([key]) => key)).toEqual(['rowan']);
      expect(text).not.toMatch(/Alder|Fern|Birch|Grace Okafor|INT-2026/);
    }
    for (const path of ['/minutes', '/minutes.pdf', '/minutes.docx', '/pack', '/pack.pdf', '/run', '']) expect([403, 404]).toContain((await visitor.page.context().request.get(at(path))).status());
    expect(await visitor.open(AnyHome, '/').then((home) => home.source())).not.toMatch(/Alder|Fern House|Birch/);
  });

  it('every calendar file that was mailed is the same entry in another program, at 2pm by the clock of London on either side of its change', async () => {
    const { house, send } = journey;
    const { coordinator: tom, chair: ruth } = house.cast;
    const { id } = await send(tom, 'scheduleMeeting', plan('23 3 2027'));
    await house.drain();
    await send(tom, 'rescheduleMeeting', { id, version: await versionOf(id), startsOn: '30 3 2027', startTime: '14:00', lengthMinutes: 120, venue: 'Room 3, County Hall', reason: 'The room is taken.' });
    await house.drain();
    await send(tom, 'cancelMeeting', { id, version: await versionOf(id), reason: 'Nothing is due.' });
    await house.drain();
    const entries = (await mailbox.to(ruth, title)).filter(({ attachments }) => attachments.some(({ mimeType }) => mimeType === 'text/calendar')).map(entryIn);
    const uid = (of: string): string => `meeting-${of}@manage-provider-concerns`;
    expect(entries).toEqual([
      { method: 'REQUEST', uid: uid(meeting), sequence: 0, summary: title, local: '2026-11-10T14:00:00', at: '2026-11-10T14:00:00.000Z', minutes: 120 },
      { method: 'REQUEST', uid: uid(id), sequence: 0, summary: title, local: '2027-03-23T14:00:00', at: '2027-03-23T14:00:00.000Z', minutes: 120 },
      { method: 'REQUEST', uid: uid(id), sequence: 1, summary: title, local: '2027-03-30T14:00:00', at: '2027-03-30T13:00:00.000Z', minutes: 120 },
      { method: 'CANCEL', uid: uid(id), sequence: 2, summary: title, local: '2027-03-30T14:00:00', at: '2027-03-30T13:00:00.000Z', minutes: 120 },
    ]);
  });
});
