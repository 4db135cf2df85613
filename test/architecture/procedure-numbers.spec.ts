import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultProcedure } from '../../procedures/index.ts';

const src = join(import.meta.dirname, '../../src');
const code = globSync('**/*.ts', { cwd: src }).filter((file) => !file.endsWith('.spec.ts')).map((file) => readFileSync(join(src, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')).join('\n');

describe('numbers of a procedure (domain.md 1.5)', () => {
  it('each is read by the code: changing it changes something', () => {
    const numbers = Object.entries(defaultProcedure.timescales).flatMap(([key, value]) => (typeof value === 'number' ? [key] : []));
    expect(numbers.length).toBeGreaterThan(40);
    expect(numbers.filter((key) => !new RegExp(`\\b${key}\\b`).test(code))).toEqual([]);
  });
});
