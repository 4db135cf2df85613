import type { Player } from './player.js';

/** One moment of the worked chronology (domain.md 14). */
export interface ChronologyStep {
  /** Days after day 0, a Monday. */
  readonly day: number;
  /** In London. */
  readonly time: string;
  /** What happens, as the chronology says it. */
  readonly words: string;
  play(player: Player): Promise<void>;
}
export const step = (day: number, time: string, words: string, play: ChronologyStep['play']): ChronologyStep => ({ day, time, words, play });

export const liveRestriction = `select x.id from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  where x.council_id = $1 and x.service_id = $2 and w.state in ('inForce', 'underReview', 'phasedLift') order by x.recorded_at desc limit 1`;
export const newestAssessment = 'select id from risk_assessments where council_id = $1 and service_id = $2 order by number desc limit 1';
export const decisionCalled = 'select id from decisions where council_id = $1 and service_id = $2 and code = $3 order by decided_at desc limit 1';
