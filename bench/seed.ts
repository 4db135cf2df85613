import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { procedureNamed } from '../procedures/index.ts';
import { systemActors } from './built.ts';

export const locations = 1_000;
/** Services from this one on are at routine monitoring, each with a recommendation that waits for its decision. */
export const firstWaiting = 201;

const kinds = [
  'council', 'procedure', 'agency', 'agencyName', 'person', 'membership', 'session', 'provider', 'location', 'rating', 'service', 'contract', 'people',
  'intelligence', 'transition', 'risk', 'action', 'stage', 'restriction', 'decision', 'recommendation', 'deadline', 'letter', 'meeting', 'member',
  'agendaItem', 'agendaVersion', 'panel', 'seat',
] as const;
type Kind = (typeof kinds)[number];

/** The id of the nth row of a kind: shaped as UUIDv7 in the order of rows, as the product's own are. */
export function seedId(kind: Kind, n: number): string {
  const time = (1_780_000_000_000 + n).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${kinds.indexOf(kind).toString(16).padStart(12, '0')}`;
}
const asFunctions = kinds.map((kind, index) => `
  create function pg_temp.${kind}_id(n bigint) returns uuid language sql immutable as
    $$ select (lpad(to_hex(1780000000000 + n), 12, '0') || '70008000' || lpad(to_hex(${index}), 12, '0'))::uuid $$`).join(';');

/** People by the number of their membership. */
const people = [
  ['Sarah Whitlock', 'authorisedOfficer', null, 'Assistant Director', 1, 4],
  ['Ruth Adeyemi', 'chair', 'chair', 'Head of Commissioning', 1, 3],
  ['Tom Fielding', 'coordinator', null, 'Panel Coordinator', 1, 1],
  ['Priya Nair', 'qaOfficer', 'contracts', 'Quality Assurance Officer', 1, 1],
  ['Helen Marsh', 'safeguardingLead', 'safeguarding', 'Safeguarding Adults Lead', 1, 2],
  ['Grace Okafor', 'partner', 'icbNurse', 'ICB Quality Nurse', 2, 2],
  ['Daniel Reyes', 'partner', 'socialWork', 'Social Work Team Manager', 1, 2],
  ['Alison Webb', 'cqcObserver', 'cqc', 'CQC Inspector', 3, 0],
] as const;
/** Membership numbers of the cast above. */
export const cast = { decider: 1, chair: 2, coordinator: 3, qaOfficer: 4 } as const;

export interface Seeded {
  /** Bearer token of the decider. */
  readonly token: string;
  /** The next panel, with its 40 items. */
  readonly meetingId: string;
  /** A service that waits for a decision: `n` from `firstWaiting` to `locations`. */
  waiting(n: number): { readonly service: string; readonly stage: string; readonly recommendation: string };
}

const who = `
  insert into councils (id, name, register_name, created_at) values ($council, 'Exampleshire', 'Exampleshire', $at);
  insert into agencies (id, created_at) select pg_temp.agency_id(n), $at from generate_series(1, 4) n;
  insert into agency_kinds (id, agency_id, kind, kind_from, recorded_at) select gen_random_uuid(), pg_temp.agency_id(n), (array['council', 'icb', 'cqc', 'police'])[n], '2022-07-01', $at from generate_series(1, 4) n;
  insert into agency_names (id, agency_id, name, valid_from)
    select pg_temp.agencyName_id(n), pg_temp.agency_id(n), (array['Exampleshire Council', 'NHS Exampleshire ICB', 'Care Quality Commission', 'Exampleshire Police'])[n], '2022-07-01'
    from generate_series(1, 4) n;
  insert into procedures (council_id, id, name, version, effective_from, content, recorded_at)
    values ($council, pg_temp.procedure_id(1), 'default', 1, '2024-01-01', $procedure, $at);
  insert into people (id, name, created_at)
    select pg_temp.person_id(n), one ->> 0, $at from jsonb_array_elements($people) with ordinality p (one, n);
  insert into contact_details (person_id, kind, value)
    select pg_temp.person_id(n), 'mail', 'person' || n || '@example.org' from jsonb_array_elements($people) with ordinality p (one, n);
  insert into memberships (council_id, id, person_id, agency_id, role, seat, job_title, grade, valid_from)
    select $council, pg_temp.membership_id(n), pg_temp.person_id(n), pg_temp.agency_id((one ->> 4)::int), one ->> 1, one ->> 2, one ->> 3, (one ->> 5)::int, '2024-01-01'
    from jsonb_array_elements($people) with ordinality p (one, n);
  insert into memberships (council_id, id, role, job_title, valid_from)
    select $council, pg_temp.membership_id(100 + n), 'system', work, '2024-01-01' from jsonb_array_elements_text($work) with ordinality w (work, n);
  insert into panels (council_id, id, name, kind, valid_from, recorded_at)
    values ($council, pg_temp.panel_id(1), 'Provider Escalation Panel', 'escalation', '2024-01-01', $at);
  insert into panel_seats (council_id, id, panel_id, membership_id, seat, valid_from, recorded_at)
    select $council, pg_temp.seat_id(n), pg_temp.panel_id(1), pg_temp.membership_id(n), coalesce(one ->> 2, 'other'), '2024-01-01', $at
    from jsonb_array_elements($people) with ordinality p (one, n) where one ->> 2 is not null or one ->> 1 in ('partner', 'cqcObserver');
  insert into sessions (id, secret_hash, kind, person_id, council_id, membership_id, csrf_secret, created_at, last_seen_at, expires_at)
    values (pg_temp.session_id(1), $secret, 'token', pg_temp.person_id(1), $council, pg_temp.membership_id(1), 'none', $at, $at, $at + interval '12 hours')`;

const register = `
  insert into register_providers (id, cqc_id, name, facts_as_at, recorded_at)
    select pg_temp.provider_id(n), '1-1' || n, 'Example Care ' || n || ' Limited', $today, $at from generate_series(1, 400) n;
  insert into register_locations (id, cqc_id, provider_id, name, kind, care_home, address, postcode, local_authority, beds, registered_on, facts_as_at, recorded_at, changed_at)
    select pg_temp.location_id(n), '1-2' || n, pg_temp.provider_id(1 + n % 400), (array['Fern', 'Rowan', 'Alder', 'Hazel', 'Linden'])[1 + n % 5] || ' House ' || n,
           (array['nursingHome', 'residentialHome', 'homeSupport', 'supportedLiving'])[1 + n % 4], n % 4 < 2, n || ' Example Street, Exampleton', 'ZZ' || n % 90 || ' 1AA',
           'Exampleshire', 20 + n % 40, '2012-04-01', $today, $at, $at
    from generate_series(1, ${locations}) n;
  insert into register_ratings (id, location_id, domain, rating, published_on, as_at, recorded_at)
    select pg_temp.rating_id(n * 12 + d * 2 + h), pg_temp.location_id(n), (array['overall', 'safe', 'effective', 'caring', 'responsive', 'wellLed'])[d + 1],
           (array['good', 'requiresImprovement', 'inadequate'])[1 + (n + d + h) % 3], $today - 200 - h * 700 - n % 90, $today, $at
    from generate_series(1, ${locations}) n, generate_series(0, 5) d, generate_series(0, 1) h;
  insert into services (council_id, id, location_id, provider_id, recorded_at)
    select $council, pg_temp.service_id(n), pg_temp.location_id(n), pg_temp.provider_id(1 + n % 400), $at - interval '300 days' from generate_series(1, ${locations}) n;
  insert into contracts (council_id, id, service_id, provider_id, reference, starts_on, annual_value, capacity, notice_clause, suspension_clause, recorded_at)
    select $council, pg_temp.contract_id(n), pg_temp.service_id(n), pg_temp.provider_id(1 + n % 400), 'C-' || n, '2023-04-01', 400000 + n, 30, '12.3', '14.1', $at
    from generate_series(1, ${locations}) n;
  insert into people_counts (council_id, id, service_id, funder, people, as_at, source, recorded_at)
    select $council, pg_temp.people_id(n * 4 + f), pg_temp.service_id(n), (array['thisCouncil', 'otherCouncils', 'icb', 'selfFunding'])[f + 1], 3 + f * 4, $today - 30, 'Contract return', $at
    from generate_series(1, ${locations}) n, generate_series(0, 3) f`;

/** One workflow with its first log row, for each row of a query that gives id, service, state, context and at. */
const cases = (machine: string, rows: string, first: number): string => `
  insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
    select $council, c.id, '${machine}', 1, c.state, c.context, 1, pg_temp.procedure_id(1), c.service, pg_temp.membership_id(4), c.at from (${rows}) c;
  insert into transitions (council_id, id, workflow_id, seq, machine, machine_version, from_state, event, facts, to_state, service_id, person_id, membership_id, happened_at, recorded_at)
    select $council, pg_temp.transition_id(${first} + row_number() over ()), c.id, 1, '${machine}', 1, null, 'START', '{}', c.state, c.service, pg_temp.person_id(4), pg_temp.membership_id(4), c.at, c.at
    from (${rows}) c`;

const intelligence = `
  select pg_temp.intelligence_id(n * 20 + i) as id, pg_temp.service_id(n) as service, n, i, $at - (i * 4 + n % 4) * interval '1 day' as at,
         (array['received', 'logged', 'triaged', 'allocated', 'assessed'])[1 + i % 5] as state, '{"retracted": false}'::jsonb as context
  from generate_series(1, ${locations}) n, generate_series(0, 19) i`;
const action = `
  select pg_temp.action_id(n * 5 + i) as id, pg_temp.service_id(n) as service, n, i, $at - interval '40 days' as at, (array['open', 'inProgress', 'overdue'])[1 + i % 3] as state,
         '{}'::jsonb as context
  from generate_series(1, ${locations}) n, generate_series(0, 4) i`;
const stage = `
  select pg_temp.stage_id(n) as id, pg_temp.service_id(n) as service, n, $at - interval '90 days' as at,
         case when n < 60 then 'seriousConcerns' when n < ${firstWaiting} then 'enhanced' else 'routine' end as state,
         '{"cameFrom": "routine", "leadOfficerId": null, "reviewOn": null, "urgent": null}'::jsonb as context
  from generate_series(1, ${locations}) n`;
const restriction = `
  select pg_temp.restriction_id(n) as id, pg_temp.service_id(n) as service, n, $at - interval '20 days' as at, 'inForce' as state,
         json_build_object('decidedBy', pg_temp.membership_id(1))::jsonb as context
  from generate_series(1, 100) n`;
const recommendation = `
  select pg_temp.recommendation_id(n) as id, pg_temp.service_id(n) as service, n, $at - interval '10 days' as at, 'awaitingDecision' as state,
         json_build_object('code', 'D03', 'quorate', true, 'chairedByPersonId', pg_temp.person_id(2), 'signedByPersonId', pg_temp.person_id(3), 'decideBy', $today + 10, 'decisionId', null)::jsonb as context
  from generate_series(${firstWaiting}, ${locations}) n`;

const work = `
  insert into intelligence (council_id, id, reference, service_id, source_type, source_agency_id, category, severity, what_happened, happened_on, received_at, caveat,
                            disclosure, people_affected, recorded_by, recorded_at, acknowledged_at)
    select $council, c.id, 'INT-2026-' || lpad((c.n * 20 + c.i)::text, 5, '0'), c.service, (array['visitingProfessional', 'internalOfficer', 'cqcNotification'])[1 + c.i % 3],
           pg_temp.agency_id(1 + c.i % 3), (array['medicines', 'falls'])[1 + c.i % 2], 'P' || 1 + c.i % 4,
           'On the morning visit two people had not had their medicines by eleven; the record was filled in afterwards. Item ' || c.i || '.',
           (c.at at time zone 'Europe/London')::date, c.at, 'panelMembers', 'yes', 1 + c.i % 3, pg_temp.membership_id(3 + c.i % 6), c.at, c.at
    from (${intelligence}) c;
  ${cases('intelligence', intelligence, 0)};
  insert into actions (council_id, id, reference, service_id, description, must_do, owner_membership_id, due_on, recorded_by, recorded_at)
    select $council, c.id, 'ACT-2026-' || lpad((c.n * 5 + c.i)::text, 5, '0'), c.service, 'Check that every medicine is signed for as it is given, and report to the panel.', c.i < 2,
           pg_temp.membership_id(4), $today - 10 + c.i * 7, pg_temp.membership_id(3), c.at
    from (${action}) c;
  ${cases('action', action, 30_000)};
  insert into deadlines (council_id, id, workflow_id, service_id, kind, due_on, due_at, recorded_at)
    select $council, pg_temp.deadline_id(c.n * 5 + c.i), c.id, c.service, 'actionDue', $today - 10 + c.i * 7, $at + (c.i * 7 - 10) * interval '1 day', c.at from (${action}) c where c.i > 1;
  insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at)
    select $council, pg_temp.risk_id(n * 2 + k), pg_temp.service_id(n), k + 1, $today - 60 + k * 30, 2 + (n + k) % 4, 3, 'Medicines are given late on most mornings.', pg_temp.membership_id(4), $at
    from generate_series(1, ${locations}) n, generate_series(0, 1) k;
  insert into stages (council_id, id, service_id, since, lead_officer_id, review_on)
    select $council, c.id, c.service, $today - 90, case when c.n < ${firstWaiting} then pg_temp.membership_id(4) end, case when c.n < ${firstWaiting} then $today + 14 end from (${stage}) c;
  ${cases('stage', stage, 40_000)};
  insert into letters (council_id, id, reference, kind, service_id, provider_id, subject, body, reply_by, issued_at, issued_by, served_on, recorded_at)
    select $council, pg_temp.letter_id(n), 'LET-2026-' || lpad(n::text, 5, '0'), 'E1', pg_temp.service_id(n), pg_temp.provider_id(1 + n % 400), 'Enhanced monitoring', '{}', $today - 20,
           $at - interval '34 days', pg_temp.membership_id(1), $today - 34, $at
    from generate_series(1, ${firstWaiting - 1}) n`;

const decided = `
  insert into recommendations (council_id, id, reference, service_id, meeting_id, code, text, quorum, present, excluded, chaired_by, signed_by, made_at, recorded_at)
    select $council, c.id, 'REC-2026-' || lpad(c.n::text, 5, '0'), c.service, pg_temp.meeting_id(1), 'D03', 'Start enhanced monitoring with weekly calls.',
           '{"quorate": true, "forSanction": true, "words": "5 of 4"}', '[]', '[]', pg_temp.membership_id(2), pg_temp.membership_id(3), c.at, c.at
    from (${recommendation}) c;
  ${cases('recommendation', recommendation, 50_000)};
  insert into deadlines (council_id, id, workflow_id, service_id, kind, due_on, due_at, recorded_at)
    select $council, pg_temp.deadline_id(10000 + c.n), c.id, c.service, 'decisionDue', $today + 10, $at + interval '10 days', c.at from (${recommendation}) c;
  insert into decisions (council_id, id, reference, service_id, restriction_id, code, outcome, reasons, authority, options_considered, provider_position, effect_on_people, decided_by, decided_at, recorded_at)
    select $council, pg_temp.decision_id(c.n), 'DEC-2026-' || lpad((90000 + c.n)::text, 5, '0'), c.service, c.id, 'D08', 'approved', 'Medicines are not safe.', 'By delegation.', 'None, a cap.', 'Accepts it.', 'Nobody moves.',
           pg_temp.membership_id(1), c.at, c.at
    from (${restriction}) c;
  insert into restrictions (council_id, id, reference, service_id, kind, scope, reason_codes, exceptions, risk_assessment_id, fairness, starts_on, review_on, decision_id, recorded_at)
    select $council, c.id, 'RES-2026-' || lpad(c.n::text, 5, '0'), c.service, (array['fullStop', 'cautionary'])[1 + c.n % 2], '{"covers": "nursing", "detail": null, "perWeek": null}', '{safety}',
           'Assistant Director', pg_temp.risk_id(c.n * 2), 'afterRepresentation', $today - 20, $today + 8, pg_temp.decision_id(c.n), c.at
    from (${restriction}) c;
  insert into restriction_grounds (council_id, restriction_id, reasons, lift_conditions)
    select $council, c.id, 'Medicines are not safe.', 'Two clear medicines audits.' from (${restriction}) c;
  ${cases('restriction', restriction, 60_000)}`;

const meeting = `
  select pg_temp.meeting_id(n) as id, null::uuid as service, n, $at + (n - 2) * interval '28 days' + interval '5 days' as at,
         (array['confirmed', 'agendaPublished'])[n] as state,
         json_build_object('startsOn', $today + (n - 2) * 28 + 5, 'agendaVersion', 1, 'amendments', 0)::jsonb as context
  from generate_series(1, 2) n`;
const meetings = `
  insert into meetings (council_id, id, reference, series, title, starts_at, ends_at, venue, chair_id, coordinator_id, opened_at, closed_at, recorded_at)
    select $council, c.id, 'MTG-2026-0000' || c.n, 'panel', 'Provider Escalation Panel', c.at, c.at + interval '2 hours', 'Room 4', pg_temp.membership_id(2), pg_temp.membership_id(3),
           case c.n when 1 then c.at end, case c.n when 1 then c.at + interval '2 hours' end, $at - interval '60 days'
    from (${meeting}) c;
  ${cases('meeting', meeting, 70_000)};
  insert into meeting_members (council_id, id, meeting_id, membership_id, seat, invited_at, attendance)
    select $council, pg_temp.member_id(n * 10 + m), pg_temp.meeting_id(n), pg_temp.membership_id(m), coalesce(one ->> 2, 'other'), $at, case n when 1 then 'present' else 'expected' end
    from generate_series(1, 2) n, jsonb_array_elements($people) with ordinality p (one, m);
  insert into agenda_items (council_id, id, meeting_id, service_id, section, position, title, reasons, minutes_estimate, taken_at, recorded_by, recorded_at)
    select $council, pg_temp.agendaItem_id(n * 100 + i), pg_temp.meeting_id(n), pg_temp.service_id(i), case when i < 12 then 8 else 9 end, i, l.name,
           '[{"kind": "stage", "words": "Enhanced monitoring", "count": null}, {"kind": "intelligence", "words": "5 new records since the last panel", "count": 5}, {"kind": "overdueActions", "words": "2 actions overdue", "count": 2}]',
           8, case n when 1 then $at - interval '20 days' end, pg_temp.membership_id(3), $at
    from generate_series(1, 2) n, generate_series(1, 40) i join register_locations l on l.id = pg_temp.location_id(i);
  insert into agenda_versions (council_id, id, meeting_id, number, content, published_by, published_at)
    select $council, pg_temp.agendaVersion_id(n), pg_temp.meeting_id(n), 1, '{"items": []}', pg_temp.membership_id(3), $at from generate_series(1, 2) n`;

/** Takes back what deciding wrote, so that every round decides the same. As superuser: append-only tables let nobody else. */
const undecide = `
  set session_replication_role = replica;
  delete from pgboss.job;
  delete from transitions where seq > 1;
  delete from deadlines d using workflows w where w.council_id = d.council_id and w.id = d.workflow_id and w.machine = 'stage';
  update deadlines set withdrawn_at = null where withdrawn_at is not null;
  delete from decisions where recommendation_id is not null;
  delete from idempotency_keys;
  update workflows set state = 'awaitingDecision', version = 1, context = context || '{"decisionId": null}' where machine = 'recommendation' and version > 1;
  update workflows set state = 'routine', version = 1, context = '{"cameFrom": "routine", "leadOfficerId": null, "reviewOn": null, "urgent": null}' where machine = 'stage' and version > 1;
  update stages g set lead_officer_id = null, review_on = null from workflows w where w.council_id = g.council_id and w.id = g.id and w.state = 'routine' and g.lead_officer_id is not null;
  set session_replication_role = origin`;

/** Fills an empty database: one council, its panel, 1,000 locations with 20 records and 5 actions each. */
export async function seed(superuserUrl: string): Promise<Seeded & { undecide(): Promise<void>; readsRecorded(): Promise<number>; close(): Promise<void> }> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  const token = randomBytes(32).toString('base64url');
  const literal = (value: string) => client.escapeLiteral(value);
  const values: Record<string, string> = {
    council: 'pg_temp.council_id(1)', at: `${literal(new Date().toISOString())}::timestamptz`, today: `${literal(new Date().toISOString().slice(0, 10))}::date`,
    people: `${literal(JSON.stringify(people))}::jsonb`, procedure: `${literal(JSON.stringify(procedureNamed('default')))}::jsonb`,
    work: `${literal(JSON.stringify((await systemActors()).systemWork))}::jsonb`,
    secret: `'\\x${createHash('sha256').update(token).digest('hex')}'::bytea`,
  };
  const filled = (text: string) => text.replaceAll(/\$([a-z]+)\b(?!\$)/g, (whole, name: string) => values[name] ?? whole);
  await client.query(asFunctions);
  await client.query(`begin; ${[who, register, work, meetings, decided].map(filled).join(';\n')}; commit`);
  await client.query('vacuum analyze');
  return {
    token,
    meetingId: seedId('meeting', 2),
    waiting: (n) => ({ service: seedId('service', n), stage: seedId('stage', n), recommendation: seedId('recommendation', n) }),
    undecide: async () => void (await client.query(undecide)),
    readsRecorded: async () => (await client.query<{ reads: number }>('select count(*)::int as reads from reads')).rows[0]?.reads ?? 0,
    close: () => client.end(),
  };
}
