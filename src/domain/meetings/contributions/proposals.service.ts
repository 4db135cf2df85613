import { Injectable } from '@nestjs/common';
import { Trail } from '../../../platform/audit/trail.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { NotFound } from '../../../platform/graphql/refusals.js';
import { Jobs } from '../../../platform/jobs/jobs.service.js';
import { AgendasService } from '../agenda/agendas.service.js';
import { drafting, MeetingDesk } from '../meeting-desk.js';
import { notNow } from '../meeting.refusals.js';
import { ContributionDesk } from './contribution-desk.js';
import { ItemProposal } from './contribution.entity.js';
import type { AnswerProposal, ProposeItem } from './contribution.inputs.js';
import { contributionSentences } from './contribution.refusals.js';

const beforePublishing = ['scheduled', 'callForItems', 'agendaDraft'] as const;
const lockProposal = `
  select p.id, p.meeting_id as "meetingId", p.service_id as "serviceId", p.title, p.why, p.minutes_wanted as "minutesWanted", p.outcome, p.version, p.answered_by as "answeredBy",
         p.proposed_by as "proposedBy", coalesce((select n.name from memberships m join agency_names n on n.agency_id = m.agency_id and n.valid_to is null where m.council_id = p.council_id and m.id = p.proposed_by), 'a member') as "proposedFor"
  from item_proposals p where p.council_id = $1 and p.id = $2 for update of p`;
interface Proposed extends Pick<ItemProposal, 'id' | 'meetingId' | 'serviceId' | 'title' | 'why' | 'minutesWanted' | 'outcome' | 'version' | 'answeredBy' | 'proposedBy'> {
  readonly proposedFor: string;
}

/** Items that members want on the agenda: taken in, or declined with a reason they read. The only writer of proposals. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly jobs: Jobs,
    private readonly meetings: MeetingDesk,
    private readonly desk: ContributionDesk,
    private readonly agendas: AgendasService,
  ) {}

  async propose({ id, serviceId, title, why, minutesWanted }: ProposeItem): Promise<Outcome> {
    const { actor, at } = this.unit;
    const member = await this.desk.contributor(id);
    const meeting = await this.meetings.standingIn(id, beforePublishing, 'PROPOSE_ITEM', contributionSentences.published);
    if (serviceId !== undefined) await this.agendas.demandCovered(meeting.id, serviceId);
    const proposal = newId();
    await this.unit.manager.insert(ItemProposal, {
      councilId: actor.councilId, id: proposal, meetingId: id, serviceId: serviceId ?? null, title: serviceId === undefined ? (title ?? null) : null, why, minutesWanted,
      proposedBy: member.membershipId, proposedAt: at.toString(), outcome: null, outcomeReason: null, agendaItemId: null, answeredBy: null, answeredAt: null, version: 1,
    });
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'itemProposed', after: { serviceId: serviceId ?? null, minutes: minutesWanted } });
    await this.jobs.publish('itemProposed', { meetingId: id, proposalId: proposal });
    return { id: proposal, version: 1 };
  }

  /** Onto the agenda, where its service may stand already: then the reason joins that item. Or not, and why. */
  async answer({ id, version, accepted, section, minutesEstimate, reason }: AnswerProposal): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [proposal] = await this.unit.query<Proposed>(lockProposal, [actor.councilId, id]);
    if (proposal === undefined) throw new NotFound('proposed item');
    if (proposal.version !== version) throw await this.meetings.stale(proposal.version, proposal.answeredBy, at.toString());
    const meeting = await this.meetings.standingIn(proposal.meetingId, accepted ? drafting : beforePublishing, 'ANSWER_PROPOSAL', accepted ? contributionSentences.buildFirst : contributionSentences.published);
    if (proposal.outcome !== null) throw notNow(meeting.state, 'ANSWER_PROPOSAL', contributionSentences.answered);
    const agendaItemId = !accepted ? null : await this.agendas.takeIn(meeting, {
      serviceId: proposal.serviceId ?? undefined, title: proposal.title ?? undefined, section: section ?? 0, minutesEstimate: minutesEstimate ?? proposal.minutesWanted,
    }, { by: proposal.proposedFor, why: proposal.why });
    await this.unit.manager.update(ItemProposal, { councilId: actor.councilId, id }, {
      outcome: accepted ? 'accepted' : 'declined', outcomeReason: reason ?? null, agendaItemId, answeredBy: actor.membershipId, answeredAt: at.toString(), version: version + 1,
    });
    await this.trail.record({ subjectKind: 'meeting', subjectId: meeting.id, action: accepted ? 'proposalAccepted' : 'proposalDeclined', after: { serviceId: proposal.serviceId, reasonGiven: reason !== undefined } });
    await this.jobs.publish('proposalAnswered', { meetingId: meeting.id, proposalId: id });
    return { id, version: version + 1 };
  }
}
