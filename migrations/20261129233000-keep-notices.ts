import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

/** A notice is the panel's circle's, a draft of one the council's office's alone; once issued it is also its provider's (domain.md 2.6). */
const seen = `(in_panel_circle() and ${satWith('service_id')} and (issued_on is not null or acting_as() not in ('partner', 'cqcObserver')))
  or (acting_as() = 'provider' and provider_id = current_provider() and issued_on is not null)`;
/** Whether the notice of a row is seen: looked up by its id. */
const withNotice = (table: string): string => `exists (select from notices n where n.id = ${table}.notice_id)`;
/** What officers wrote of a notice is for the circle, though the notice itself is also the provider's. */
const inside = (table: string): string => `in_panel_circle() and ${withNotice(table)}`;
const office = `acting_as() in ('chair', 'coordinator', 'qaOfficer', 'authorisedOfficer', 'legal', 'auditor', 'system')`;

/** Statechart C: notices with their clauses, steps, plans, checks and findings, Legal's checks, and a contract's own count of defaults (R14). */
export class KeepNotices20261129233000 implements MigrationInterface {
  name = 'KeepNotices20261129233000';

  async up(runner: QueryRunner): Promise<void> {
    await this.notices(runner);
    await this.history(runner);
    await this.access(runner);
    await this.purge(runner);
  }

  private async notices(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the provider reads of it too; nothing of why it was considered, or of what Legal said.
      create table notices (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        kind text not null check (kind in ('warning', 'remedy', 'breach')),
        service_id uuid not null,
        provider_id uuid not null references register_providers (id),
        contract_id uuid not null,
        -- As the provider reads it, who sees no contract here.
        contract_reference text not null,
        -- The warning or the notice it follows.
        follows_id uuid,
        -- The meeting or warning before it, or why there was none (R04).
        warned_on date,
        warned_how text,
        not_warned_reason text,
        support_offered text,
        -- The remedy period as the contract's clause has it (R13).
        period_count int check (period_count between 1 and 730),
        period_unit text check (period_unit in ('days', 'workingDays')),
        period_clause text,
        short_reason text,
        -- Of a provider in administration: the insolvency practitioner, who is served (case 23). Null while nobody has said.
        in_administration boolean,
        practitioner text,
        issued_on date,
        served_on date,
        service_method text check (service_method in ('email', 'post', 'hand')),
        remedy_on date,
        extended_on date,
        ended_on date,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        check ((period_count is null) = (period_unit is null)),
        check (served_on is null or issued_on is not null),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, contract_id) references contracts (council_id, id),
        foreign key (council_id, follows_id) references notices (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index notices_service on notices (council_id, service_id);
      create index notices_contract on notices (council_id, contract_id);
      create index notices_provider on notices (council_id, provider_id) where issued_on is not null;

      create table notice_clauses (
        council_id uuid not null references councils (id),
        id uuid not null,
        notice_id uuid not null,
        number int not null,
        clause text not null,
        -- The facts of the breach, as the provider reads them.
        facts text not null,
        withdrawn_on date,
        withdrawal_reason text,
        primary key (council_id, id),
        unique (council_id, notice_id, number),
        check ((withdrawn_on is null) = (withdrawal_reason is null)),
        foreign key (council_id, notice_id) references notices (council_id, id)
      );
      create table notice_steps (
        council_id uuid not null references councils (id),
        id uuid not null,
        notice_id uuid not null,
        clause_id uuid not null,
        number int not null,
        step text not null,
        -- The day an officer found it done; null while it is not, or no longer.
        done_on date,
        primary key (council_id, id),
        unique (council_id, clause_id, number),
        foreign key (council_id, notice_id) references notices (council_id, id),
        foreign key (council_id, clause_id) references notice_clauses (council_id, id)
      );
      create index notice_steps_notice on notice_steps (council_id, notice_id);

      alter table decisions add column notice_id uuid, add foreign key (council_id, notice_id) references notices (council_id, id);
      create index decisions_notice on decisions (council_id, notice_id) where notice_id is not null;
    `);
  }

  private async history(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notice_plans (
        council_id uuid not null references councils (id),
        id uuid not null,
        notice_id uuid not null,
        number int not null,
        -- What is done under each step, by whom and by when: [{stepId, text}].
        lines jsonb not null,
        -- The day it counts as received: after 17:00 the next working day (R32).
        received_on date not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, notice_id, number),
        foreign key (council_id, notice_id) references notices (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create table notice_plan_reviews (
        council_id uuid not null references councils (id),
        id uuid not null,
        notice_id uuid not null,
        plan_id uuid not null,
        outcome text not null check (outcome in ('accepted', 'returned')),
        -- Told to the provider.
        reasons text,
        -- Of one returned: the last day for the next.
        plan_by date,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, plan_id),
        check (outcome = 'accepted' or reasons is not null),
        foreign key (council_id, notice_id) references notices (council_id, id),
        foreign key (council_id, plan_id) references notice_plans (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index notice_plan_reviews_notice on notice_plan_reviews (council_id, notice_id);
      create table notice_checks (
        council_id uuid not null references councils (id),
        id uuid not null,
        notice_id uuid not null,
        step_id uuid not null,
        done boolean not null,
        checked_on date not null,
        method text not null,
        seen text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, notice_id) references notices (council_id, id),
        foreign key (council_id, step_id) references notice_steps (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index notice_checks_notice on notice_checks (council_id, notice_id);
      create table notice_legal_checks (
        council_id uuid not null references councils (id),
        id uuid not null,
        notice_id uuid not null,
        outcome text not null check (outcome in ('cleared', 'returned')),
        checked_by text not null,
        checked_on date not null,
        remarks text,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, notice_id) references notices (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index notice_legal_checks_notice on notice_legal_checks (council_id, notice_id);
      -- Why it was considered, and what was found at its end.
      create table notice_findings (
        council_id uuid not null references councils (id),
        id uuid not null,
        notice_id uuid not null,
        finding text not null check (finding in ('considered', 'notIssued', 'remedied', 'breached', 'concluded')),
        followed_by text check (followed_by in ('secondNotice', 'restriction', 'termination', 'noFurtherStep')),
        reasons text not null,
        found_on date not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        check ((finding = 'concluded') = (followed_by is not null)),
        foreign key (council_id, notice_id) references notices (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index notice_findings_notice on notice_findings (council_id, notice_id);
      -- R14: how many defaults in how many months, where the contract says so. The newest counts; what was before stays.
      create table default_terms (
        council_id uuid not null references councils (id),
        id uuid not null,
        contract_id uuid not null,
        -- Both null: the contract sets none any more.
        defaults int check (defaults between 1 and 99),
        months int check (months between 1 and 120),
        clause text,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        check ((defaults is null) = (months is null)),
        foreign key (council_id, contract_id) references contracts (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index default_terms_contract on default_terms (council_id, contract_id, recorded_at);
    `);
    const kept: Readonly<Record<string, readonly string[]>> = {
      notice_plans: ['lines'], notice_plan_reviews: ['reasons'], notice_checks: ['method', 'seen'], notice_legal_checks: ['checked_by', 'remarks'], notice_findings: ['reasons'],
      default_terms: [],
    };
    for (const [table, columns] of Object.entries(kept)) {
      const guard = columns.length === 0 ? 'refuse_change()' : `refuse_change_but_purge(${columns.map((one) => `'${one}'`).join(', ')})`;
      await runner.query(`create trigger ${table}_append_only before update or delete on ${table} for each row execute function ${guard}`);
    }
  }

  private async access(runner: QueryRunner): Promise<void> {
    await runner.query(tenancy('notices', seen));
    for (const table of ['notice_clauses', 'notice_steps', 'notice_plans', 'notice_plan_reviews']) await runner.query(tenancy(table, withNotice(table)));
    for (const table of ['notice_checks', 'notice_findings']) await runner.query(tenancy(table, inside(table)));
    await runner.query(tenancy('notice_legal_checks', `${office} and ${withNotice('notice_legal_checks')}`));
    await runner.query(tenancy('default_terms', `in_panel_circle() and exists (select from contracts k where k.id = default_terms.contract_id)`));
    // A provider sends a plan: for a notice it sees, and in its own name. Its step moves the case and its clocks, which are its own too.
    const own = (column: string): string => `council_id = current_council() and acting_as() = 'provider' and exists (select from notices n where n.id = ${column})`;
    await runner.query(`
      alter policy added on notice_plans with check (council_id = current_council() and recorded_by = current_membership() and ${withNotice('notice_plans')});
      create policy own_notice on workflows for select using (machine = 'notice' and ${own('workflows.id')});
      create policy own_notice_moves on workflows for update using (machine = 'notice' and ${own('workflows.id')}) with check (council_id = current_council());
      create policy own_notice on deadlines for select using (${own('deadlines.workflow_id')});
      create policy own_notice_moves on deadlines for update using (${own('deadlines.workflow_id')}) with check (council_id = current_council());
    `);
  }

  /** R34: the words of notices go with their service's. Whatever purged a service before does so still, and this besides. */
  private async purge(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function purge_notices(service uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council(); ids uuid[]; m text := purge_mark();
        begin
          ids := array(select n.id from notices n where n.council_id = council and n.service_id = service);
          update notices n set warned_how = marked(warned_how), not_warned_reason = marked(not_warned_reason), support_offered = marked(support_offered), period_clause = marked(period_clause),
              short_reason = marked(short_reason), practitioner = marked(practitioner) where n.council_id = council and n.id = any (ids);
          update notice_clauses c set clause = m, facts = m, withdrawal_reason = marked(withdrawal_reason) where c.council_id = council and c.notice_id = any (ids);
          update notice_steps s set step = m where s.council_id = council and s.notice_id = any (ids);
          update notice_plans p set lines = (select coalesce(jsonb_agg(jsonb_set(line, '{text}', to_jsonb(m))), '[]') from jsonb_array_elements(p.lines) line) where p.council_id = council and p.notice_id = any (ids);
          update notice_plan_reviews r set reasons = marked(reasons) where r.council_id = council and r.notice_id = any (ids);
          update notice_checks k set method = m, seen = m where k.council_id = council and k.notice_id = any (ids);
          update notice_legal_checks l set checked_by = m, remarks = marked(remarks) where l.council_id = council and l.notice_id = any (ids);
          update notice_findings f set reasons = m where f.council_id = council and f.notice_id = any (ids);
          return purge_common(ids, '{}') || jsonb_build_object('notices', cardinality(ids));
        end $$;
      alter function purge_service(uuid) rename to purge_service_but_notices;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        begin
          return purge_notices(service) || purge_service_but_notices(service);
        end $$;
      revoke all on function purge_notices(uuid), purge_service(uuid) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Notices are not thrown away: restore a backup instead.');
  }
}
