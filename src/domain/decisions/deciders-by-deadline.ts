import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { directorsToday } from '../people/directors.js';
import { type Asked, asked, mayAnswer, type Officer, officersInForce, onePerPerson } from './decision-notices.js';

interface Waiting {
  readonly id: string;
  readonly asked: Asked | null;
}

const people = (...memberships: string[]): string => `(select coalesce(json_agg(distinct m.person_id), '[]') from memberships m where m.council_id = d.council_id and m.id in (${memberships.join(', ')}))`;
const content = 'p.content as procedure';
const ofCase = 'join procedures p on p.council_id = d.council_id and p.id = w.procedure_id';

/**
 * What each deadline that waits for a decision asks, as `Asked`: a recommendation, a restriction to be confirmed by whoever ranks as high,
 * an appeal by nobody who decided it, a termination; none for what only the Director confirms. $1 council, $2 deadlines
 */
const waiting = `
  with near as (select d.id as deadline_id, d.kind, w.council_id, w.id, w.procedure_id, w.context from deadlines d join workflows w on w.council_id = d.council_id and w.id = d.workflow_id where d.council_id = $1 and d.id = any ($2::uuid[]))
  select n.deadline_id as id, to_jsonb(a) as asked from near n join lateral (${asked} and c.id = n.id) a on true where n.kind = 'decisionDue'
  union all
  select w.deadline_id, to_jsonb(a) from near w join restrictions x on x.council_id = w.council_id and x.id = w.id left join decisions d on d.council_id = x.council_id and d.id = x.decision_id
    left join recommendations c on c.council_id = d.council_id and c.id = d.recommendation_id join procedures p on p.council_id = w.council_id and p.id = w.procedure_id
    cross join lateral (select x.reference, 'D08' as code, x.kind, ${content}, ${people('c.chaired_by', 'c.signed_by', 'd.decided_by')} as "tookPart", '[]'::json as excluded, (w.context ->> 'decidedGrade')::int as "imposedGrade") a
    where w.kind = 'restrictionConfirmation'
  union all
  select w.deadline_id, to_jsonb(a) from near w join appeals x on x.council_id = w.council_id and x.id = w.id join decisions d on d.council_id = x.council_id and d.id = x.decision_id
    left join recommendations c on c.council_id = d.council_id and c.id = d.recommendation_id ${ofCase}
    cross join lateral (select x.reference, 'D19' as code, null::text as kind, ${content}, '[]'::json as "tookPart",
      (select coalesce(json_agg(json_build_object('membershipId', o.id)), '[]') from memberships o join memberships m on m.council_id = o.council_id and m.person_id = o.person_id where o.council_id = d.council_id and m.id in (c.chaired_by, c.signed_by, d.decided_by)) as excluded,
      (w.context ->> 'decidedGrade')::int as "imposedGrade") a
    where w.kind = 'appealHearing'
  union all
  select w.deadline_id, null from near w where w.kind in ('urgentConfirmation', 'terminationConfirmation')`;

/** Who can do what a deadline waits for, where that is a decision: by rank, and by who took part before (R01, R03, R11, R39). Inside a unit of work. */
@Injectable()
export class DecidersByDeadline {
  constructor(private readonly unit: WriteUnit) {}

  /** @returns deadlines with the memberships that may decide each; those that wait for no decision are left out */
  async of(deadlineIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const { actor, at } = this.unit;
    const today = londonDate(at).toString();
    const found = await this.unit.query<Waiting>(waiting, [actor.councilId, deadlineIds]);
    if (found.length === 0) return new Map();
    const officers = await this.unit.query<Officer>(officersInForce, [actor.councilId, today]);
    const directors = (await this.unit.query<{ id: string }>(directorsToday, [actor.councilId, today])).map(({ id }) => id);
    return new Map(found.map(({ id, asked: decision }) => {
      const able = decision === null ? [] : onePerPerson(officers.filter((officer) => mayAnswer(officer, decision))).map((officer) => officer.id);
      // What nobody else may decide goes to the Director: it never waits unseen.
      return [id, able.length > 0 ? able : directors];
    }));
  }
}
