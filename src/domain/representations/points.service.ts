import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import type { PointAnswer, RecordPoints } from './points.inputs.js';
import { type AnsweredPoint, beginning, consideration, leftOut, notTheProviders } from './points.js';
import { representationMachine } from './representation.machine.js';

interface Waiting {
  readonly id: string;
  readonly representationId: string;
  readonly number: number;
  readonly words: string;
}
const add = 'insert into representation_points (council_id, id, representation_id, number, words, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)';
const last = 'select coalesce(max(number), 0) as number from representation_points where council_id = $1 and representation_id = $2';
// Of the service, or of one representation.
const waitingOf = `
  select p.id, p.representation_id as "representationId", p.number, p.words from representation_points p
  join representations r on r.council_id = p.council_id and r.id = p.representation_id join workflows w on w.council_id = r.council_id and w.id = r.id and w.state = 'received'
  where p.council_id = $1 and (r.service_id = $2 or r.id = $3) and not exists (select from point_answers a where a.council_id = p.council_id and a.point_id = p.id)
  order by r.reference, p.number`;
const remove = 'delete from representation_points where council_id = $1 and id = any ($2::uuid[])';
const answer = `
  insert into point_answers (council_id, id, point_id, representation_id, decision_id, outcome, answer, changed, answered_by, answered_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const filed = 'update representations set decision_id = $3, consideration = $4, considered_by = $5, considered_at = $6 where council_id = $1 and id = $2';

/** The only writer of points and their answers: what a provider says is a point as it came, officers part it in its own words, and a decision answers each (R05). */
@Injectable()
export class PointsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
  ) {}

  /** What came is a point of its own until it is parted. Inside a unit. */
  async came(representationId: string, words: string): Promise<void> {
    await this.insert(representationId, [words]);
  }

  /** @throws InvalidInput where a point stands nowhere in what the provider said, or none holds a part of it. */
  async record({ id, version, points }: RecordPoints): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    const before = await this.unit.query<Waiting>(waitingOf, [councilId, null, id]);
    const moved = await this.runner.send(representationMachine, 'SET_POINTS', { id, version, facts: { points: points.length } });
    const said = before.map(({ words }) => words).join('\n\n');
    const foreign = notTheProviders(points, said);
    if (foreign.length > 0) throw new InvalidInput(foreign.map((number) => ({ field: `points.${number - 1}`, message: `Write point ${number} in the provider’s own words: they stand nowhere in what it said` })));
    const missing = leftOut(points, said);
    if (missing.length > 0) throw new InvalidInput(missing.map((paragraph) => ({ field: 'points', message: `Make this a point too: “${beginning(paragraph, 80)}”` })));
    await this.unit.query(remove, [councilId, before.map((point) => point.id)]);
    await this.insert(id, points);
    return { id, version: moved.version };
  }

  /** Files the answer to every point with the decision it was weighed in. Inside a unit. @throws NotFound for an answer to another service's. */
  async answer(serviceId: string, decisionId: string, answers: readonly PointAnswer[]): Promise<void> {
    const { actor, at } = this.unit;
    const waiting = await this.unit.query<Waiting>(waitingOf, [actor.councilId, serviceId, null]);
    if (answers.some(({ pointId }) => !waiting.some(({ id }) => id === pointId))) throw new NotFound('point');
    for (const [representationId, points] of Map.groupBy(waiting, (point) => point.representationId)) {
      const answered = points.flatMap(({ id, number }): (AnsweredPoint & { id: string })[] => {
        const given = answers.find(({ pointId }) => pointId === id);
        return given === undefined ? [] : [{ id, number, outcome: given.outcome, answer: given.answer, changed: given.changed ?? null }];
      });
      if (answered.length === 0) continue;
      await this.runner.send(representationMachine, 'CONSIDER', { id: representationId, version: 'latest', facts: { consideredBy: actor.membershipId, everyPointAnswered: answered.length === points.length }, decisionId });
      for (const point of answered) {
        await this.unit.query(answer, [actor.councilId, newId(), point.id, representationId, decisionId, point.outcome, point.answer, point.changed, actor.membershipId, at.toString()]);
      }
      await this.unit.query(filed, [actor.councilId, representationId, decisionId, consideration(answered), actor.membershipId, at.toString()]);
    }
  }

  private async insert(representationId: string, points: readonly string[]): Promise<void> {
    const { actor, at } = this.unit;
    const [highest] = await this.unit.query<{ number: number }>(last, [actor.councilId, representationId]);
    for (const [index, words] of points.entries()) {
      await this.unit.query(add, [actor.councilId, newId(), representationId, (highest?.number ?? 0) + index + 1, words, actor.membershipId, at.toString()]);
    }
  }
}
