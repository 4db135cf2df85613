import { Injectable } from '@nestjs/common';
import { inOwnWords } from '../../platform/access/own-words.js';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate, londonInstant } from '../../platform/clock/london.js';
import { addWorkingDays, servedOn } from '../../platform/clock/working-days.js';
import { dateInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { PointsService } from './points.service.js';
import { Representation } from './representation.entity.js';
import type { RecordRepresentation, SubmitRepresentation, TellProvider } from './representation.inputs.js';
import { representationMachine } from './representation.machine.js';

/** A window for the provider to answer in. */
export interface OpenWindow {
  readonly serviceId: string;
  readonly recommendationId?: string | null;
  readonly decisionId?: string | null;
  /** What it is about, in words the provider may read. */
  readonly subject: string;
  /** The day the telling counts as served (R32): the window runs from it. */
  readonly toldOn: Temporal.PlainDate;
  readonly toldHow: string;
  /** False for a letter that has yet to arrive: `begin` then starts the days. */
  readonly served?: boolean;
}
export interface Opened extends Outcome {
  readonly reference: string;
  readonly windowEndsOn: string;
}

const providerOf = 'select provider_id from services where council_id = $1 and id = $2';
// A case of this service: what the provider is told of may belong to a folder above.
// One window for one recommendation: of two officers at once the second sees what the first opened.
const oneByOne = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
const openWindowOf = `
  select r.reference, r.window_ends_on::text as until from representations r join workflows w on w.council_id = r.council_id and w.id = r.id
  where r.council_id = $1 and r.recommendation_id = $2 and w.state = 'windowOpen' limit 1`;
const caseOf = `
  select t.recorded_at as at, w.context->>'code' as code from workflows w join transitions t on t.council_id = w.council_id and t.workflow_id = w.id and t.seq = 1
  where w.council_id = $1 and w.id = $2 and w.service_id = $3`;
const textOf = 'select text from representations where council_id = $1 and id = $2 for update';
const begun = 'select window_ends_on::text as "windowEndsOn", served from representations where council_id = $1 and id = $2';
const windowOfDecision = 'select id from representations where council_id = $1 and decision_id = $2 order by recorded_at desc, id desc limit 1';
const consideredIn = `
  select r.id from representations r join workflows w on w.council_id = r.council_id and w.id = r.id
  where r.council_id = $1 and r.decision_id = $2 and w.state = 'considered' order by r.reference`;
/** What is proposed, as the provider reads it: the words of the decision, nothing of why. */
const proposals: Readonly<Record<string, string>> = {
  D03: '{Enhanced} is proposed', D04: 'The {seriousConcerns} process is proposed', D08: 'A restriction on new placements is proposed',
  D09: 'Lifting a restriction on new placements is proposed', D10: 'A notice under the contract is proposed', D14: 'Ending the contract is proposed', D16: 'A step down of monitoring is proposed',
};
const somethingProposed = 'A decision is proposed';

/** The only writer of representations: the provider is told, answers whenever it answers (R11), and is answered (R05). */
@Injectable()
export class RepresentationsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly points: PointsService,
  ) {}

  /**
   * Records that the provider was told and opens its window.
   * @throws InvalidInput when the time lies ahead, or on a day before it was recommended. @throws NotFound when the recommendation is not of this service.
   */
  async tell({ serviceId, recommendationId, toldOn, toldTime, how }: TellProvider): Promise<Opened> {
    const at = londonInstant(Temporal.PlainDate.from(toldOn), toldTime);
    if (Temporal.Instant.compare(at, this.unit.at) > 0) throw new InvalidInput([{ field: 'toldOn', message: 'Enter a time that has passed: record it once the provider is told' }]);
    let subject = somethingProposed;
    if (recommendationId !== undefined) {
      const [found] = await this.unit.query<{ at: Date; code: string }>(caseOf, [this.unit.actor.councilId, recommendationId, serviceId]);
      if (found === undefined) throw new NotFound('recommendation');
      const made = londonDate(Temporal.Instant.fromEpochMilliseconds(found.at.getTime())).toString();
      if (toldOn < made) throw new InvalidInput([{ field: 'toldOn', message: 'Enter the day it was recommended, or a later one: nothing was proposed before' }]);
      await this.unit.query(oneByOne, [recommendationId]);
      const [open] = await this.unit.query<{ reference: string; until: string }>(openWindowOf, [this.unit.actor.councilId, recommendationId]);
      if (open !== undefined) throw new InvalidInput([{ field: 'toldOn', message: `The provider is invited to answer this already, until ${dateInWords(open.until)}: ${open.reference}. Where it needs longer, give it more time there` }]);
      subject = inOwnWords(this.unit.actor.stageNames, proposals[found.code] ?? somethingProposed);
    }
    return this.open({ serviceId, recommendationId: recommendationId ?? null, subject, toldOn: servedOn(at), toldHow: how });
  }

  /** Opens a window; its length is the council's procedure's. Inside a unit. */
  async open({ serviceId, recommendationId = null, decisionId = null, subject, toldOn, toldHow, served = true }: OpenWindow): Promise<Opened> {
    const { actor, at } = this.unit;
    const [service] = await this.unit.query<{ provider_id: string }>(providerOf, [actor.councilId, serviceId]);
    if (service === undefined) throw new NotFound('service');
    const procedure = await this.procedures.current();
    const windowEndsOn = addWorkingDays(toldOn, procedure.content.timescales.representationWindowWorkingDays).toString();
    const id = newId();
    const { version } = await this.runner.start(representationMachine, {
      id, procedureId: procedure.id, serviceId, sharedWithProviderId: service.provider_id, decisionId,
      context: { windowEndsOn: served ? windowEndsOn : null, windowClosed: false, late: false, received: 0 },
    });
    const reference = await this.unit.reference('REP');
    await this.unit.manager.insert(Representation, {
      councilId: actor.councilId, id, reference, serviceId, providerId: service.provider_id, recommendationId, decisionId, subject,
      toldOn: toldOn.toString(), toldHow, windowEndsOn, served, recordedAt: at.toString(),
    });
    await this.trail.record({ subjectKind: 'representation', subjectId: id, action: served ? 'providerTold' : 'windowOpened', after: { reference, recommendationId, decisionId, toldOn: toldOn.toString(), windowEndsOn } });
    return { id, version, reference, windowEndsOn };
  }

  /**
   * The letter that opened a window is served: its days begin (case 28), and never end before the letter said. A window that
   * opened by telling runs already and stays as it is. Inside a unit.
   * @returns the last day to answer
   */
  async begin(id: string, toldOn: Temporal.PlainDate, toldHow: string): Promise<string> {
    const { actor } = this.unit;
    const [window] = await this.unit.query<{ windowEndsOn: string; served: boolean }>(begun, [actor.councilId, id]);
    if (window === undefined) throw new NotFound('representation');
    if (window.served) return window.windowEndsOn;
    const { content } = await this.procedures.current();
    const counted = addWorkingDays(toldOn, content.timescales.representationWindowWorkingDays).toString();
    const windowEndsOn = counted > window.windowEndsOn ? counted : window.windowEndsOn;
    await this.runner.send(representationMachine, 'START_WINDOW', { id, version: 'latest', facts: { windowEndsOn } });
    await this.unit.manager.update(Representation, { councilId: actor.councilId, id }, { toldOn: toldOn.toString(), toldHow, windowEndsOn, served: true });
    await this.trail.record({ subjectKind: 'representation', subjectId: id, action: 'providerTold', after: { toldOn: toldOn.toString(), windowEndsOn } });
    return windowEndsOn;
  }

  /** The provider answers for itself, whatever moved after it opened the page: what it says is added (R11). Row-level security shows it its own windows alone. */
  submit({ id, text }: SubmitRepresentation): Promise<Outcome> {
    return this.receive(id, 'latest', text, this.unit.at);
  }

  /** @throws InvalidInput when it came later than now. */
  async record({ id, version, text, receivedOn }: RecordRepresentation): Promise<Outcome> {
    const day = Temporal.PlainDate.from(receivedOn);
    if (Temporal.PlainDate.compare(day, londonDate(this.unit.at)) > 0) throw new InvalidInput([{ field: 'receivedOn', message: 'Enter a date that has come: the representation is not here yet' }]);
    const today = day.equals(londonDate(this.unit.at));
    return this.receive(id, version, text, today ? this.unit.at : londonInstant(day, '12:00'));
  }

  /** What came against a decision by another way is taken as a representation on it (R11); a window is opened where none was. Inside a unit. */
  async takeOnDecision(window: OpenWindow & { readonly decisionId: string }, text: string, at: Temporal.Instant): Promise<string> {
    const [known] = await this.unit.query<{ id: string }>(windowOfDecision, [this.unit.actor.councilId, window.decisionId]);
    const { id } = known ?? (await this.open(window));
    await this.receive(id, 'latest', text, at);
    return id;
  }

  /** More time is given (R04): the provider has until this day. Inside a unit. @throws TransitionRefused where it ends no later than before. */
  async extend(id: string, newWindowEndsOn: string): Promise<void> {
    const { actor } = this.unit;
    await this.runner.send(representationMachine, 'EXTEND_WINDOW', { id, version: 'latest', facts: { newWindowEndsOn, extensionReasonGiven: true, grantedBy: actor.membershipId } });
    await this.unit.manager.update(Representation, { councilId: actor.councilId, id }, { windowEndsOn: newWindowEndsOn });
  }

  /** Something was disclosed: there is time to answer until this day, or longer where there was already. Inside a unit. @returns the last day to answer */
  async allowUntil(id: string, lastDay: string): Promise<string> {
    const { councilId } = this.unit.actor;
    const [window] = await this.unit.query<{ windowEndsOn: string; served: boolean }>(begun, [councilId, id]);
    if (window === undefined) throw new NotFound('representation');
    if (window.windowEndsOn >= lastDay) return window.windowEndsOn;
    // Before its letter is served the days have not begun; they end no earlier than this.
    if (window.served) await this.extend(id, lastDay);
    else await this.unit.manager.update(Representation, { councilId, id }, { windowEndsOn: lastDay });
    return lastDay;
  }

  /** The letter with the answer to each point is served: what the decision weighed is answered (statechart G). Inside a unit. */
  async sendOutcome(decisionId: string, letterId: string): Promise<void> {
    for (const { id } of await this.unit.query<{ id: string }>(consideredIn, [this.unit.actor.councilId, decisionId])) {
      await this.runner.send(representationMachine, 'SEND_OUTCOME', { id, version: 'latest', decisionId, facts: { decisionId, letterId } });
    }
  }

  private async receive(id: string, version: number | 'latest', text: string, receivedAt: Temporal.Instant): Promise<Outcome> {
    const { actor } = this.unit;
    const receivedOn = londonDate(receivedAt);
    const moved = await this.runner.send(representationMachine, 'RECEIVE', {
      id, version, facts: { textGiven: text !== '', receivedOn: receivedOn.toString() }, happenedAt: receivedAt,
    });
    const [before] = await this.unit.query<{ text: string | null }>(textOf, [actor.councilId, id]);
    const whole = before?.text ? `${before.text}\n\nAdded on ${dateInWords(receivedOn)}:\n${text}` : text;
    await this.unit.manager.update(Representation, { councilId: actor.councilId, id }, { text: whole, receivedAt: receivedAt.toString(), receivedBy: actor.membershipId });
    await this.points.came(id, text);
    return { id, version: moved.version };
  }
}
