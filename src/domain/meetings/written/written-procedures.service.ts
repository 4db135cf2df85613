import { Injectable } from '@nestjs/common';
import { panelCircle, type Seat } from '../../../platform/access/actor.js';
import { Trail } from '../../../platform/audit/trail.js';
import { londonDate } from '../../../platform/clock/london.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { NotFound } from '../../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../../platform/workflow/workflow-runner.js';
import { agencyCalled } from '../../councils/agency-called.js';
import { ProceduresService } from '../../councils/procedures.service.js';
import { sanctionCodes } from '../../decisions/recommendation.types.js';
import { RecommendationsService } from '../../decisions/recommendations.service.js';
import { MeetingDesk } from '../meeting-desk.js';
import { notNow, problems } from '../meeting.refusals.js';
import { checkLists, proposalOf } from '../session/proposal.js';
import { type Attendee, quorumOf } from '../session/quorum.js';
import { demandQuorum, personThen } from '../session/sessions.service.js';
import { WrittenAnswer, WrittenProcedure } from './written-procedure.entity.js';
import type { AnswerInWriting, PutInWriting, RecommendInWriting, WrittenProcedureStep } from './written-procedure.inputs.js';
import { writtenProcedureMachine } from './written-procedure.machine.js';

const panelOf = `
  select q.id from panel_services c join panels q on q.council_id = c.council_id and q.id = c.panel_id
  where c.council_id = $1 and c.service_id = $2 and q.valid_from <= $3::date and (q.valid_to is null or q.valid_to >= $3::date) order by q.valid_from, q.recorded_at, q.id limit 1`;
const restrictionOf = 'select from restrictions where council_id = $1 and id = $2 and service_id = $3';
// Everybody with a seat on the panel in their own right, and whoever puts the question.
const seatedOn = `
  select m.id, coalesce(s.seat, m.seat, 'other') as seat from memberships m
  left join panel_seats s on s.council_id = m.council_id and s.membership_id = m.id and s.panel_id = $3 and s.deputy_of is null
    and s.valid_from <= $2::date and (s.valid_to is null or s.valid_to >= $2::date)
  where m.council_id = $1 and m.role = any ($4) and m.person_id is not null and m.valid_from <= $2::date and (m.valid_to is null or m.valid_to >= $2::date)
    and (s.id is not null or m.id = $5)`;
const standing = `
  select p.id, p.reference, p.service_id as "serviceId", p.code, p.criteria, p.proposal, p.put_by as "putBy", p.out_people as "outPeople", w.state, w.version, w.procedure_id as "procedureId"
  from workflows w join written_procedures p on p.council_id = w.council_id and p.id = w.id
  where w.council_id = $1 and w.id = $2 and w.machine = 'writtenProcedure' for share of w`;
const own = `select id, answer, version from written_answers where council_id = $1 and written_procedure_id = $2 and membership_id = $3 for update`;
const asked = `
  select a.membership_id as "membershipId", a.seat, a.answer, a.words, coalesce(m.person_id, m.id) as "personId", coalesce(p.name, m.job_title) as name, m.job_title as "jobTitle",
    coalesce(agency_kind(m.agency_id, $3::date), 'council') <> 'council' or a.seat = 'icbNurse' as outside,
    ${agencyCalled('m.agency_id', '$3::date')} as "agencyName"
  from written_answers a join memberships m on m.council_id = a.council_id and m.id = a.membership_id left join people p on p.id = m.person_id
  where a.council_id = $1 and a.written_procedure_id = $2 order by name, a.id`;

type Standing = Pick<WrittenProcedure, 'id' | 'reference' | 'serviceId' | 'code' | 'criteria' | 'proposal' | 'putBy' | 'outPeople'> & { readonly state: string; readonly version: number; readonly procedureId: string };
type Asked = { readonly membershipId: string; readonly seat: Seat; readonly answer: WrittenAnswer['answer']; readonly words: string | null; readonly personId: string; readonly name: string; readonly jobTitle: string; readonly agencyName: string | null; readonly outside: boolean };

/** Who answered sits in the room of a written procedure; who has an interest is out of it. */
export const attendeesOf = (people: readonly Pick<Asked, 'personId' | 'seat' | 'outside' | 'answer'>[]): Attendee[] =>
  people.map(({ personId, seat, outside, answer }) => ({ personKey: personId, seat, outside, present: answer !== null, excluded: answer === 'interest' }));

/** Questions put to the panel in writing between meetings (domain.md 2.4): the only writer of them and of their answers. */
@Injectable()
export class WrittenProcedures {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly desk: MeetingDesk,
    private readonly recommendations: RecommendationsService,
  ) {}

  /** Puts a question to everybody with a seat on the panel that looks at the service; by job they are told of it by mail. */
  async put(input: PutInWriting): Promise<Outcome> {
    const { actor, at } = this.unit;
    const today = londonDate(at).toString();
    const { id: procedureId, content } = await this.procedures.current();
    checkLists(content, input);
    const [panel] = await this.unit.query<{ id: string }>(panelOf, [actor.councilId, input.serviceId, today]);
    if (panel === undefined) throw new NotFound('service');
    if (input.restrictionId !== undefined && (await this.unit.query(restrictionOf, [actor.councilId, input.restrictionId, input.serviceId])).length === 0) throw problems.restriction;
    const id = newId();
    const { version } = await this.runner.start(writtenProcedureMachine, { id, procedureId, serviceId: input.serviceId, context: { closesOn: input.closesOn } });
    const reference = await this.unit.reference('WPR');
    await this.unit.manager.insert(WrittenProcedure, {
      councilId: actor.councilId, id, reference, panelId: panel.id, serviceId: input.serviceId, code: input.code, question: input.text, whyNow: input.whyNow, proposal: proposalOf(input),
      criteria: input.criteria, closesOn: input.closesOn, outPeople: [], putBy: actor.membershipId, putAt: at.toString(), endedAt: null, outcome: null, recommendationId: null,
    });
    const people = await this.unit.query<{ id: string; seat: Seat }>(seatedOn, [actor.councilId, today, panel.id, panelCircle.filter((role) => role !== 'auditor'), actor.membershipId]);
    await this.unit.manager.insert(WrittenAnswer, people.map((one) => ({ councilId: actor.councilId, id: newId(), writtenProcedureId: id, membershipId: one.id, seat: one.seat, answer: null, words: null, answeredAt: null, version: 1 })));
    await this.trail.record({ subjectKind: 'writtenProcedure', subjectId: id, action: 'questionPut', after: { reference, code: input.code, dueOn: input.closesOn, members: people.length } });
    return { id, version, reference };
  }

  /** A member's own answer, changed as often as they like while the question is open. Who has an interest is out of it from then on (R21). */
  async answer({ id, version, answer, words }: AnswerInWriting): Promise<Outcome> {
    const { actor, at } = this.unit;
    const procedure = await this.standing(id);
    if (procedure.state !== 'open') throw notNow(procedure.state, 'ANSWER', 'Answers are taken until the closing date.');
    const [mine] = await this.unit.query<{ id: string; answer: WrittenAnswer['answer']; version: number }>(own, [actor.councilId, id, actor.membershipId]);
    if (mine === undefined) throw new NotFound('question you were asked');
    if (mine.version !== version) throw await this.desk.stale(mine.version, actor.membershipId, at.toString());
    if (mine.answer === 'interest' && answer !== 'interest') throw notNow(procedure.state, 'ANSWER', 'You declared an interest in this: you take no part in it.');
    await this.unit.manager.update(WrittenAnswer, { councilId: actor.councilId, id: mine.id }, { answer, words: words ?? null, answeredAt: at.toString(), version: version + 1 });
    if (answer === 'interest' && actor.personId !== null && !procedure.outPeople.includes(actor.personId)) {
      await this.unit.manager.update(WrittenProcedure, { councilId: actor.councilId, id }, { outPeople: [...procedure.outPeople, actor.personId] });
    }
    await this.trail.record({ subjectKind: 'writtenProcedure', subjectId: id, action: 'answeredInWriting', after: { answered: answer } });
    return { id, version: version + 1 };
  }

  /** Before its day only once everybody has answered; on its day it closes by itself. */
  async close({ id, version }: WrittenProcedureStep): Promise<Outcome> {
    await this.mine(id);
    const people = await this.asked(id);
    const moved = await this.runner.send(writtenProcedureMachine, 'CLOSE', { id, version, facts: { everybodyAnswered: people.every((one) => one.answer !== null), dayPassed: false } });
    return { id, version: moved.version };
  }

  /**
   * Records what the panel recommends, by the quorum of those who answered and have no interest in it.
   * @throws QuorumNotMet when they may not recommend this (R20)
   */
  async recommend({ id, version, text, differingViews, independence }: RecommendInWriting): Promise<Outcome> {
    const { actor } = this.unit;
    const procedure = await this.mine(id);
    const { content } = await this.procedures.of(procedure.procedureId);
    const people = await this.asked(id);
    const quorum = quorumOf(content.quorum, attendeesOf(people));
    if (procedure.state === 'closed') demandQuorum(quorum, sanctionCodes.includes(procedure.code));
    const { quorate, forSanction, words } = quorum;
    const named = (one: Asked, reason?: string) => personThen({ ...one, deputyName: null }, reason);
    const recorded = procedure.state !== 'closed' ? null : await this.recommendations.record({
      serviceId: procedure.serviceId, meetingId: null, agendaItemId: null, code: procedure.code, criteria: procedure.criteria, text, proposal: procedure.proposal, differingViews: differingViews ?? null, independence,
      quorum: { quorate, forSanction, words: `By written procedure ${procedure.reference}. ${words}` },
      present: people.filter((one) => one.answer === 'agree' || one.answer === 'differ').map((one) => named(one)), excluded: people.filter((one) => one.answer === 'interest').map((one) => named(one, one.words ?? '')),
      chairedBy: procedure.putBy, signedBy: actor.membershipId,
    });
    const moved = await this.runner.send(writtenProcedureMachine, 'RECOMMEND', { id, version, facts: { quorate, recommendationId: recorded?.id ?? null } });
    await this.end(id, { recommendationId: recorded?.id ?? null });
    return { id, version: moved.version, ...(recorded !== null && { reference: recorded.reference }) };
  }

  async endWithout({ id, version, reason }: WrittenProcedureStep & { reason: string }): Promise<Outcome> {
    await this.mine(id);
    const moved = await this.runner.send(writtenProcedureMachine, 'END_WITHOUT', { id, version, facts: { endReasonGiven: true } });
    await this.end(id, { outcome: reason });
    return { id, version: moved.version };
  }

  async withdraw({ id, version, reason }: WrittenProcedureStep & { reason: string }): Promise<Outcome> {
    await this.mine(id);
    const moved = await this.runner.send(writtenProcedureMachine, 'WITHDRAW', { id, version, facts: { withdrawReasonGiven: true } });
    await this.end(id, { outcome: reason });
    return { id, version: moved.version };
  }

  private async end(id: string, values: Partial<Pick<WrittenProcedure, 'outcome' | 'recommendationId'>>): Promise<void> {
    await this.unit.manager.update(WrittenProcedure, { councilId: this.unit.actor.councilId, id }, { ...values, endedAt: this.unit.at.toString() });
  }

  private asked(id: string): Promise<Asked[]> {
    return this.unit.query<Asked>(asked, [this.unit.actor.councilId, id, londonDate(this.unit.at).toString()]);
  }

  /** As `standing`, for a chair who takes part in it (R21). */
  private async mine(id: string): Promise<Standing> {
    const procedure = await this.standing(id);
    const { personId } = this.unit.actor;
    if (personId !== null && procedure.outPeople.includes(personId)) throw new NotFound('question you take part in');
    return procedure;
  }

  private async standing(id: string): Promise<Standing> {
    const [found] = await this.unit.query<Standing>(standing, [this.unit.actor.councilId, id]);
    if (found === undefined) throw new NotFound('question');
    return found;
  }
}
