import { identityCell } from '../../src/domain/intelligence/sealed-sources.service.js';
import { newId } from '../../src/platform/database/ids.js';
import { Vault } from '../../src/platform/vault/vault.js';
import type { House, TestService } from './house.js';

/** Who told us in the seeded story: it may stand in no answer of any read model. */
export const sealedName = 'Canary Whistleblower of the night staff';

export interface SeededService extends TestService {
  readonly meetingId: string;
  readonly nextMeetingId: string;
  readonly itemId: string;
  readonly recommendationId: string;
}

type Row = Record<string, unknown>;

/**
 * One service with a record of every kind, written past the services as superuser: for the tests of read models, which must not
 * hang on the way each folder writes. The house stands at 3 November 2026; the last panel was on 13 October.
 */
export async function seedService(house: House, name = 'Willow Lodge'): Promise<SeededService> {
  const service = await house.service({ name });
  const { serviceId, locationId, providerId } = service;
  const { chair, coordinator, qaOfficer, icbNurse, safeguardingLead, assistantDirector } = house.cast;
  const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
  const flow = async (id: string, machine: string, state: string, at: string, context: Row = {}, steps: [event: string, to: string, at: string, decisionId?: string | undefined][] = []): Promise<void> => {
    await house.insert('workflows', { id, machine, machine_version: 1, state, context: JSON.stringify(context), version: steps.length + 1, procedure_id: procedure?.id, service_id: serviceId, changed_by: qaOfficer.membershipId, changed_at: at });
    let from: string | null = null;
    for (const [index, [event, to, when, decisionId]] of ([['START', 'start', at], ...steps] as typeof steps).entries()) {
      await house.insert('transitions', {
        workflow_id: id, seq: index + 1, machine, machine_version: 1, from_state: from, event, facts: '{}', to_state: to, decision_id: decisionId ?? null, service_id: serviceId,
        membership_id: qaOfficer.membershipId, happened_at: when, recorded_at: when,
      });
      from = to;
    }
  };
  const shared = async (table: string, row: Row): Promise<void> => {
    const names = Object.keys({ id: 1, ...row });
    await house.sql(`insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`, [newId(), ...Object.values(row)]);
  };

  for (const [domain, rating, on] of [['overall', 'good', '2023-02-01'], ['overall', 'inadequate', '2026-09-20'], ['safe', 'inadequate', '2026-09-20'], ['caring', 'good', null]] as const) {
    await shared('register_ratings', { location_id: locationId, domain, rating, published_on: on, inherited: on === '2023-02-01', as_at: '2026-10-01', recorded_at: '2026-10-01T09:00:00Z' });
  }
  for (const [funder, people] of [['thisCouncil', 16], ['icb', 4], ['selfFunding', 21]] as const) {
    await house.insert('people_counts', { service_id: serviceId, funder, people, as_at: '2026-10-01', source: 'Contract return', recorded_at: '2026-10-02T09:00:00Z' });
  }
  await house.insert('contracts', { service_id: serviceId, provider_id: providerId, reference: `C-${newId().slice(-8)}`, starts_on: '2024-04-01', annual_value: 1_250_000, capacity: 45, notice_clause: '14.2', suspension_clause: '15.1', recorded_at: '2026-09-01T09:00:00Z' });

  const record = async (of: Row & { severity: string; at: string; state: string }): Promise<string> => {
    const { at, state, ...row } = of;
    const id = newId();
    await house.insert('intelligence', {
      id, reference: `INT-${id.slice(-10)}`, service_id: serviceId, source_type: 'icbQualityNurse', source_agency_id: icbNurse.agencyId, category: 'medicines', what_happened: 'Two medicine rounds were missed at night.',
      happened_on: at.slice(0, 10), received_at: at, caveat: 'none', disclosure: 'yes', recorded_by: icbNurse.membershipId, recorded_at: at, ...row,
    });
    await flow(id, 'intelligence', state, at);
    return id;
  };
  await record({ severity: 'P3', at: '2026-09-28T10:00:00Z', state: 'closed', closed_at: '2026-10-05T10:00:00Z' });
  await record({ severity: 'P2', at: '2026-10-20T10:00:00Z', state: 'allocated', allocated_to: qaOfficer.membershipId });
  const protectedId = await record({ severity: 'P1', at: '2026-11-02T21:00:00Z', state: 'logged', caveat: 'sourceProtected', category: 'staffing', source_sealed: true, source_agency_id: safeguardingLead.agencyId, recorded_by: safeguardingLead.membershipId });
  const { bytes, keyId } = house.get(Vault).seal(sealedName, identityCell(house.councilId, protectedId));
  await house.sql('insert into sealed_sources (council_id, intelligence_id, sealed, key_id, protect, recorded_by, recorded_at) values ($1, $2, $3, $4, true, $5, $6)', [house.councilId, protectedId, bytes, keyId, safeguardingLead.membershipId, '2026-11-02T21:00:00Z']);

  for (const [number, likelihood, impact, on] of [[1, 3, 3, '2026-09-25'], [2, 4, 5, '2026-10-12']] as const) {
    await house.insert('risk_assessments', { service_id: serviceId, number, assessed_on: on, likelihood, impact, text: 'Nights are short of staff.', recorded_by: qaOfficer.membershipId, recorded_at: `${on}T12:00:00Z` });
  }

  const meeting = async (starts: string, state: string, row: Row): Promise<string> => {
    const id = newId();
    await house.insert('meetings', {
      id, reference: `MTG-${id.slice(-10)}`, series: 'panel', title: 'Provider Escalation Panel', starts_at: starts, ends_at: starts.replace('T10', 'T12'), venue: 'Room 4, Town Hall', chair_id: chair.membershipId,
      coordinator_id: coordinator.membershipId, recorded_at: '2026-09-20T09:00:00Z', ...row,
    });
    await house.insert('workflows', { id, machine: 'meeting', machine_version: 1, state, context: '{"startsOn": "2026-11-10", "agendaVersion": 0, "amendments": 0}', version: 1, procedure_id: procedure?.id, changed_by: chair.membershipId, changed_at: starts });
    return id;
  };
  const meetingId = await meeting('2026-10-13T10:00:00Z', 'approved', { opened_at: '2026-10-13T10:02:00Z', closed_at: '2026-10-13T12:05:00Z' });
  const nextMeetingId = await meeting('2026-11-10T10:00:00Z', 'scheduled', {});
  for (const actor of [chair, qaOfficer, safeguardingLead, icbNurse, house.cast.cqcInspector]) {
    await house.insert('meeting_members', { meeting_id: nextMeetingId, membership_id: actor.membershipId, seat: actor.seat ?? 'other', invited_at: '2026-10-20T09:00:00Z', contribution: actor === icbNurse ? 'returned' : 'none' });
  }
  const itemId = await house.insert('agenda_items', { meeting_id: meetingId, service_id: serviceId, section: 8, position: 1, title: name, taken_at: '2026-10-13T10:20:00Z', recorded_by: coordinator.membershipId, recorded_at: '2026-10-06T09:00:00Z' });

  const decide = async (code: string, at: string, reasons: string, recommended = true): Promise<[recommendationId: string, decisionId: string | null]> => {
    const recommendationId = newId();
    await house.insert('recommendations', {
      id: recommendationId, reference: `REC-${recommendationId.slice(-10)}`, service_id: serviceId, meeting_id: meetingId, agenda_item_id: itemId, code, text: 'The panel recommends it.', quorum: '{}', present: '[]', excluded: '[]',
      chaired_by: chair.membershipId, signed_by: chair.membershipId, made_at: '2026-10-13T10:40:00Z', recorded_at: '2026-10-13T10:40:00Z',
    });
    await flow(recommendationId, 'recommendation', recommended ? 'decided' : 'awaitingDecision', at, { code, decideBy: recommended ? null : '2026-10-30' });
    if (!recommended) return [recommendationId, null];
    const decisionId = await house.insert('decisions', {
      reference: `DEC-${recommendationId.slice(-10)}`, recommendation_id: recommendationId, service_id: serviceId, code, outcome: 'approved', reasons, authority: 'Scheme of delegation', options_considered: 'Do nothing.',
      provider_position: 'Heard.', effect_on_people: 'None move.', decided_by: assistantDirector.membershipId, decided_at: at, recorded_at: at,
    });
    return [recommendationId, decisionId];
  };
  const [, stageDecision] = await decide('D03', '2026-10-15T11:00:00Z', 'A pattern of missed medicine.');
  const stageId = await house.insert('stages', { service_id: serviceId, since: '2026-10-15', lead_officer_id: qaOfficer.membershipId, review_on: '2026-11-10' });
  await flow(stageId, 'stage', 'enhanced', '2026-10-14T09:00:00Z', { cameFrom: 'enhanced', leadOfficerId: qaOfficer.membershipId, reviewOn: '2026-11-10', urgent: null }, [['SCREEN', 'enhancedProposed', '2026-10-15T11:00:00Z'], ['START_ENHANCED', 'enhanced', '2026-10-15T11:00:00Z', stageDecision ?? undefined]]);
  const [, restrictionDecision] = await decide('D08', '2026-10-16T09:00:00Z', 'Nursing cannot be made safe now.');
  const restrictionId = await house.insert('restrictions', {
    reference: `RES-${newId().slice(-10)}`, service_id: serviceId, kind: 'partial', scope: '{"covers": "nursing", "detail": null, "perWeek": null}', reason_codes: ['safety'],
    exceptions: 'the Head of Service', fairness: 'precautionary', starts_on: '2026-10-16', review_on: '2026-11-10', confirm_by: '2026-10-30', decision_id: restrictionDecision, recorded_at: '2026-10-16T09:00:00Z',
  });
  await house.sql('insert into restriction_grounds (council_id, restriction_id, reasons, lift_conditions) values ($1, $2, $3, $4)', [house.councilId, restrictionId, 'Medicines are not safe at night.', 'Two clear audits.']);
  await flow(restrictionId, 'restriction', 'inForce', '2026-10-16T09:00:00Z', { decidedBy: assistantDirector.membershipId, confirmBy: '2026-10-30' }, [['DECIDE_AS_PRECAUTION', 'inForce', '2026-10-16T09:00:00Z', restrictionDecision ?? undefined]]);
  await house.insert('deadlines', { workflow_id: restrictionId, service_id: serviceId, kind: 'restrictionReview', due_on: '2026-11-10', due_at: '2026-11-10T00:00:00Z', recorded_at: '2026-10-16T09:00:00Z' });
  await house.insert('deadlines', { workflow_id: restrictionId, service_id: serviceId, kind: 'restrictionLetter', due_on: '2026-10-19', due_at: '2026-10-19T22:59:59Z', recorded_at: '2026-10-16T09:00:00Z' });
  await house.insert('deadlines', { workflow_id: restrictionId, service_id: serviceId, kind: 'restrictionStart', due_on: '2026-10-16', due_at: '2026-10-16T00:00:00Z', recorded_at: '2026-10-16T09:00:00Z', withdrawn_at: '2026-10-16T09:00:00Z' });
  const [recommendationId] = await decide('D04', '2026-10-13T10:40:00Z', '', false);

  for (const [state, due, steps] of [
    ['overdue', '2026-10-27', [['MARK_OVERDUE', 'overdue', '2026-10-28T00:01:00Z']]],
    ['reportedComplete', '2026-10-20', [['REPORT_COMPLETE', 'reportedComplete', '2026-10-21T09:00:00Z']]],
    ['open', '2026-11-20', []],
    ['verified', '2026-10-18', [['REPORT_COMPLETE', 'reportedComplete', '2026-10-17T09:00:00Z'], ['VERIFY', 'verified', '2026-10-18T09:00:00Z']]],
  ] as const) {
    const id = newId();
    await house.insert('actions', { id, reference: `ACT-${id.slice(-10)}`, service_id: serviceId, agenda_item_id: itemId, description: 'Check the medicine records of nights.', must_do: state === 'overdue', owner_membership_id: qaOfficer.membershipId, due_on: due, recorded_by: coordinator.membershipId, recorded_at: '2026-10-13T10:45:00Z' });
    await flow(id, 'action', state, '2026-10-13T10:45:00Z', { dueOn: due }, steps.map(([event, to, at]) => [event, to, at]));
  }
  const letterId = newId();
  await house.insert('letters', { id: letterId, reference: `LET-${letterId.slice(-10)}`, kind: 'R1', service_id: serviceId, provider_id: providerId, subject: 'Restriction of placements', body: '{"parts": []}', issued_at: '2026-10-16T15:00:00Z', issued_by: coordinator.membershipId, served_on: '2026-10-19', service_method: 'email', recorded_at: '2026-10-16T14:00:00Z' });
  await house.insert('letters', { reference: `LET-${newId().slice(-10)}`, kind: 'E1', service_id: serviceId, provider_id: providerId, subject: 'A draft nobody has issued', body: '{"parts": []}', recorded_at: '2026-10-16T14:00:00Z' });
  const representationId = newId();
  await house.insert('representations', {
    id: representationId, reference: `REP-${representationId.slice(-10)}`, service_id: serviceId, provider_id: providerId, recommendation_id: recommendationId, told_on: '2026-10-14', told_how: 'by letter and telephone', window_ends_on: '2026-10-28',
    text: 'We have changed our agency.', received_at: '2026-10-22T09:00:00Z', recorded_at: '2026-10-14T09:00:00Z',
  });
  await flow(representationId, 'representation', 'received', '2026-10-14T09:00:00Z', { late: false });
  return { ...service, meetingId, nextMeetingId, itemId, recommendationId };
}
