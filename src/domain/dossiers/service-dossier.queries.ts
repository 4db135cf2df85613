import { Injectable } from '@nestjs/common';
import { stageName, type StageNames } from '../../../procedures/index.ts';
import type { Actor } from '../../platform/access/actor.js';
import { type AudienceReader, maySee } from '../../platform/access/audience.js';
import { Clock } from '../../platform/clock/clock.js';
import { isId } from '../../platform/database/ids.js';
import { ReadUnit } from '../../platform/database/read-unit.js';
import { effectiveRule, type LiveRestriction, whatItBars } from '../restrictions/effective-rule.js';
import { deadlineWords } from './deadline-words.js';
import { recordPath } from './record-paths.js';
import type { DossierRecord, DossierRestriction, RunningDeadline } from './service-dossier.parts.js';
import { serviceDossier, serviceParts } from './service-dossier.statement.js';
import type { ServiceDossier } from './service-dossier.types.js';
import { type StageFacts, stageSteps } from './stage-steps.js';

/** What the statement answers: the dossier before what is worked out of its rows. Parts not asked for are null. */
type Row = Omit<ServiceDossier, 'restrictions' | 'clocks' | 'stageWords' | 'effectiveRule' | 'riskDirection' | 'allowedActions'> & {
  readonly restrictions: (Omit<DossierRestriction, 'bars'> & Pick<LiveRestriction, 'scope'>)[] | null;
  readonly stageFacts: StageFacts | null;
  readonly clocks: (Omit<RunningDeadline, 'words' | 'path'> & { machine: string; workflowId: string })[] | null;
};

/** Fields that are worked out of the rows of another. */
const madeOf: Record<string, string> = { effectiveRule: 'restrictions', riskDirection: 'risks', allowedActions: 'stageFacts' };

/** The service page (pages.md, the location page) in one data statement. */
@Injectable()
export class ServiceDossierQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** @param fields names of fields of ServiceDossier that are wanted. @returns null for a service of another council, or none */
  async one(actor: Actor, id: string, fields: readonly string[], projected = false): Promise<ServiceDossier | null> {
    if (!isId(id)) return null;
    const wanted = new Set(fields.map((name) => madeOf[name] ?? name));
    const parts = serviceParts.filter((name) => wanted.has(name));
    const values = [id, parts, this.clock.now().toString(), this.clock.today().toString()];
    const row = await this.reads.one<Row>(actor, serviceDossier, values, { operation: 'service', subjectKind: 'service', subjectId: id });
    return row && dossierOf(projected ? onScreen(row) : row, actor.stageNames);
  }
}

/** Everybody in the room reads the screen: what is shown there is what the least of its members may see, whoever's session it is. */
const room: AudienceReader = { role: 'partner', providerId: null, membershipId: null, excludedItems: [] };

/** Without records under a caveat: those are for people named by it, not for a room (domain.md 4.3). */
function onScreen(row: Row): Row {
  const shown = (record: DossierRecord): boolean => maySee({ audience: record.caveat === 'none' ? 'members' : 'named', agendaItemId: null }, room);
  const { openIntelligence, sinceLastPanel } = row;
  return {
    ...row,
    ...(openIntelligence && { openIntelligence: openIntelligence.filter(shown) }),
    ...(sinceLastPanel && { sinceLastPanel: { ...sinceLastPanel, agencies: sinceLastPanel.agencies.map((agency) => ({ ...agency, records: agency.records.filter(shown) })).filter(({ records }) => records.length > 0) } }),
  };
}

function dossierOf(row: Row, names: StageNames): ServiceDossier {
  const restrictions = row.restrictions ?? [];
  return {
    ...row,
    stageWords: stageName(names, row.stage),
    restrictions: restrictions.map((one) => ({ ...one, bars: whatItBars(one) })),
    effectiveRule: effectiveRule(restrictions).sentence,
    clocks: (row.clocks ?? []).map((one) => ({ ...one, words: deadlineWords(one.kind, names), path: recordPath(one.machine, one.workflowId, row.id) })),
    riskDirection: directionOf(row.risks ?? []),
    allowedActions: row.stageFacts === null ? [] : stageSteps(row.stageFacts),
  };
}

/** As record systems of the field say it: deteriorating, unchanged or improving (domain.md 5.2). */
function directionOf([latest, before]: readonly { readonly score: number }[]): string | null {
  if (latest === undefined || before === undefined) return null;
  if (latest.score === before.score) return 'unchanged';
  return latest.score > before.score ? 'deteriorating' : 'improving';
}
