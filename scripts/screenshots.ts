/** Walks the README's tour on a demonstration of its own and leaves docs/images/*.png. Run by `npm run screenshots`. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { chromiumLaunch } from '../test/support/chromium.ts';

const root = join(import.meta.dirname, '..');
const images = join(root, 'docs/images');
const port = 4700;
const base = `http://localhost:${port}`;
const env = { ...process.env, PORT: String(port), MPC_DATA_DIR: '.cache/screenshots', LOG_LEVEL: 'error' };
const launch = join(root, 'scripts/launch.mjs');

const reset = (): void => void spawnSync(process.execPath, [launch, 'cli', 'demo', 'reset'], { cwd: root, env, stdio: 'inherit' });

/** Starts the demonstration from its beginning. @returns what stops it */
async function startDemo(): Promise<() => Promise<void>> {
  reset();
  const demo = spawn(process.execPath, [launch, 'main'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((ready, failed) => {
    demo.stdout.on('data', (words: Buffer) => {
      if (words.includes(`Open ${base}`)) ready();
    });
    demo.once('exit', () => failed(new Error('The demonstration did not start.')));
  });
  return () => new Promise((stopped) => {
    demo.removeAllListeners('exit').once('exit', () => stopped());
    demo.kill('SIGINT');
  });
}

async function signIn(browser: Browser, name: string, viewport = { width: 1200, height: 820 }): Promise<Page> {
  const page = await (await browser.newContext({ viewport, locale: 'en-GB' })).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(base);
  await page.getByRole('button', { name: `Sign in as ${name}` }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  return page;
}

/** What stands in the window, from the top or from something further down. */
async function shoot(page: Page, name: string, from?: Locator): Promise<void> {
  // A page that is followed live is never idle.
  await page.waitForLoadState('load');
  await page.evaluate('window.scrollTo(0, 0)');
  const top = (await from?.boundingBox())?.y ?? 0;
  await page.evaluate(`window.scrollTo(0, ${Math.max(0, top - 24)})`);
  await page.screenshot({ path: join(images, `${name}.png`) });
}

const main = (page: Page): Locator => page.getByRole('main');
const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { name }).first();
async function press(page: Page, name: string | RegExp): Promise<void> {
  await Promise.all([page.waitForEvent('load'), main(page).getByRole('button', { name }).first().click()]);
}
async function follow(page: Page, name: string | RegExp): Promise<void> {
  await Promise.all([page.waitForEvent('load'), main(page).getByRole('link', { name }).first().click()]);
}
async function write(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(answers)) await main(page).getByLabel(label).first().fill(text);
}
async function pick(page: Page, label: string, option: string | RegExp): Promise<void> {
  const field = main(page).getByLabel(label);
  await field.selectOption((await field.locator('option', { hasText: option }).first().getAttribute('value')) ?? '');
}

/** A day from today, as people type it. */
function inDays(days: number): string {
  const { day, month, year } = Temporal.Now.plainDateISO('Europe/London').add({ days });
  return `${day}/${month}/${year}`;
}

async function minuteByMinute(browser: Browser): Promise<void> {
  const chair = await signIn(browser, 'Ruth Adeyemi');
  await shoot(chair, '01-chair-home');
  await nurseAdds(browser);
  await panelMeets(browser, chair);
  await officerDecides(browser);
  await othersRead(browser, chair);
}

async function nurseAdds(browser: Browser): Promise<void> {
  const nurse = await signIn(browser, 'Grace Okafor', { width: 320, height: 640 });
  await nurse.goto(`${base}/intelligence/add?search=Wrenhollow`);
  await follow(nurse, 'Wrenhollow House');
  await write(nurse, { 'What happened?': 'Two people (cases 4111 and 4118) had no fluids recorded from breakfast to supper.', 'When did it happen?': inDays(0) });
  await pick(nurse, 'What is it about?', 'Nutrition');
  await pick(nurse, 'Where does it come from?', 'ICB quality nurse visit');
  await main(nurse).getByRole('radio', { name: /^P2/ }).check();
  await main(nurse).getByRole('radio', { name: 'Yes' }).check();
  await shoot(nurse, '02-add-intelligence-on-a-telephone', main(nurse).getByRole('group', { name: 'How serious is it?' }));
  await press(nurse, 'Add intelligence');
}

async function panelMeets(browser: Browser, chair: Page): Promise<void> {
  await chair.goto(base);
  await follow(chair, /^Provider Escalation Panel/);
  const meeting = chair.url();
  await shoot(chair, '03-agenda', main(chair).getByRole('row', { name: 'Services at serious concerns' }));
  await press(chair, 'Publish agenda');
  await press(chair, 'Publish agenda');
  await press(chair, 'Record attendance');
  for (const member of await main(chair).getByRole('group').all()) {
    await member.getByRole('radio', { name: (await member.innerText()).startsWith('Alison Webb') ? 'Apologies' : 'Present' }).check();
  }
  await press(chair, 'Record attendance');
  await press(chair, 'Open meeting');
  const nurse = await signIn(browser, 'Grace Okafor');
  await nurse.goto(meeting);
  await follow(nurse, 'Declare an interest in Saltmarrow House');
  await main(nurse).getByRole('radio', { name: /work for the provider/ }).check();
  await press(nurse, 'Declare interest');
  await chair.goto(`${meeting}/run`);
  await follow(chair, 'Saltmarrow House');
  await shoot(chair, '04-running-the-meeting');
  await press(chair, /^Leaves\s*: Grace Okafor$/);
  await shoot(chair, '05-quorum-after-an-interest');
  await follow(chair, 'Amberlow House');
  await follow(chair, 'Record a recommendation');
  await main(chair).getByRole('radio', { name: 'Start enhanced monitoring' }).check();
  await write(chair, { 'The recommendation and its reasons': 'Start enhanced monitoring, with a visit in each of the next two weeks.', 'Differing views': 'Social work would wait for the provider’s answer to its report.' });
  await main(chair).getByRole('checkbox', { name: 'A series of safeguarding concerns' }).check();
  await main(chair).getByLabel('Evidence for: A series of safeguarding concerns').fill('SG-7866');
  await press(chair, 'Check the recommendation');
  await shoot(chair, '06-recommendation');
  await press(chair, 'Record recommendation');
}

async function officerDecides(browser: Browser): Promise<void> {
  const director = await signIn(browser, 'Sarah Whitlock');
  await director.goto(`${base}/decisions`);
  await follow(director, 'Place a restriction');
  await shoot(director, '07-deciding');
  const form = main(director);
  await form.getByRole('radio', { name: /^Partial restriction/ }).check();
  await form.getByRole('radio', { name: 'New nursing placements' }).check();
  await form.getByRole('checkbox', { name: /^Safety/ }).check();
  await form.getByRole('radio', { name: 'After representation' }).check();
  await form.getByRole('radio', { name: 'Accepted in part' }).first().check();
  await form.getByLabel('Which risk assessment does it rest on?').selectOption({ index: 1 });
  await write(director, {
    'On what date does it start?': inDays(0), 'On what date is it first reviewed?': inDays(27), 'What must be so for it to be lifted?': 'Two registered nurses every night for four weeks, and two medicines audits in a row at 95% or more.',
    'Who approves an exception?': 'the Head of Service, Quality and Contracts', Reasons: 'One registered nurse for two floors at night, and missed doses that could have harmed eight people.',
    'Options considered': 'No restriction; a cap with sign-off; no new nursing placements; a full stop.', 'The provider’s position': 'The provider accepts the audit and asks for two named people to be allowed for.',
    'Why? (point 1': '1 and 2: noted and welcome. 3: the Head of Service decides on both people this week. 4: we look again at the next panel but one.', 'what changed because of it? (point 1': 'Both people are decided on this week.',
    'What it means for the people using the service': 'Nobody moves.', 'Why it is proportionate': 'Sign-off alone was tried in September and did not hold.',
    'Equality and human rights': 'People who need nursing wait longer elsewhere; brokerage finds each a place with a nurse at night.', 'Your paragraph of the letter': 'Thank you for the candour of your answer. I will visit the home myself next week.',
  });
  await press(director, 'Continue');
  await shoot(director, '08-the-letter-first', form.getByRole('region', { name: /letter as the provider/ }));
  await press(director, 'Restrict placements');
  await sendLetter(director);
}

/** The letter is drafted by a job, within a few seconds. */
async function sendLetter(director: Page): Promise<void> {
  for (let tries = 0; tries < 30; tries += 1) {
    await director.goto(`${base}/letters?state=draft`);
    if (await main(director).getByRole('link', { name: /Brindlemoor Grange/ }).isVisible()) break;
    await director.waitForTimeout(1_000);
  }
  await follow(director, /Brindlemoor Grange/);
  await main(director).getByRole('radio', { name: 'By mail, as PDF' }).check();
  await write(director, { 'To which person or office?': 'Carol Finch', 'To which mail address?': 'provider@harrowmere.example' });
  await press(director, 'Continue');
  await press(director, 'Send letter');
}

async function othersRead(browser: Browser, chair: Page): Promise<void> {
  const brokerage = await signIn(browser, 'Ben Carter');
  await brokerage.goto(`${base}/placing?text=Brindlemoor`);
  await shoot(brokerage, '09-may-we-place-here-today');
  const provider = await signIn(browser, 'Carol Finch');
  await follow(provider, /^Restriction on new placements/);
  await shoot(provider, '10-the-providers-letter');
  for (const [name, image] of [['Tom Fielding', '11-minutes-as-the-coordinator'], ['Alison Webb', '12-minutes-as-the-inspector']] as const) {
    const reader = await signIn(browser, name);
    await reader.goto(`${base}/meetings?filter=past`);
    await follow(reader, /^Provider Escalation Panel/);
    await press(reader, 'Read the minutes');
    await shoot(reader, image, heading(reader, /^\d+\. \w/));
  }
  const board = await signIn(browser, 'Margaret Hale');
  await board.goto(`${base}/reports`);
  await follow(board, /^RPT-/);
  await shoot(board, '13-quarterly-report', heading(board, 'What changed'));
  await follow(board, /: Enhanced monitoring, In$/);
  await shoot(board, '14-the-rows-of-a-figure');
  await chair.goto(`${base}/providers?search=Saltmarrow+House`);
  await follow(chair, 'Saltmarrow House');
  await shoot(chair, '15-service');
  await follow(chair, 'Chronology');
  await shoot(chair, '16-chronology', main(chair).getByRole('table'));
}

mkdirSync(images, { recursive: true });
const stop = await startDemo();
const browser = await chromium.launch(await chromiumLaunch());
try {
  await minuteByMinute(browser);
} finally {
  await browser.close();
  await stop();
  reset();
}
