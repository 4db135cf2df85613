import { FormBrowser } from '../support/form-browser.js';
import { openHouse, type House } from '../support/house.js';

/** The screen a meeting is run from (pages.md "Running the meeting"): each step is one link away, and from each there is a way back. */
describe('the screen a meeting is run from', () => {
  let house: House;
  let chair: FormBrowser;
  let coordinator: FormBrowser;
  let nurse: FormBrowser;
  let base: string;
  let run: string;
  let itemId: string;
  beforeEach(async () => {
    house = await openHouse();
    [chair, coordinator, nurse] = (await Promise.all([house.cast.chair, house.cast.coordinator, house.cast.icbNurse].map((actor) => new FormBrowser(house).signIn(actor)))) as [FormBrowser, FormBrowser, FormBrowser];
    await coordinator.open('/meetings/new');
    await coordinator.submit('/meetings/new', { venue: 'Room 2', startTime: '14:00' });
    base = coordinator.path;
    await coordinator.submit(`${base}/step`);
    await coordinator.open(`${base}/add-item?search=rowan`);
    await coordinator.submit(`${base}/add-item?search=rowan`, { section: '10', serviceId: house.providersService.serviceId, reason: 'The manager left' });
    await coordinator.open(`${base}/confirm?event=PUBLISH_AGENDA`);
    await coordinator.submit(`${base}/step`);
    await recordAttendance(coordinator);
    await chair.open(base);
    await chair.submit(`${base}/step`);
    const [item] = await house.sql<{ id: string }>('select id from agenda_items where meeting_id = $1 and service_id is not null', [base.split('/')[2]]);
    itemId = item?.id ?? '';
    run = `${base}/run?item=${itemId}`;
  });
  afterEach(() => house.close());

  const recordAttendance = async (browser: FormBrowser): Promise<void> => {
    await browser.open(`${base}/attendance`);
    const members = [...browser.html.matchAll(/name="memberId" value="([^"]*)"/g)].map((one) => one[1] ?? '');
    await browser.submit(`${base}/attendance`, Object.fromEntries(members.map((member) => [`attendance_${member}`, 'present'])));
  };
  /** Where links of the meeting lead from the screen, besides its own items. */
  const steps = async (browser: FormBrowser): Promise<string[]> => {
    await browser.open(run);
    return [...new Set(browser.links(/./).filter((link) => link.startsWith(`${base}/`) && !link.startsWith(`${base}/run?item=`)))].map((link) => link.slice(base.length)).sort();
  };
  const ofWhoeverRuns = (): string[] => ['/adjourn', '/attendance', `/items/${itemId}/defer`, `/items/${itemId}/interest`, `/items/${itemId}/interest?whose=anothers`, `/run/recommendation?item=${itemId}`, '/run/projector'];

  it('links to each step for whoever may take it, and to none for whoever may not', async () => {
    expect(await steps(chair)).toEqual([...ofWhoeverRuns(), '/late-item', '/parts', '/suspend'].sort());
    expect(await steps(coordinator)).toEqual(ofWhoeverRuns().sort());
    expect(await steps(nurse)).toEqual([`/items/${itemId}/interest`, '/run/projector']);
    // Not a page alone: the server refuses what the screen does not offer.
    const recorded = () => house.sql('select id, version, attendance from meeting_members where meeting_id = $1 order by id', [base.split('/')[2]]);
    const before = await recorded();
    await recordAttendance(nurse);
    expect([nurse.status, nurse.text.includes('the panel’s chair or its coordinator'), await recorded()]).toEqual([403, true, before]);
  });

  it('every link leads to a page that works, and from each of them back to the screen', async () => {
    for (const browser of [chair, coordinator, nurse]) {
      for (const link of await steps(browser)) {
        await browser.open(`${base}${link}`);
        expect([link, browser.status, browser.links(new RegExp(`^${base}/run(\\?item=.+)?$`)).length > 0]).toEqual([link, 200, true]);
      }
    }
  });

  it('a step that is taken leads back to the screen, at its item where it was about one', async () => {
    await recordAttendance(chair);
    expect([chair.path, chair.text.includes('Attendance recorded')]).toEqual([`${base}/run`, true]);
    await chair.open(`${base}/late-item`);
    await chair.submit(`${base}/late-item?search=`, { subject: 'A fire last night', urgency: 'People were moved in the night.' });
    expect([chair.path, chair.text.includes('Late item accepted')]).toEqual([`${base}/run`, true]);
    const another = `${base}/items/${itemId}/interest?whose=anothers`;
    await chair.open(another);
    await chair.submit(another, { nature: 'worksFor', membershipId: house.cast.socialWorker.membershipId });
    expect([chair.path, chair.text.includes('Interest recorded')]).toEqual([run, true]);
    const [ruling = ''] = [...chair.html.matchAll(/action="([^"]*\/ruling)"/g)].map((one) => one[1] ?? '');
    await chair.submit(ruling, { ruling: 'stay' });
    expect([chair.path, chair.text.includes('Ruling recorded')]).toEqual([run, true]);
    await nurse.open(`${base}/items/${itemId}/interest`);
    await nurse.submit(`${base}/items/${itemId}/interest`, { nature: 'worksFor' });
    expect([nurse.path, nurse.text.includes('Interest declared')]).toEqual([run, true]);
    await chair.open(`${base}/items/${itemId}/defer`);
    await chair.submit(`${base}/items/${itemId}/defer`, { reason: 'The new manager starts next month.' });
    expect([chair.path, chair.text.includes('Item deferred')]).toEqual([run, true]);
  });

  it('a meeting that is suspended or adjourned goes on from the screen', async () => {
    await chair.open(`${base}/suspend`);
    await chair.submit(`${base}/suspend`, { reason: 'Who is in the room is looked at.' });
    expect([chair.path, chair.text.includes('Meeting suspended')]).toEqual([`${base}/attendance`, true]);
    await recordAttendance(chair);
    expect([chair.path, chair.text.includes('The meeting is suspended.')]).toEqual([`${base}/run`, true]);
    await chair.press(`${base}/step`, 'value="RESUME"', {});
    expect([chair.path, chair.text.includes('Meeting resumed')]).toEqual([`${base}/run`, true]);
    await chair.open(`${base}/adjourn`);
    await chair.submit(`${base}/adjourn`, { reason: 'The fire alarm.' });
    expect([chair.path, chair.text.includes('Meeting adjourned'), chair.links(new RegExp(`^${base}/run$`)).length > 0]).toEqual([`${base}/move`, true, true]);
    // Interests come out whenever they do: also while it is adjourned.
    await nurse.open(`${base}/items/${itemId}/interest`);
    await nurse.submit(`${base}/items/${itemId}/interest`, { nature: 'worksFor' });
    expect(nurse.path).toBe(run);
    await chair.open(`${base}/run`);
    await chair.press(`${base}/step`, 'value="RESUME"', {});
    expect([chair.path, chair.text.includes('Meeting resumed')]).toEqual([`${base}/run`, true]);
  });

  it('concludes from the screen, and “Go back” leads there too', async () => {
    expect(await steps(chair)).not.toContain('/confirm?event=CONCLUDE');
    for (const { id } of await house.sql<{ id: string }>('select id from agenda_items where meeting_id = $1', [base.split('/')[2]])) {
      await chair.open(`${base}/run?item=${id}`);
      await chair.submit(`${base}/run/take`);
      expect(chair.text).toContain('Item taken');
    }
    // Once every item is taken the meeting may end.
    expect((await steps(chair)).concat(await steps(coordinator)).filter((link) => link === '/confirm?event=CONCLUDE')).toHaveLength(2);
    await chair.open(`${base}/confirm?event=CONCLUDE`);
    expect(chair.links(new RegExp(`^${base}/run$`))).toHaveLength(2);
    await chair.submit(`${base}/step`);
    expect([chair.path, chair.text.includes('Meeting concluded')]).toEqual([base, true]);
  });
});
