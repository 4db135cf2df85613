import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const rows = readFileSync(join(root, 'docs/security.md'), 'utf8').split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('|---')).map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));
const specs = new Set(globSync('{src,test,procedures}/**/*.spec.ts', { cwd: root }).map((file) => basename(file, '.ts')));

describe('docs/security.md (Sec-8)', () => {
  it('names only tests that are there', () => {
    const named = rows.flatMap((cells) => [...(cells.at(-1) ?? '').matchAll(/`([\w-]+\.spec)`/g)].map(([, name = '']) => name));
    expect(named.length).toBeGreaterThan(60);
    expect([...new Set(named)].filter((name) => !specs.has(name))).toEqual([]);
  });

  it('says of every section of ASVS, and of everybody who attacks, which test shows it or why there is none', () => {
    const sections = rows.filter(([first = '']) => /^\d+(\.\d+)?\b/.test(first));
    expect(sections.length).toBeGreaterThan(40);
    expect(new Set(sections.map(([first = '']) => first.split(/[ .,]/)[0]))).toEqual(new Set(Array.from({ length: 17 }, (_, at) => String(at + 1))));
    const attackers = rows.filter((cells) => cells.length === 4);
    expect([...sections, ...attackers].filter((cells) => cells[0] !== 'Who' && !/`[\w-]+\.spec`|^reason: \w+/.test(cells.at(-1) ?? '')).map(([first]) => first)).toEqual([]);
  });
});
