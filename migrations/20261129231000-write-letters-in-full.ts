import type { MigrationInterface, QueryRunner } from 'typeorm';
import { resee, tenancy } from './policies.ts';

/** Letters that tell of no decision and go to others than the provider, what was changed in a letter, and Legal's copies of it. */
export class WriteLettersInFull20261129231000 implements MigrationInterface {
  name = 'WriteLettersInFull20261129231000';

  async up(runner: QueryRunner): Promise<void> {
    const office = `acting_as() in ('chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'legal', 'auditor', 'system')`;
    await runner.query(`
      alter table letters
        add column addressee text not null default 'provider' check (addressee in ('provider', 'placingAuthorities', 'people', 'agencies', 'outOfHours')),
        -- The meeting, restriction or representation a letter that tells of no decision is about: each is a case of the same id.
        add column about_id uuid,
        add foreign key (council_id, about_id) references workflows (council_id, id);

      -- To whom a letter went that is not the provider's, each with how it was served and what shows it (R38).
      create table letter_addressees (
        council_id uuid not null references councils (id),
        id uuid not null,
        letter_id uuid not null,
        position int not null,
        name text not null,
        address text,
        served_on date,
        service_method text check (service_method in ('email', 'post', 'hand')),
        service_proof text,
        primary key (council_id, id),
        foreign key (council_id, letter_id) references letters (council_id, id),
        check ((served_on is null) = (service_method is null) and (served_on is null) = (service_proof is null))
      );
      create index letter_addressees_letter on letter_addressees (council_id, letter_id);

      -- What was changed in a letter and what Legal said of it: words before and after, never changed.
      create table letter_changes (
        council_id uuid not null references councils (id),
        id uuid not null,
        letter_id uuid not null,
        kind text not null check (kind in ('edited', 'sentToLegal', 'copyTaken', 'copyRefused', 'returned')),
        words jsonb not null,
        -- Legal's copy, where it is about one.
        evidence_id uuid,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, letter_id) references letters (council_id, id),
        foreign key (council_id, evidence_id) references evidence_files (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index letter_changes_letter on letter_changes (council_id, letter_id);
      create trigger letter_changes_append_only before update or delete on letter_changes for each row execute function refuse_change_but_purge('words');

      -- A purge empties a letter's body: what was changed in it and to whom it went go with it (R34).
      create function forget_letter() returns trigger language plpgsql as $$
        begin
          update letter_changes c set words = '{}' where c.council_id = new.council_id and c.letter_id = new.id;
          update letter_addressees a set name = purge_mark(), address = null, service_proof = marked(a.service_proof) where a.council_id = new.council_id and a.letter_id = new.id;
          return null;
        end $$;
      create trigger letters_forgotten after update of body on letters for each row
        when (new.body -> 'parts' = '[]' and old.body -> 'parts' <> '[]') execute function forget_letter();
    `);
    await runner.query(resee('letters', `${office} or (issued_at is not null and addressee = 'provider' and provider_id = current_provider())`));
    // A draft, who else had a letter, and what Legal said of it stay in the office.
    await runner.query(tenancy('letter_addressees', office));
    await runner.query(tenancy('letter_changes', office));
    // Legal's copy of a letter is seen as any file of a record is, by the office alone.
    const ofLetter = `record_kind = 'letter' and ${office} and record_id in (select x.id from letters x)
      and (uploaded_by = current_membership() or caveat <> all ((select caveats_closed())::text[]))`;
    await runner.query(`
      create policy seen_of_letters on evidence_files for select using (council_id = current_council() and ${ofLetter});
      create policy changed_of_letters on evidence_files for update using (council_id = current_council() and ${ofLetter}) with check (council_id = current_council() and ${ofLetter});
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was written in letters is not thrown away: restore a backup instead.');
  }
}
