import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/** As in `audience.ts`: who writes, approves or checks a paper reads all of it. */
const makers = `acting_as() in ('chair', 'coordinator', 'authorisedOfficer', 'auditor', 'system')`;

/**
 * Whom parts of papers are for (R22), and of which items a paper is made, so that whoever is ruled out of one afterwards loses
 * the paper too (R21). Extracts of minutes for one provider or for the Board, with what the provider says of its own.
 * The two policies here are restrictive: they narrow what the tables' own policies give, and never widen it.
 */
export class MarkAudiences20261122112000 implements MigrationInterface {
  name = 'MarkAudiences20261122112000';

  async up(runner: QueryRunner): Promise<void> {
    await this.sections(runner);
    await this.papers(runner);
    await this.extracts(runner);
  }

  private async sections(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table minute_sections drop constraint minute_sections_audience_check;
      alter table minute_sections add column readers uuid[] not null default '{}',
        add constraint minute_sections_audience_check check (audience in ('members', 'council', 'legal', 'cqc', 'board', 'provider', 'named') and (audience = 'named') = (cardinality(readers) > 0));
      create policy audience on minute_sections as restrictive for select using (acting_as() is null or audience in ('members', 'board', 'provider') or ${makers}
        or (audience = 'council' and acting_as() not in ('partner', 'cqcObserver'))
        or (audience = 'legal' and acting_as() = 'legal')
        or (audience = 'cqc' and acting_as() <> 'partner')
        or (audience = 'named' and current_membership() = any (readers)));

      -- R23: approved minutes never change. One thing may: a part meant for the provider is kept among the members, where it turns
      -- out to name a record that must not reach the provider (bad case 16). Not a word of it changes, and nobody sees more.
      create or replace function refuse_approved_change() returns trigger language plpgsql as $$
        begin
          if old.approved_at is not null and not (tg_op = 'UPDATE' and old.audience = 'provider' and new.audience = 'members'
              and (to_jsonb(new) - 'audience') = (to_jsonb(old) - 'audience')) then
            raise exception 'approved minutes are never changed (R23)' using errcode = 'insufficient_privilege';
          end if;
          if tg_op = 'DELETE' then return old; end if;
          return new;
        end $$;
    `);
  }

  private async papers(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table document_items (
        council_id uuid not null references councils (id),
        document_id uuid not null,
        agenda_item_id uuid not null,
        primary key (council_id, document_id, agenda_item_id),
        foreign key (council_id, document_id) references documents (council_id, id),
        foreign key (council_id, agenda_item_id) references agenda_items (council_id, id)
      );
      create trigger document_items_append_only before update or delete on document_items for each row execute function refuse_change();
    `);
    // Ids only, and asked by the policy of documents for whoever reads one.
    await runner.query(tenancy('document_items'));
    await runner.query(`
      insert into document_items (council_id, document_id, agenda_item_id)
      select distinct v.council_id, v.document_id, i.id from agenda_versions v cross join jsonb_array_elements(v.content -> 'items') line
        join agenda_items i on i.council_id = v.council_id and i.id::text = line ->> 'id' where v.document_id is not null
      union
      select d.council_id, d.id, s.agenda_item_id from documents d
        join (select council_id, meeting_id, minutes_document_id as document_id from meeting_members union select council_id, id, minutes_document_id from meetings) m
          on m.council_id = d.council_id and m.document_id = d.id
        join minute_sections s on s.council_id = m.council_id and s.meeting_id = m.meeting_id and s.agenda_item_id is not null
        where d.merge_data -> 'sections' @> jsonb_build_array(jsonb_build_object('heading', s.heading));
      create policy out_of_item on documents as restrictive for select using (not exists (
        select from document_items h where h.council_id = documents.council_id and h.document_id = documents.id and is_out_of(h.agenda_item_id)));
    `);
  }

  private async extracts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table minute_extracts (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        meeting_id uuid not null,
        -- Null: the extract for the Board.
        provider_id uuid references register_providers (id),
        -- Said again here: a provider sees no meeting.
        title text not null,
        held_on date not null,
        document_id uuid not null,
        -- The last day for remarks on accuracy; null for the Board, whom nothing is asked.
        comments_by date,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique nulls not distinct (council_id, meeting_id, provider_id),
        unique (council_id, reference),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, document_id) references documents (council_id, id)
      );
      create trigger minute_extracts_append_only before update or delete on minute_extracts for each row execute function refuse_change();
      create table extract_comments (
        council_id uuid not null references councils (id),
        id uuid not null,
        extract_id uuid not null,
        text text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, extract_id) references minute_extracts (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index extract_comments_extract on extract_comments (council_id, extract_id, recorded_at);
      create trigger extract_comments_append_only before update or delete on extract_comments for each row execute function refuse_change();
    `);
    await runner.query(tenancy('minute_extracts', `(${makers} and not exists (select from document_items h
        where h.council_id = minute_extracts.council_id and h.document_id = minute_extracts.document_id and is_out_of(h.agenda_item_id)))
      or provider_id = current_provider() or (provider_id is null and acting_as() = 'boardReader')`));
    await runner.query(tenancy('extract_comments', `exists (select from minute_extracts e where e.council_id = extract_comments.council_id and e.id = extract_comments.extract_id)`));
    await runner.query(`
      alter policy added on extract_comments with check (council_id = current_council() and recorded_by = current_membership());
      -- The Board reads the parts of an extract that was made for it.
      create policy board_reads on minute_sections for select using (council_id = current_council() and audience = 'board' and acting_as() = 'boardReader'
        and meeting_id in (select e.meeting_id from minute_extracts e where e.provider_id is null));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Papers are not un-marked: restore a backup instead.');
  }
}
