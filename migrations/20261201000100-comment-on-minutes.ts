import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/** As in `audience.ts`: who writes, approves or checks a paper. */
const makers = `acting_as() in ('chair', 'coordinator', 'authorisedOfficer', 'auditor', 'system')`;
/** Of a meeting, no service of which is left but this one, or those whose content is gone already. */
const gone = `select distinct i.meeting_id from agenda_items i where i.council_id = council and i.service_id = service
  and not exists (select from agenda_items o where o.council_id = council and o.meeting_id = i.meeting_id and o.service_id is not null and o.service_id <> service
    and not exists (select from purge_subjects p where p.council_id = council and p.subject_kind = 'service' and p.subject_id = o.service_id and p.outcome = 'purged'))`;

/**
 * What members say of the accuracy of circulated minutes, paragraph by paragraph, and what became of it: beside the text, which never
 * changes (domain.md 2.3, R23). And copies of minutes with parts left out for somebody outside, with the summary that stands where
 * what is left is no fair and coherent record [W58].
 */
export class CommentOnMinutes20261201000100 implements MigrationInterface {
  name = 'CommentOnMinutes20261201000100';

  async up(runner: QueryRunner): Promise<void> {
    await this.comments(runner);
    await this.redactions(runner);
    await this.purge(runner);
    await this.disclosure(runner);
  }

  private async comments(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table minute_circulations (
        council_id uuid not null references councils (id),
        meeting_id uuid not null,
        circulated_on date not null,
        -- The last day for comments on accuracy.
        comments_by date not null,
        recorded_at timestamptz not null,
        primary key (council_id, meeting_id),
        foreign key (council_id, meeting_id) references meetings (council_id, id)
      );
      create trigger minute_circulations_append_only before update or delete on minute_circulations for each row execute function refuse_change();
      create table minute_comments (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        section_id uuid not null,
        -- Which paragraph of the section, from 1.
        paragraph int not null check (paragraph > 0),
        text text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, section_id) references minute_sections (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index minute_comments_meeting on minute_comments (council_id, meeting_id, recorded_at);
      create index minute_comments_section on minute_comments (council_id, section_id);
      create trigger minute_comments_append_only before update or delete on minute_comments for each row execute function refuse_change_but_purge('text');
      create table minute_comment_answers (
        council_id uuid not null references councils (id),
        comment_id uuid not null,
        meeting_id uuid not null,
        accepted boolean not null,
        reason text not null,
        answered_by uuid not null,
        answered_at timestamptz not null,
        primary key (council_id, comment_id),
        foreign key (council_id, comment_id) references minute_comments (council_id, id),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, answered_by) references memberships (council_id, id)
      );
      create index minute_comment_answers_meeting on minute_comment_answers (council_id, meeting_id);
      create trigger minute_comment_answers_append_only before update or delete on minute_comment_answers for each row execute function refuse_change_but_purge('reason');
      insert into minute_circulations (council_id, meeting_id, circulated_on, comments_by, recorded_at)
        select distinct on (t.council_id, t.workflow_id) t.council_id, t.workflow_id, (t.happened_at at time zone 'Europe/London')::date, (t.facts ->> 'commentsBy')::date, t.recorded_at
        from transitions t join meetings m on m.council_id = t.council_id and m.id = t.workflow_id
        where t.machine = 'meeting' and t.event = 'CIRCULATE' and t.facts ->> 'commentsBy' is not null order by t.council_id, t.workflow_id, t.seq desc;
    `);
    await runner.query(tenancy('minute_circulations', `in_panel_circle() and exists (select from meetings m where m.council_id = minute_circulations.council_id and m.id = minute_circulations.meeting_id)`));
    // A comment is seen with its section, so by nobody who is out of its item (R21), and by no provider.
    await runner.query(tenancy('minute_comments', `in_panel_circle() and exists (select from minute_sections s where s.council_id = minute_comments.council_id and s.id = minute_comments.section_id)`));
    await runner.query(tenancy('minute_comment_answers', `exists (select from minute_comments c where c.council_id = minute_comment_answers.council_id and c.id = minute_comment_answers.comment_id)`));
    await runner.query(`
      alter policy added on minute_comments with check (council_id = current_council() and recorded_by = current_membership());
      alter policy added on minute_comment_answers with check (council_id = current_council() and answered_by = current_membership());
    `);
  }

  private async redactions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table minute_redactions (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        meeting_id uuid not null,
        made_for text not null,
        sections_left_out int not null,
        words_covered int not null,
        -- Stands instead of what is left, where that is no fair and coherent record; null where it is.
        summary text,
        document_id uuid not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, document_id) references documents (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index minute_redactions_meeting on minute_redactions (council_id, meeting_id, recorded_at);
      create trigger minute_redactions_append_only before update or delete on minute_redactions for each row execute function refuse_change_but_purge('made_for', 'summary');
    `);
    await runner.query(tenancy('minute_redactions', `${makers} and not exists (select from document_items h
      where h.council_id = minute_redactions.council_id and h.document_id = minute_redactions.document_id and is_out_of(h.agenda_item_id))`));
  }

  /** They go with their section; a copy that was made, and what was said of the meeting itself, with the last service of the meeting. */
  private async purge(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function purge_part_minute_comments(service uuid, out ids uuid[], out papers uuid[]) language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark(); ended uuid[];
        begin
          ended := array(${gone});
          ids := array(select c.id from minute_comments c where c.council_id = council and (c.meeting_id = any (ended) or c.section_id in (
            select s.id from minute_sections s join agenda_items i on i.council_id = s.council_id and i.id = s.agenda_item_id where s.council_id = council and i.service_id = service)));
          papers := array(select r.document_id from minute_redactions r where r.council_id = council and r.meeting_id = any (ended));
          update minute_comments c set text = m where c.council_id = council and c.id = any (ids);
          update minute_comment_answers a set reason = m where a.council_id = council and a.comment_id = any (ids);
          update minute_redactions r set made_for = m, summary = marked(r.summary) where r.council_id = council and r.meeting_id = any (ended);
        end $$;
      revoke all on function purge_part_minute_comments(uuid) from public;
      -- One part more, whichever there are.
      do $$ begin execute format('create or replace function purge_parts() returns text[] language sql immutable as %L', format('select %L::text[]', purge_parts() || 'minute_comments'::text)); end $$;
    `);
  }

  /** A request for information finds what was said of minutes, as it finds the minutes (case 12). */
  private async disclosure(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter function records_for_disclosure(uuid[], text[], date, date, uuid[]) rename to records_for_disclosure_before_minute_comments;
      -- Called by its successor alone, which runs as the owner.
      alter function records_for_disclosure_before_minute_comments(uuid[], text[], date, date, uuid[]) security invoker;
      create function records_for_disclosure(services uuid[], kinds text[], from_day date, to_day date, chosen uuid[])
        returns table (record_kind text, record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, words text)
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare council uuid := current_council();
        begin
          if acting_as() <> 'recordsOfficer' then return; end if;
          return query
          select * from records_for_disclosure_before_minute_comments(services, kinds, from_day, to_day, chosen)
          union all
          select f.k, f.id, f.ref, f.s, f.p, f.d, null::text, false, f.w from (
            select 'minuteComment' as k, c.id, g.reference || '/' || m.position || '/' || c.paragraph as ref, i.service_id as s, v.provider_id as p, (c.recorded_at at time zone 'Europe/London')::date as d,
              concat_ws(E'\\n\\n', said('Comment on the minutes', c.text), (select said(case when a.accepted then 'Accepted' else 'Not accepted' end, a.reason) from minute_comment_answers a where a.council_id = c.council_id and a.comment_id = c.id)) as w
            from minute_comments c join minute_sections m on m.council_id = c.council_id and m.id = c.section_id join meetings g on g.council_id = m.council_id and g.id = m.meeting_id
            join agenda_items i on i.council_id = m.council_id and i.id = m.agenda_item_id left join services v on v.council_id = i.council_id and v.id = i.service_id
            where c.council_id = council) f
          where (chosen is null or f.id = any (chosen)) and (services is null or f.s = any (services)) and (kinds is null or f.k = any (kinds))
            and (from_day is null or f.d >= from_day) and (to_day is null or f.d <= to_day);
        end $$;
      revoke all on function records_for_disclosure(uuid[], text[], date, date, uuid[]) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was said of minutes has no other place: restore a backup instead.');
  }
}
