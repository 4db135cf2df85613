/** The queues migrate makes; the application itself may not create any (design.md 6). */
export interface QueueDefinition {
  readonly name: string;
  readonly retryLimit: number;
  readonly retryDelay: number;
}

/**
 * One queue a kind of work, so that a slow mail server slows nobody else (Rel-17).
 * Mail is tried flat every 5 minutes 48 times, four hours, rather than ever more rarely (qualities.md 2.1, GOV.UK Notify).
 */
export const queues = [
  { name: 'consequences', retryLimit: 12, retryDelay: 30 },
  { name: 'mail', retryLimit: 48, retryDelay: 300 },
  { name: 'deadlines', retryLimit: 0, retryDelay: 0 },
  { name: 'seals', retryLimit: 0, retryDelay: 0 },
  { name: 'reminders', retryLimit: 12, retryDelay: 300 },
] as const satisfies readonly QueueDefinition[];
export type QueueName = (typeof queues)[number]['name'];

/** Queues that carry no events, but an empty job by the clock of London: what is due by itself. */
export const byTheClock = { deadlines: '* * * * *', seals: '* * * * *', reminders: '0 7 * * *' } as const satisfies Partial<Record<QueueName, string>>;
export type ByTheClock = keyof typeof byTheClock;

export const isByTheClock = (name: QueueName): name is ByTheClock => Object.hasOwn(byTheClock, name);
