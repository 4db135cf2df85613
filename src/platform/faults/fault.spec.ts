import { stackFrames, withoutText } from './fault.js';

const typed = 'Zebedee Quagmire\nnight carer\n    at 2 Example Lane, Exampleton';

describe('a fault', () => {
  it('is logged by where it came from: no line of a message of several lines', () => {
    const frames = stackFrames(new TypeError(typed)) ?? [];
    expect(frames[0]).toMatch(/^ {4}at .*fault\.spec\.ts:\d+:\d+\)?$/);
    expect(frames.length).toBeLessThanOrEqual(7);
    expect(frames.join('\n')).not.toMatch(/Quagmire|night carer|Example Lane/);
    expect(stackFrames('thrown text')).toBeUndefined();
  });

  it('is kept by its kind, without message, stack or properties', () => {
    const kept = withoutText(Object.assign(new RangeError(typed), { code: '23505', detail: typed }));
    expect(kept.message).toBe('RangeError 23505');
    expect(kept.stack).toBeUndefined();
    expect(Object.keys(kept)).toEqual([]);
    expect(withoutText(typed).message).toBe('unknown');
  });
});
