import { createHash } from 'node:crypto';
import type { EscalationFacts } from './escalation-facts.js';
import type { EscalationReport } from './figures.js';

const addedLater = 'service added later';

/**
 * The facts with every service as "Service 1 …" and no provider, for readers of the Board who are not cleared for names (domain.md 2.6).
 * A number stands for the same service all through one report. The order is drawn from ids, which such a reader never
 * sees, and from the quarter: an order by name or by time could be read off the public register.
 */
export function withoutNames(facts: EscalationFacts, quarter: string): EscalationFacts {
  const drawn = (id: string): string => createHash('sha256').update(`${quarter} ${id}`).digest('hex');
  const numbers = new Map(facts.services.map(({ id }) => ({ id, place: drawn(id) })).toSorted((one, other) => one.place.localeCompare(other.place)).map(({ id }, index) => [id, `Service ${index + 1}`]));
  const called = (id: string): string => numbers.get(id) ?? addedLater;
  return {
    ...facts,
    services: facts.services.map((service) => ({ ...service, name: called(service.id), provider: null })),
    terminations: facts.terminations.map((one) => ({ ...one, contract: null })),
    meetings: facts.meetings.map((meeting) => ({
      ...meeting, title: 'Panel meeting', attendance: meeting.attendance.map((place) => (place.isProvider ? { ...place, agency: 'A provider' } : place)),
    })),
    earlier: facts.earlier.map((one) => (one.serviceId === null ? one : { ...one, words: called(one.serviceId) })),
    ownServices: facts.ownServices.map((one) => ({ ...one, service: called(one.serviceId), agency: 'an agency here' })),
    decisions: facts.decisions.map((one) => ({ ...one, service: called(one.serviceId) })),
  };
}

/** The report of such facts leads nowhere: an address of a service or a record would tell which it is. */
export function withoutPaths(report: EscalationReport): EscalationReport {
  return { ...report, figures: report.figures.map((figure) => ({ ...figure, rows: figure.rows.map((row) => ({ ...row, path: null })) })) };
}
