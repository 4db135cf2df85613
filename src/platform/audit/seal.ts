import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/**
 * What one seal says: by when which heads of trails and which read records stood (ADR 0014). Hashes are SHA-256 in hexadecimal;
 * units are numbers of database transactions, `fromUnit` included and `toUnit` not.
 */
export interface SealContent {
  readonly councilId: string;
  /** From 1, without a gap, per council. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly sealedAt: number;
  readonly fromUnit: number;
  readonly toUnit: number;
  readonly headCount: number;
  readonly headsHash: string;
  readonly readCount: number;
  readonly readsHash: string;
  /** The hash of the seal before; empty in the first. */
  readonly previousHash: string;
}

/** A seal as it lies in the database and as one line of the seals file. */
export interface Seal extends SealContent {
  readonly hash: string;
  /** Names the public key: the first 16 digits of its SHA-256. */
  readonly keyId: string;
  /** Ed25519 over the text whose hash is `hash`; base64. */
  readonly signature: string;
}

const order = ['councilId', 'number', 'sealedAt', 'fromUnit', 'toUnit', 'headCount', 'headsHash', 'readCount', 'readsHash', 'previousHash'] as const;

function textOf(seal: SealContent): string {
  return ['seal 1', ...order.map((name) => String(seal[name]))].join('|');
}

/** The name of a key, public or private. */
export function keyIdOf(key: KeyObject): string {
  const open = key.type === 'public' ? key : createPublicKey(key);
  return createHash('sha256').update(open.export({ format: 'der', type: 'spki' })).digest('hex').slice(0, 16);
}

export function signSeal(content: SealContent, key: KeyObject): Seal {
  const text = Buffer.from(textOf(content));
  return { ...content, hash: createHash('sha256').update(text).digest('hex'), keyId: keyIdOf(key), signature: sign(null, text, key).toString('base64') };
}

/** What is wrong with a seal by itself, in words; null where it proves itself. @param keys public keys by their names */
export function faultOf(seal: Seal, keys: ReadonlyMap<string, KeyObject>): string | null {
  const text = Buffer.from(textOf(seal));
  if (createHash('sha256').update(text).digest('hex') !== seal.hash) return 'altered seal';
  const key = keys.get(seal.keyId);
  if (key === undefined) return `seal signed by a key we do not have (${seal.keyId})`;
  return verify(null, text, key, Buffer.from(seal.signature, 'base64')) ? null : 'forged seal';
}
