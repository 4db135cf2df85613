import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statechart } from './statechart.js';

const folder = join(import.meta.dirname, '../../../docs/statecharts');
const states = (machine: string): string[] =>
  [...readFileSync(join(folder, `${machine}.svg`), 'utf8').matchAll(/class="node">\s*<title>([^<]*)<\/title>/g)].map(([, name]) => name ?? '').filter((name) => name !== 'start');

describe('the drawing of a statechart', () => {
  it.each(readdirSync(folder).map((file) => file.replace('.svg', '')))('%s: marks every state it has, each alone, in words and not by colour alone', (machine) => {
    const all = states(machine);
    expect(all.length).toBeGreaterThan(1);
    for (const state of all) {
      const drawing = statechart(machine, state) ?? '';
      expect([...drawing.matchAll(/#ffdd00/g)]).toHaveLength(1);
      expect([...drawing.matchAll(/>today<\/text>/g)]).toHaveLength(1);
      expect(drawing).not.toContain('<title>');
      expect(drawing).not.toContain(' id="');
    }
  });

  it('marks none for a state it has not, and there is none of a machine that is not drawn', () => {
    expect(statechart('stage', 'nowhere')).not.toContain('today');
    expect([statechart('unknown', 'open'), statechart('../secrets', 'open')]).toEqual([null, null]);
  });
});
