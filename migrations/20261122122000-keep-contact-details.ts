import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A council's members know each other's names; their mail addresses and telephone numbers are for whoever needs them: administrators
 * and the person, the system, which mails, and for the duty officers' numbers whoever may have to ring them (R08). People of another
 * council are met by their exact mail address alone, as an id.
 */
export class KeepContactDetails20261122122000 implements MigrationInterface {
  name = 'KeepContactDetails20261122122000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table contact_details (
        person_id uuid not null references people (id),
        kind text not null check (kind in ('mail', 'phone')),
        value text not null,
        primary key (person_id, kind)
      );
      create unique index contact_details_mail on contact_details (lower(value)) where kind = 'mail';
      insert into contact_details (person_id, kind, value) select id, 'mail', email from people;
      insert into contact_details (person_id, kind, value) select id, 'phone', phone from people where phone is not null;
      drop function memberships_of(uuid, date);
      alter table people drop column email, drop column phone;
      create function memberships_of(person uuid, at date)
        returns table (council_id uuid, council_name text, membership_id uuid, person_id uuid, person_name text,
                       agency_id uuid, provider_id uuid, role text, seat text, job_title text, grade int, delegated_decisions text[])
        language sql stable security definer set search_path = public, pg_temp as $$
          select m.council_id, c.name, m.id, m.person_id, p.name, m.agency_id, m.provider_id, m.role, m.seat, m.job_title, m.grade, m.delegated_decisions
          from memberships m join councils c on c.id = m.council_id join people p on p.id = m.person_id
          where m.person_id = person and m.valid_from <= at and (m.valid_to is null or m.valid_to >= at)
          order by c.name, m.job_title, m.id
        $$;
    `);
    await this.policies(runner);
    await runner.query(`
      -- Who has a mail address, as an id and nothing else: an administrator invites somebody of another council by it.
      create function person_by_mail(address text) returns uuid
        language sql stable security definer set search_path = public, pg_temp as $$
          select c.person_id from contact_details c
          where c.kind = 'mail' and lower(c.value) = lower(address) and current_membership() is not null and acting_as() in ('administrator', 'system')
        $$;
      -- Whoever causes a mail says to which membership; the address is filled in here and shown to nobody who may not read the outbox.
      create function address_mail() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          if new.to_address is null and new.to_membership_id is not null then
            select c.value into new.to_address from memberships m join contact_details c on c.person_id = m.person_id and c.kind = 'mail'
              where m.council_id = new.council_id and m.id = new.to_membership_id;
          end if;
          return new;
        end $$;
      create trigger mail_addressed before insert on mail_messages for each row execute function address_mail();
    `);
  }

  private async policies(runner: QueryRunner): Promise<void> {
    const here = (person: string): string => `exists (select from memberships m where m.council_id = current_council() and m.person_id = ${person})`;
    const seen = `current_membership() is not null and (acting_as() = 'system' or person_id = current_person()
      or (acting_as() = 'administrator' and ${here('contact_details.person_id')})
      or (kind = 'phone' and (in_panel_circle() or acting_as() = 'contributor') and exists (select from memberships m
        where m.council_id = current_council() and m.person_id = contact_details.person_id and m.role in ('qaOfficer', 'safeguardingLead')
          and m.valid_from <= current_day() and (m.valid_to is null or m.valid_to >= current_day()))))`;
    const written = `current_membership() is not null and (acting_as() in ('administrator', 'system') or person_id = current_person())`;
    await runner.query(`
      alter table contact_details enable row level security;
      alter table contact_details force row level security;
      create policy owner_all on contact_details to current_user using (true) with check (true);
      create policy actor_reads on contact_details for select using (${seen});
      create policy actor_adds on contact_details for insert with check (current_membership() is not null and acting_as() in ('administrator', 'system'));
      create policy actor_changes on contact_details for update using (${seen} and (${written})) with check (${written});
      create policy actor_removes on contact_details for delete using (${seen} and (${written}));
      -- An administrator, too, reads of the people of this council alone.
      alter policy actor_reads on people using (current_membership() is not null and (acting_as() = 'system' or id = current_person() or ${here('people.id')}));
      alter policy actor_changes on people using (acting_as() = 'system' or id = current_person() or (acting_as() = 'administrator' and ${here('people.id')}));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
