import { type Browser, chromium } from 'playwright-core';
import { type CastName, demoCast } from '../../src/demo/cast.js';
import { chromiumLaunch } from '../support/chromium.js';
import { openStory, type Story } from '../support/story.js';
import { Decide, MayWePlace } from './pages/decision.pages.js';
import { LetterPage, YourLetters } from './pages/letter.pages.js';
import { DeclareInterest, Minutes, RunMeeting } from './pages/meeting.pages.js';
import { Chronology, Figure, Report } from './pages/report.pages.js';
import { ChoosePerson, PanelHome } from './pages/sign-in.pages.js';
import { AnyHome, Attendance, ChairedMeeting, PublishAgenda } from './pages/tour.pages.js';
import { inspectorIn, Visitor } from './visitor.js';

/**
 * The README's ten minutes on the demonstration itself: what the story left stands where the tour looks for it. That each page works,
 * with scripts and without, is for panel.spec.ts and deciding.spec.ts.
 */
describe('the tour of the demonstration', () => {
  let browser: Browser;
  let story: Story;
  let inspector: Visitor['page'];
  let chair: Visitor;
  let meeting: string;
  beforeAll(async () => {
    [browser, story] = await Promise.all([chromiumLaunch().then((launch) => chromium.launch(launch)), openStory()]);
    inspector = await inspectorIn(browser);
    chair = await signIn('chair');
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await story.close();
  });

  /** A window of their own, signed in through the identity provider, at their first screen. */
  const signIn = async (who: CastName, width = 1280): Promise<Visitor> => {
    const context = await browser.newContext({ baseURL: story.url, viewport: { width, height: 900 }, locale: 'en-GB' });
    const visitor = await Visitor.at(context, inspector, true);
    await (await visitor.open(ChoosePerson, '/')).signInAs(demoCast[who].name);
    await visitor.on(AnyHome);
    return visitor;
  };
  /** The address a link of this page leads to. */
  const linkOf = async (visitor: Visitor, page: string, name: string | RegExp): Promise<string> => {
    await visitor.open(AnyHome, page);
    return (await visitor.page.getByRole('main').getByRole('link', { name }).first().getAttribute('href')) ?? '';
  };

  it('0-1: the chair finds the next panel with its agenda built, each line with its reasons', async () => {
    const home = await chair.open(PanelHome, '/');
    expect(await home.reasonsFor('Saltmarrow House')).toMatch(/Serious concerns since .* · Restriction review due .* new P2/);
    expect(await home.reasonsFor('Amberlow House')).toMatch(/Referred from triage: INT-.* · CQC rating fell from Good to Requires improvement/);
    expect(await home.text()).toMatch(/Contributions in: \d of 9/);
    expect(await home.text()).toMatch(/Urgent intelligence since yesterday .*Amberlow House/);
    meeting = await linkOf(chair, '/', /^Provider Escalation Panel/);
  });

  it('1-2: what the nurse adds would join the item of Wrenhollow House, on the agenda of a telephone too', async () => {
    const nurse = await signIn('icbNurse', 320);
    expect(await (await nurse.open(ChairedMeeting, meeting)).reasonsFor('Wrenhollow House')).toEqual(expect.arrayContaining([expect.stringMatching(/^Enhanced monitoring since/)]));
  });

  it('2-4: the dossier is by agency; the nurse declares an interest and loses the item, and the quorum changes in words', async () => {
    await (await chair.open(ChairedMeeting, meeting)).publishAgenda();
    await (await chair.on(PublishAgenda)).publish();
    await (await chair.on(ChairedMeeting)).recordAttendance();
    await (await chair.on(Attendance)).allPresentBut('Alison Webb');
    await (await chair.on(ChairedMeeting)).openMeeting();
    const nurse = await signIn('icbNurse');
    await (await nurse.open(ChairedMeeting, meeting)).declareInterestIn('Saltmarrow House');
    await (await nurse.on(DeclareInterest)).declare('I, or a relative, work for the provider or did recently');
    await nurse.on(RunMeeting);

    await (await chair.open(RunMeeting, `${meeting}/run`)).take('Saltmarrow House');
    const item = await chair.on(RunMeeting);
    for (const words of ['Since the last panel (27 October 2026)', 'Harrowmere Council INT-', 'NHS Wold and Mere Integrated Care Board INT-', 'Wold Community Health NHS Trust INT-']) expect(await item.dossier()).toContain(words);
    expect(await item.quorum()).toBe('Quorate for a sanction: chair, contracts, safeguarding, ICB quality nurse. CQC absent.');
    await item.rule('Leaves', 'Grace Okafor');
    expect(await (await chair.on(RunMeeting)).quorum()).toBe('Quorate for a sanction: chair, contracts, safeguarding, social work. Out for this item: ICB quality nurse. CQC absent.');
    expect((await (await nurse.open(ChairedMeeting, meeting)).text())).toContain('You are out of this item');
  });

  it('5-6: a recommendation waits for the Assistant Director with the provider’s own answer beside it', async () => {
    const visitor = await signIn('assistantDirector');
    const page = await visitor.open(Decide, await linkOf(visitor, '/decisions', 'Place a restriction'));
    expect(await page.mayDecide()).toBe(true);
    expect(await page.text()).toMatch(/ICB quality nurse: a full stop.*A second night nurse starts on the first of next month/);
  });

  it('6-7: brokerage reads what may be placed at Saltmarrow House today', async () => {
    const visitor = await signIn('brokerage');
    await (await visitor.open(MayWePlace, '/')).ask('Saltmarrow House');
    expect(await (await visitor.on(MayWePlace)).answerFor('Saltmarrow House')).toBe(
      'Not all No new nursing placements, since 23 September 2026, by Assistant Director, Adult Social Care, exceptions to the Head of Service, Quality and Contracts.');
  });

  it('7-8: the provider finds its own letter and a box to reply; no score, no source', async () => {
    const visitor = await signIn('provider');
    await (await visitor.open(YourLetters, '/')).choose('Brindlemoor Grange');
    const letter = await visitor.on(EnhancedLetter);
    expect(await letter.text()).toMatch(/The last day to reply was 1 October 2026/);
    expect(await letter.source()).not.toMatch(/INT-2026|likelihood|score|whistle/i);
  });

  it('8-9: two people open the same minutes and see different parts', async () => {
    const [officer, inspector_] = [await signIn('coordinator'), await signIn('cqcInspector')];
    const last = await linkOf(chair, '/meetings?filter=past', /^Provider Escalation Panel/);
    const [whole, part] = [await (await officer.open(Minutes, `${last}/minutes`)).headings(), await (await inspector_.open(Minutes, `${last}/minutes`)).headings()];
    expect(whole.join('\n')).toContain('Saltmarrow House');
    expect(part.join('\n')).not.toContain('Saltmarrow House');
    expect(part.join('\n')).toContain('Brindlemoor Grange');
  });

  it('9-10: a figure of the Board’s report is the number of its rows; then the chronology of a service', async () => {
    const board = await signIn('boardReader');
    const shown = await (await board.open(Report, await linkOf(board, '/reports', /^RPT-/))).openFigure('Enhanced monitoring, In');
    expect(shown).toBeGreaterThan(2);
    expect(await (await board.on(Figure)).rows()).toBe(shown);
    const service = await linkOf(chair, '/providers?search=Saltmarrow+House', 'Saltmarrow House');
    const lines = (await (await chair.open(Chronology, `${service}/chronology`)).lines()).join('\n');
    for (const words of [/INT-2026-\d{5}/, /ACT-2026-\d{5}/, /DEC-2026-\d{5}/]) expect(lines).toMatch(words);
  });
});

/** The letter that began enhanced monitoring. */
class EnhancedLetter extends LetterPage {
  protected override readonly heading = /^Enhanced monitoring/;
  protected override readonly title = /^Enhanced monitoring/;
}
