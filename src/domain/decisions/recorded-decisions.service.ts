import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput, NotFound, TransitionRefused } from '../../platform/graphql/refusals.js';
import { ActionsService } from '../actions/actions.service.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { StagesService } from '../escalation/stages.service.js';
import { DecidingFactsReader } from './deciding-facts.js';
import { DecisionsService, type Effect, type Written } from './decisions.service.js';
import type {
  ActivateFailurePlan, AssessActionPlan, ContinuePlacing, MeasurePayments, NoteNoFurtherAction, NotifyElsewhere, OfferSupport, ReferToSafeguarding, RequireActionPlan, StepIn,
} from './recorded-decision.inputs.js';
import type { RecordedCode } from './recorded-decisions.js';

const standing = `
  select (select count(*)::int from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
          where x.council_id = s.council_id and x.service_id = s.id and x.kind = 'fullStop' and w.state in ('inForce', 'underReview')) as stops
  from services s where s.council_id = $1 and s.id = $2`;
const kindOfService = `select l.kind, l.cqc_id as "cqcId" from services s join register_locations l on l.id = s.location_id where s.council_id = $1 and s.id = $2`;
const placingStopped = { requirement: 'hasNoFullStop', sentence: 'Placing is stopped here: it continues once the stop is lifted, by the decision that lifts it.' };

/** Decisions that need no recommendation and move no machine of their own: recorded by an officer within their limit (R01). */
@Injectable()
export class RecordedDecisions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly procedures: ProceduresService,
    private readonly facts: DecidingFactsReader,
    private readonly decisions: DecisionsService,
    private readonly actions: ActionsService,
    private readonly stages: StagesService,
  ) {}

  noteNoFurtherAction(input: NoteNoFurtherAction): Promise<Outcome> {
    return this.record('D01', input, {});
  }

  referToSafeguarding({ referralReference, hostCouncil, ...input }: ReferToSafeguarding): Promise<Outcome> {
    return this.record('D05', input, { referralReference, hostCouncil });
  }

  /** The action for its return is the provider's and a must-do: a service does not step down while the plan is out (R16, statechart A). */
  async requireActionPlan({ issues, cqcPlan, dueOn, ownerMembershipId, ...input }: RequireActionPlan): Promise<Outcome> {
    this.mustLieAhead('dueOn', dueOn, 'Enter a date after today: the provider needs days to write it');
    const { procedure } = await this.authorised('D06', input.serviceId);
    const action = await this.actions.open({ serviceId: input.serviceId, description: `The provider returns its action plan. Issues to answer:\n${issues}`, mustDo: true, ownerMembershipId, dueOn, forProvider: true, describedIn: 'issues' });
    return this.file('D06', input, procedure, { terms: { issues, cqcPlan, dueOn, actionReference: action.reference } });
  }

  assessActionPlan({ outcome, issuesWithoutAction, gaps, ...input }: AssessActionPlan): Promise<Outcome> {
    return this.record('D07', input, { outcome, issuesWithoutAction, gaps });
  }

  measurePayments({ measure, clause, ...input }: MeasurePayments): Promise<Outcome> {
    return this.record('D12', input, { measure, clause });
  }

  stepIn({ right, who, cost, liability, ...input }: StepIn): Promise<Outcome> {
    return this.record('D13', input, { right, who, cost, liability });
  }

  /** R30: insolvency alone, or a service nobody regulates, makes no duty of section 48; then the council may act by its power. @throws InvalidInput where the answers contradict what the service is (case 21) */
  async activateFailurePlan({ registered, unable, regulatedActivity, businessFailure, peopleList, ...input }: ActivateFailurePlan): Promise<Outcome> {
    await this.mustFitKind(input.serviceId, { registered, regulatedActivity });
    const basis = registered && unable && regulatedActivity && businessFailure ? 'duty' : 'power';
    return this.record('D15', input, { registered, unable, regulatedActivity, businessFailure, basis, peopleList });
  }

  notifyElsewhere({ body, what, legalBasis, redactions, ...input }: NotifyElsewhere): Promise<Outcome> {
    return this.record('D17', input, { body, what, legalBasis, redactions });
  }

  /** @throws TransitionRefused under a full stop. @throws InvalidInput for a review later than the procedure's longest gap. */
  async continuePlacing({ evidence, safeguards, reviewOn, ...input }: ContinuePlacing): Promise<Outcome> {
    const { procedure, stops } = await this.authorised('D20', input.serviceId);
    const { reviewMaxGapDays } = procedure.timescales;
    const today = londonDate(this.unit.at);
    const latestReviewOn = today.add({ days: reviewMaxGapDays }).toString();
    if (reviewOn <= today.toString() || reviewOn > latestReviewOn) {
      throw new InvalidInput([{ field: 'reviewOn', message: `Enter a review date after today and within ${reviewMaxGapDays} days` }]);
    }
    if (stops > 0) throw new TransitionRefused({ from: 'inForce', event: 'CONTINUE_PLACING', unmet: [placingStopped] });
    // Its review is the next of the stage too: the evidence on which the service stays as it is stands here.
    await this.stages.keep(input.serviceId, { reviewOn, latestReviewOn, evidenceGiven: true });
    return this.file('D20', input, procedure, { reviewOn, terms: { evidence, safeguards } });
  }

  offerSupport({ support, byWhom, answer, ...input }: OfferSupport): Promise<Outcome> {
    return this.record('D21', input, { support, byWhom, answer });
  }

  private async record(code: RecordedCode, input: Recorded, terms: Effect['terms']): Promise<Outcome> {
    const { procedure } = await this.authorised(code, input.serviceId);
    return this.file(code, input, procedure, { terms });
  }

  /** @throws NotFound for a service that is not seen. @throws AuthorityExceeded (R01) */
  private async authorised(code: RecordedCode, serviceId: string) {
    const [found] = await this.unit.query<{ stops: number }>(standing, [this.unit.actor.councilId, serviceId]);
    if (found === undefined) throw new NotFound('service');
    const { content: procedure } = await this.procedures.current();
    this.facts.mustHaveAuthority({ procedure }, code);
    return { procedure, stops: found.stops };
  }

  private file(code: RecordedCode, { serviceId, ...words }: Recorded, procedure: Parameters<DecidingFactsReader['authority']>[0]['procedure'], effect: Effect): Promise<Outcome> {
    return this.decisions.record(words, { ...effect, id: newId(), code, serviceId, authority: this.facts.authority({ procedure }, code) });
  }

  private async mustFitKind(serviceId: string, answers: Readonly<Record<string, boolean>>): Promise<void> {
    const [service] = await this.unit.query<{ kind: string; cqcId: string | null }>(kindOfService, [this.unit.actor.councilId, serviceId]);
    const wrong = service?.kind === 'dayService' && service.cqcId === null ? Object.keys(answers).filter((field) => answers[field]) : [];
    if (wrong.length > 0) throw new InvalidInput(wrong.map((field) => ({ field, message: 'Answer no: a day service that is not in CQC’s register is not regulated. The plan then rests on the council’s power' })));
  }

  private mustLieAhead(field: FieldProblem['field'], date: string, message: string): void {
    if (date <= londonDate(this.unit.at).toString()) throw new InvalidInput([{ field, message }]);
  }
}

/** What every input here has. */
type Recorded = Written & { readonly serviceId: string };
