import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { VaultKey } from './vault-key.js';

/** Nest token of the keys this process was given: the first seals, all open. */
export const VAULT_KEYS = Symbol('VAULT_KEYS');

/** What a column holds. `bytes` is nonce (12), tag (16), ciphertext. */
export interface Sealed {
  readonly keyId: string;
  readonly bytes: Buffer;
}
/** Which cell a text belongs to: sealed into it, so that it opens nowhere else. */
export interface Cell {
  readonly column: string;
  readonly councilId: string;
  readonly recordId: string;
}

/** This process has no key of that id. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';
  constructor(readonly keyId: string) {
    super(`SOURCE_KEYS lacks the key "${keyId}", which sealed what is stored: add it after the first.`);
  }
}
/** It is not what was sealed for this cell: altered, or copied from another. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor() {
    super('A sealed value does not open: it was altered, or belongs to another row.');
  }
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
/** A text is filled up with zero bytes to a multiple of this: its length tells nobody whose name it is. Inputs refuse control characters. */
const block = 64;

/** Encryption of columns: AES-256-GCM with a random nonce, bound to council, record, column and key (NIST SP 800-38D). */
@Injectable()
export class Vault {
  constructor(@Inject(VAULT_KEYS) private readonly keys: readonly VaultKey[]) {}

  /** The key that seals. */
  get newestKeyId(): string {
    return this.newest().id;
  }

  has(keyId: string): boolean {
    return this.keys.some(({ id }) => id === keyId);
  }

  seal(text: string, cell: Cell): Sealed {
    const { id, key } = this.newest();
    const plain = Buffer.from(text, 'utf8');
    const filled = Buffer.alloc(Math.max(1, Math.ceil(plain.length / block)) * block);
    plain.copy(filled);
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, key, nonce).setAAD(boundTo(cell, id));
    const body = Buffer.concat([cipher.update(filled), cipher.final()]);
    return { keyId: id, bytes: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
  }

  /** @throws KeyMissing, SealBroken */
  open({ keyId, bytes }: Sealed, cell: Cell): string {
    const found = this.keys.find(({ id }) => id === keyId);
    if (found === undefined) throw new KeyMissing(keyId);
    if (bytes.length < nonceBytes + tagBytes) throw new SealBroken();
    const decipher = createDecipheriv(algorithm, found.key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(boundTo(cell, keyId))
      .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    try {
      const filled = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
      const end = filled.indexOf(0);
      return filled.toString('utf8', 0, end === -1 ? filled.length : end);
    } catch {
      // Node's own words tell nothing that helps.
      throw new SealBroken();
    }
  }

  /**
   * Tells equal texts from others later, without the text: a plain hash of a form would let whoever has the database try names on it.
   * @returns 32 bytes
   */
  fingerprint(text: string): Buffer {
    return fingerprintBy(this.newest(), text);
  }

  /** Whether bytes are a text's fingerprint, also by a key that was the newest before. */
  isFingerprint(bytes: Buffer, text: string): boolean {
    return this.keys.some((key) => timingSafeEqual(fingerprintBy(key, text), Buffer.concat([bytes], fingerprintBytes)));
  }

  private newest(): VaultKey {
    const [newest] = this.keys;
    if (newest === undefined) throw new Error('There is no key to seal with: set SOURCE_KEYS.');
    return newest;
  }
}

const fingerprintBytes = 32;
const fingerprintKeys = new WeakMap<VaultKey, Buffer>();
/** By a key of its own, derived: no key does two kinds of work. */
function fingerprintBy(vaultKey: VaultKey, text: string): Buffer {
  let key = fingerprintKeys.get(vaultKey);
  if (key === undefined) {
    key = Buffer.from(hkdfSync('sha256', vaultKey.key, '', 'fingerprint', fingerprintBytes));
    fingerprintKeys.set(vaultKey, key);
  }
  return createHmac('sha256', key).update(text).digest();
}

function boundTo({ column, councilId, recordId }: Cell, keyId: string): Buffer {
  return Buffer.from(JSON.stringify([column, councilId, recordId, keyId]), 'utf8');
}
