import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const rowsOf = (file: string): string[][] => readFileSync(join(root, file), 'utf8').split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('|---')).map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));
const specs = new Set(globSync('{src,test,procedures}/**/*.spec.ts', { cwd: root }).map((file) => basename(file, '.ts')));
const attackers = rowsOf('docs/security.md').filter((cells) => cells.length === 4 && cells[0] !== 'Who');
const requirements = rowsOf('docs/asvs.md').filter(([first = '']) => /^\d/.test(first));

/** How many requirements of level 1 or 2 each section of ASVS 5.0.0 has: they are its first ones, those of level 3 come last. */
const sections: Readonly<Record<string, number>> = {
  '1.1': 2, '1.2': 9, '1.3': 11, '1.4': 3, '1.5': 2, '2.1': 3, '2.2': 3, '2.3': 4, '2.4': 1, '3.2': 2, '3.3': 4, '3.4': 6, '3.5': 5, '3.7': 2, '4.1': 3, '4.2': 1, '4.3': 2, '4.4': 4,
  '5.1': 1, '5.2': 3, '5.3': 2, '5.4': 3, '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3, '6.8': 4, '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2,
  '8.1': 2, '8.2': 3, '8.3': 1, '8.4': 1, '9.1': 3, '9.2': 4, '10.1': 2, '10.2': 2, '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2, '10.7': 3, '11.1': 2, '11.2': 3, '11.3': 3, '11.4': 4, '11.5': 1, '11.6': 1,
  '12.1': 3, '12.2': 2, '12.3': 4, '13.1': 1, '13.2': 5, '13.3': 2, '13.4': 5, '14.1': 2, '14.2': 4, '14.3': 3, '15.1': 3, '15.2': 3, '15.3': 7, '16.1': 1, '16.2': 5, '16.3': 4, '16.4': 3, '16.5': 3,
  '17.1': 1, '17.2': 4, '17.3': 2,
};
const every = Object.entries(sections).flatMap(([section, count]) => Array.from({ length: count }, (_, at) => `${section}.${at + 1}`));

/** `6.2.1 to 6.2.12` is twelve of them. */
function named(cell: string): string[] {
  return cell.split(', ').flatMap((part) => {
    const [from = '', to = from] = part.split(' to ');
    const [section, first, last] = [from.slice(0, from.lastIndexOf('.')), Number(from.split('.').at(-1)), Number(to.split('.').at(-1))];
    return Array.from({ length: last - first + 1 }, (_, at) => `${section}.${first + at}`);
  });
}

describe('docs/security.md and docs/asvs.md (Sec-8)', () => {
  it('name only tests that are there', () => {
    const tests = [...attackers, ...requirements].flatMap((cells) => [...(cells.at(-1) ?? '').matchAll(/`([\w-]+\.spec)`/g)].map(([, name = '']) => name));
    expect(tests.length).toBeGreaterThan(150);
    expect([...new Set(tests)].filter((name) => !specs.has(name))).toEqual([]);
  });

  it('say of every requirement of levels 1 and 2, once, which test shows it, why it does not apply, or that it is a gap', () => {
    expect(every).toHaveLength(253);
    expect(requirements.flatMap(([first = '']) => named(first)).toSorted()).toEqual(every.toSorted());
    expect(requirements.filter((cells) => !/`[\w-]+\.spec`|\b(?:reason|gap): \w+/.test(cells.at(-1) ?? '')).map(([first]) => first)).toEqual([]);
  });

  it('say of everybody who attacks which test shows what stops them', () => {
    expect(attackers.length).toBeGreaterThan(15);
    expect(attackers.filter((cells) => !/`[\w-]+\.spec`/.test(cells.at(-1) ?? '')).map(([first]) => first)).toEqual([]);
  });
});
