import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** Bytes of an AES-256 key. */
const keyBytes = 32;
/** Fewer different bytes than this in 32 is a typed key, such as all zeros or a repeated word: a random one has about 30. */
const leastVariety = 16;
const keyName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** A key by which sources are sealed; its id stands in clear beside what it sealed. */
export interface VaultKey {
  readonly id: string;
  readonly key: Buffer;
}

/**
 * Reads `id:base64,id2:base64`: the first key seals, all of them open.
 * @returns the keys, or what is wrong with the text, without any of it: the words go to a log
 */
export function parseVaultKeys(text: string): readonly VaultKey[] | string {
  const keys: VaultKey[] = [];
  for (const [index, entry] of text.split(',').entries()) {
    const [id = '', base64 = '', ...more] = entry.trim().split(':');
    const key = Buffer.from(base64, 'base64');
    const which = `key ${index + 1}`;
    if (!keyName.test(id) || base64 === '' || more.length > 0) return `is not id:base64 at ${which}`;
    if (key.length < keyBytes) return `is shorter than ${keyBytes} bytes at ${which}`;
    if (key.length > keyBytes) return `is longer than ${keyBytes} bytes at ${which}`;
    if (new Set(key).size < leastVariety) return `is a default known to everybody at ${which}`;
    if (keys.some((one) => one.id === id || one.key.equals(key))) return `has the same key twice at ${which}`;
    keys.push({ id, key });
  }
  return keys;
}

/** A fresh key in the words of SOURCE_KEYS. */
export function newVaultKey(id: string): string {
  return `${id}:${randomBytes(keyBytes).toString('base64')}`;
}

/**
 * The keys of a demonstration: made at its first start, in a file of the data folder that nobody else may read.
 * Two processes that start at once use the same one.
 * @throws Error when the file is there and holds no key
 */
export function demoVaultKeys(dataDir: string): readonly VaultKey[] {
  const file = join(dataDir, 'source-keys');
  mkdirSync(dataDir, { recursive: true });
  const own = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(own, `${newVaultKey('demo')}\n`, { mode: 0o600, flag: 'wx' });
    linkSync(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(own, { force: true });
  }
  chmodSync(file, 0o600);
  const keys = parseVaultKeys(readFileSync(file, 'utf8').trim());
  if (typeof keys === 'string') throw new Error(`${file} ${keys}.`);
  return keys;
}
