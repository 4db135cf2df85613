import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SealSettings } from '../../config/settings.js';

/** The key that signs seals, where there is one already. */
export function existingSealKey({ key, keyFile }: Omit<SealSettings, 'file'>): KeyObject | null {
  return key ?? (existsSync(keyFile) ? createPrivateKey(readFileSync(keyFile)) : null);
}

/**
 * The key that signs seals: from the settings, or in the demo one that is made once in the data folder, for this system's user alone.
 * @throws Error where there is none and none can be kept
 */
export function sealKey({ key, keyFile }: SealSettings): KeyObject {
  const existing = existingSealKey({ keyFile, ...(key && { key }) });
  if (existing !== null) return existing;
  const made = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  mkdirSync(dirname(keyFile), { recursive: true });
  try {
    writeFileSync(keyFile, made, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return createPrivateKey(readFileSync(keyFile));
}
