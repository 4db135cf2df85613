import { Injectable } from '@nestjs/common';
import type { DecisionAbout } from '../../../procedures/index.ts';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound, StaleVersion } from '../../platform/graphql/refusals.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { DecidingFactsReader } from './deciding-facts.js';
import type { ClassDecision, SetRestrictionPublicity } from './handling.inputs.js';

interface Handled {
  readonly reference: string;
  readonly serviceId: string;
  /** The decision whose rank it takes. */
  readonly code: string;
  readonly about: DecisionAbout | null;
  readonly now: string | null;
  readonly number: number;
  readonly chosenBy: string | null;
  readonly chosenAt: string | null;
}
const lastChoice = `left join lateral (select h.number, h.choice, h.chosen_at, p.name from handling_choices h join memberships m on m.council_id = h.council_id and m.id = h.chosen_by left join people p on p.id = m.person_id
  where h.council_id = $1 and (h.decision_id = $2 or h.restriction_id = $2) order by h.number desc limit 1) h on true`;
const said = `coalesce(h.number, 0) as number, h.name as "chosenBy", to_json(h.chosen_at)#>>'{}' as "chosenAt"`;
const decisionHandled = `
  select d.reference, d.service_id as "serviceId", d.code, case when d.code in ('D08', 'D09') then x.kind end as about, coalesce(h.choice, d.confidentiality) as now, ${said}
  from decisions d left join restrictions x on x.council_id = d.council_id and x.id = d.restriction_id ${lastChoice} where d.council_id = $1 and d.id = $2`;
const restrictionHandled = `
  select x.reference, x.service_id as "serviceId", 'D08' as code, x.kind as about, coalesce(h.choice, case when (p.content->'handling'->>'restrictionsArePublic')::boolean then 'public' else 'notPublic' end) as now, ${said}
  from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id join procedures p on p.council_id = w.council_id and p.id = w.procedure_id ${lastChoice} where x.council_id = $1 and x.id = $2`;
const addChoice = `
  insert into handling_choices (council_id, id, service_id, decision_id, restriction_id, number, choice, reason, chosen_by, chosen_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`;

/** Who may be told of a decision or restriction, chosen after it was made: another row each time, by whoever may decide it (ADR 0050). The only writer of handling_choices. */
@Injectable()
export class HandlingService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly facts: DecidingFactsReader,
  ) {}

  /** @throws NotFound, AuthorityExceeded (R01), StaleVersion; InvalidInput where that is its class */
  classDecision({ id, version, confidentiality, reason }: ClassDecision): Promise<Outcome> {
    return this.choose('decision', id, version, { field: 'confidentiality', choice: confidentiality, reason });
  }

  setPublicity({ id, version, publicity, reason }: SetRestrictionPublicity): Promise<Outcome> {
    return this.choose('restriction', id, version, { field: 'publicity', choice: publicity, reason });
  }

  /** With the decision that places it, in its unit. */
  choseWhenPlaced(restrictionId: string, serviceId: string, { publicity, publicityReason }: { readonly publicity?: string | undefined; readonly publicityReason?: string | undefined }): void {
    if (publicity === undefined || publicityReason === undefined) return;
    const { actor, at } = this.unit;
    this.unit.queue(addChoice, [actor.councilId, newId(), serviceId, null, restrictionId, 1, publicity, publicityReason, actor.membershipId, at.toString()]);
  }

  private async choose(of: 'decision' | 'restriction', id: string, version: number, { field, choice, reason }: { field: string; choice: string; reason: string }): Promise<Outcome> {
    const { actor, at } = this.unit;
    const found = await this.handled(of, id);
    this.facts.mustHaveAuthority({ procedure: (await this.procedures.current()).content }, found.code, found.about ?? undefined);
    if (found.number !== version) throw staleAt(found);
    if (found.now === choice) throw new InvalidInput([{ field, message: 'It is handled so already: choose another, or leave it as it is' }]);
    const number = version + 1;
    const [added] = await this.unit.query<{ id: string }>(addChoice, [
      actor.councilId, newId(), found.serviceId, of === 'decision' ? id : null, of === 'restriction' ? id : null, number, choice, reason, actor.membershipId, at.toString(),
    ]);
    // Somebody chose in the same instant.
    if (added === undefined) throw staleAt(await this.handled(of, id));
    await this.trail.record({ subjectKind: of, subjectId: id, action: of === 'decision' ? 'decisionClassed' : 'publicityChosen', before: { [field]: found.now }, after: { [field]: choice, reasonGiven: true } });
    return { id, version: number, reference: found.reference };
  }

  private async handled(of: 'decision' | 'restriction', id: string): Promise<Handled> {
    const [found] = await this.unit.query<Handled>(of === 'decision' ? decisionHandled : restrictionHandled, [this.unit.actor.councilId, id]);
    if (found === undefined) throw new NotFound(of);
    return found;
  }
}

function staleAt({ number, chosenBy, chosenAt }: Handled): StaleVersion {
  return new StaleVersion({ currentVersion: number, changedBy: chosenBy ?? 'Somebody', changedAt: chosenAt ?? '' });
}
