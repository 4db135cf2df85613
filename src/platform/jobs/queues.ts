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
] as const satisfies readonly QueueDefinition[];
export type QueueName = (typeof queues)[number]['name'];

/** Queues that carry no events, but one empty job a minute: what is due by itself. */
export const everyMinute = ['deadlines', 'seals'] as const satisfies readonly QueueName[];
export type EveryMinute = (typeof everyMinute)[number];

export const isEveryMinute = (name: QueueName): name is EveryMinute => everyMinute.some((one) => one === name);
