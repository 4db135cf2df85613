import { generateKeyPairSync } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { readDatabaseSettings, readSettings, SettingsInvalid } from './settings.js';

function problems(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsInvalid) return error.problems;
    throw error;
  }
  return [];
}

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://concerns.council.gov.uk/',
  OIDC_ISSUER: 'https://login.council.gov.uk/tenant',
  OIDC_CLIENT_ID: 'concerns',
  OIDC_CLIENT_SECRET: 'q4tN8vXcR2mZ7yLwK1sPbJ6hGd3fTa9E',
  SESSION_SECRET: 'mB5xQ0uVeY8rTzWcNpL2jKsHg7dFa4R1',
  SOURCE_KEYS: 'k2026:7v0nZb3Qe9sW1xYkT5mHcR8uLdGfJa2oPi4NtEwVq6A=',
  SEAL_KEY: generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  SMTP_URL: 'smtps://concerns:word@mail.council.gov.uk',
  MAIL_FROM: 'concerns@council.gov.uk',
};

describe('settings', () => {
  it('need nothing for the demo', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      env: 'development', port: 3000, demo: true, publicUrl: 'http://localhost:3000', logLevel: 'warn',
      oidc: { issuer: 'http://localhost:3001' }, smtpUrl: 'smtp://127.0.0.1:3002',
    });
    expect(isAbsolute(settings.dataDir)).toBe(true);
    expect(settings).not.toHaveProperty('databaseUrl');
  });

  it('make the secrets of the demo anew at every start', () => {
    expect(readSettings({}).sessionSecret).not.toBe(readSettings({}).sessionSecret);
  });

  it('treat an empty variable as absent', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '' }).port).toBe(3000);
  });

  it('are refused with every error at once', () => {
    expect(problems({ PORT: 'eighty', DATABASE_URL: 'mysql://here', LOG_LEVEL: 'loud', DEMO: 'maybe' })).toEqual([
      expect.stringContaining('DATABASE_URL is not a PostgreSQL address'),
      expect.stringContaining('LOG_LEVEL is not known'),
      expect.stringContaining('PORT is not a port'),
      expect.stringContaining('DEMO is not known'),
    ]);
  });

  it('turn requests away while the service lags, except in tests and where told otherwise', () => {
    expect([readSettings({}).shedLoad, readSettings(production).shedLoad, readSettings({ NODE_ENV: 'test' }).shedLoad, readSettings({ SHED_LOAD: 'off' }).shedLoad]).toEqual([true, true, false, false]);
  });

  it('of production name each missing one', () => {
    const named = problems({ NODE_ENV: 'production', DEMO: 'on' }).map((line) => line.split(' ')[0]);
    expect(named.sort()).toEqual([
      'DEMO', 'MAIL_FROM', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ISSUER', 'PUBLIC_URL', 'SEAL_KEY', 'SESSION_SECRET', 'SMTP_URL', 'SOURCE_KEYS',
    ]);
  });

  it('of production are complete with these', () => {
    expect(readSettings(production)).toMatchObject({ demo: false, publicUrl: 'https://concerns.council.gov.uk' });
  });

  it('of production refuse short and known secrets', () => {
    const [known, short] = problems({ ...production, SESSION_SECRET: 'short', OIDC_CLIENT_SECRET: 'change-me-change-me-change-me-change-me' });
    expect(short).toContain('SESSION_SECRET is shorter than 32 bytes');
    expect(known).toContain('OIDC_CLIENT_SECRET is a default known to everybody');
  });

  it('R25 of production refuse short and known keys of sources, and repeat nothing of them', () => {
    const short = problems({ ...production, SOURCE_KEYS: `a:${Buffer.from('Sh0rtSecret').toString('base64')}` });
    expect(short).toEqual([expect.stringContaining('SOURCE_KEYS is shorter than 32 bytes at key 1')]);
    expect(short.join()).not.toContain('U2gwcnRTZWNyZXQ');
    expect(problems({ ...production, SOURCE_KEYS: `a:${Buffer.alloc(32).toString('base64')}` })).toEqual([expect.stringContaining('SOURCE_KEYS is a default known to everybody')]);
    expect(readSettings(production).sourceKeys).toMatchObject([{ id: 'k2026' }]);
    expect(readSettings({}).sourceKeys).toBeUndefined();
  });

  it('of production sign with an Ed25519 key, in base64 or PEM, and take no other', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'pem', type: 'pkcs8' });
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
    expect(readSettings(production).seal.key?.asymmetricKeyType).toBe('ed25519');
    expect(readSettings({ ...production, SEAL_KEY: String(pem) }).seal.key?.asymmetricKeyType).toBe('ed25519');
    for (const wrong of [String(rsa), 'c2VjcmV0']) {
      const found = problems({ ...production, SEAL_KEY: wrong });
      expect(found).toEqual([expect.stringContaining('SEAL_KEY is not an Ed25519 private key')]);
      expect(found.join()).not.toContain(wrong);
    }
  });

  it('without the demo name what the demo brought, outside production too', () => {
    expect(problems({ DEMO: 'off' }).join()).toContain('OIDC_ISSUER is missing');
  });

  it('of the database ask for nothing else', () => {
    expect(readDatabaseSettings({ NODE_ENV: 'production', DATABASE_URL: 'postgres://app@db/mpc' })).toMatchObject({
      env: 'production', databaseUrl: 'postgres://app@db/mpc',
    });
  });
});
