import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageNames } from '../../../procedures/index.ts';
import { deadlineWords } from './deadline-words.js';

const domain = join(import.meta.dirname, '..');

describe('deadlineWords', () => {
  it('has words for every deadline that a machine sets', () => {
    const kinds = new Set(globSync('**/*.machine.ts', { cwd: domain }).flatMap((file) => [...readFileSync(join(domain, file), 'utf8').matchAll(/type: 'deadline',\s*kind: '(\w+)'/g)].map(([, kind]) => kind ?? '')));
    expect(kinds.size).toBeGreaterThan(15);
    expect([...kinds].filter((kind) => deadlineWords(kind, stageNames({})) === kind)).toEqual([]);
  });
});
