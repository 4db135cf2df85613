import { declaredPermissions } from '../../src/platform/access/policy.js';
import { newId } from '../../src/platform/database/ids.js';
import type { PlainBrowser } from '../support/plain-browser.js';
import { openSignedInHouse, type SignedInHouse } from '../support/signed-in-house.js';

const reason = 'Somebody must be warned before the night shift begins.';
const asking = ['addMembership', 'addSecureMailDomain', 'changeAgency', 'changeMembership', 'giveNameClearance', 'giveSourceReader', 'inviteMember', 'moveMember', 'nameDeputy', 'openSealedSource', 'releaseDisclosureSet'];

describe('ADR 0024: what gives access or opens a sealed source asks for a sign-in of the last 5 minutes', () => {
  let open: SignedInHouse;
  let recordId: string;
  beforeAll(async () => {
    open = await openSignedInHouse();
    const { serviceId } = await open.house.service();
    const input = {
      serviceId, idempotencyKey: newId(), sourceType: 'whistleblower', category: 'staffing', severity: 'P2', whatHappened: 'Nobody was awake on two nights.', happenedOn: '2 11 2026',
      disclosure: 'summaryOnly', disclosureReason: 'Few could know.', toldBy: 'Quill Marlowe', protect: true,
    };
    const { data } = await open.house.gql<{ recordIntelligence: { id: string } }>(open.house.cast.icbNurse,
      'mutation ($input: RecordIntelligenceInput!) { recordIntelligence(input: $input) { __typename ... on RecordIntelligencePayload { id } ... on InvalidInput { fields { field message } } } }', { input });
    recordId = data.recordIntelligence.id;
    expect(recordId).toBeDefined();
  });
  afterAll(() => open.close());

  const signInAgain = async (browser: PlainBrowser, subject: string, link: string): Promise<string> => {
    const choose = await browser.follow(await browser.open(link.replaceAll('&amp;', '&')));
    const back = await browser.follow(await browser.open(choose.url.href, { subject }), (address) => address.startsWith(`${open.url}/sign-in/callback`));
    return (await browser.open(back.location)).location;
  };
  const linkIn = (html: string): string => /href="(\/sign-in\?again=yes[^"]*)"/.exec(html)?.[1] ?? '';
  const hiddenIn = (html: string): Record<string, string> => Object.fromEntries([...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', value ?? '']));
  const openings = async (): Promise<number> => (await open.house.sql('select from source_openings')).length;

  it('and nothing else does', () => {
    expect(declaredPermissions().filter(({ recentSignIn }) => recentSignIn).map(({ act }) => act).sort()).toEqual(asking);
  });

  it('before a form is filled in, and comes back to it', async () => {
    const browser = await open.browserOf(open.house.cast.administrator);
    const form = '/administration/people/invite';
    expect((await browser.open(form)).status).toBe(200);
    open.house.clock.advance({ minutes: 6 });
    const sent = await browser.open(form);
    expect([sent.status, sent.location]).toEqual([303, `/sign-in/again?next=${encodeURIComponent(form)}`]);
    expect((await browser.open('/administration/people')).status).toBe(200);
    expect(await signInAgain(browser, open.house.cast.administrator.membershipId, linkIn((await browser.open(sent.location)).text))).toBe(form);
    expect((await browser.open(form)).status).toBe(200);
  });

  it('is not asked of whoever may not do it anyway', async () => {
    const browser = await open.browserOf(open.house.cast.chair);
    open.house.clock.advance({ minutes: 6 });
    expect((await browser.open('/administration/people/invite')).status).toBe(403);
  });

  it('when a form is sent too late: the glass stays whole, what was typed is kept, and the same form counts after signing in again', async () => {
    const browser = await open.browserOf(open.house.cast.headOfService);
    const address = `/intelligence/${recordId}/break-glass`;
    const form = hiddenIn((await browser.open(address)).text);
    open.house.clock.advance({ minutes: 6 });
    const kept = await browser.open(address, { ...form, reason, step: 'confirm' });
    expect(kept.status).toBe(403);
    expect(kept.text).toContain(`name="reason" value="${reason}"`);
    expect(await openings()).toBe(0);
    await signInAgain(browser, open.house.cast.headOfService.membershipId, linkIn(kept.text));
    const done = await browser.open(address, hiddenIn(kept.text));
    expect([done.status, done.location]).toEqual([303, `/intelligence/${recordId}/source`]);
    expect(await openings()).toBe(1);
  });

  it.each([undefined, null, '2026-11-03T09:00:00Z', '2999-01-01T00:00:00Z'])('by the API too, with a sign-in of %s: refused in words, and recorded', async (signedInAt) => {
    const { administrator } = open.house.cast;
    const actor = { ...administrator, signedInAt } as typeof administrator;
    const { data } = await open.house.gql<{ changeMembership: Record<string, string> }>(actor,
      'mutation ($input: ChangeMembershipInput!) { changeMembership(input: $input) { __typename ... on Refusal { code message } } }',
      { input: { id: open.house.cast.brokerage.membershipId, version: 1, grade: 5, idempotencyKey: newId() } });
    expect(data.changeMembership).toEqual({ __typename: 'SignInAgain', code: 'SIGN_IN_AGAIN', message: 'Sign in again first: this needs a sign-in of the last 5 minutes.' });
    const refused = await open.house.sql<{ code: string }>(`select content -> 'after' ->> 'code' as code from trail where action = 'refused:changeMembership' order by recorded_at desc, id desc limit 1`);
    expect(refused).toEqual([{ code: 'SIGN_IN_AGAIN' }]);
  });
});
