import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

const hearAnAppeal = { code: 'D19', words: 'Hear an appeal', grade: 3, namedDeputy: false, independent: true, rankThatImposed: true };

/** An appeal against a decision on placing is a case of its own (R11): who lodged it and when, its grounds, and the decision that answers it. */
export class HearAppeals20261129235100 implements MigrationInterface {
  name = 'HearAppeals20261129235100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table appeals (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid not null,
        provider_id uuid not null references register_providers (id),
        restriction_id uuid not null,
        -- The decision it is against.
        decision_id uuid not null,
        -- The day the letter on it counts as served; null where it was lodged before.
        served_on date,
        lodged_on date not null,
        lodged_how text not null,
        lodged_by uuid not null,
        grounds text,
        grounds_received_at timestamptz,
        -- Of one that came too late: the representation it was taken as.
        representation_id uuid,
        outcome_decision_id uuid,
        heard_by uuid,
        -- Over the Director: the Chief Executive's nominee, by name and post.
        nominee text,
        withdrawn_how text,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        unique (council_id, decision_id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, restriction_id) references restrictions (council_id, id),
        foreign key (council_id, decision_id) references decisions (council_id, id),
        foreign key (council_id, representation_id) references representations (council_id, id),
        foreign key (council_id, outcome_decision_id) references decisions (council_id, id) deferrable initially deferred,
        foreign key (council_id, lodged_by) references memberships (council_id, id),
        foreign key (council_id, heard_by) references memberships (council_id, id)
      );
      create index appeals_service on appeals (council_id, service_id);
      create index appeals_provider on appeals (council_id, provider_id);
      create index appeals_restriction on appeals (council_id, restriction_id);
      ${tenancy('appeals', `(in_panel_circle() and ${satWith('service_id')}) or provider_id = current_provider()`)}

      -- What an appeal against a decision rests on, and whom R11 keeps from hearing it. As the owner: a provider sees neither decisions nor
      -- restrictions, and is answered for a decision about its own service alone, once a letter on it is issued.
      create function appealable(decision uuid) returns json language plpgsql stable security definer set search_path = public, pg_temp as $$
        begin
          return (
            select json_build_object('decisionId', d.id, 'decisionReference', d.reference, 'code', d.code, 'serviceId', d.service_id, 'serviceName', l.name, 'providerId', s.provider_id,
              'restrictionId', x.id, 'restrictionReference', x.reference, 'reasonCodes', x.reason_codes, 'restrictionState', w.state, 'procedureId', w.procedure_id, 'decidedGrade', m.grade,
              'servedOn', (select min(t.served_on) from letters t where t.council_id = d.council_id and t.decision_id = d.id),
              'decided', json_build_array(m.person_id),
              'recommended', (select coalesce(json_agg(distinct p.person_id), '[]') from memberships p where p.council_id = d.council_id and p.id in (c.chaired_by, c.signed_by)),
              'attended', (select coalesce(json_agg(distinct p.person_id), '[]') from meeting_members a join memberships p on p.council_id = a.council_id and p.id = a.membership_id
                where a.council_id = d.council_id and a.meeting_id = c.meeting_id and a.attendance = 'present'))
            from decisions d
            join restrictions x on x.council_id = d.council_id and x.id = d.restriction_id
            join workflows w on w.council_id = x.council_id and w.id = x.id
            join memberships m on m.council_id = d.council_id and m.id = d.decided_by
            join services s on s.council_id = d.council_id and s.id = d.service_id
            join register_locations l on l.id = s.location_id
            -- A change has no recommendation of its own: the one that the restriction began with.
            left join decisions f on f.council_id = x.council_id and f.id = x.decision_id
            left join recommendations c on c.council_id = d.council_id and c.id = coalesce(d.recommendation_id, f.recommendation_id)
            where d.council_id = current_council() and d.id = decision
              and ((d.code = 'D08' and d.outcome <> 'declined') or (d.code = 'D09' and d.terms->>'outcome' in ('confirm', 'vary', 'extend', 'relapse', 'phase', 'nextPhase')))
              and ((in_panel_circle() and sits_with(d.service_id))
                or (acting_as() = 'provider' and s.provider_id = current_provider()
                  and exists (select from letters t where t.council_id = d.council_id and t.decision_id = d.id and t.issued_at is not null))));
        end $$;

      -- How an appeal was answered, for the provider whose it is. As the owner: it sees no decision. Who may call them is listed in migrate.ts.
      create function appeal_outcome(appeal uuid) returns json language plpgsql stable security definer set search_path = public, pg_temp as $$
        begin
          if acting_as() <> 'provider' then return null; end if;
          return (select json_build_object('arguments', d.terms->'arguments', 'decidedOn', (d.decided_at at time zone 'Europe/London')::date)
            from appeals a join decisions d on d.council_id = a.council_id and d.id = a.outcome_decision_id
            where a.council_id = current_council() and a.id = appeal and a.provider_id = current_provider());
        end $$;

      -- Appeals go with their service when its content is deleted (R34).
      alter function purge_service(uuid) rename to purge_service_before_appeals;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark(); ids uuid[]; done jsonb;
        begin
          done := purge_service_before_appeals(service);
          update appeals a set lodged_how = m, grounds = marked(a.grounds), nominee = marked(a.nominee), withdrawn_how = marked(a.withdrawn_how) where a.council_id = council and a.service_id = service;
          ids := array(select a.id from appeals a where a.council_id = council and a.service_id = service);
          perform purge_common(ids, '{}');
          return done || jsonb_build_object('records', (done ->> 'records')::int + cardinality(ids));
        end $$;
        revoke all on function purge_service(uuid) from public;
    `);
    await runner.query(
      `update procedures set content = jsonb_set(content, '{authorities}', content->'authorities' || $1::jsonb)
       where content ? 'authorities' and not exists (select from jsonb_array_elements(content->'authorities') each where each->>'code' = 'D19')`,
      [JSON.stringify([hearAnAppeal])],
    );
  }

  async down(): Promise<void> {
    throw new Error('Appeals have no other place: restore a backup instead.');
  }
}
