import { type Procedure, type StepDownEvidence, stepDownNeeds } from '../../../procedures/index.ts';

/** What a procedure may ask for before a service steps down, as a letter to its provider says it. */
const needs: Readonly<Record<StepDownEvidence, (panels: number) => string>> = {
  verifiedActions: () => 'an officer has verified every action that must be done',
  firstHandCheck: () => 'an officer has seen the improvement first-hand',
  noRedRisk: () => 'no red risk is open',
  noFullStop: () => 'no full stop on placements is in force',
  findingsMeeting: () => 'the findings meeting has been held',
  panelsOnTrack: (panels) => `${panels} panels in a row have found the service on track`,
  closedPlan: () => 'every action of its plan is closed',
};

/** What enhanced monitoring waits for by the council's own procedure, each as the end of "It ends when …". */
export function endsWhen(procedure: Pick<Procedure, 'stages'> & { readonly timescales: Pick<Procedure['timescales'], 'panelsOnTrackToStepDown'> }): string[] {
  return stepDownNeeds(procedure, 'enhanced').map((need) => needs[need](procedure.timescales.panelsOnTrackToStepDown));
}
