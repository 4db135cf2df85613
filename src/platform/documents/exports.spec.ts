import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'csv-parse/sync';
import { LONDON } from '../clock/london.js';
import { cancellation, invitation } from './calendar.js';
import { chartSvg } from './chart.js';
import { toCsv } from './csv.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const meeting = {
  meetingId: '0195f000-0000-7000-8000-000000000001',
  sequence: 0,
  title: 'Provider Escalation Panel',
  startsAt: at('2026-11-24T14:00:00Z'),
  endsAt: at('2026-11-24T16:00:00Z'),
  venue: 'Committee room 2; Town Hall, and online',
  link: 'https://example.org/meetings/1',
  organiser: { name: 'Panel coordinator', email: 'panel@example.org' },
  attendee: { name: 'A "Nurse", ICB', email: 'nurse@example.org' },
  sentAt: at('2026-11-10T09:00:00Z'),
};

/** Properties of a calendar by name, unfolded, and the blocks they stand in. */
function lines(calendar: string): { name: string; value: string; block: string }[] {
  const blocks: string[] = [];
  return calendar.replace(/\r\n[ \t]/g, '').split('\r\n').filter((line) => line !== '').map((line) => {
    const [, name = '', value = ''] = /^((?:[^":]|"[^"]*")*):(.*)$/.exec(line) ?? [];
    if (name === 'END') expect(blocks.pop()).toBe(value);
    const block = blocks.join('/');
    if (name === 'BEGIN') blocks.push(value);
    return { name, value, block };
  });
}
const valueOf = (calendar: string, name: string): string | undefined =>
  lines(calendar).find((line) => line.block === 'VCALENDAR/VEVENT' && (line.name === name || line.name.startsWith(`${name};`)))?.value;

describe('a calendar entry', () => {
  it('is a request to one person, from the organiser', () => {
    const entry = invitation(meeting);
    expect(entry).toContain('METHOD:REQUEST\r\n');
    expect(valueOf(entry, 'UID')).toBe('meeting-0195f000-0000-7000-8000-000000000001@manage-provider-concerns');
    expect(valueOf(entry, 'SEQUENCE')).toBe('0');
    expect(valueOf(entry, 'SUMMARY')).toBe('Provider Escalation Panel');
    expect(valueOf(entry, 'ORGANIZER')).toBe('mailto:panel@example.org');
    expect(valueOf(entry, 'ATTENDEE')?.toLowerCase()).toBe('mailto:nurse@example.org');
    expect(valueOf(entry, 'LOCATION')).toBe('Committee room 2\\; Town Hall\\, and online');
    expect(valueOf(entry, 'DTSTAMP')).toBe('20261110T090000Z');
    for (const line of entry.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('called off is the same entry, one later', () => {
    const entry = cancellation({ ...meeting, sequence: 1 });
    expect(entry).toContain('METHOD:CANCEL\r\n');
    expect(valueOf(entry, 'STATUS')).toBe('CANCELLED');
    expect(valueOf(entry, 'UID')).toBe(valueOf(invitation(meeting), 'UID'));
    expect(valueOf(entry, 'SEQUENCE')).toBe('1');
  });

  it.each([
    ['2026-10-24T13:00:00Z', '20261024T140000'],
    ['2026-10-25T14:00:00Z', '20261025T140000'],
    ['2027-03-27T14:00:00Z', '20270327T140000'],
    ['2027-03-28T13:00:00Z', '20270328T140000'],
  ])('at %s is at %s in London', (start, local) => {
    const entry = invitation({ ...meeting, startsAt: at(start), endsAt: at(start).add({ hours: 2 }) });
    expect(entry).toContain(`DTSTART;TZID=${LONDON}:${local}\r\n`);
  });

  it('has the time zone whose rules Temporal knows', () => {
    const rules = lines(invitation(meeting)).filter((line) => line.block.startsWith('VCALENDAR/VTIMEZONE'));
    const ruleOf = (part: string, name: string): string | undefined =>
      rules.find((line) => line.block.endsWith(part) && line.name === name)?.value;
    expect(ruleOf('DAYLIGHT', 'RRULE')).toBe('FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU');
    expect(ruleOf('STANDARD', 'RRULE')).toBe('FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU');
    for (let year = 1996; year < 2040; year += 1) {
      for (const [month, before, after] of [[3, 0, 1], [10, 1, 0]] as const) {
        const last = Temporal.PlainDate.from({ year, month, day: 31 });
        const sunday = last.subtract({ days: last.dayOfWeek % 7 });
        const change = sunday.toZonedDateTime({ timeZone: 'UTC', plainTime: '01:00' }).toInstant();
        const offset = (instant: Temporal.Instant): number => instant.toZonedDateTimeISO(LONDON).offsetNanoseconds / 3.6e12;
        expect([offset(change.subtract({ seconds: 1 })), offset(change)]).toEqual([before, after]);
      }
    }
  });

  it('lets nothing typed begin another property', () => {
    const typed = 'Panel\r\nATTENDEE:mailto:other@example.org\nX:"y"';
    const entry = invitation({ ...meeting, title: typed, venue: typed, attendee: { name: typed, email: 'nurse@example.org' } });
    expect(lines(entry).filter((line) => line.name.startsWith('ATTENDEE'))).toHaveLength(1);
    expect(lines(entry).filter((line) => line.name === 'X')).toHaveLength(0);
  });
});

describe('a CSV export', () => {
  const columns = [{ key: 'name', header: 'Service' }, { key: 'people', header: 'People' }, { key: 'open', header: 'Open' }];

  it('is read back as written', () => {
    const text = toCsv(columns, [{ name: 'A "home",\nby the sea', people: 4, open: true }, { name: null, people: 0, open: false }]);
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(parse(text, { bom: true })).toEqual([['Service', 'People', 'Open'], ['A "home",\nby the sea', '4', 'yes'], ['', '0', 'no']]);
  });

  it.each(['=HYPERLINK("http://example.org")', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '\uFF1D1+1', '\uFF0B1', '\uFF0D1', '\uFF20SUM(A1)'])('never starts a formula: %s', (typed) => {
    const [, [value] = []] = parse(toCsv(columns, [{ name: typed, people: 1, open: true }]), { bom: true });
    expect(value).toBe(`'${typed}`);
  });
});

describe('a CSV export read by a program that ends rows at any line break', () => {
  it.each(['\n', '\r', '\r\n'])('begins no row, and so no formula, inside a cell: %j', (lineBreak) => {
    const typed = `The first line${lineBreak}=cmd|calc`;
    const text = toCsv([{ key: 'a', header: 'A' }, { key: 'b', header: 'B' }], [{ a: typed, b: 'x' }]);
    expect(text).toContain(`"${typed}"`);
    expect(parse(text, { bom: true, record_delimiter: ['\r\n', '\n', '\r'] })).toEqual([['A', 'B'], [typed, 'x']]);
  });
});

describe('a chart', () => {
  const spec = {
    data: { values: [{ stage: '<script>alert(1)</script>', services: 3 }] },
    mark: 'bar' as const,
    encoding: { x: { field: 'stage', type: 'nominal' as const }, y: { field: 'services', type: 'quantitative' as const } },
  };

  it('is plain SVG, the same for the same figures', async () => {
    const svg = await chartSvg(spec);
    expect(svg).toMatch(/^<svg [^>]*viewBox=/);
    expect(svg).not.toMatch(/<script|href=|onload|<foreignObject/i);
    expect(await chartSvg(spec)).toBe(svg);
  });

  it('fetches nothing', async () => {
    let asked = 0;
    const server = createServer((_, answer) => { asked += 1; answer.end('[]'); }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await chartSvg({ ...spec, data: { url: `http://127.0.0.1:${port}/figures.json` } }).catch(() => undefined);
    server.close();
    expect(asked).toBe(0);
  });
});
