import { Injectable } from '@nestjs/common';
import { agencyCalled } from '../../councils/agency-called.js';
import type { Procedure } from '../../../../procedures/index.ts';
import type { Actor, Seat } from '../../../platform/access/actor.js';
import { may, permissionOf } from '../../../platform/access/policy.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../../platform/database/read-unit.js';
import { pageNumber } from '../../../platform/graphql/paging.js';
import type { AllowedActionView } from '../../../platform/graphql/shared.types.js';
import { allowedActions } from '../../../platform/workflow/decide.js';
import { decidableCodes } from '../../decisions/recommendation.types.js';
import { runByJson } from '../../providers/run-by.js';
import { quorumOf } from '../session/quorum.js';
import { writtenProcedureMachine, type WrittenProcedureContext, type WrittenProcedureEvents } from './written-procedure.machine.js';
import type { WrittenAnswerView, WrittenCriterionView, WrittenProcedureForm, WrittenProcedureList, WrittenProcedureView } from './written-procedure.types.js';
import { attendeesOf } from './written-procedures.service.js';

const pageSize = 20;
const serviceName = `(select case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end from register_locations l where l.id = s.location_id)`;
const panelName = (id: string): string => `(select q.name from panels q where q.council_id = s.council_id and q.id = ${id})`;

const listed = statement(`
  with found as (
    select p.id, p.reference, w.state, ${serviceName} as "serviceName", p.closes_on as "closesOn",
      (select count(*)::int from written_answers a where a.council_id = p.council_id and a.written_procedure_id = p.id and a.answer is not null) as answered,
      (select count(*)::int from written_answers a where a.council_id = p.council_id and a.written_procedure_id = p.id) as asked,
      w.state = 'open' and exists (select from written_answers a where a.council_id = p.council_id and a.written_procedure_id = p.id and a.membership_id = current_membership() and a.answer is null) as "waitsForYou",
      row_number() over (order by p.put_at desc, p.id) as place
    from written_procedures p join workflows w on w.council_id = p.council_id and w.id = p.id join services s on s.council_id = p.council_id and s.id = p.service_id)
  select json_build_object('total', (select count(*)::int from found), 'page', $1::int, 'pageSize', $2::int,
    'rows', coalesce((select json_agg(f order by f.place) from found f where f.place > ($1::int - 1) * $2 and f.place <= $1::int * $2), '[]')) as result`);

/** SQL of what is not for whoever has an interest in the question (R21). */
const unlessOut = (column: string): string => `case when current_person() = any (p.out_people) then null else ${column} end`;

const one = statement(`
  select json_build_object('id', p.id, 'version', w.version, 'reference', p.reference, 'state', w.state, 'context', w.context, 'panelName', ${panelName('p.panel_id')}, 'serviceId', s.id, 'serviceName', ${serviceName}, 'runBy', ${runByJson('s.provider_id', `coalesce((p.ended_at at time zone 'Europe/London')::date, $2::date)`)},
    'code', ${unlessOut('p.code')}, 'question', ${unlessOut('p.question')}, 'whyNow', ${unlessOut('p.why_now')}, 'criteriaGiven', ${unlessOut('p.criteria')}, 'closesOn', p.closes_on, 'putAt', p.put_at, 'endedAt', p.ended_at,
    'putBy', (select coalesce(x.name, m.job_title) from memberships m left join people x on x.id = m.person_id where m.council_id = p.council_id and m.id = p.put_by),
    'youAreOut', coalesce(current_person() = any (p.out_people), false),
    'outcome', ${unlessOut('p.outcome')}, 'recommendationId', (select r.id from recommendations r where r.council_id = p.council_id and r.id = p.recommendation_id),
    'procedure', (select json_build_object('quorum', c.content -> 'quorum', 'authorities', c.content -> 'authorities', 'criteria', c.content -> 'thresholdCriteria') from procedures c where c.council_id = w.council_id and c.id = w.procedure_id),
    'answers', (select coalesce(json_agg(json_build_object('id', a.id, 'version', a.version, 'membershipId', a.membership_id, 'name', coalesce(x.name, m.job_title), 'jobTitle', m.job_title, 'seat', a.seat,
        'agencyName', ${agencyCalled('m.agency_id', '$2::date')},
        'answer', a.answer, 'words', a.words, 'answeredAt', a.answered_at, 'personId', coalesce(m.person_id, m.id), 'outside', coalesce(agency_kind(m.agency_id, $2::date), 'council') <> 'council' or a.seat = 'icbNurse') order by x.name, a.id), '[]')
      from written_answers a join memberships m on m.council_id = a.council_id and m.id = a.membership_id left join people x on x.id = m.person_id
      where a.council_id = p.council_id and a.written_procedure_id = p.id)) as result
  from written_procedures p join workflows w on w.council_id = p.council_id and w.id = p.id join services s on s.council_id = p.council_id and s.id = p.service_id where p.id = $1::uuid`);

const formOf = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', ${serviceName}, 'panelName', ${panelName('covered.panel_id')}, 'runBy', ${runByJson('s.provider_id', '$2::date')},
    'authorities', c.content -> 'authorities', 'criteria', c.content -> 'thresholdCriteria', 'restrictionKinds', c.content -> 'restrictionKinds', 'reasons', c.content -> 'restrictionReasons',
    'restrictions', (select coalesce(json_agg(json_build_object('code', r.id, 'words', r.reference) order by r.reference), '[]') from restrictions r join workflows w on w.council_id = r.council_id and w.id = r.id
      where r.council_id = s.council_id and r.service_id = s.id and w.state in ('inForce', 'underReview', 'phasedLift'))) as result
  from services s
  cross join lateral (select d.panel_id from panel_services d join panels q on q.council_id = d.council_id and q.id = d.panel_id where d.council_id = s.council_id and d.service_id = s.id
    and q.valid_from <= $2::date and (q.valid_to is null or q.valid_to >= $2::date) order by q.valid_from, q.recorded_at, q.id limit 1) covered
  cross join lateral (select p.content from procedures p where p.council_id = s.council_id and p.effective_from <= $2::date order by p.effective_from desc, p.version desc limit 1) c
  where s.id = $1::uuid`);

type AnswerRow = WrittenAnswerView & { readonly seat: Seat; readonly personId: string; readonly outside: boolean; readonly answer: 'agree' | 'differ' | 'interest' | null };
type Row = Omit<WrittenProcedureView, 'codeWords' | 'criteria' | 'quorum' | 'answers' | 'allowedActions'> & {
  readonly code: string | null;
  readonly context: WrittenProcedureContext;
  readonly criteriaGiven: readonly { readonly code: string; readonly evidence: string }[] | null;
  readonly procedure: Pick<Procedure, 'quorum' | 'authorities'> & { readonly criteria: Procedure['thresholdCriteria'] };
  readonly answers: readonly AnswerRow[];
};
type FormRow = Omit<WrittenProcedureForm, 'choices'> & Pick<Procedure, 'authorities' | 'restrictionKinds'> & { readonly criteria: Procedure['thresholdCriteria']; readonly reasons: Procedure['restrictionReasons'] };

/** Which mutation sends which event. */
const mutations: Readonly<Record<keyof WrittenProcedureEvents, string>> = { CLOSE: 'closeWrittenProcedure', RECOMMEND: 'recommendInWriting', END_WITHOUT: 'endWrittenProcedure', WITHDRAW: 'withdrawWrittenProcedure' };

/** Reads of questions put in writing, one data statement each. */
@Injectable()
export class WrittenProceduresQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, page: number | null): Promise<WrittenProcedureList> {
    const found = await this.reads.one<WrittenProcedureList>(actor, listed, [pageNumber(page), pageSize], { operation: 'writtenProcedures', subjectKind: 'writtenProcedure' });
    if (found === null) throw new Error('The list of questions has no result.');
    return found;
  }

  async one(actor: Actor, id: string): Promise<WrittenProcedureView | null> {
    const row = await this.reads.one<Row>(actor, one, [id, this.clock.today().toString()], { operation: 'writtenProcedure', subjectKind: 'writtenProcedure', subjectId: id });
    if (row === null) return null;
    const { code, context: _c, criteriaGiven, procedure, ...view } = row;
    const quorum = quorumOf(procedure.quorum, attendeesOf(row.answers));
    const criteria: WrittenCriterionView[] = (criteriaGiven ?? []).map((given) => ({ words: procedure.criteria.find((known) => known.code === given.code)?.words ?? given.code, evidence: given.evidence }));
    return {
      ...view, quorum, criteria, codeWords: code === null ? null : (procedure.authorities.find((known) => known.code === code)?.words ?? code),
      allowedActions: this.steps(actor, row, { everybodyAnswered: row.answers.every((answer) => answer.answer !== null), quorate: quorum.quorate }),
    };
  }

  async form(actor: Actor, serviceId: string): Promise<WrittenProcedureForm | null> {
    const row = await this.reads.one<FormRow>(actor, formOf, [serviceId, this.clock.today().toString()], { operation: 'writtenProcedureForm', subjectKind: 'service', subjectId: serviceId });
    if (row === null) return null;
    const { authorities, criteria, restrictionKinds, reasons, ...form } = row;
    const words = new Map(authorities.map((known) => [known.code, known.words]));
    return { ...form, choices: { decisions: decidableCodes.map((code) => ({ code, words: words.get(code) ?? code })), criteria, reasons, restrictionKinds: restrictionKinds.filter((kind) => kind.imposedBy === 'council') } };
  }

  private steps(actor: Actor, { state, context, youAreOut }: Row, known: { everybodyAnswered: boolean; quorate: boolean }): AllowedActionView[] {
    if (youAreOut) return [];
    const steps = allowedActions<WrittenProcedureContext, WrittenProcedureEvents>(writtenProcedureMachine, { state, context }, {
      CLOSE: { everybodyAnswered: known.everybodyAnswered, dayPassed: false }, RECOMMEND: { quorate: known.quorate },
    });
    return steps.map(({ event, unmet }) => {
      const mutation = mutations[event as keyof WrittenProcedureEvents];
      const forbidden = may(actor, mutation) ? [] : [{ requirement: 'isPermitted', sentence: `This may be done by ${permissionOf(mutation)?.who ?? 'nobody'}.` }];
      const missing = [...forbidden, ...unmet];
      return { event, allowed: missing.length === 0, unmet: missing };
    });
  }
}
