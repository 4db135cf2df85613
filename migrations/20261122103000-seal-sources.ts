import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who told us is kept encrypted (ADR 0012). SQL has no key, so rows in clear are sealed by the application's next start;
 * from now on no row can be written or changed in clear: a check that is NOT VALID binds every row but those it found.
 * Beside the safeguarding lead and whoever wrote it down, a source is read by people the lead named, and by who broke the glass.
 */
export class SealSources20261122103000 implements MigrationInterface {
  name = 'SealSources20261122103000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The instant of this transaction's unit: set with the actor (actor-session.ts).
      create function current_instant() returns timestamptz language sql stable
        return nullif(current_setting('app.at', true), '')::timestamptz;

      -- Work of the vault: rotation of keys. No other work of the system reads a source.
      insert into memberships (council_id, id, role, job_title, valid_from)
      select c.id, gen_random_uuid(), 'system', 'sources', (c.created_at at time zone 'Europe/London')::date from councils c
      where not exists (select from memberships m where m.council_id = c.id and m.role = 'system' and m.job_title = 'sources');

      -- That there is a source is no secret to who may read the record; who it is, is.
      alter table intelligence add column source_sealed boolean not null default false;
      update intelligence i set source_sealed = true where exists (select from sealed_sources s where s.council_id = i.council_id and s.intelligence_id = i.id);

      alter table sealed_sources
        alter column identity drop not null,
        add column sealed bytea,
        add column key_id text,
        add foreign key (council_id, recorded_by) references memberships (council_id, id),
        add constraint sealed_sources_sealed check (identity is null and sealed is not null and key_id is not null) not valid;

      -- A plain hash of a form that names a source lets names be tried on it. Such a form sent again is now refused, which changes nothing.
      update idempotency_keys set input_hash = sha256(convert_to(gen_random_uuid()::text, 'UTF8')) where mutation = 'recordIntelligence';

      create table source_readers (
        council_id uuid not null references councils (id),
        id uuid not null,
        intelligence_id uuid not null,
        membership_id uuid not null,
        reason text not null,
        -- The last day.
        ends_on date not null,
        given_by uuid not null,
        given_at timestamptz not null,
        ended_by uuid,
        ended_at timestamptz,
        primary key (council_id, id),
        foreign key (council_id, intelligence_id) references sealed_sources (council_id, intelligence_id),
        foreign key (council_id, membership_id) references memberships (council_id, id),
        foreign key (council_id, given_by) references memberships (council_id, id),
        foreign key (council_id, ended_by) references memberships (council_id, id)
      );
      create unique index source_readers_once on source_readers (council_id, intelligence_id, membership_id) where ended_at is null;

      create table source_openings (
        council_id uuid not null references councils (id),
        id uuid not null,
        intelligence_id uuid not null,
        membership_id uuid not null,
        person_id uuid not null references people (id),
        reason text not null check (char_length(btrim(reason)) >= 20),
        opened_at timestamptz not null,
        ends_at timestamptz not null,
        review_due_on date not null,
        reviewed_by uuid,
        reviewer_person_id uuid references people (id),
        reviewed_at timestamptz,
        review_note text,
        primary key (council_id, id),
        foreign key (council_id, intelligence_id) references sealed_sources (council_id, intelligence_id),
        foreign key (council_id, membership_id) references memberships (council_id, id),
        foreign key (council_id, reviewed_by) references memberships (council_id, id),
        check (ends_at > opened_at and ends_at <= opened_at + interval '4 hours'),
        check ((reviewed_at is null) = (reviewed_by is null) and (reviewed_at is null) = (reviewer_person_id is null) and (reviewed_at is null) = (review_note is null)),
        check (reviewer_person_id <> person_id)
      );
      create index source_openings_record on source_openings (council_id, intelligence_id, membership_id, ends_at);
      create index source_openings_unreviewed on source_openings (council_id, review_due_on) where reviewed_at is null;

      create function guard_source_opening() returns trigger language plpgsql as $$
        begin
          if tg_op = 'DELETE' or old.reviewed_at is not null
             or (new.council_id, new.id, new.intelligence_id, new.membership_id, new.person_id, new.reason, new.opened_at, new.ends_at, new.review_due_on)
                is distinct from (old.council_id, old.id, old.intelligence_id, old.membership_id, old.person_id, old.reason, old.opened_at, old.ends_at, old.review_due_on) then
            raise exception 'an opening of a source is reviewed, once, and never changed' using errcode = 'insufficient_privilege';
          end if;
          return new;
        end $$;
      create trigger source_openings_guarded before update or delete on source_openings for each row execute function guard_source_opening();
    `);

    // These rows give access, so who may add one is narrower than tenancy.
    await runner.query(`
      alter table source_readers enable row level security;
      alter table source_readers force row level security;
      create policy owner_all on source_readers to current_user using (true) with check (true);
      create policy seen on source_readers for select
        using (council_id = current_council() and (acting_as() in ('safeguardingLead', 'auditor') or membership_id = current_membership()));
      create policy added on source_readers for insert
        with check (council_id = current_council() and acting_as() = 'safeguardingLead' and given_by = current_membership());
      create policy changed on source_readers for update
        using (council_id = current_council() and acting_as() = 'safeguardingLead') with check (council_id = current_council());

      alter table source_openings enable row level security;
      alter table source_openings force row level security;
      create policy owner_all on source_openings to current_user using (true) with check (true);
      create policy seen on source_openings for select
        using (council_id = current_council() and (acting_as() in ('safeguardingLead', 'auditor', 'recordsOfficer') or membership_id = current_membership()));
      create policy added on source_openings for insert
        with check (council_id = current_council() and acting_as() in ('chair', 'qaOfficer', 'authorisedOfficer')
                    and membership_id = current_membership() and person_id = current_person() and opened_at = current_instant());
      create policy changed on source_openings for update
        using (council_id = current_council() and acting_as() in ('safeguardingLead', 'auditor')) with check (council_id = current_council());
    `);

    // How often who broke the glass then read it: for the review.
    await runner.query(`
      create policy overseen on reads for select
        using (council_id = current_council() and operation = 'sealedSource' and acting_as() in ('safeguardingLead', 'recordsOfficer'))`);

    const seen = `council_id = current_council() and (
      acting_as() = 'safeguardingLead'
      or recorded_by = current_membership()
      or exists (select from source_readers r where r.council_id = sealed_sources.council_id and r.intelligence_id = sealed_sources.intelligence_id
           and r.membership_id = current_membership() and r.ended_at is null and r.ends_on >= (current_instant() at time zone 'Europe/London')::date)
      or exists (select from source_openings o where o.council_id = sealed_sources.council_id and o.intelligence_id = sealed_sources.intelligence_id
           and o.membership_id = current_membership() and o.ends_at > current_instant())
      or (acting_as() = 'system' and exists (select from memberships m where m.council_id = sealed_sources.council_id and m.id = current_membership()
           and m.role = 'system' and m.job_title = 'sources')))`;
    await runner.query(`
      drop policy seen on sealed_sources;
      drop policy changed on sealed_sources;
      drop policy removed on sealed_sources;
      create policy seen on sealed_sources for select using (${seen});
      create policy changed on sealed_sources for update using (${seen}) with check (council_id = current_council());
      create policy removed on sealed_sources for delete using (${seen});
    `);
  }

  async down(): Promise<void> {
    throw new Error('What is sealed is not unsealed: restore a backup instead.');
  }
}
