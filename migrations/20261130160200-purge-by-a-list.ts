import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Functions that each renamed the one before and called it. */
const chain = [
  'purge_service', 'purge_service_before_earlier_records', 'purge_service_before_links', 'purge_service_before_points', 'purge_service_before_disclosure_packs', 'purge_service_before_terminations', 'purge_service_before_hearing_requests',
  'purge_service_before_appeals', 'purge_service_before_telling', 'purge_service_before_people', 'purge_service_before_placing', 'purge_service_but_notices', 'purge_service_without_visits', 'purge_notices', 'purge_terminations',
];

const of = (table: string, also = ''): string => `array(select x.id from ${table} x where x.council_id = council and x.service_id = service${also})`;
const here = (alias: string): string => `${alias}.council_id = council and ${alias}.service_id = service`;

/**
 * What each part takes of one service, by name and in order. `council`, `service` and the mark `m` are given; a part answers the cases
 * whose trail, log and mail go too, as `ids`, and papers whose bytes go, as `papers`.
 */
const parts: Readonly<Record<string, string>> = {
  intelligence: `
    ids := ${of('intelligence')};
    perform purge_intelligence(ids);
    perform purge_sources(ids);
    ids := ids || array(select o.id from source_openings o where o.council_id = council and o.intelligence_id = any (ids));`,
  risk: `
    ids := ${of('risk_assessments')};
    update risk_assessments a set text = m where ${here('a')};`,
  actions: `
    ids := ${of('actions')};
    update actions a set description = m, evidence = marked(a.evidence), verification = marked(a.verification), extension_reason = marked(a.extension_reason), extension_refusal = marked(a.extension_refusal),
        replaced_by = marked(a.replaced_by) where ${here('a')};`,
  visits: `
    ids := ${of('visits')};
    update visits v set finding = marked(v.finding), focus = marked(v.focus), verified = marked(v.verified) where ${here('v')};
    update visit_corrections c set before = without_prose(c.before), reason = m where c.council_id = council and c.visit_id = any (ids);`,
  stages: `
    ids := ${of('stages')} || ${of('stage_proposals')};
    update stages g set stated_decider = marked(g.stated_decider) where ${here('g')};
    update stage_proposals p set text = m, criteria = (select coalesce(jsonb_agg(c - 'evidence'), '[]') from jsonb_array_elements(p.criteria) c) where ${here('p')};
    update stage_notes n set text = m where ${here('n')};`,
  restrictions: `
    ids := ${of('restrictions')};
    update restrictions r set scope = case when r.scope ->> 'detail' is not null then jsonb_set(r.scope, '{detail}', to_jsonb(m)) else r.scope end, exceptions = m, stated_decider = marked(r.stated_decider)
      where r.council_id = council and r.id = any (ids);
    update restriction_grounds g set reasons = m, lift_conditions = marked(g.lift_conditions), not_heard_reason = marked(g.not_heard_reason), effect = marked(g.effect), end_reason = marked(g.end_reason), evidence = marked(g.evidence)
      where g.council_id = council and g.restriction_id = any (ids);
    update restriction_disclosures d set disclosed = m, withheld = '{}' where d.council_id = council and d.restriction_id = any (ids);
    update restriction_reviews r set note = m where r.council_id = council and r.restriction_id = any (ids);`,
  placing: `
    update placing_exceptions e set case_reference = m, why = m, reasons = marked(e.reasons) where ${here('e')};
    update placements_against p set case_reference = m, placed_by = m, why = m where ${here('p')};`,
  people: `
    update listed_people p set case_reference = m || ' ' || p.id, funder_name = marked(p.funder_name), reviewer = m where ${here('p')};
    update funder_requests f set funder_name = m || ' ' || f.id, answer = marked(f.answer) where ${here('f')};
    update people_counts c set source = m where ${here('c')};`,
  telling: `
    update tellings t set who_is_told = marked(t.who_is_told), who_tells = marked(t.who_tells), why_not_yet = marked(t.why_not_yet), told_note = marked(t.told_note) where ${here('t')};`,
  notices: `
    ids := ${of('notices')};
    update notices n set warned_how = marked(n.warned_how), not_warned_reason = marked(n.not_warned_reason), support_offered = marked(n.support_offered), period_clause = marked(n.period_clause),
        short_reason = marked(n.short_reason), practitioner = marked(n.practitioner) where n.council_id = council and n.id = any (ids);
    update notice_clauses c set clause = m, facts = m, withdrawal_reason = marked(c.withdrawal_reason) where c.council_id = council and c.notice_id = any (ids);
    update notice_steps s set step = m where s.council_id = council and s.notice_id = any (ids);
    update notice_plans p set lines = (select coalesce(jsonb_agg(jsonb_set(line, '{text}', to_jsonb(m))), '[]') from jsonb_array_elements(p.lines) line) where p.council_id = council and p.notice_id = any (ids);
    update notice_plan_reviews r set reasons = marked(r.reasons) where r.council_id = council and r.notice_id = any (ids);
    update notice_checks k set method = m, seen = m where k.council_id = council and k.notice_id = any (ids);
    update notice_legal_checks l set checked_by = m, remarks = marked(l.remarks) where l.council_id = council and l.notice_id = any (ids);
    update notice_findings f set reasons = m where f.council_id = council and f.notice_id = any (ids);`,
  terminations: `
    ids := ${of('terminations')};
    update terminations t set facts = m, options = m, equality_note = m, proportionality = m, period_clause = m where t.council_id = council and t.id = any (ids);
    update termination_notes n set text = m where n.council_id = council and n.termination_id = any (ids);
    update exit_plans p set telling = m, moving = m, funders = m, records = m, staff = m, communications = m where p.council_id = council and p.termination_id = any (ids);
    update exit_people p set case_reference = m || ' ' || p.id, where_now = marked(p.where_now), choice = marked(p.choice) where p.council_id = council and p.termination_id = any (ids);`,
  representations: `
    ids := ${of('representations')};
    update representations r set told_how = m, text = marked(r.text), consideration = marked(r.consideration), subject = marked(r.subject) where r.council_id = council and r.id = any (ids);
    update representation_points p set words = m where p.council_id = council and p.representation_id = any (ids);
    update point_answers a set answer = m, changed = marked(a.changed) where a.council_id = council and a.representation_id = any (ids);
    ids := ids || ${of('hearing_requests')} || ${of('appeals')};
    update hearing_requests h set asked = m, reasons = marked(h.reasons) where ${here('h')};
    update appeals a set lodged_how = m, grounds = marked(a.grounds), nominee = marked(a.nominee), withdrawn_how = marked(a.withdrawn_how) where ${here('a')};`,
  disclosures: `
    ids := ${of('disclosure_packs')};
    update disclosure_packs p set served_how = marked(p.served_how), not_extended_reason = marked(p.not_extended_reason), drop_reason = marked(p.drop_reason) where p.council_id = council and p.id = any (ids);
    update disclosed_items i set title = marked(i.title), words = marked(i.words), file_name = marked(i.file_name) where i.council_id = council and i.pack_id = any (ids);
    update disclosed_records r set note = marked(r.note) where r.council_id = council and r.pack_id = any (ids);
    delete from disclosed_files f where f.council_id = council and f.pack_id = any (ids);
    update disclosure_items d set text = marked(d.text), withheld_note = marked(d.withheld_note) where ${here('d')};
    update shares h set reason = m, lawful_basis = marked(h.lawful_basis) where ${here('h')};`,
  decisions: `
    ids := ${of('recommendations')} || ${of('decisions')};
    update recommendations r set text = m, differing_views = marked(r.differing_views), criteria = (select coalesce(jsonb_agg(c - 'evidence'), '[]') from jsonb_array_elements(r.criteria) c), proposal = without_prose(r.proposal),
        present = '[]', excluded = '[]' where ${here('r')};
    update decisions d set reasons = m, authority = m, options_considered = marked(d.options_considered), provider_position = marked(d.provider_position), effect_on_people = marked(d.effect_on_people),
        informing_people = marked(d.informing_people), terms = without_prose(d.terms), proportionality = marked(d.proportionality), equality_note = marked(d.equality_note) where ${here('d')};`,
  letters: `
    ids := ${of('letters')};
    papers := array(select l.document_id from letters l where l.council_id = council and l.id = any (ids) and l.document_id is not null);
    update letters l set subject = m, body = '{"parts": [], "paragraph": ""}', service_proof = marked(l.service_proof) where l.council_id = council and l.id = any (ids);
    update letter_addressees a set name = m, address = null, service_proof = marked(a.service_proof) where a.council_id = council and a.letter_id = any (ids);
    update letter_changes c set words = '{}' where c.council_id = council and c.letter_id = any (ids);`,
  // A meeting's own papers speak of several services and go with the last of them.
  meetings: `
    ids := ${of('agenda_items')};
    update agenda_items i set reasons = '[]', late_reason = marked(i.late_reason), deferred_reason = marked(i.deferred_reason) where i.council_id = council and i.id = any (ids);
    update item_records r set summary = m, differing_views = case when r.differing_views = '' then '' else m end where r.council_id = council and r.agenda_item_id = any (ids);
    update item_interests x set nature = m where x.council_id = council and x.agenda_item_id = any (ids);
    gone := array(select distinct i.meeting_id from agenda_items i where i.council_id = council and i.id = any (ids)
      and not exists (select from agenda_items o where o.council_id = council and o.meeting_id = i.meeting_id and o.service_id is not null and o.service_id <> service
        and not exists (select from purge_subjects p where p.council_id = council and p.subject_kind = 'service' and p.subject_id = o.service_id and p.outcome = 'purged')));
    ids := ids || array(select s.id from minute_sections s where s.council_id = council and s.agenda_item_id = any (ids)) || gone;
    update minute_amendments a set text = m, reason = m where a.council_id = council and a.section_id = any (ids);
    update minute_sections s set heading = m, text = m where s.council_id = council and s.id = any (ids);
    update agenda_versions v set content = '{}' where v.council_id = council and v.meeting_id = any (gone);
    update minute_extracts e set title = m where e.council_id = council and e.meeting_id = any (gone);
    update extract_comments c set text = m where c.council_id = council and c.extract_id in (select e.id from minute_extracts e where e.council_id = council and e.meeting_id = any (gone));
    update meeting_changes c set reason = m where c.council_id = council and c.meeting_id = any (gone);
    update meeting_members x set deputy_name = marked(x.deputy_name) where x.council_id = council and x.meeting_id = any (gone);
    papers := array(select e.document_id from minute_extracts e where e.council_id = council and e.meeting_id = any (gone))
      || array(select v.document_id from agenda_versions v where v.council_id = council and v.meeting_id = any (gone) and v.document_id is not null)
      || array(select g.minutes_document_id from meetings g where g.council_id = council and g.id = any (gone) and g.minutes_document_id is not null)
      || array(select x.minutes_document_id from meeting_members x where x.council_id = council and x.meeting_id = any (gone) and x.minutes_document_id is not null);`,
  links: `
    ids := ${of('service_links')} || service;
    update service_links k set source = m, note = marked(k.note), undone_reason = marked(k.undone_reason) where ${here('k')};
    update contract_novations n set source = m where n.council_id = council and n.link_id = any (ids);`,
};

/**
 * R34: one list of what goes with a service, where each migration wrapped the function of the one before. A table that comes with words of
 * its own brings a part and a longer list; `retention.spec` fails for a column that none of them names. Words that no part took until now:
 * why a decision is proportionate, its equality note, the lawful basis of a record, who deputised, why a meeting was moved, where a count of people is from.
 */
export class PurgeByAList20261130160200 implements MigrationInterface {
  name = 'PurgeByAList20261130160200';

  async up(runner: QueryRunner): Promise<void> {
    for (const name of chain) await runner.query(`drop function ${name}(uuid)`);
    for (const [name, body] of Object.entries(parts)) {
      await runner.query(`
        create function purge_part_${name}(service uuid, out ids uuid[], out papers uuid[]) language plpgsql as $$
          declare council uuid := current_council(); m text := purge_mark(); gone uuid[] := '{}';
          begin
            ids := '{}'; papers := '{}';${body}
          end $$;
        revoke all on function purge_part_${name}(uuid) from public;
      `);
    }
    await runner.query(`
      create function purge_parts() returns text[] language sql immutable as $$ select array[${Object.keys(parts).map((name) => `'${name}'`).join(', ')}] $$;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        declare part text; part_ids uuid[]; part_papers uuid[]; ids uuid[] := '{}'; papers uuid[] := '{}';
        begin
          foreach part in array purge_parts() loop
            execute format('select p.ids, p.papers from %I($1) p', 'purge_part_' || part) into part_ids, part_papers using service;
            ids := ids || part_ids;
            papers := papers || part_papers;
          end loop;
          return purge_common(ids, papers) || jsonb_build_object('records', cardinality(ids));
        end $$;
      revoke all on function purge_parts(), purge_service(uuid) from public;

      create or replace function purge_intelligence(ids uuid[]) returns int language plpgsql as $$
        declare council uuid := current_council(); n int;
        begin
          update intelligence i set what_happened = purge_mark(), immediate_action = marked(i.immediate_action), not_listed = marked(i.not_listed), disclosure_reason = marked(i.disclosure_reason), lawful_basis = marked(i.lawful_basis),
              triage_note = marked(i.triage_note), assessment = marked(i.assessment), disposition_reason = marked(i.disposition_reason), safeguarding_reference = marked(i.safeguarding_reference),
              passed_to = marked(i.passed_to), retraction_reason = marked(i.retraction_reason), outcome = marked(i.outcome)
            where i.council_id = council and i.id = any (ids);
          get diagnostics n = row_count;
          update caveat_changes c set reason = purge_mark(), correction = marked(c.correction) where c.council_id = council and c.intelligence_id = any (ids);
          return n;
        end $$;

      -- Whom a letter went to and what was changed in it is the part's, like the rest of its words.
      drop trigger letters_forgotten on letters;
      drop function forget_letter();
      drop trigger decisions_append_only on decisions;
      create trigger decisions_append_only before update or delete on decisions for each row execute function
        refuse_change_but_purge('reasons', 'authority', 'options_considered', 'provider_position', 'effect_on_people', 'informing_people', 'terms', 'proportionality', 'equality_note');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
