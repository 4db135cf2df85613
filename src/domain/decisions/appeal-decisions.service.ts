import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import { appealableStates } from '../representations/appealable.js';
import { AppealsService, type KnownAppeal } from '../representations/appeals.service.js';
import { scopeOf } from '../restrictions/restriction.inputs.js';
import { RestrictionsService } from '../restrictions/restrictions.service.js';
import type { DecideAppeal } from './appeal-decision.inputs.js';
import { DecidingFactsReader, type Gathered } from './deciding-facts.js';
import { DecisionsService } from './decisions.service.js';

interface Standing {
  readonly kind: string;
  readonly reasonCodes: readonly string[];
  readonly riskAssessmentId: string;
  readonly startsOn: string;
}
const standingById = `
  select kind, reason_codes as "reasonCodes", risk_assessment_id as "riskAssessmentId", starts_on::text as "startsOn" from restrictions where council_id = $1 and id = $2`;

/** D19: an appeal is answered argument by argument, and where it is upheld the restriction is lifted or changed in the same unit (R11). */
@Injectable()
export class AppealDecisions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly decisions: DecisionsService,
    private readonly facts: DecidingFactsReader,
    private readonly appeals: AppealsService,
    private readonly restrictions: RestrictionsService,
  ) {}

  /** @throws NotFound, AuthorityExceeded (R01), TransitionRefused where whoever hears it took part or is of lower rank (R11), InvalidInput for a review that has passed. */
  async decide(input: DecideAppeal): Promise<Outcome> {
    const { id, version, outcome, effect, nominee } = input;
    const appeal = await this.appeals.known(id);
    const gathered = await this.facts.forRestriction(appeal.restrictionId, appeal.procedureId);
    this.facts.mustHaveAuthority(gathered, 'D19');
    const decisionId = newId();
    const restrictionEnded = !appealableStates.includes(appeal.restrictionState);
    if (outcome !== 'dismissed' && !restrictionEnded && effect == null) throw new InvalidInput([{ field: 'effect', message: 'Choose what becomes of the restriction: it is lifted or changed' }]);
    const change = outcome === 'dismissed' || restrictionEnded ? null : (effect ?? null);
    await this.appeals.decide({ id, version, decisionId: appeal.decisionId }, decisionId, { outcome, restrictionChanged: change !== null, restrictionEnded, everyArgumentAnswered: input.arguments.length > 0, nominee });
    if (change === 'lift') await this.restrictions.liftOnAppeal(appeal.restrictionId, decisionId, { ...this.facts.deciding(gathered), appealUpheld: true }, input.reasons);
    if (change === 'vary') await this.vary(appeal, decisionId, input, gathered);
    return this.decisions.fileAlone(input, {
      id: decisionId, code: 'D19', serviceId: appeal.serviceId, restrictionId: appeal.restrictionId, authority: this.facts.authority(gathered, 'D19'),
      reviewOn: change === 'vary' ? (input.reviewOn ?? null) : null,
      terms: { outcome, effect: change, restrictionEnded, arguments: input.arguments, nominee: nominee ?? null, appealId: id, appealReference: appeal.reference, againstDecisionId: appeal.decisionId },
    });
  }

  private async vary({ restrictionId }: KnownAppeal, decisionId: string, input: DecideAppeal, gathered: Gathered): Promise<void> {
    const { kind, covers, liftConditions, reviewOn } = input;
    if (!kind || !covers || liftConditions === undefined || reviewOn === undefined) throw new Error('The input of a variation is checked whole.');
    const today = londonDate(this.unit.at);
    if (reviewOn <= today.toString()) throw new InvalidInput([{ field: 'reviewOn', message: 'Enter a review date after today' }]);
    const [standing] = await this.unit.query<Standing>(standingById, [this.unit.actor.councilId, restrictionId]);
    if (standing === undefined) throw new Error('An appeal is about a restriction.');
    const { kind: kindNow, reasonCodes, riskAssessmentId, startsOn } = standing;
    const answered = input.answers.map(({ pointId }) => pointId);
    await this.restrictions.vary({ id: restrictionId, version: 'latest' }, decisionId, {
      ...this.facts.deciding(gathered), ...this.facts.hearing(gathered, answered, input.notHeardReason), confirmerIsOtherDirector: false, reviewNoteGiven: true, scopeGiven: true,
      reasonCodes, riskAssessmentId, startsOn, liftConditionsGiven: true, reviewOn, latestReviewOn: today.add({ days: gathered.procedure.timescales.reviewMaxGapDays }).toString(),
      // Of a full stop that stays one, people were told or are being told; an appeal makes nothing stricter (R41).
      informingPeopleGiven: kind !== 'fullStop' || kindNow === 'fullStop', newKind: kind,
    }, { scope: scopeOf({ ...input, covers, perWeek: kind === 'cap' ? input.perWeek : null }), reasons: input.reasons, liftConditions, reviewOn });
  }
}
