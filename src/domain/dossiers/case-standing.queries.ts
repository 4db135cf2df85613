import { Injectable } from '@nestjs/common';
import { stageName, type StageNames } from '../../../procedures/index.ts';
import type { Actor } from '../../platform/access/actor.js';
import { inOwnWords, within } from '../../platform/access/own-words.js';
import { isId } from '../../platform/database/ids.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { allowedActions, waysFrom } from '../../platform/workflow/decide.js';
import { stateToday } from '../../platform/workflow/state-path.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import type { CaseStanding } from './case-standing.types.js';

/** The table of each machine's records: a case is shown to those who see its record. */
const tables: Readonly<Record<string, string>> = {
  stage: 'stages', restriction: 'restrictions', notice: 'notices', representation: 'representations', appeal: 'appeals', hearingRequest: 'hearing_requests', action: 'actions', meeting: 'meetings', writtenProcedure: 'written_procedures', letter: 'letters',
  recommendation: 'recommendations', intelligence: 'intelligence', informationRequest: 'information_requests', telling: 'tellings', placementAlert: 'placement_alerts', placingException: 'placing_exceptions',
  termination: 'terminations', disclosurePack: 'disclosure_packs', watchedDate: 'watched_dates',
};
const read = statement(`
  select json_build_object('version', w.machine_version, 'state', w.state, 'context', w.context) as result from workflows w
  where w.council_id = current_council() and w.id = $1 and w.machine = $2 and case w.machine
    ${Object.entries(tables).map(([machine, table]) => `when '${machine}' then exists (select from ${table} r where r.council_id = w.council_id and r.id = w.id)`).join('\n    ')} else false end`);

/** Where a record stands in its statechart: for the drawing of it, and in words beside it. */
@Injectable()
export class CaseStandingQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly registry: WorkflowRegistry,
  ) {}

  async of(actor: Actor, name: string, id: string): Promise<CaseStanding | null> {
    if (!isId(id)) return null;
    const machine = this.registry.find(name);
    const found = await this.reads.one<{ version: number; state: string; context: object }>(actor, read, [id, name], { operation: 'caseStanding', subjectKind: machine?.name ?? 'workflow', subjectId: id });
    if (found === null || machine === undefined) return null;
    const state = stateToday(machine, found.version, found.state);
    const wordsOf = (path: string): string => (name === 'stage' ? stagePath(path, actor.stageNames) : stateWords(path));
    const leads = Map.groupBy(waysFrom(machine, state), ({ event }) => event);
    const next = allowedActions(machine, { state, context: found.context }).map(({ event, unmet }) => ({
      event, words: name === 'stage' ? stageEvent(event, actor.stageNames) : eventWords(event), leadsTo: [...new Set((leads.get(event) ?? []).map(({ to }) => (to === state ? 'it stays where it is' : wordsOf(to))))].join(' or '), missing: unmet.map(({ sentence }) => inOwnWords(actor.stageNames, sentence)),
    }));
    return { machine: name, state, stateWords: wordsOf(state), next };
  }
}

/** `seriousConcerns.findingsDue` as the drawing has it: "serious concerns: findings due". */
function stateWords(path: string): string {
  return path.split('.').map((name) => name.replaceAll(/([A-Z]|\d+)/g, ' $1').toLowerCase()).join(': ').trim();
}

/** The same of the stage, by the council's name for it. */
function stagePath(path: string, names: StageNames): string {
  const [, ...step] = path.split('.');
  return [within(stageName(names, path)), ...step.map(stateWords)].join(': ');
}

function stageEvent(event: string, names: StageNames): string {
  return eventWords(event).replace(/serious concerns|enhanced|routine/, (stage) => within(names[stage === 'serious concerns' ? 'seriousConcerns' : (stage as 'enhanced')]));
}

/** `START_PHASED_LIFT` as a sentence begins: "Start phased lift". */
function eventWords(event: string): string {
  const words = event.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
