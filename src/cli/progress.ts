import { Presets, SingleBar } from 'cli-progress';
import { say } from './command.js';

/** Hears how much of all is done, and is told when it is over. */
export interface ProgressDisplay {
  update(done: number, all: number): void;
  stop(): void;
}

/** A bar on a terminal; elsewhere a plain line a quarter. Both on stderr, because stdout is for results. */
export function progressDisplay(what: string): ProgressDisplay {
  return process.stderr.isTTY ? bar(what) : lines(what);
}

function bar(what: string): ProgressDisplay {
  const shown = new SingleBar({ format: `${what} {bar} {percentage}%`, hideCursor: true, clearOnComplete: true, stream: process.stderr }, Presets.shades_classic);
  let started = false;
  return {
    update(done, all) {
      if (started) shown.update(done);
      else shown.start(all, done);
      started = true;
    },
    stop() {
      if (started) shown.stop();
    },
  };
}

const quarters = 4;
function lines(what: string): ProgressDisplay {
  let said = 0;
  return {
    update(done, all) {
      const quarter = Math.floor((done / all) * quarters);
      if (quarter > said) say(`${what}: ${(quarter * 100) / quarters}%`);
      said = Math.max(said, quarter);
    },
    stop: () => undefined,
  };
}
