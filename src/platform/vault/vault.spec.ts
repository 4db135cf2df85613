import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoVaultKeys, newVaultKey, parseVaultKeys, type VaultKey } from './vault-key.js';
import { type Cell, KeyMissing, SealBroken, Vault } from './vault.js';

const keysOf = (...texts: string[]): readonly VaultKey[] => {
  const keys = parseVaultKeys(texts.join(','));
  if (typeof keys === 'string') throw new Error(keys);
  return keys;
};
const [first, second] = [newVaultKey('k1'), newVaultKey('k2')];
const cell: Cell = { column: 'sealed_sources.identity', councilId: '01990000-0000-7000-8000-000000000001', recordId: '01990000-0000-7000-8000-000000000002' };
const name = 'Zebedee Quagmire, night carer, ☎ 07700 900123';

describe('the vault', () => {
  const vault = new Vault(keysOf(first));

  it('R25 opens what it sealed, and nothing of it stands in the bytes', () => {
    const sealed = vault.seal(name, cell);
    expect(vault.open(sealed, cell)).toBe(name);
    expect(sealed.keyId).toBe('k1');
    expect(sealed.bytes.includes('Quagmire')).toBe(false);
    expect(vault.open(vault.seal('', cell), cell)).toBe('');
  });

  it('R25 seals the same words differently each time, and short and long names alike', () => {
    expect(vault.seal(name, cell).bytes).not.toEqual(vault.seal(name, cell).bytes);
    expect(vault.seal('Al', cell).bytes).toHaveLength(vault.seal('Bartholomew Featherstonehaugh', cell).bytes.length);
  });

  it.each([
    ['another record', { ...cell, recordId: '01990000-0000-7000-8000-000000000003' }],
    ['another council', { ...cell, councilId: '01990000-0000-7000-8000-000000000003' }],
    ['another column', { ...cell, column: 'people.name' }],
  ])('R25 opens nothing that was copied to %s', (_, other) => {
    expect(() => vault.open(vault.seal(name, cell), other)).toThrow(SealBroken);
  });

  it('R25 opens nothing that was altered or cut, whichever byte', () => {
    const { keyId, bytes } = vault.seal(name, cell);
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => vault.open({ keyId, bytes: altered }, cell)).toThrow(SealBroken);
    }
    expect(() => vault.open({ keyId, bytes: bytes.subarray(0, 20) }, cell)).toThrow(SealBroken);
  });

  it('seals with the first key and opens with all; a missing one is named, and none passes for another', () => {
    const sealed = vault.seal(name, cell);
    const rotated = new Vault(keysOf(second, first));
    expect(rotated.newestKeyId).toBe('k2');
    expect(rotated.open(sealed, cell)).toBe(name);
    expect(rotated.seal(name, cell).keyId).toBe('k2');
    expect(() => new Vault(keysOf(second)).open(sealed, cell)).toThrow(KeyMissing);
    expect(() => rotated.open({ ...sealed, keyId: 'k2' }, cell)).toThrow(SealBroken);
  });
});

describe('keys of the vault', () => {
  it.each([
    ['nothing', 'k1:', 'is not id:base64 at key 1'],
    ['a key without an id', newVaultKey('k').slice(2), 'is not id:base64 at key 1'],
    ['a short key', `k1:${Buffer.from('short').toString('base64')}`, 'is shorter than 32 bytes at key 1'],
    ['a long key', `k1:${Buffer.alloc(64, 'abcdefghijklmnopqrstuvwxyz').toString('base64')}`, 'is longer than 32 bytes at key 1'],
    ['zeros', `${newVaultKey('k1')},k2:${Buffer.alloc(32).toString('base64')}`, 'is a default known to everybody at key 2'],
    ['one word again and again', `k1:${Buffer.alloc(32, 'changeme').toString('base64')}`, 'is a default known to everybody at key 1'],
    ['one id twice', `${newVaultKey('k1')},${newVaultKey('k1')}`, 'has the same key twice at key 2'],
  ])('are refused: %s', (_, text, words) => {
    expect(parseVaultKeys(text)).toBe(words);
  });

  it('of a demonstration are made once, for its owner’s eyes alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mpc-vault-'));
    try {
      const made = demoVaultKeys(join(folder, 'data'));
      expect(made).toHaveLength(1);
      expect(demoVaultKeys(join(folder, 'data'))).toEqual(made);
      expect(statSync(join(folder, 'data', 'source-keys')).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
