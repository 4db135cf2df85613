import ICAL from 'ical.js';

/** A calendar entry as an independent parser reads it: what it asks for, its one event, and when that is by the zone the file itself brings. */
export function calendarEntry(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') as ICAL.Component);
  const instantOf = (time: ICAL.Time): string => {
    const local = time.clone();
    local.zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone') as ICAL.Component);
    return new Date(local.toUnixTime() * 1000).toISOString();
  };
  return { calendar, event, method: String(calendar.getFirstPropertyValue('method')), instantOf };
}
