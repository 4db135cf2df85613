import type { Procedure } from './procedure.ts';

/** What a council calls the stages of statechart A, by where a service stands; one that is proposed says so. */
export type StageNames = Readonly<Record<'routine' | 'enhancedProposed' | 'enhanced' | 'seriousConcernsProposed' | 'seriousConcerns' | 'closed', string>>;

/** A service may stand where the procedure of today has no stage: that keeps the usual name. */
const usual = { routine: 'Routine monitoring', enhanced: 'Enhanced monitoring', seriousConcerns: 'Serious concerns', closed: 'Closed' };

/** The one place that answers what a stage is called. Without stages, the usual names. */
export function stageNames({ stages }: Partial<Pick<Procedure, 'stages'>>): StageNames {
  const named = { ...usual, ...Object.fromEntries((stages ?? []).map(({ key, words }) => [key, words])) };
  return { ...named, enhancedProposed: `${named.enhanced} proposed`, seriousConcernsProposed: `${named.seriousConcerns} proposed` };
}

/** @param state a path of the machine, `seriousConcerns.findingsDue` as well as `enhancedProposed` */
export function stageName(names: StageNames, state: string): string {
  const [top = ''] = state.split('.');
  return (names as Readonly<Record<string, string>>)[top] ?? top;
}
