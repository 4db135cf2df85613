import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { FormBrowser as Browser } from '../support/form-browser.js';
import { openHouse, type House } from '../support/house.js';

interface Told {
  readonly event: string;
  readonly data: { kind?: string; id?: string; version?: number; why?: string };
}
/** One page’s stream of server-sent events, over real HTTP. */
class Stream {
  readonly heard: Told[] = [];
  private waiting: (() => void) | undefined;
  private readonly stop = new AbortController();
  ended = false;

  constructor(private readonly url: string, private readonly cookie: string) {}

  async open(): Promise<Response> {
    const answer = await fetch(this.url, { headers: { cookie: this.cookie, accept: 'text/event-stream', 'sec-fetch-dest': 'empty' }, signal: this.stop.signal });
    if (answer.ok) void this.read(answer).catch(() => undefined);
    return answer;
  }

  /** Waits until something like this was told. */
  async hears(event: string, data: Told['data'] = {}): Promise<Told> {
    for (;;) {
      const found = this.heard.find((one) => one.event === event && Object.entries(data).every(([key, value]) => one.data[key as keyof Told['data']] === value));
      if (found !== undefined) return found;
      if (this.ended) throw new Error(`The stream ended: ${JSON.stringify(this.heard)}`);
      await new Promise<void>((resolve) => (this.waiting = resolve));
    }
  }

  close(): void {
    this.stop.abort();
  }

  private async read(answer: Response): Promise<void> {
    let text = '';
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const event = /^event: (.*)$/m.exec(part)?.[1];
        if (event !== undefined) this.heard.push({ event, data: JSON.parse(/^data: (.*)$/m.exec(part)?.[1] ?? '{}') as Told['data'] });
      }
      this.waiting?.();
    }
    this.ended = true;
    this.waiting?.();
  }
}

describe('the pages of a meeting, without scripts', () => {
  let house: House;
  let chair: Browser;
  let coordinator: Browser;
  let nurse: Browser;
  beforeAll(async () => {
    house = await openHouse();
    chair = await new Browser(house).signIn(house.cast.chair);
    coordinator = await new Browser(house).signIn(house.cast.coordinator);
    nurse = await new Browser(house).signIn(house.cast.icbNurse);
  });
  afterAll(() => house.close());

  const fern = async (): Promise<string> => {
    const { serviceId } = await house.service({ name: 'Fern House' });
    const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
    const id = newId();
    await house.sql('insert into stages (council_id, id, service_id, since) values ($1, $2, $3, $4)', [house.councilId, id, serviceId, '2026-10-03']);
    await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
      values ($1, $2, 'stage', 1, 'seriousConcerns', '{"cameFrom":"routine","leadOfficerId":null,"reviewOn":null,"urgent":null}', 1, $3, $4, $5, '2026-10-03T09:00:00Z')`,
      [house.councilId, id, procedure?.id, serviceId, house.cast.chair.membershipId]);
    return serviceId;
  };

  it('carry a panel from its date to circulated minutes', async () => {
    await fern();
    await coordinator.open('/meetings/new');
    expect(coordinator.text).toContain('Schedule the Provider Escalation Panel');
    await coordinator.submit('/meetings/new', { venue: '', startTime: '2pm' });
    expect(coordinator.status).toBe(422);
    expect(coordinator.text).toContain('Enter where it is held');
    expect(coordinator.html).toContain('<title>Error:');
    await coordinator.submit('/meetings/new', { venue: 'Room 2', startTime: '14:00' });
    expect(coordinator.text).toContain('scheduled. Members are invited by mail.');
    const base = coordinator.path;
    const id = base.split('/')[2] ?? '';

    expect(coordinator.text).toContain('Serious concerns since 3 October');
    await coordinator.submit(`${base}/step`);
    expect(coordinator.text).toContain('Agenda built');
    await coordinator.open(`${base}/add-item?search=rowan`);
    await coordinator.submit(`${base}/add-item?search=rowan`, { section: '10' });
    expect(coordinator.text).toContain('Choose a service or enter the subject');
    await coordinator.submit(`${base}/add-item?search=rowan`, { section: '10', serviceId: house.providersService.serviceId, reason: 'The manager left' });
    expect(coordinator.text).toContain('The manager left');
    const [moving] = [...coordinator.html.matchAll(/action="([^"]*items\/[^"]*\/move)"/g)].map((one) => one[1] ?? '').slice(-1);
    await coordinator.submit(moving ?? '', { direction: 'up' });
    expect(coordinator.text).toContain('Item moved');
    await coordinator.open(`${base}/confirm?event=PUBLISH_AGENDA`);
    await coordinator.submit(`${base}/step`);
    expect(coordinator.text).toContain('Agenda published');

    await nurse.open(base);
    const [declare] = nurse.links(/items\/.*\/interest$/);
    await nurse.open(declare ?? '');
    await nurse.submit(declare ?? '');
    expect(nurse.text).toContain('Enter what your interest is');
    await nurse.submit(declare ?? '', { nature: 'worksFor' });
    expect(nurse.text).toContain('Interest declared');
    await nurse.open(`${base}/contributions`);
    await nurse.submit(`${base}/contributions/nil`);
    await nurse.open(base);
    expect(nurse.text).toContain('If everybody comes who has not sent apologies: Quorate for a sanction');
    expect(nurse.text).toContain('I keep papers secure, do not copy or forward them');
    await nurse.submit(`${base}/confidentiality`);
    const [accepted] = await house.sql<{ statement: string }>(`select content #>> '{after,statement}' as statement from trail where subject_id = $1 and action = 'confidentialityAccepted'`, [id]);
    expect(accepted?.statement).toMatch(/^[0-9a-f]{64}$/);
    expect(nurse.text).toContain('Nil return');

    await coordinator.open(`${base}/attendance`);
    const members = [...coordinator.html.matchAll(/name="memberId" value="([^"]*)"/g)].map((one) => one[1] ?? '');
    await coordinator.submit(`${base}/attendance`, { all: 'present' });
    expect(coordinator.html.match(/value="present" checked/g)).toHaveLength(members.length);
    expect(await house.sql(`select id from meeting_members where meeting_id = $1 and attendance <> 'expected'`, [id])).toEqual([]);
    await coordinator.submit(`${base}/attendance`, Object.fromEntries(members.map((member) => [`attendance_${member}`, 'present'])));
    expect(coordinator.text).toContain('Attendance recorded');
    await chair.open(base);
    await chair.submit(`${base}/step`);
    expect(chair.text).toContain('Quorate for a sanction: chair, contracts, safeguarding, ICB quality nurse.');

    const [item] = await house.sql<{ id: string }>(`select id from agenda_items where meeting_id = $1 and title = 'Fern House'`, [id]);
    await chair.open(`${base}/run?item=${item?.id ?? ''}`);
    expect(chair.text).toContain('Since the last panel');
    const [ruling] = [...chair.html.matchAll(/action="([^"]*\/ruling)"/g)].map((one) => one[1] ?? '');
    await chair.submit(ruling ?? '', { ruling: 'leave' });
    expect(chair.text).toContain('Quorate, but not for a sanction: chair, contracts, safeguarding, social work. Missing for a sanction: a member from outside the council. Out for this item: ICB quality nurse.');
    await nurse.open(`${base}/run?item=${item?.id ?? ''}`);
    expect(nurse.text).toContain('You are out of this item: by your declared interest (works, or a relative works, for the provider, or did recently)');
    expect(nurse.text).not.toContain('Since the last panel');

    const recommend = `${base}/run/recommendation`;
    await chair.open(`${recommend}?item=${item?.id ?? ''}`);
    await chair.submit(recommend, { code: 'D04', text: 'Serious concerns continue.', differingViews: 'Social work would wait.', criteria: 'whistleblowing', evidence_whistleblowing: '' });
    expect(chair.text).toContain('Enter the evidence for each criterion you ticked');
    expect(chair.html).toContain('Serious concerns continue.');
    await chair.submit(recommend, { code: '', text: '', criteria: '', step: 'check' });
    for (const problem of ['Choose what the panel recommends', 'Enter what the panel recommends and why']) expect(chair.text).toContain(problem);
    expect(chair.text).not.toContain('Check the recommendation:');
    await chair.submit(recommend, { code: 'D04', text: 'Serious concerns continue.', criteria: 'whistleblowing', evidence_whistleblowing: 'Two staff, on 2 November', step: 'check' });
    expect(chair.text).toContain('Check the recommendation');
    await chair.submit(recommend, { step: 'confirm' });
    expect(chair.text).toMatch(/REC-2026-\d{5} recorded\. It waits for an authorised officer\./);

    await chair.submit(`${base}/run/action`, { description: '' , dueOn: '20 11 2026' });
    expect(chair.text).toContain('Enter what is to be done');
    await chair.submit(`${base}/run/action`, { description: 'Visit at night.', dueOn: '20 11 2026', ownerMembershipId: house.cast.qaOfficer.membershipId });
    expect(chair.text).toMatch(/ACT-2026-\d{5} recorded/);

    await coordinator.open(`${base}/run?item=${item?.id ?? ''}`);
    await chair.submit(`${base}/run`, { summary: 'As the chair heard it.' });
    await coordinator.submit(`${base}/run`, { summary: 'As the coordinator heard it.' });
    expect(coordinator.status).toBe(422);
    expect(coordinator.html).toMatch(/data-theirs="summary"><p[^>]*><strong>Ruth Adeyemi saved this while you wrote<\/strong><\/p><p[^>]*>As the chair heard it\.</);
    expect(coordinator.html).toMatch(/data-theirs="differingViews" hidden/);
    expect(coordinator.html).toContain('As the coordinator heard it.');
    await coordinator.submit(`${base}/run`, { summary: 'As both heard it.' });
    expect(coordinator.text).toContain('Saved');

    // In two fields of one record, both stay.
    await chair.open(`${base}/run?item=${item?.id ?? ''}`);
    await coordinator.open(`${base}/run?item=${item?.id ?? ''}`);
    await chair.submit(`${base}/run`, { onTrack: 'no' });
    await coordinator.submit(`${base}/run`, { differingViews: 'Social work would wait.' });
    expect(coordinator.text).toContain('Saved');
    expect(await house.sql('select summary, differing_views as views, on_track as track from item_records where agenda_item_id = $1', [item?.id])).toEqual([{ summary: 'As both heard it.', views: 'Social work would wait.', track: false }]);

    // What was typed and not sent is its writer's own, comes back after a new sign-in, and is gone once it is saved.
    await coordinator.open(`${base}/run?item=${item?.id ?? ''}`);
    await coordinator.keepDraft(`itemRecord:${item?.id ?? ''}`, { summary: 'Half a sent', was_summary: 'As both heard it.', differingViews: 'Social work would wait.', was_differingViews: 'Social work would wait.', onTrack: 'no', was_onTrack: 'no', nextDate: '', was_nextDate: '' });
    expect(coordinator.status).toBe(204);
    await chair.open(`${base}/run?item=${item?.id ?? ''}`);
    expect(chair.html).not.toContain('Half a sent');
    await coordinator.signIn(house.cast.coordinator);
    expect(await coordinator.open(`${base}/run?item=${item?.id ?? ''}`)).toContain('What you typed and did not save, 3 November 2026 at 10am, is back in the fields.');
    expect(coordinator.html).toContain('>Half a sent</textarea>');
    // An action that is refused takes nothing of it away, and what is typed into an action or a recommendation is kept too.
    await coordinator.submit(`${base}/run/action`, { description: 'Visit at dawn.', dueOn: '' });
    expect([coordinator.status, coordinator.html.includes('>Half a sent</textarea>'), coordinator.html.includes('>Visit at dawn.</textarea>')]).toEqual([422, true, true]);
    await coordinator.keepDraft(`itemAction:${item?.id ?? ''}`, { description: 'Visit at dusk.', mustDo: 'yes' });
    await coordinator.open(`${base}/run?item=${item?.id ?? ''}`);
    expect(coordinator.html).toMatch(/<details class="govuk-details" open>[\s\S]*>Visit at dusk\.<\/textarea>[\s\S]*name="mustDo" value="yes" checked/);
    await coordinator.submit(`${base}/run/action`, { dueOn: '20 11 2026', ownerMembershipId: house.cast.qaOfficer.membershipId });
    expect(coordinator.text).toMatch(/ACT-2026-\d{5} recorded/);
    await chair.open(`${recommend}?item=${item?.id ?? ''}`);
    await chair.keepDraft(`recommendation:${item?.id ?? ''}`, { code: 'D04', text: 'Half a recommendation', criteria: 'whistleblowing', evidence_whistleblowing: 'Two' });
    await chair.open(`${recommend}?item=${item?.id ?? ''}`);
    expect(chair.html).toMatch(/>Half a recommendation<\/textarea>[\s\S]*value="whistleblowing" checked/);
    await coordinator.open(`${base}/run?item=${item?.id ?? ''}`);
    await coordinator.submit(`${base}/run`, { summary: 'A whole sentence.' });
    expect(await house.sql(`select form from drafts where form not like 'recommendation:%'`)).toEqual([]);
    expect(await chair.open(`${base}/run?item=${item?.id ?? ''}`)).toContain('A whole sentence.');
    house.clock.advance({ minutes: 4 });
    const [cqc] = await house.sql<{ id: string }>(`select id from meeting_members where meeting_id = $1 and membership_id = $2`, [id, house.cast.cqcInspector.membershipId]);
    await chair.press(`${base}/run/room`, `value="${cqc?.id ?? ''}"`, { now: 'present left' });
    expect(chair.text).toMatch(/Alison Webb \(CQC\): left at 10:04am/);
    expect(chair.text).toContain('CQC absent');
    house.clock.set('2026-11-03T10:00:00Z');

    const [rowan] = await house.sql<{ id: string }>(`select id from agenda_items where meeting_id = $1 and title = 'Rowan Court'`, [id]);
    await chair.open(`${base}/items/${rowan?.id ?? ''}/defer`);
    await chair.submit(`${base}/items/${rowan?.id ?? ''}/defer`, { reason: 'The new manager starts next month.' });
    await coordinator.keepDraft(`itemRecord:${item?.id ?? ''}`, { summary: 'Too late to save.', was_summary: 'A whole sentence.' });
    await chair.open(`${base}/confirm?event=CONCLUDE`);
    await chair.submit(`${base}/step`);
    expect(chair.text).toContain('Meeting concluded');
    // The record takes nothing more: its writer still has the words.
    expect(await coordinator.open(`${base}/run?item=${item?.id ?? ''}`)).toMatch(/What you typed and did not save Too late to save\. The meeting takes nothing more/);
    expect(await chair.open(`${base}/run?item=${item?.id ?? ''}`)).not.toContain('Too late to save.');
    await house.drain();

    await coordinator.open(`${base}/minutes`);
    const [section] = coordinator.links(/\/minutes\/[0-9a-f-]{36}$/);
    await coordinator.open(section ?? '');
    // Two who edit one section: both texts stand on the page, and saving again keeps what is in the fields; what was typed and not saved comes back.
    await chair.open(section ?? '');
    await chair.submit(section ?? '', { text: 'As the chair would have it.' });
    await coordinator.submit(section ?? '', { text: 'As the coordinator would have it.', audience: 'council' });
    expect([coordinator.status, /saved this while you wrote[\s\S]*As the chair would have it\.[\s\S]*>As the coordinator would have it\.<\/textarea>/.test(coordinator.html)]).toEqual([422, true]);
    await coordinator.keepDraft(`minuteSection:${(section ?? '').split('/').at(-1) ?? ''}`, { heading: 'Attendance', text: 'As both would', audience: 'named', readers: `${house.cast.qaOfficer.membershipId}\n${house.cast.icbNurse.membershipId}`, version: '2' });
    await coordinator.open(section ?? '');
    expect(coordinator.html).toMatch(/What you typed and did not save[\s\S]*>As both would<\/textarea>/);
    expect(coordinator.html.match(/name="readers"[^>]* checked/g)).toHaveLength(2);
    await coordinator.submit(section ?? '', { text: 'As both would have it.', audience: 'council' });
    expect(coordinator.text).toContain('Section saved');
    expect(coordinator.text).toContain('As both would have it.');
    expect(await house.sql(`select form from drafts where form like 'minuteSection:%'`)).toEqual([]);
    await chair.open(`${base}/minutes`);
    await chair.open(chair.links(/\/minutes\/return$/)[0] ?? '');
    await chair.submit(`${base}/minutes/return`, { reason: '' });
    expect([chair.status, chair.text.includes('Enter what the minutes still need')]).toEqual([422, true]);
    await chair.submit(`${base}/minutes/return`, { reason: 'Say <b>when</b> it opened.' });
    expect(chair.text).toContain('Minutes returned. The coordinator is told by mail.');
    await coordinator.open(`${base}/minutes`);
    expect(coordinator.html).toContain('Say &lt;b&gt;when&lt;/b&gt; it opened.');
    await coordinator.open(coordinator.links(/event=SUBMIT_MINUTES/)[0] ?? '');
    await coordinator.submit(`${base}/minutes/step`);
    expect(coordinator.text).toContain('Minutes sent to the chair');
    await chair.open(`${base}/minutes/confirm?event=APPROVE_MINUTES`);
    await chair.submit(`${base}/minutes/step`);
    expect(chair.text).toContain('Minutes approved');
    await coordinator.open(`${base}/minutes/confirm?event=CIRCULATE`);
    await coordinator.submit(`${base}/minutes/step`);
    await house.drain();
    await coordinator.open(section ?? '');
    await coordinator.submit(`${section ?? ''}/amendment`, { text: '<b>Not bold</b>', reason: 'Misheard' });
    expect(coordinator.text).toContain('Amendment 1');
    expect(coordinator.html).toContain('&lt;b&gt;Not bold&lt;/b&gt;');
    await chair.open(`${base}/minutes`);
    await nurse.open(`${base}/minutes`);
    expect(chair.text).toContain('A whole sentence.');
    expect(nurse.text).not.toContain('A whole sentence.');
    expect(nurse.text).toContain('You are out of this item: Fern House');
    for (const filter of ['all', 'past', 'upcoming']) expect(await chair.open(`/meetings?filter=${filter}`)).toContain('Meetings');
  });

  it('cancel a meeting with a reason, which members read on its page; there is nothing left to do there', async () => {
    await coordinator.open('/meetings/new');
    await coordinator.submit('/meetings/new', { venue: 'Room 2', startTime: '14:00' });
    const base = coordinator.path;
    const [cancel] = coordinator.links(/\/cancel$/);
    expect(await coordinator.open(cancel ?? '')).toContain('This cannot be undone');
    await coordinator.submit(`${base}/cancel`, { reason: ' ' });
    expect([coordinator.status, coordinator.text.includes('Enter why the meeting is cancelled')]).toEqual([422, true]);
    await coordinator.submit(`${base}/cancel`, { reason: 'Nothing <i>is</i> due.' });
    expect(coordinator.text).toContain('Meeting cancelled. Members are told by mail.');
    await nurse.open(base);
    expect(nurse.html).toContain('Nothing &lt;i&gt;is&lt;/i&gt; due.');
    expect(nurse.links(/\/(interest|cancel|move)$/)).toEqual([]);
    await nurse.open(`${base}/cancel`);
    await nurse.submit(`${base}/cancel`, { reason: 'Mine.' });
    expect(nurse.text).not.toContain('Meeting cancelled');
  });

  it('give the agenda pack to a member without the items they are out of, and nothing to a stranger', async () => {
    const [meeting] = await house.sql<{ id: string }>('select id from meetings limit 1');
    const path = `/meetings/${meeting?.id ?? ''}/agenda.pdf`;
    await chair.open(path);
    expect(chair.status).toBe(200);
    expect(chair.html.startsWith('%PDF-1')).toBe(true);
    const stranger = await new Browser(house).signIn(await house.neighbour());
    await stranger.open(path);
    expect(stranger.status).toBe(404);
    await stranger.open(`/meetings/${meeting?.id ?? ''}`);
    expect(stranger.status).toBe(404);
  });

  it('are told what changes while they are open: ids of what each may see, from whichever process, until they sign out', async () => {
    const { serviceId } = await house.service({ name: `Quince Lodge ${newId().slice(-6)}` });
    const [meeting] = await house.sql<{ id: string }>(`select m.id from meetings m join workflows w on w.id = m.id where w.state = 'circulated'`);
    const id = meeting?.id ?? '';
    const itemId = newId();
    await house.sql(`insert into agenda_items (council_id, id, meeting_id, service_id, section, position, title, recorded_by, recorded_at) values ($1, $2, $3, $4, 8, 99, 'Quince Lodge', $5, '2026-11-03T10:00:00Z')`, [house.councilId, itemId, id, serviceId, house.cast.coordinator.membershipId]);
    await house.app.listen(0, '127.0.0.1');
    const { port } = house.app.getHttpServer().address() as { port: number };
    const live = `http://127.0.0.1:${port}/live/meeting/`;
    const statusOf = async (url: string, cookie: string): Promise<number> => (await new Stream(url, cookie).open()).status;
    const cookieOf = async (actor: Actor): Promise<string> => (await new Browser(house).signIn(actor)).cookie;
    // Deny by default: nobody, who may not, another council, what is not there and what may not be followed are told nothing.
    expect(await Promise.all([statusOf(live + id, ''), statusOf(live + id, await cookieOf(house.cast.brokerage)), statusOf(live + id, await cookieOf(await house.neighbour())), statusOf(live + newId(), chair.cookie), statusOf(live.replace('meeting', 'service') + id, chair.cookie)]))
      .toEqual([401, 404, 404, 404, 404]);
    // And what somebody asked to follow and was not told stands on the trail, as every refused read.
    const refused = await house.sql<{ membership_id: string; code: string }>(`select membership_id, content -> 'after' ->> 'code' as code from trail where action = 'refused:runningMeeting' and subject_id = $1 and membership_id = $2`, [id, house.cast.brokerage.membershipId]);
    expect(refused).toEqual([{ membership_id: house.cast.brokerage.membershipId, code: 'NOT_PERMITTED' }]);
    expect(await house.sql(`select 1 from trail where action = 'refused:runningMeeting' and content -> 'after' ->> 'code' = 'NOT_FOUND' and membership_id = $1`, [house.cast.chair.membershipId])).toHaveLength(1);

    const [hears, out] = [new Stream(live + id, chair.cookie), new Stream(live + id, nurse.cookie)];
    const opened = await hears.open();
    expect([opened.headers.get('content-type'), opened.headers.get('cache-control'), opened.headers.get('content-security-policy')?.includes("default-src 'none'")]).toEqual(['text/event-stream; charset=utf-8', 'no-store', true]);
    await out.open();
    await Promise.all([hears.hears('open'), out.hears('open')]);
    // R21: taken out of the item, the nurse hears that the meeting changed, and from then on nothing of the item. A change comes from another connection, as from another process.
    await house.sql('insert into item_exclusions (council_id, agenda_item_id, membership_id, person_id) values ($1, $2, $3, $4)', [house.councilId, itemId, house.cast.icbNurse.membershipId, house.cast.icbNurse.personId]);
    await out.hears('changed', { kind: 'meeting', id });
    await house.sql('update agenda_items set version = 7 where id = $1', [itemId]);
    expect((await hears.hears('changed', { kind: 'agendaItem', id: itemId })).data).toEqual({ kind: 'agendaItem', id: itemId, version: 7 });
    await house.sql(`update meetings set venue = 'Room 3' where id = $1`, [id]);
    await Promise.all([hears, out].map((stream) => stream.hears('changed', { kind: 'meeting' })));
    expect(out.heard.filter(({ data }) => data.kind === 'agendaItem')).toEqual([]);
    // What is rolled back was never told.
    await house.sql(`begin; update agenda_items set version = 99 where id = '${itemId}'; rollback`);

    // A person has four; the oldest closes for the newest. The end of a session closes its streams at once.
    const more = await Promise.all([1, 2, 3].map(async () => {
      const stream = new Stream(live + id, chair.cookie);
      await stream.open();
      return stream;
    }));
    const fifth = new Stream(live + id, chair.cookie);
    await fifth.open();
    expect((await hears.hears('ended')).data).toEqual({ why: 'elsewhere' });
    await house.get(Sessions).endAll(house.cast.icbNurse.personId ?? '');
    expect((await out.hears('ended')).data).toEqual({ why: 'signedOut' });
    expect(JSON.stringify([...hears.heard, ...out.heard])).not.toMatch(/Quince|Room 3|"version":99/);
    for (const stream of [...more, fifth]) stream.close();
  });
});
