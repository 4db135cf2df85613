import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { HearingRequest } from './hearing-request.entity.js';
import type { AnswerHearingRequest, AskAboutHearing } from './hearing-request.inputs.js';
import { hearingRequestMachine } from './hearing-request.machine.js';
import { RepresentationsService } from './representations.service.js';

interface About {
  readonly serviceId: string;
  readonly providerId: string;
  readonly windowEndsOn: string;
}
const aboutOf = `
  select service_id as "serviceId", provider_id as "providerId", window_ends_on::text as "windowEndsOn" from representations where council_id = $1 and id = $2`;
const requestById = 'select kind, representation_id as "representationId" from hearing_requests where council_id = $1 and id = $2';

/** The only writer of what providers ask about being heard: each is answered with reasons, and more time that is granted moves the window in the same unit. */
@Injectable()
export class HearingRequestsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly representations: RepresentationsService,
  ) {}

  async ask({ representationId, kind, text }: AskAboutHearing): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [about] = await this.unit.query<About>(aboutOf, [actor.councilId, representationId]);
    if (about === undefined) throw new NotFound('representation');
    const { serviceId, providerId, windowEndsOn } = about;
    const procedure = await this.procedures.current();
    const today = londonDate(at);
    // An answer after the last day would be worth nothing; past it, it is owed by the next working day.
    const answerBy = windowEndsOn > today.toString() ? windowEndsOn : addWorkingDays(today, procedure.content.timescales.letterNextWorkingDays).toString();
    const id = newId();
    const { version } = await this.runner.start(hearingRequestMachine, { id, procedureId: procedure.id, serviceId, sharedWithProviderId: providerId, context: { kind, answerBy } });
    const reference = await this.unit.reference('ASK');
    await this.unit.manager.insert(HearingRequest, {
      councilId: actor.councilId, id, reference, serviceId, providerId, representationId, kind, asked: text, askedBy: actor.membershipId, askedOn: today.toString(), recordedAt: at.toString(),
    });
    await this.trail.record({ subjectKind: 'hearingRequest', subjectId: id, action: 'hearingAsked', after: { reference, representationId, kind, answerBy } });
    return { id, version, reference };
  }

  /** @throws TransitionRefused where more time does not end later than the days there are. */
  async answer({ id, version, outcome, reasons, newLastDay }: AnswerHearingRequest): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [known] = await this.unit.query<{ kind: string; representationId: string }>(requestById, [actor.councilId, id]);
    if (known === undefined) throw new NotFound('request');
    const answering = { answeredBy: actor.membershipId, reasonsGiven: reasons !== '' };
    const later = outcome === 'granted' && known.kind === 'moreTime' ? (newLastDay ?? null) : null;
    const moved = outcome === 'granted'
      ? await this.runner.send(hearingRequestMachine, 'GRANT', { id, version, facts: { ...answering, newDayGiven: later !== null } })
      : await this.runner.send(hearingRequestMachine, 'REFUSE', { id, version, facts: answering });
    if (later !== null) await this.representations.extend(known.representationId, later);
    await this.unit.manager.update(HearingRequest, { councilId: actor.councilId, id }, { reasons, answeredBy: actor.membershipId, answeredAt: at.toString(), newLastDay: later });
    return { id, version: moved.version };
  }
}
