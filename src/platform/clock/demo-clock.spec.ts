import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from './clock.js';
import { clockOf, DemoClock, demoClockFile } from './demo-clock.js';

describe('the clock of the demonstration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-clock-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is the machine’s until days are let pass; then every process sees it ahead, and it goes on from there', () => {
    const dataDir = join(folder, 'new');
    const [one, other] = [new DemoClock(dataDir), new DemoClock(dataDir)];
    expect(Math.abs(one.now().since(new Clock().now()).total('seconds'))).toBeLessThan(5);
    const later = new Clock().now().add({ hours: 24 * 100 });
    one.set(later);
    for (const clock of [one, other]) expect(Math.abs(clock.now().since(later).total('seconds'))).toBeLessThan(5);
    one.set(later.add({ hours: 24 }));
    expect(other.now().since(later).total('hours')).toBeGreaterThan(23);
    rmSync(demoClockFile(dataDir));
    expect(Math.abs(other.now().since(new Clock().now()).total('seconds'))).toBeLessThan(5);
  });

  it('never goes behind the machine’s, and is for the demonstration alone', () => {
    const clock = new DemoClock(folder);
    clock.set(new Clock().now().subtract({ hours: 24 }));
    expect(Math.abs(clock.now().since(new Clock().now()).total('seconds'))).toBeLessThan(5);
    expect(clockOf({ demo: true, dataDir: folder })).toBeInstanceOf(DemoClock);
    expect(clockOf({ demo: false, dataDir: folder })).not.toBeInstanceOf(DemoClock);
  });
});
