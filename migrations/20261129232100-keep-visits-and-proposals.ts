import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

const seated = `in_panel_circle() and ${satWith('service_id')}`;
const ofVisit = (table: string): string => `exists (select from visits v where v.council_id = ${table}.council_id and v.id = ${table}.visit_id)`;
const mark = 'purge_mark()';

/**
 * Visits decided on and made, with their corrections; proposals of officers for a stage; the words beside steps of a stage that no
 * decision holds; and whether a panel found a service on track (statechart A, R09, R19, R27).
 */
export class KeepVisitsAndProposals20261129232100 implements MigrationInterface {
  name = 'KeepVisitsAndProposals20261129232100';

  async up(runner: QueryRunner): Promise<void> {
    await this.visits(runner);
    await this.stages(runner);
    await this.retention(runner);
  }

  private async visits(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table visits (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid not null,
        kind text not null,
        announced boolean not null,
        out_of_hours boolean not null,
        -- D02: a responsive visit that was decided on before it was made.
        intelligence_id uuid,
        planned_on date,
        focus text,
        decided_by uuid,
        decided_at timestamptz,
        -- Null until it is made.
        visited_on date,
        finding text,
        fault_reasons text[] not null default '{}',
        verified text,
        version int not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, intelligence_id) references intelligence (council_id, id),
        foreign key (council_id, decided_by) references memberships (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id),
        check ((visited_on is null) = (finding is null)),
        check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (planned_on is null) and (decided_at is null) = (focus is null))
      );
      create index visits_service on visits (council_id, service_id, visited_on);
      create table visit_officers (
        council_id uuid not null references councils (id),
        visit_id uuid not null,
        membership_id uuid not null,
        primary key (council_id, visit_id, membership_id),
        foreign key (council_id, visit_id) references visits (council_id, id),
        foreign key (council_id, membership_id) references memberships (council_id, id)
      );
      -- Actions of the plan that a visit looked at and found done. Each is verified on its own page (R17).
      create table visit_actions (
        council_id uuid not null references councils (id),
        visit_id uuid not null,
        action_id uuid not null,
        primary key (council_id, visit_id, action_id),
        foreign key (council_id, visit_id) references visits (council_id, id),
        foreign key (council_id, action_id) references actions (council_id, id)
      );
      create table visit_corrections (
        council_id uuid not null references councils (id),
        id uuid not null,
        visit_id uuid not null,
        number int not null,
        -- The record as it was before.
        before jsonb not null,
        reason text not null,
        corrected_by uuid not null,
        corrected_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, visit_id, number),
        foreign key (council_id, visit_id) references visits (council_id, id),
        foreign key (council_id, corrected_by) references memberships (council_id, id)
      );
      create trigger visit_corrections_append_only before update or delete on visit_corrections for each row execute function refuse_change_but_purge('before', 'reason');
    `);
    await runner.query(tenancy('visits', seated));
    for (const table of ['visit_officers', 'visit_actions', 'visit_corrections']) await runner.query(tenancy(table, ofVisit(table)));
    await runner.query(`alter policy added on visit_corrections with check (council_id = current_council() and corrected_by = current_membership())`);
  }

  private async stages(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What an officer proposes, with what it rests on. Answered by a decision, once.
      create table stage_proposals (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid not null,
        stage text not null check (stage in ('enhanced', 'seriousConcerns')),
        text text not null,
        criteria jsonb not null,
        proposed_by uuid not null,
        proposed_at timestamptz not null,
        decision_id uuid,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, proposed_by) references memberships (council_id, id),
        foreign key (council_id, decision_id) references decisions (council_id, id)
      );
      create unique index stage_proposals_open on stage_proposals (council_id, service_id) where decision_id is null;
      -- Words beside a step of the stage that is no decision: a meeting held or moved, an arrangement, the check after closing.
      create table stage_notes (
        council_id uuid not null references councils (id),
        id uuid not null,
        service_id uuid not null,
        event text not null,
        text text not null,
        happened_on date not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index stage_notes_service on stage_notes (council_id, service_id, recorded_at);
      create trigger stage_notes_append_only before update or delete on stage_notes for each row execute function refuse_change_but_purge('text');
      -- What the minutes say of the service that day; null where the panel did not say.
      alter table item_records add column on_track boolean;
    `);
    for (const table of ['stage_proposals', 'stage_notes']) await runner.query(tenancy(table, seated));
  }

  private async retention(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter function purge_service(uuid) rename to purge_service_without_visits;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council(); gone uuid[]; did jsonb;
        begin
          gone := array(select v.id from visits v where v.council_id = council and v.service_id = service) || array(select p.id from stage_proposals p where p.council_id = council and p.service_id = service);
          update visits v set finding = case when v.finding is not null then ${mark} end, focus = marked(v.focus), verified = marked(v.verified) where v.council_id = council and v.service_id = service;
          update visit_corrections c set before = without_prose(c.before), reason = ${mark} where c.council_id = council and c.visit_id = any (gone);
          update stage_proposals p set text = ${mark}, criteria = (select coalesce(jsonb_agg(c - 'evidence'), '[]') from jsonb_array_elements(p.criteria) c) where p.council_id = council and p.service_id = service;
          update stage_notes n set text = ${mark} where n.council_id = council and n.service_id = service;
          perform purge_common(gone, '{}');
          did := purge_service_without_visits(service);
          return jsonb_set(did, '{records}', to_jsonb((did ->> 'records')::int + cardinality(gone)));
        end $$;
      -- The clock starts when a case is closed, and the check after closing starts none (R34).
      do $$ begin
        execute replace(pg_get_functiondef('falls_due(jsonb, date, uuid)'::regprocedure), $t$t.to_state = 'closed')$t$, $t$t.to_state = 'closed' and t.from_state is distinct from 'closed')$t$);
      end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
