import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { parseVaultKeys, type VaultKey } from '../platform/vault/vault-key.js';

/** Nest token of the {@link Settings} a process was started with. */
export const SETTINGS = Symbol('settings');

const PRODUCTION_SECRET_BYTES = 32;
/** Words of values copied from an example: a secret with one of them is known to everybody. */
const KNOWN_SECRET = /change-?me|default|example|demo|placeholder/i;

/** What is needed to reach the database, and no more: enough for `cli migrate`. */
export interface DatabaseSettings {
  env: 'development' | 'production' | 'test';
  /** Absolute path of the folder that holds the embedded database and what else the service keeps on disk. */
  dataDir: string;
  /** URL of the app role. Absent: the embedded database is used. */
  databaseUrl?: string;
  /** URL of the owner role, which migrates. Absent beside `databaseUrl`: somebody else migrates. */
  databaseOwnerUrl?: string;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** Points a minute: a page, a file or a request of the API is one, a large GraphQL document more. */
export interface Limits {
  readonly perPerson: number;
  /** Of one network address, which a whole office may share. */
  readonly perAddress: number;
  /** Steps of signing in and out at the identity provider, by one network address. */
  readonly signIn: number;
}

export interface SealSettings {
  /** Ed25519, private. Absent in the demo, which makes one of its own in `keyFile`, and where seals are only verified. */
  readonly key?: KeyObject;
  readonly keyFile: string;
  /** Absolute path of the file to which each seal adds a line. */
  readonly file: string;
}

/** Everything a process may be told from outside; see the README for the meaning of each variable. */
export interface Settings extends DatabaseSettings {
  port: number;
  /** Where people reach the service, without a closing slash. */
  publicUrl: string;
  oidc: { issuer: string; clientId: string; clientSecret: string };
  /** What an access token of the identity provider must say to be taken by /graphql. Absent: none is taken. */
  api?: { audience: string; scope: string };
  /** Addresses and networks of the proxies whose X-Forwarded-For is believed; nobody's unless named. */
  trustedProxies: readonly string[];
  /** How much may be asked for in a minute; see docs/adr/0010. */
  limits: Limits;
  /** Whether requests are turned away with 503 while the process lags (Perf-12); not in tests, whose machine is busy for reasons of its own. */
  shedLoad: boolean;
  /** Whether /graphql runs documents that nobody shipped. Production does not, unless it is told to. */
  adHoc: boolean;
  /** Signs the short-lived cookies of a sign-in under way; sessions themselves live in the database. */
  sessionSecret: string;
  /** Seal who told us: the first key seals, all open. Absent: the demonstration makes its own in the data folder. */
  sourceKeys?: readonly VaultKey[];
  smtpUrl: string;
  mailFrom: string;
  /** clamd: tcp://host:port or unix:/path. Absent: files wait until an officer releases them. */
  clamdUrl?: string;
  /** How long its answer is waited for; 30 seconds unless a test says otherwise. */
  clamdTimeoutMs?: number;
  /** What signs the trail once a minute, and where its seals go besides the database (ADR 0014). */
  seal: SealSettings;
  /** Fictional council, demo identity provider and demo mailbox. */
  demo: boolean;
}

/** One or more settings are missing or wrong; the message has a line for each, saying what to set. */
export class SettingsInvalid extends Error {
  override readonly name = 'SettingsInvalid';
  constructor(readonly problems: readonly string[]) {
    const count = problems.length === 1 ? '1 setting needs' : `${problems.length} settings need`;
    super(`The service does not start: ${count} attention.\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const required = (what: string) => z.string({ error: `is missing: ${what}` });

const webAddress = (what: string, httpsOnly: boolean) =>
  required(what).refine(
    (value) => URL.canParse(value) && (new URL(value).protocol === 'https:' || (!httpsOnly && new URL(value).protocol === 'http:')),
    { error: `is not an ${httpsOnly ? 'https' : 'http or https'} address: ${what}` },
  );

const secret = (what: string, production: boolean) =>
  required(what)
    .refine((value) => !production || Buffer.byteLength(value) >= PRODUCTION_SECRET_BYTES, {
      error: `is shorter than ${PRODUCTION_SECRET_BYTES} bytes: ${what}`,
      abort: true,
    })
    .refine((value) => !production || !KNOWN_SECRET.test(value), { error: `is a default known to everybody: ${what}` });

const newKey = 'set id:key, the key from: openssl rand -base64 32; several with commas between, the first of which seals';
const vaultKeys = required(newKey).transform((text, context): readonly VaultKey[] => {
  const keys = parseVaultKeys(text);
  if (typeof keys !== 'string') return keys;
  context.addIssue({ code: 'custom', message: `${keys}: ${newKey}` });
  return z.NEVER;
});

const postgresUrl = z
  .string()
  .refine((value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value), {
    error: 'is not a PostgreSQL address: set postgres://user:password@host:5432/database',
  })
  .optional();

const databaseShape = {
  NODE_ENV: z
    .enum(['development', 'production', 'test'], { error: 'is not known: set development, production or test' })
    .default('development'),
  MPC_DATA_DIR: z.string().default('.data'),
  DATABASE_URL: postgresUrl,
  DATABASE_OWNER_URL: postgresUrl,
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'is not known: set fatal, error, warn, info, debug, trace or silent',
    })
    .optional(),
};

const perMinute = (standard: number) => {
  const error = 'is not a number of requests a minute: set a whole number from 1';
  return z.coerce.number({ error }).int(error).min(1, error).default(standard);
};
/** Suites ask from one address for many people, faster than people do. */
const noLimit = 1_000_000;
const longestPrefix: Record<number, number> = { 4: 32, 6: 128 };

function isNetwork(text: string): boolean {
  const [address = '', prefix = '0', ...more] = text.split('/');
  return more.length === 0 && isIP(address) !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (longestPrefix[isIP(address)] ?? 0);
}

const networks = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((one) => one.trim()).filter((one) => one !== ''))
  .refine((all) => all.every(isNetwork), { error: 'names something that is no address: set addresses or networks of your proxies, such as 10.0.0.5,10.1.0.0/16' });

function sealKeyOf(value: string): KeyObject {
  const pem = value.includes('-----BEGIN');
  return createPrivateKey(pem ? value : { key: Buffer.from(value, 'base64'), format: 'der', type: 'pkcs8' });
}

function isSealKey(value: string): boolean {
  try {
    return sealKeyOf(value).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

const sealKey = required('set the private key that signs the trail, as npm run cli -- seals new-key prints it')
  .refine(isSealKey, { error: 'is not an Ed25519 private key: set what npm run cli -- seals new-key prints, PKCS8 as base64 or PEM' });

/** The demo brings its own identity provider, mailbox and secrets; without it each one has to be named. */
function serviceSchema(production: boolean, demo: boolean, test: boolean, sealing: boolean) {
  const own = <T extends z.ZodType>(schema: T) => (demo ? schema.optional() : schema);
  // The demo takes the next three ports as well.
  const lastPort = demo ? 65_532 : 65_535;
  const error = `is not a port: set a number from 1 to ${lastPort}`;
  return z.object({
    ...databaseShape,
    PORT: z.coerce.number({ error }).int(error).min(1, error).max(lastPort, error).default(3000),
    DEMO: z.enum(production ? ['off'] : ['on', 'off'], {
      error: production
        ? 'is on: the demo sign-in and demo mail are not for production; take DEMO away and set the sign-in and mail settings'
        : 'is not known: set on or off',
    }).optional(),
    PUBLIC_URL: own(webAddress('set the address people open, such as https://concerns.council.gov.uk', production)),
    OIDC_ISSUER: own(webAddress('set the issuer address of your identity provider; the demo sign-in is not for production', production)),
    OIDC_CLIENT_ID: own(required('set the client id your identity provider gave this service')),
    OIDC_CLIENT_SECRET: own(secret('set the client secret your identity provider gave this service, at least 32 characters', production)),
    API_AUDIENCE: z.string().optional(),
    API_SCOPE: z.string().regex(/^\S+$/, { error: 'has a space in it: set the one scope that lets a client use this service' }).default('concerns'),
    TRUSTED_PROXIES: networks,
    LIMIT_PER_PERSON: perMinute(test ? noLimit : 600),
    LIMIT_PER_ADDRESS: perMinute(test ? noLimit : 6_000),
    LIMIT_SIGN_IN: perMinute(test ? noLimit : 240),
    SHED_LOAD: z.enum(['on', 'off'], { error: 'is not known: set on to turn requests away while the service lags, or off' }).default(test ? 'off' : 'on'),
    ADHOC: z.enum(['on', 'off'], { error: 'is not known: set on to let API clients send documents of their own, or off' }).default(production ? 'off' : 'on'),
    SESSION_SECRET: own(secret('set at least 32 random characters, such as the output of: openssl rand -base64 48', production)),
    SOURCE_KEYS: own(vaultKeys),
    SMTP_URL: own(
      required('set your mail server, such as smtps://user:password@mail.council.gov.uk; the demo mailbox is not for production')
        .refine((value) => /^smtps?:\/\//.test(value) && URL.canParse(value), { error: 'is not a mail server address: set smtp://host:port or smtps://host' }),
    ),
    SEAL_KEY: sealing ? own(sealKey) : sealKey.optional(),
    SEAL_FILE: z.string().optional(),
    CLAMD_URL: z.string().refine((value) => /^(tcp:\/\/[^/:]+:\d+|tcp:\/\/\[[\da-fA-F:.]+\]:\d+|unix:\/.+)$/.test(value) && URL.canParse(value), {
      error: 'is not an address of clamd: set tcp://host:port or unix:/path/to/clamd.sock',
    }).optional(),
    MAIL_FROM: own(z.email({
      error: (issue) => `${issue.input === undefined ? 'is missing' : 'is not a mail address'}: set the address mail is sent from`,
    })),
  });
}

/** @throws SettingsInvalid naming every setting at fault. */
function parse<T extends z.ZodObject>(schema: T, env: Environment): z.output<T> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const outcome = schema.safeParse(given);
  if (outcome.success) return outcome.data;
  throw new SettingsInvalid(outcome.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
}

type DatabaseValues = z.output<z.ZodObject<typeof databaseShape>>;

function databaseSettings(values: DatabaseValues): DatabaseSettings {
  return {
    env: values.NODE_ENV,
    dataDir: resolve(values.MPC_DATA_DIR),
    // On a person's own machine the lines that say where to go must not drown in a log of every request.
    logLevel: values.LOG_LEVEL ?? (values.NODE_ENV === 'production' ? 'info' : 'warn'),
    ...(values.DATABASE_URL && { databaseUrl: values.DATABASE_URL }),
    ...(values.DATABASE_OWNER_URL && { databaseOwnerUrl: values.DATABASE_OWNER_URL }),
  };
}

/**
 * The settings of commands that only reach the database.
 * @throws SettingsInvalid
 */
export function readDatabaseSettings(env: Environment = process.env): DatabaseSettings {
  return databaseSettings(parse(z.object(databaseShape), env));
}

/**
 * All settings. In production the demo, short secrets and known secrets are refused.
 * With `sealing: false`, for who only verifies, no key that signs is asked for.
 * In the demo the identity provider listens on the next port, the mail server on the one after it, and its page on the third.
 * @throws SettingsInvalid
 */
export function readSettings(env: Environment = process.env, { sealing = true } = {}): Settings {
  const production = env['NODE_ENV'] === 'production';
  const demo = !production && env['DEMO'] !== 'off';
  const values = parse(serviceSchema(production, demo, env['NODE_ENV'] === 'test', sealing), env);
  const random = () => randomBytes(PRODUCTION_SECRET_BYTES).toString('base64url');
  return {
    ...databaseSettings(values),
    port: values.PORT,
    publicUrl: (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    oidc: {
      issuer: values.OIDC_ISSUER ?? `http://localhost:${values.PORT + 1}`,
      clientId: values.OIDC_CLIENT_ID ?? 'manage-provider-concerns',
      clientSecret: values.OIDC_CLIENT_SECRET ?? random(),
    },
    ...(values.API_AUDIENCE !== undefined && { api: { audience: values.API_AUDIENCE, scope: values.API_SCOPE } }),
    trustedProxies: values.TRUSTED_PROXIES,
    limits: { perPerson: values.LIMIT_PER_PERSON, perAddress: values.LIMIT_PER_ADDRESS, signIn: values.LIMIT_SIGN_IN },
    shedLoad: values.SHED_LOAD === 'on',
    adHoc: values.ADHOC === 'on',
    sessionSecret: values.SESSION_SECRET ?? random(),
    ...(values.SOURCE_KEYS && { sourceKeys: values.SOURCE_KEYS }),
    smtpUrl: values.SMTP_URL ?? `smtp://127.0.0.1:${values.PORT + 2}`,
    mailFrom: values.MAIL_FROM ?? 'provider.concerns@example.org',
    ...(values.CLAMD_URL !== undefined && { clamdUrl: values.CLAMD_URL }),
    seal: {
      ...(values.SEAL_KEY !== undefined && { key: sealKeyOf(values.SEAL_KEY) }),
      keyFile: resolve(values.MPC_DATA_DIR, 'seal-key.pem'),
      file: resolve(values.SEAL_FILE ?? join(values.MPC_DATA_DIR, 'seals.jsonl')),
    },
    demo,
  };
}
