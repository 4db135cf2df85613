import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests for information and legal holds reach notices, and what was disclosed to providers, as they reach all else (case 12, R34). */
export class CoverNoticesAndDisclosures20261130110300 implements MigrationInterface {
  name = 'CoverNoticesAndDisclosures20261130110300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter function records_for_disclosure(uuid[], text[], date, date, uuid[]) rename to records_for_disclosure_before_notices;
      -- Called by its successor alone, which runs as the owner.
      alter function records_for_disclosure_before_notices(uuid[], text[], date, date, uuid[]) security invoker;
      create function records_for_disclosure(services uuid[], kinds text[], from_day date, to_day date, chosen uuid[])
        returns table (record_kind text, record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, words text)
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare council uuid := current_council();
        begin
          if acting_as() <> 'recordsOfficer' then return; end if;
          return query
          select * from records_for_disclosure_before_notices(services, kinds, from_day, to_day, chosen)
          union all
          select f.k, f.id, f.ref, f.s, f.p, f.d, null::text, false, f.w from (
            select 'notice' as k, n.id, n.reference as ref, n.service_id as s, n.provider_id as p, n.issued_on as d,
              concat_ws(E'\\n\\n', said('Support offered', n.support_offered), said('Meeting or warning before it', n.warned_how), said('Why there was none', n.not_warned_reason), said('Why the period is short', n.short_reason),
                (select string_agg(said('Clause ' || c.clause, concat_ws(E'\\n', c.facts, (select string_agg('Step ' || t.number || ': ' || t.step, E'\\n' order by t.number) from notice_steps t where t.council_id = c.council_id and t.clause_id = c.id),
                  'Withdrawn: ' || c.withdrawal_reason)), E'\\n\\n' order by c.number) from notice_clauses c where c.council_id = n.council_id and c.notice_id = n.id),
                (select string_agg(said('Plan ' || l.number, (select string_agg(line ->> 'text', E'\\n') from jsonb_array_elements(l.lines) line)), E'\\n\\n' order by l.number) from notice_plans l where l.council_id = n.council_id and l.notice_id = n.id)) as w
            from notices n where n.council_id = council and n.issued_on is not null
            union all
            -- As the provider has it: which records its things are of, and why exactly something is withheld, is not in it.
            select 'disclosurePack', p.id, p.reference, p.service_id, p.provider_id, p.served_on,
              concat_ws(E'\\n\\n', said('How it was given', p.served_how), said('Why no more time was given', p.not_extended_reason),
                (select string_agg(said(i.position || '. ' || coalesce(i.title, 'Withheld'), coalesce(i.words, i.file_name, i.ground)), E'\\n\\n' order by i.position) from disclosed_items i where i.council_id = p.council_id and i.pack_id = p.id))
            from disclosure_packs p where p.council_id = council and p.served_at is not null) f
          where (chosen is null or f.id = any (chosen)) and (services is null or f.s = any (services)) and (kinds is null or f.k = any (kinds))
            and (from_day is null or f.d >= from_day) and (to_day is null or f.d <= to_day);
        end $$;
      revoke all on function records_for_disclosure(uuid[], text[], date, date, uuid[]) from public;

      alter function record_named(text) rename to record_named_before_notices;
      alter function record_named_before_notices(text) security invoker;
      create function record_named(wanted text) returns table (kind text, id uuid, service_id uuid, reference text)
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare council uuid := current_council();
        begin
          if acting_as() not in ('recordsOfficer', 'legal') then return; end if;
          return query
            select * from record_named_before_notices(wanted)
            union all select 'notice', n.id, n.service_id, n.reference from notices n where n.council_id = council and n.reference = wanted
            union all select 'appeal', a.id, a.service_id, a.reference from appeals a where a.council_id = council and a.reference = wanted
            union all select 'disclosurePack', p.id, p.service_id, p.reference from disclosure_packs p where p.council_id = council and p.reference = wanted;
        end $$;
      revoke all on function record_named(text) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What records officers may find is not narrowed again: restore a backup instead.');
  }
}
