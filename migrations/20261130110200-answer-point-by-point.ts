import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/** What a provider says, point by point in its own words, and the answer to each: accepted, partly or not, why, and what changed (R05). */
export class AnswerPointByPoint20261130110200 implements MigrationInterface {
  name = 'AnswerPointByPoint20261130110200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table representation_points (
        council_id uuid not null references councils (id),
        id uuid not null,
        representation_id uuid not null,
        number int not null,
        words text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, representation_id, number),
        foreign key (council_id, representation_id) references representations (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create table point_answers (
        council_id uuid not null references councils (id),
        id uuid not null,
        point_id uuid not null,
        representation_id uuid not null,
        decision_id uuid not null,
        -- Null where it was answered before answers had one.
        outcome text check (outcome in ('accepted', 'partly', 'notAccepted')),
        answer text not null,
        changed text,
        answered_by uuid not null,
        answered_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, point_id),
        foreign key (council_id, point_id) references representation_points (council_id, id),
        foreign key (council_id, representation_id) references representations (council_id, id),
        foreign key (council_id, decision_id) references decisions (council_id, id) deferrable initially deferred,
        foreign key (council_id, answered_by) references memberships (council_id, id)
      );
      create index point_answers_decision on point_answers (council_id, decision_id);
      create index point_answers_representation on point_answers (council_id, representation_id);
      ${tenancy('representation_points', 'exists (select from representations r where r.council_id = representation_points.council_id and r.id = representation_points.representation_id)')}
      -- The provider reads the answers with the letter of the decision, and not before it is issued.
      ${tenancy('point_answers', `exists (select from representations r where r.council_id = point_answers.council_id and r.id = point_answers.representation_id)
        and (acting_as() <> 'provider' or exists (select from letters t where t.council_id = point_answers.council_id and t.decision_id = point_answers.decision_id and t.issued_at is not null))`)}
      create trigger point_answers_append_only before update or delete on point_answers for each row execute function refuse_change_but_purge('answer', 'changed');

      -- What was said and answered before: one point each.
      insert into representation_points (council_id, id, representation_id, number, words, recorded_by, recorded_at)
        select r.council_id, gen_random_uuid(), r.id, 1, r.text, r.received_by, coalesce(r.received_at, r.recorded_at) from representations r where r.text is not null and r.received_by is not null;
      insert into point_answers (council_id, id, point_id, representation_id, decision_id, answer, answered_by, answered_at)
        select r.council_id, gen_random_uuid(), p.id, r.id, r.decision_id, r.consideration, r.considered_by, r.considered_at
        from representations r join representation_points p on p.council_id = r.council_id and p.representation_id = r.id join workflows w on w.council_id = r.council_id and w.id = r.id
        where w.state in ('considered', 'outcomeSent') and r.consideration is not null and r.decision_id is not null and r.considered_by is not null and r.considered_at is not null;

      -- They go with their service when its content is deleted (R34).
      alter function purge_service(uuid) rename to purge_service_before_points;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark(); done jsonb;
        begin
          done := purge_service_before_points(service);
          update representation_points p set words = m from representations r where p.council_id = council and r.council_id = council and r.id = p.representation_id and r.service_id = service;
          update point_answers a set answer = m, changed = marked(a.changed) from representations r where a.council_id = council and r.council_id = council and r.id = a.representation_id and r.service_id = service;
          return done;
        end $$;
        revoke all on function purge_service(uuid) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Points and their answers have no other place: restore a backup instead.');
  }
}
