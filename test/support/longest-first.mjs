import TestSequencer from '@jest/test-sequencer';

/** Specs that take longest, so that no core waits for one at the end. Jest itself knows durations of earlier runs alone, and a fresh checkout has had none. */
const longest = [
  'journeys/every-page', 'integration/access-matrix', 'integration/sealed-name', 'journeys/whole-meeting', 'journeys/tour', 'journeys/panel', 'journeys/deciding', 'journeys/terminating', 'integration/seals', 'integration/rows', 'integration/walls', 'integration/limits',
  'integration/chronology', 'integration/every-page',
];

export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = longest.findIndex((name) => path.endsWith(`test/${name}.spec.ts`));
      return found < 0 ? longest.length : found;
    };
    // A sort keeps the order of equals.
    return super.sort(tests).sort((one, other) => place(one) - place(other));
  }
}
