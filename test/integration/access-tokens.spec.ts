import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { JWKS } from 'oidc-provider';
import { addServiceAccount, endServiceAccount } from '../../src/cli/add-service-account.js';
import { PeopleService } from '../../src/domain/people/people.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse } from '../support/house.js';
import { Issuer } from '../support/issuer.js';

const audience = 'api://concerns';
const scope = 'concerns.use';
const base64 = (part: object | string) => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
const viewer = { query: '{ viewer { role jobTitle personName membershipId } }' };

/** Claims as a test changes them; undefined takes one away. */
type Claims = Readonly<Record<string, unknown>>;

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: { data?: { viewer?: Record<string, string> } | null; errors?: { message: string; extensions: Record<string, unknown> }[] };
}

describe('access tokens of the identity provider on /graphql', () => {
  let house: House;
  let key: { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };
  const issuer = new Issuer();

  beforeAll(async () => {
    Logger.overrideLogger(false);
    await issuer.start();
    key = await issuer.newKey('one');
    house = await openHouse({ oidc: { issuer: issuer.address, clientId: 'concerns-pages', clientSecret: 'x'.repeat(32) }, api: { audience, scope } });
    for (const actor of [house.cast.chair, house.cast.brokerage, house.cast.qaOfficer]) await link(actor);
  });
  afterAll(async () => {
    await house.close();
    await issuer.stop();
  });

  const link = (actor: Actor) => house.unit.run(actor, () => house.get(PeopleService).linkIdentity(issuer.address, subjectOf(actor)));
  const subjectOf = (actor: Actor) => `subject of ${actor.personName}`;
  const seconds = () => Math.floor(house.clock.now().epochMilliseconds / 1_000);
  const claimsOf = (changed: Claims): JWTPayload => {
    const claims: Claims = { iss: issuer.address, aud: audience, sub: subjectOf(house.cast.chair), iat: seconds(), exp: seconds() + 600, scope: `openid ${scope}`, ...changed };
    return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  };
  const signed = (changed: Claims = {}, { kid = 'one', by = key.privateKey }: { kid?: string; by?: CryptoKey } = {}) =>
    new SignJWT(claimsOf(changed)).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid }).sign(by);
  const ask = async (token: string, headers: Record<string, string> = {}, payload: object = viewer): Promise<Answer> => {
    const answer = await house.app.inject({ method: 'POST', url: '/graphql', payload, headers: { authorization: `Bearer ${token}`, ...headers } });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  };

  it('are matched by issuer and subject, and act as that person’s membership', async () => {
    const { status, body, headers } = await ask(await signed());
    expect([status, body.data?.viewer]).toEqual([200, { role: 'chair', jobTitle: 'Head of Commissioning', personName: 'Ruth Adeyemi', membershipId: house.cast.chair.membershipId }]);
    expect(headers['cache-control']).toBe('no-store');
  });

  it.each<[string, Claims]>([
    ['scope among others', { scope: `a ${scope} b` }],
    ['scp, as Entra ID writes it for people', { scope: undefined, scp: `${scope} User.Read` }],
    ['roles, as Entra ID writes it for applications', { scope: undefined, roles: [scope] }],
    ['aud among others', { aud: ['other', audience] }],
  ])('may hold %s', async (_, changed) => {
    expect((await ask(await signed(changed))).status).toBe(200);
  });

  it.each<[string, () => Claims]>([
    ['of another issuer', () => ({ iss: 'https://login.example/other-tenant' })],
    ['for another audience', () => ({ aud: 'concerns-pages' })],
    ['for nobody', () => ({ aud: undefined })],
    ['that expired over a minute ago', () => ({ exp: seconds() - 61 })],
    ['that never expires', () => ({ exp: undefined })],
    ['not yet good', () => ({ nbf: seconds() + 61 })],
    ['about nobody', () => ({ sub: undefined })],
  ])('%s are refused', async (_, changed) => {
    const { status, headers, body } = await ask(await signed(changed()));
    expect([status, headers['www-authenticate'], body.errors?.[0]?.extensions['code']]).toEqual([401, 'Bearer', 'UNAUTHENTICATED']);
  });

  it.each<[string, () => Claims]>([
    ['that expired under a minute ago', () => ({ exp: seconds() - 59 })],
    ['good in under a minute', () => ({ nbf: seconds() + 59 })],
  ])('%s are taken: clocks differ', async (_, changed) => {
    expect((await ask(await signed(changed()))).status).toBe(200);
  });

  it('without the scope are refused, naming it', async () => {
    const { status, headers } = await ask(await signed({ scope: 'openid' }));
    expect([status, headers['www-authenticate']]).toEqual([403, `Bearer error="insufficient_scope", scope="${scope}"`]);
  });

  it('without a signature, signed with the public key as a secret, changed after signing, or by a key of somebody else are refused', async () => {
    const good = await signed();
    const [head = '', body = '', signature = ''] = good.split('.');
    const publicText = new TextEncoder().encode(await exportSPKI(key.publicKey));
    const stranger = await generateKeyPair('RS256');
    const strangersKey = { ...(await exportJWK(stranger.publicKey)), kid: 'mine' };
    const hostile = [
      `${base64({ alg: 'none', typ: 'at+jwt' })}.${body}.`,
      `${base64({ alg: 'none', typ: 'at+jwt' })}.${body}.${signature}`,
      await new SignJWT(claimsOf({})).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(publicText),
      [head, base64(claimsOf({ sub: subjectOf(house.cast.brokerage) })), signature].join('.'),
      await signed({}, { by: stranger.privateKey }),
      // A key that the token brings along itself.
      await new SignJWT(claimsOf({})).setProtectedHeader({ alg: 'RS256', jwk: strangersKey, kid: 'mine' }).sign(stranger.privateKey),
      await new SignJWT(claimsOf({})).setProtectedHeader({ alg: 'RS256', jku: 'https://elsewhere.example/jwks', kid: 'mine' }).sign(stranger.privateKey),
      await new SignJWT(claimsOf({})).setProtectedHeader({ alg: 'RS256', crit: ['b64'], b64: true, kid: '../../one' }).sign(stranger.privateKey),
      'a.b.c', '..', `${good}.x`,
    ];
    const answers = await Promise.all(hostile.map(async (token) => (await ask(token)).status));
    expect(answers).toEqual(hostile.map(() => 401));
  });

  it('open no page, and no cookie carries them', async () => {
    const cookie = `session=${await signed()}`;
    expect((await house.app.inject({ url: '/account', headers: { cookie } })).statusCode).toBe(302);
    expect((await house.app.inject({ url: '/account', headers: { authorization: `Bearer ${await signed()}` } })).statusCode).toBe(302);
    expect((await house.app.inject({ method: 'POST', url: '/graphql', payload: viewer, headers: { cookie } })).statusCode).toBe(401);
  });

  it('of somebody nobody added, though with the same mail address, open nothing', async () => {
    const [{ email } = { email: '' }] = await house.sql<{ email: string }>(`select value as email from contact_details where person_id = $1 and kind = 'mail'`, [house.cast.chair.personId]);
    const { status, body } = await ask(await signed({ sub: 'stranger', email, email_verified: true, preferred_username: email }));
    expect([status, body.errors?.[0]?.extensions['code']]).toEqual([403, 'NO_MEMBERSHIP']);
  });

  it('open nothing from the next request on when the membership ends', async () => {
    const token = await signed({ sub: subjectOf(house.cast.brokerage) });
    expect((await ask(token)).status).toBe(200);
    await house.sql(`update memberships set valid_to = '2026-11-02' where id = $1`, [house.cast.brokerage.membershipId]);
    expect((await ask(token)).status).toBe(403);
    await house.sql('update memberships set valid_to = null where id = $1', [house.cast.brokerage.membershipId]);
  });

  it('ADR 0024: say when their person signed in, for what asks for a recent sign-in; without it that is refused in words', async () => {
    const breakGlass = { query: 'mutation ($input: OpenSealedSourceInput!) { openSealedSource(input: $input) { __typename ... on Refusal { code } } }', variables: { input: { id: newId(), reason: 'They must be warned before the night shift.', idempotencyKey: newId() } } };
    const answerTo = async (claims: Claims) => JSON.stringify((await ask(await signed(claims), {}, breakGlass)).body);
    for (const auth_time of [undefined, seconds() - 301, seconds() + 3_600, 'now', String(seconds())]) expect(await answerTo({ auth_time })).toContain('SIGN_IN_AGAIN');
    expect(await answerTo({ auth_time: seconds() - 299 })).toContain('NOT_FOUND');
  });

  it('of somebody with several roles need the header x-membership, and take one’s own alone', async () => {
    const { qaOfficer, chair } = house.cast;
    const second = await house.unit.run(house.cast.administrator, () => house.get(PeopleService).addMembership({ personId: qaOfficer.personId ?? '', agencyId: qaOfficer.agencyId, role: 'boardReader', seat: null, jobTitle: 'Reader' }));
    const token = await signed({ sub: subjectOf(qaOfficer) });
    const which = await ask(token);
    expect([which.status, which.body.errors?.[0]?.extensions]).toEqual([403, {
      code: 'MEMBERSHIP_NEEDED',
      memberships: expect.arrayContaining([expect.objectContaining({ id: second, jobTitle: 'Reader' }), expect.objectContaining({ id: qaOfficer.membershipId })]),
    }]);
    expect((await ask(token, { 'x-membership': second })).body.data?.viewer?.['role']).toBe('boardReader');
    expect((await ask(token, { 'x-membership': qaOfficer.membershipId })).body.data?.viewer?.['role']).toBe('qaOfficer');
    for (const foreign of [chair.membershipId, `${second}' or true`, '']) expect((await ask(token, { 'x-membership': foreign })).status).toBe(403);
    expect((await ask(await signed(), { 'x-membership': second })).status).toBe(403);
  });

  it('by a new key of the provider are taken at once, and by the old one no longer', async () => {
    const old = await signed();
    expect((await ask(old)).status).toBe(200);
    const before = key;
    // The library counts by the machine's clock: its pause between two askings has passed.
    const { now } = Date;
    const later = now() + 31_000;
    Date.now = () => later;
    try {
      key = await issuer.newKey('two');
      expect((await ask(await signed({}, { kid: 'two' }))).status).toBe(200);
      expect((await ask(old)).status).toBe(401);
      const asked = issuer.asked;
      for (const kid of ['x', 'y', 'z']) expect((await ask(await signed({}, { kid, by: before.privateKey }))).status).toBe(401);
      expect(issuer.asked).toBe(asked);
    } finally {
      Date.now = now;
    }
  });

  it('say that the provider is down while its keys cannot be had, and work when it is back', async () => {
    const other = await openHouse({ oidc: { issuer: issuer.address, clientId: 'c', clientSecret: 'x'.repeat(32) }, api: { audience, scope } });
    try {
      issuer.answersKeys = false;
      const token = await signed({ sub: 'nobody' }, { kid: 'two' });
      const post = () => other.app.inject({ method: 'POST', url: '/graphql', payload: viewer, headers: { authorization: `Bearer ${token}` } });
      const down = await post();
      expect([down.statusCode, down.headers['retry-after'], down.json().errors[0].extensions.code]).toEqual([503, '60', 'IDENTITY_PROVIDER_UNAVAILABLE']);
      // The keys that are known stay good.
      expect((await ask(await signed({}, { kid: 'two' }))).status).toBe(200);
      issuer.answersKeys = true;
      expect((await post()).statusCode).toBe(403);
    } finally {
      issuer.answersKeys = true;
      await other.close();
    }
  });

  it('are not taken at all where no audience is set', async () => {
    const closed = await openHouse({ oidc: { issuer: issuer.address, clientId: 'c', clientSecret: 'x'.repeat(32) } });
    try {
      const answer = await closed.app.inject({ method: 'POST', url: '/graphql', payload: viewer, headers: { authorization: `Bearer ${await signed({}, { kid: 'two' })}` } });
      expect(answer.statusCode).toBe(401);
    } finally {
      await closed.close();
    }
  });

  it('leave a trail of who did what as which membership, with the token nowhere', async () => {
    const token = await signed({}, { kid: 'two' });
    await ask(token, {}, { query: '{ services { total } }' });
    const [read] = await house.sql<{ row: string }>(`select row_to_json(r)::text as row from reads r order by id desc limit 1`);
    expect(read?.row).toContain(house.cast.chair.membershipId);
    expect(read?.row).not.toContain(token.slice(0, 30));
  });
});

describe('a service account, with an identity provider as it comes (oidc-provider)', () => {
  let house: House;
  let stop: () => Promise<unknown>;
  let issuer: string;
  const client = { id: 'contact-centre', secret: 'a word of the contact centre and us' };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const pair = await generateKeyPair('RS256', { extractable: true });
    const provider = await quietly(async () => new (await import('oidc-provider')).Provider(issuer, {
      jwks: { keys: [{ ...(await exportJWK(pair.privateKey)), kid: 'p', alg: 'RS256', use: 'sig' }] as JWKS['keys'] },
      clients: [{ client_id: client.id, client_secret: client.secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }],
      scopes: [scope],
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: async (_ctx, resource) => ({ scope, audience: resource, accessTokenFormat: 'jwt', accessTokenTTL: 600 }),
        },
      },
      ttl: { ClientCredentials: 600 },
    }));
    server.on('request', provider.callback());
    stop = () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    };
    house = await openHouse({ oidc: { issuer, clientId: 'concerns-pages', clientSecret: 'x'.repeat(32) }, api: { audience, scope } });
    // The provider's tokens are of today.
    house.clock.set(Temporal.Now.instant().toString());
  });
  afterAll(async () => {
    await house.close();
    await stop();
  });

  const tokenFor = async (resource: string): Promise<string> => {
    const answer = await fetch(`${issuer}/token`, {
      method: 'POST', headers: { authorization: `Basic ${Buffer.from(`${encodeURIComponent(client.id)}:${encodeURIComponent(client.secret)}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource, scope }),
    });
    const { access_token: token } = (await answer.json()) as { access_token?: string };
    if (token === undefined) throw new Error('The provider gave no token.');
    return token;
  };
  const ask = async (token: string, query: string, variables: object = {}) => {
    const answer = await house.app.inject({ method: 'POST', url: '/graphql', payload: { query, variables }, headers: { authorization: `Bearer ${token}` } });
    return { status: answer.statusCode, body: answer.json<{ data?: Record<string, Record<string, unknown>>; errors?: { extensions: { code: string } }[] }>() };
  };

  it('adds intelligence under its own name, sees nothing else, and ends at the next request', async () => {
    const token = await tokenFor(audience);
    expect((await ask(token, '{ viewer { role } }')).status).toBe(403);
    const council = house.cast.chair.councilName;
    const words = await addServiceAccount(house.app, { name: 'Contact centre system', council, subject: client.id, role: 'contributor' });
    expect(words).toContain(`recognised as ${client.id} of ${issuer}`);
    expect((await ask(token, '{ viewer { role personName } }')).body.data).toEqual({ viewer: { role: 'contributor', personName: 'Contact centre system' } });
    const { serviceId } = house.providersService;
    const added = await ask(token, 'mutation ($input: RecordIntelligenceInput!) { recordIntelligence(input: $input) { __typename ... on RecordIntelligencePayload { id } ... on Refusal { code message } ... on InvalidInput { fields { field message } } } }', {
      input: { idempotencyKey: newId(), serviceId, sourceType: 'complaintInformal', whatHappened: 'Two calls about late medicines.', happenedOn: '2 11 2026', category: 'pressureDamage', severity: 'P3', disclosure: 'yes' },
    });
    expect(added.body.data?.['recordIntelligence']).toMatchObject({ __typename: 'RecordIntelligencePayload' });
    const [trail] = await house.sql<{ person: string | null; job: string }>(`select t.person_id as person, m.job_title as job from trail t join memberships m on m.id = t.membership_id
      where t.subject_id = $1 order by t.id limit 1`, [added.body.data?.['recordIntelligence']?.['id']]);
    expect(trail).toEqual({ person: null, job: 'Contact centre system' });
    const { data: log } = await house.gql<{ intelligenceLog: { total: number } }>(house.cast.chair, '{ intelligenceLog { total } }');
    expect(log.intelligenceLog.total).toBe(1);
    expect((await ask(token, '{ reports { total } }')).body.errors?.[0]?.extensions.code).toBe('NOT_PERMITTED');
    await endServiceAccount(house.app, council, 'Contact centre system');
    expect((await ask(token, '{ viewer { role } }')).status).toBe(403);
  });

  it('is refused with a token of the same provider for another service', async () => {
    expect((await ask(await tokenFor('https://payroll.example'), '{ viewer { role } }')).status).toBe(401);
  });

  it('is nobody’s twice, has no deciding role, and belongs to a council that is there', async () => {
    const { councilName: council, membershipId } = house.cast.chair;
    await house.unit.run(house.cast.chair, () => house.get(PeopleService).linkIdentity(issuer, membershipId));
    const add = (more: object) => addServiceAccount(house.app, { name: 'Another', council, subject: newId(), role: 'brokerage', ...more });
    await expect(add({ subject: membershipId })).rejects.toThrow('is somebody’s already');
    await expect(add({ subject: client.id })).rejects.toThrow('is somebody’s already');
    await expect(add({ role: 'chair' })).rejects.toThrow('--role is one of: contributor, brokerage, importer');
    await expect(add({ council: 'Nowhere' })).rejects.toThrow('There is no council called "Nowhere"');
    await expect(endServiceAccount(house.app, council, 'Nothing')).rejects.toThrow('no service account "Nothing"');
  });
});

/** The library warns of every Node that is not named LTS yet, and that it keeps nothing. */
async function quietly<T>(load: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return await load();
  } finally {
    console.warn = warn;
  }
}
