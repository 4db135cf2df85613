import { Mail } from '../../src/platform/mail/mail.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { SecretLinks } from '../../src/platform/mail/secret-links.js';
import { type House, openHouse } from '../support/house.js';

interface Answer {
  readonly id?: string;
  readonly version?: number;
  readonly code?: string;
  readonly message?: string;
  readonly fields?: readonly { field: string; message: string }[];
  readonly whoMay?: string;
  readonly changedBy?: string;
}

describe('people, agencies and panels', () => {
  let house: House;
  let admin: Actor;
  let agencyId: string;
  let panelId: string;
  beforeAll(async () => {
    house = await openHouse();
    admin = house.cast.administrator;
    agencyId = house.cast.icbNurse.agencyId ?? '';
    panelId = (await house.sql<{ id: string }>('select id from panels where council_id = $1', [house.councilId]))[0]?.id ?? '';
  });
  afterAll(() => house.close());

  const send = async (actor: Actor, name: string, input: Record<string, unknown>): Promise<Answer> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename
      ... on ${type}Payload { id version } ... on Refusal { code message } ... on InvalidInput { fields { field message } } ... on NotPermitted { whoMay } ... on StaleVersion { changedBy } } }`,
      { input: { idempotencyKey: newId(), ...input } });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data[name] ?? {};
  };
  let joined = 0;
  const joiner = (more: Record<string, unknown> = {}): Record<string, unknown> => {
    joined += 1;
    return { name: `Ada Newcome ${joined}`, mail: `ada.${joined}@example.org`, agencyId, role: 'partner', jobTitle: 'Quality Nurse', panelIds: [panelId], ...more };
  };
  const invite = async (more: Record<string, unknown> = {}): Promise<{ id: string; actor: Actor }> => {
    const { id, ...refused } = await send(admin, 'inviteMember', joiner(more));
    if (id === undefined) throw new Error(JSON.stringify(refused));
    const [row] = await house.sql<{ person_id: string; role: Actor['role']; agency_id: string; grade: number }>('select person_id, role, agency_id, grade from memberships where id = $1', [id]);
    return { id, actor: { ...admin, membershipId: id, personId: row?.person_id ?? '', role: row?.role ?? 'partner', agencyId: row?.agency_id ?? null, grade: row?.grade ?? 0 } };
  };
  const memberships = async (state: string, search: string): Promise<{ total: number; rows: { id: string; name: string; inForce: boolean; version: number; agencyName: string; invitation: { id: string; state: string; version: number } | null; signsIn: boolean }[] }> =>
    (await house.gql<{ memberships: never }>(admin, `query ($state: String, $search: String) { memberships(state: $state, search: $search) { total rows { id name inForce version agencyName signsIn invitation { id state version } } } }`, { state, search })).data.memberships;
  /** The services somebody sits with, by the function and by the expression that policies use: both say the same. */
  const services = (actor: Actor): Promise<string[]> => house.unit.run(actor, async () =>
    (await house.unit.query<{ id: string }>('select id from services where sits_with(id) and ((select sees_every_service()) or id in (select services_in_sight()))')).map(({ id }) => id));

  describe('joiners, movers and leavers', () => {
    it('says everything wrong with a joiner at once, in words', async () => {
      const { code, fields } = await send(admin, 'inviteMember', joiner({ name: '', mail: 'no mail', jobTitle: ' ', role: 'system', grade: 9, panelIds: [], delegatedDecisions: ['D99'] }));
      expect(code).toBe('INVALID_INPUT');
      expect(fields?.map(({ field }) => field.split('.')[0]).sort()).toEqual(['delegatedDecisions', 'grade', 'jobTitle', 'mail', 'name', 'role']);
      expect((await send(admin, 'inviteMember', joiner({ panelIds: [] }))).fields).toEqual([{ field: 'panelIds', message: expect.stringContaining('at least one panel') }]);
      expect((await send(admin, 'inviteMember', joiner({ role: 'provider', panelIds: [] }))).fields?.[0]?.field).toBe('providerId');
    });

    it.each(['chair', 'coordinator', 'qaOfficer', 'icbNurse', 'auditor', 'provider', 'brokerage', 'dass'] as const)('refuses %s, naming who may', async (name) => {
      expect(await send(house.cast[name], 'inviteMember', joiner())).toMatchObject({ code: 'NOT_PERMITTED', whoMay: 'an administrator' });
      expect((await house.gql(house.cast[name], '{ administrationForm { roles { id } } }')).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });
    });

    it('R35 ends access at the next request, keeps the row and what it did, and never deletes', async () => {
      const { id, actor } = await invite();
      const secret = await house.get(Sessions).begin(actor as never, 'page');
      expect(await house.get(Sessions).byId(secret, 'page')).not.toBeNull();
      expect(await send(admin, 'endMembership', { id, version: 1, reason: 'left' })).toMatchObject({ version: 2 });
      expect(await house.get(Sessions).byId(secret, 'page')).toBeNull();
      expect(await house.sql('select ended_at is not null as ended, valid_from::text from memberships where id = $1', [id])).toEqual([{ ended: true, valid_from: '2026-11-03' }]);
      expect((await memberships('ended', 'Ada Newcome')).rows.map((row) => row.id)).toContain(id);
      expect((await memberships('current', 'Ada Newcome')).rows.map((row) => row.id)).not.toContain(id);
      expect(await house.sql('select id from panel_seats where membership_id = $1 and valid_to is null', [id])).toEqual([]);
      expect(await send(admin, 'endMembership', { id, version: 2, reason: 'left' })).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('has ended') });
    });

    it('a last day to come leaves access until then', async () => {
      const { id, actor } = await invite();
      const secret = await house.get(Sessions).begin(actor as never, 'page');
      expect((await send(admin, 'endMembership', { id, version: 1, reason: 'left', lastDay: '2 11 2026' })).fields?.[0]?.message).toContain('today or later');
      expect((await send(admin, 'endMembership', { id, version: 1, reason: 'left', lastDay: '3 11 2026' })).id).toBe(id);
      expect(await house.get(Sessions).byId(secret, 'page')).not.toBeNull();
    });

    it('bad case 20: a mover gets another membership, and the old one says what they were', async () => {
      const { id } = await invite({ role: 'qaOfficer', jobTitle: 'Quality Officer', seat: 'contracts' });
      const moved = await send(admin, 'moveMember', { id, version: 1, agencyId, role: 'coordinator', jobTitle: 'Panel Coordinator', panelIds: [] });
      expect(moved.id).not.toBe(id);
      expect(await house.sql('select job_title, succeeded_by, ended_at is not null as ended from memberships where id = $1', [id])).toEqual([{ job_title: 'Quality Officer', succeeded_by: moved.id, ended: true }]);
    });

    it('changes rank and delegated decisions as data, tells the other administrators, and refuses a stale version with who changed it', async () => {
      const second = await invite({ role: 'administrator', jobTitle: 'Second Administrator', panelIds: [] });
      const { id } = await invite({ role: 'authorisedOfficer', jobTitle: 'Head of Service', panelIds: [] });
      expect(await send(admin, 'changeMembership', { id, version: 1, grade: 3, delegatedDecisions: ['D08', 'D03', 'D03'], seat: null })).toMatchObject({ version: 2 });
      expect(await house.sql('select grade, delegated_decisions from memberships where id = $1', [id])).toEqual([{ grade: 3, delegated_decisions: ['D03', 'D08'] }]);
      expect(await send(admin, 'changeMembership', { id, version: 1, grade: 5 })).toMatchObject({ code: 'STALE_VERSION', changedBy: 'Nina Frost' });
      const told = await house.sql<{ body: string }>(`select body from mail_messages where to_membership_id = $1 and dedupe_key like 'access-widened:' || $2 || ':%'`, [second.id, id]);
      expect(told.length).toBeGreaterThan(0);
      expect(told[0]?.body).not.toContain('Ada');
      await send(admin, 'endMembership', { id: second.id, version: 1, reason: 'addedByMistake' });
    });

    describe('open work (ADR 0025)', () => {
      const openWork = async (id: string) => (await house.gql<{ person: { openWork: { id: string; kind: string; reference: string; stays: string | null }[] } }>(admin, `query ($id: ID!) { person(membershipId: $id) { openWork { id kind reference stays } } }`, { id })).data.person.openWork;
      const officer = () => invite({ role: 'qaOfficer', jobTitle: 'Quality Officer', panelIds: [], agencyId: house.cast.qaOfficer.agencyId });
      const action = async (ownerMembershipId: string): Promise<string> => (await send(house.cast.qaOfficer, 'createAction', { description: 'Sample care plans', ownerMembershipId, dueOn: '20 11 2026' })).id ?? '';
      const ownerOf = async (id: string) => (await house.sql<{ row: string; case: string }>(`select a.owner_membership_id as row, w.context ->> 'ownerId' as case from actions a join workflows w on w.id = a.id where a.id = $1`, [id]))[0];

      it('moves with the end of the access to whoever takes it, who is told by reference; the trail names the administrator', async () => {
        const { id } = await officer();
        const { qaOfficer } = house.cast;
        const actionId = await action(id);
        const [piece] = await openWork(id);
        expect(piece).toMatchObject({ id: actionId, kind: 'action', reference: expect.stringMatching(/^ACT-2026-/), stays: null });
        await send(admin, 'endMembership', { id, version: 1, reason: 'left', workGoesTo: qaOfficer.membershipId });
        expect(await ownerOf(actionId)).toEqual({ row: qaOfficer.membershipId, case: qaOfficer.membershipId });
        expect(await openWork(id)).toEqual([]);
        const [told] = await house.sql<{ body: string }>(`select body from mail_messages where dedupe_key like 'work-comes:' || $1 || ':' || $2 || ':%'`, [id, qaOfficer.membershipId]);
        expect(told?.body).toContain(piece?.reference);
        expect(told?.body).not.toContain('Sample care plans');
        const trail = await house.sql(`select subject_kind, action, person_id from trail where (subject_id = $1 and action = 'HAND_OVER') or (subject_id = $2 and action = 'workHandedOver') order by subject_kind`, [actionId, id]);
        expect(trail).toEqual([{ subject_kind: 'action', action: 'HAND_OVER', person_id: admin.personId }, { subject_kind: 'membership', action: 'workHandedOver', person_id: admin.personId }]);
        const rows = await house.gql(admin, `{ actions { rows { id } } }`);
        expect(rows.errors?.[0]?.extensions?.['code']).toBe('NOT_PERMITTED');
      });

      it('goes piece by piece to several people, also after the access has ended, and never twice', async () => {
        const { id } = await officer();
        const [one, two] = [await action(id), await action(id)];
        await send(admin, 'endMembership', { id, version: 1, reason: 'left' });
        expect((await openWork(id)).map((piece) => piece.id).sort()).toEqual([one, two].sort());
        expect(await send(admin, 'handOverWork', { id, workGoesTo: house.cast.chair.membershipId, workIds: [one] })).toMatchObject({ id });
        expect(await send(admin, 'handOverWork', { id, workGoesTo: house.cast.qaOfficer.membershipId, workIds: [two] })).toMatchObject({ id });
        expect([(await ownerOf(one))?.row, (await ownerOf(two))?.row]).toEqual([house.cast.chair.membershipId, house.cast.qaOfficer.membershipId]);
        expect((await send(admin, 'handOverWork', { id, workGoesTo: house.cast.chair.membershipId, workIds: [two] })).fields?.[0]?.field).toBe('workIds');
        expect((await send(admin, 'handOverWork', { id, workGoesTo: house.cast.chair.membershipId, workIds: [] })).fields?.[0]?.field).toBe('workIds');
      });

      it('goes to nobody who may not have it: nothing moves, the access stays, and each piece says who may', async () => {
        const { id } = await officer();
        const [one, two] = [await action(id), await action(id)];
        const { fields } = await send(admin, 'endMembership', { id, version: 1, reason: 'left', workGoesTo: house.cast.brokerage.membershipId });
        expect(fields).toEqual([{ field: 'workGoesTo', message: expect.stringContaining('goes to a member of the panel') }, { field: 'workGoesTo', message: expect.stringContaining('goes to a member of the panel') }]);
        expect([await ownerOf(one), await ownerOf(two)].map((owner) => owner?.row)).toEqual([id, id]);
        expect(await house.sql('select valid_to from memberships where id = $1', [id])).toEqual([{ valid_to: null }]);
        // R37: a partner of another agency would see a service their panels do not look at.
        expect((await send(admin, 'handOverWork', { id, workGoesTo: house.cast.icbNurse.membershipId, workIds: [one] })).fields?.[0]?.message).toContain('of the same agency');
        expect((await send(admin, 'handOverWork', { id, workGoesTo: admin.membershipId, workIds: [one] })).code).toBe('NOT_PERMITTED');
        expect((await send(house.cast.chair, 'handOverWork', { id, workGoesTo: house.cast.chair.membershipId, workIds: [one] })).code).toBe('NOT_PERMITTED');
      });

      it('goes along with a mover as far as the new job may have it', async () => {
        const { id } = await officer();
        const actionId = await action(id);
        const legal = await send(admin, 'moveMember', { id, version: 1, agencyId, role: 'legal', jobTitle: 'Solicitor', panelIds: [] });
        expect((await ownerOf(actionId))?.row).toBe(legal.id);
        const away = await send(admin, 'moveMember', { id: legal.id, version: 1, agencyId, role: 'brokerage', jobTitle: 'Broker', panelIds: [] });
        expect((await ownerOf(actionId))?.row).toBe(legal.id);
        expect([(await openWork(legal.id ?? '')).length, (await openWork(away.id ?? '')).length]).toEqual([1, 0]);
      });

      it('is a meeting to come, for another coordinator, who is asked to it', async () => {
        const [one, other] = [await invite({ role: 'coordinator', jobTitle: 'Coordinator', panelIds: [] }), await invite({ role: 'coordinator', jobTitle: 'Second Coordinator', panelIds: [] })];
        const meeting = await send(house.cast.chair, 'scheduleMeeting', { startsOn: '1 12 2026', startTime: '10:00', lengthMinutes: 60, venue: 'Room 1', chairId: house.cast.chair.membershipId, coordinatorId: one.id, memberIds: [] });
        expect((await openWork(one.id ?? '')).map(({ kind, stays }) => [kind, stays])).toEqual([['coordinator', null]]);
        expect((await send(admin, 'handOverWork', { id: one.id, workGoesTo: house.cast.qaOfficer.membershipId, workIds: [meeting.id] })).fields?.[0]?.message).toContain('coordinates the panel');
        await send(admin, 'endMembership', { id: one.id, version: 1, reason: 'left', workGoesTo: other.id });
        expect(await house.sql('select coordinator_id from meetings where id = $1', [meeting.id])).toEqual([{ coordinator_id: other.id }]);
        expect(await house.sql('select attendance from meeting_members where meeting_id = $1 and membership_id = $2', [meeting.id, other.id])).toEqual([{ attendance: 'expected' }]);
      });

      it('is a visit to come, those they manage, and the lead of an exit: each goes to whoever takes it, and the plan keeps whom it named', async () => {
        const { id: leaver = '' } = await officer();
        const { id: managed = '' } = await invite({ role: 'qaOfficer', jobTitle: 'Quality Officer North', panelIds: [], agencyId, managerMembershipId: leaver });
        const { qaOfficer, chair } = house.cast;
        const { serviceId, providerId } = await house.service();
        const [contract, termination, visit] = [newId(), newId(), newId()];
        await house.sql(`insert into contracts (council_id, id, service_id, provider_id, reference, starts_on, recorded_at) values ($1, $2, $3, $4, 'C-9', '2026-04-01', '2026-04-01T09:00:00Z')`, [house.councilId, contract, serviceId, providerId]);
        await house.sql(`insert into terminations (council_id, id, reference, service_id, provider_id, contract_id, contract_reference, ground, facts, options, equality_note, proportionality, period_count, period_unit, period_clause, lead_id, recorded_by, recorded_at)
          values ($1, $2, 'TER-2026-90001', $3, $4, $5, 'C-9', 'insolvency', 'F', 'O', 'E', 'P', 28, 'days', '9.1', $6, $7, '2026-11-02T09:00:00Z')`, [house.councilId, termination, serviceId, providerId, contract, leaver, chair.membershipId]);
        await house.sql(`insert into exit_plans (council_id, id, termination_id, number, lead_id, ends_on, telling, moving, funders, records, staff, communications, recorded_by, recorded_at)
          values ($1, $2, $3, 1, $4, '2027-01-01', 'T', 'M', 'F', 'R', 'S', 'C', $5, '2026-11-02T09:00:00Z')`, [house.councilId, newId(), termination, leaver, chair.membershipId]);
        await house.sql(`insert into visits (council_id, id, reference, service_id, kind, announced, out_of_hours, planned_on, focus, decided_by, decided_at, version, recorded_by, recorded_at)
          values ($1, $2, 'VIS-2026-90001', $3, 'responsive', false, true, '2026-11-20', 'Nights', $4, '2026-11-02T09:00:00Z', 1, $4, '2026-11-02T09:00:00Z')`, [house.councilId, visit, serviceId, chair.membershipId]);
        for (const membership of [leaver, chair.membershipId]) await house.sql('insert into visit_officers (council_id, visit_id, membership_id) values ($1, $2, $3)', [house.councilId, visit, membership]);
        expect((await openWork(leaver)).map(({ id, kind }) => [kind, id])).toEqual([['exitLead', termination], ['manager', managed], ['visit', visit]]);
        await send(admin, 'endMembership', { id: leaver, version: 1, reason: 'left', workGoesTo: qaOfficer.membershipId });
        expect(await openWork(leaver)).toEqual([]);
        expect(await house.sql(`select t.lead_id, p.lead_id as named from terminations t join exit_plans p on p.termination_id = t.id where t.id = $1`, [termination])).toEqual([{ lead_id: qaOfficer.membershipId, named: leaver }]);
        expect((await house.sql<{ id: string }>('select membership_id as id from visit_officers where visit_id = $1', [visit])).map(({ id }) => id).toSorted()).toEqual([qaOfficer.membershipId, chair.membershipId].toSorted());
        expect(await house.sql('select manager_membership_id from memberships where id = $1', [managed])).toEqual([{ manager_membership_id: qaOfficer.membershipId }]);
        // Nobody becomes their own manager.
        expect((await send(admin, 'handOverWork', { id: qaOfficer.membershipId, workGoesTo: managed, workIds: [managed] })).id).toBeDefined();
        expect(await house.sql('select manager_membership_id from memberships where id = $1', [managed])).toEqual([{ manager_membership_id: null }]);
      });

      it('Sec-4: intelligence goes to an officer; what few may read stays, and says so', async () => {
        const { id } = await officer();
        const { serviceId } = await house.service();
        const give = async (caveat: string) => {
          const { id: recordId } = await send(house.cast.icbNurse, 'recordIntelligence', { serviceId, sourceType: 'whistleblower', category: 'staffing', severity: 'P2', whatHappened: 'Nobody was awake.', happenedOn: '2 11 2026', disclosure: 'summaryOnly', disclosureReason: 'Few could know.', toldBy: 'Quill Marlowe', protect: false });
          expect(recordId).toBeDefined();
          await house.sql(`update intelligence set allocated_to = $2, caveat = $3 where id = $1`, [recordId, id, caveat]);
          await house.sql(`update workflows set state = 'allocated', context = context || jsonb_build_object('allocatedTo', $2::text) where id = $1`, [recordId, id]);
          return recordId;
        };
        const [plain, narrow] = [await give('none'), await give('legalPrivilege')];
        expect((await openWork(id)).map((piece) => [piece.id, piece.stays]).sort()).toEqual([[plain, null], [narrow, 'narrow']].sort());
        expect((await send(admin, 'handOverWork', { id, workGoesTo: house.cast.chair.membershipId, workIds: [narrow] })).fields?.[0]?.field).toBe('workIds');
        await send(admin, 'endMembership', { id, version: 1, reason: 'left', workGoesTo: house.cast.chair.membershipId });
        const owners = await house.sql<{ id: string; allocated_to: string }>('select id, allocated_to from intelligence where id = any ($1) order by caveat', [[plain, narrow]]);
        expect(owners.map(({ allocated_to }) => allocated_to)).toEqual([id, house.cast.chair.membershipId]);
      });
    });

    it('the same form sent twice is one joiner', async () => {
      const input = { ...joiner(), idempotencyKey: newId() };
      const [one, two] = await Promise.all([send(admin, 'inviteMember', input), send(admin, 'inviteMember', input)]);
      expect(one.id).toBe(two.id);
    });

    it('another council’s person, panel and membership are not found', async () => {
      const stranger = await house.neighbour();
      expect(await send(admin, 'endMembership', { id: stranger.membershipId, version: 1, reason: 'left' })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await send(admin, 'changePerson', { id: stranger.personId, version: 1, name: 'X', mail: 'x@example.org' })).toMatchObject({ code: 'NOT_FOUND' });
      expect((await house.gql<{ person: unknown }>(admin, 'query ($id: ID!) { person(membershipId: $id) { id } }', { id: stranger.membershipId })).data.person).toBeNull();
    });

    it('nobody changes the address of whoever also serves another council: invitations go there', async () => {
      const stranger = await house.neighbour();
      const [there] = await house.sql<{ email: string }>(`select value as email from contact_details where person_id = $1 and kind = 'mail'`, [stranger.personId]);
      const both = await send(admin, 'inviteMember', joiner({ name: 'Somebody Else', mail: there?.email.toUpperCase() }));
      expect(await house.sql('select person_id from memberships where id = $1', [both.id])).toEqual([{ person_id: stranger.personId }]);
      expect(await send(admin, 'changePerson', { id: stranger.personId, version: 1, name: 'X', mail: 'x@example.org' })).toMatchObject({ code: 'NOT_PERMITTED' });
    });
  });

  describe('mail addresses and telephone numbers', () => {
    it('that one was changed, and which, stands on the trail: an address is a way in; no address does', async () => {
      const { id } = await send(admin, 'inviteMember', joiner());
      const [person] = await house.sql<{ id: string; name: string; version: number }>('select p.id, p.name, p.version from people p join memberships m on m.person_id = p.id where m.id = $1', [id]);
      const change = (version: number, mail: string, more: object = {}): Promise<Answer> => send(admin, 'changePerson', { id: person?.id, version, name: person?.name, mail, ...more });
      const mail = `moved.${newId().slice(-6)}@example.org`;
      await change(person?.version ?? 1, mail, { phone: '01632 960777' });
      await change((person?.version ?? 1) + 1, mail);
      const kept = await house.sql<{ content: object }>(`select content from trail where subject_id = $1 and action = 'personChanged' order by seq`, [person?.id]);
      expect(kept.map(({ content }) => content)).toEqual([{ after: { changed: ['mail', 'phone'] } }, { after: { changed: ['phone'] } }]);
      const { data } = await house.gql<{ personTrail: { lines: { words: string; changes: string[] }[] } }>(house.cast.auditor, 'query ($id: ID!) { personTrail(personId: $id) { lines { words changes } } }', { id: person?.id });
      expect(data.personTrail.lines).toContainEqual({ words: 'changed the person’s name or address', changes: ['changed: the mail address, the telephone number'] });
    });

    const seen = (actor: Actor, personId: string | null): Promise<{ kind: string }[]> => house.unit.run(actor, () => house.unit.query<{ kind: string }>('select kind from contact_details where person_id = $1 order by kind', [personId]));
    const addressOf = async (personId: string | null): Promise<string> => (await house.sql<{ value: string }>(`select value from contact_details where person_id = $1 and kind = 'mail'`, [personId]))[0]?.value ?? '';

    it('are rows for administrators, the person and the system; a duty officer’s number also for who records', async () => {
      const { qaOfficer, icbNurse, chair, auditor, brokerage, provider, boardReader } = house.cast;
      for (const { personId } of [qaOfficer, icbNurse]) await house.sql(`insert into contact_details (person_id, kind, value) values ($1, 'phone', '01632 960123')`, [personId]);
      const kinds = async (actor: Actor, of: Actor): Promise<string[]> => (await seen(actor, of.personId)).map(({ kind }) => kind);
      expect(await kinds(admin, icbNurse)).toEqual(['mail', 'phone']);
      expect(await kinds(icbNurse, icbNurse)).toEqual(['mail', 'phone']);
      for (const other of [chair, qaOfficer, auditor, brokerage, provider, boardReader]) expect([other.role, await kinds(other, icbNurse)]).toEqual([other.role, []]);
      expect(await kinds(icbNurse, qaOfficer)).toEqual(['phone']);
      for (const other of [brokerage, provider, boardReader]) expect([other.role, await kinds(other, qaOfficer)]).toEqual([other.role, []]);
    });

    it('of another council are nobody’s here, nor are its people: an exact address gives an id, to administrators alone', async () => {
      const stranger = await house.neighbour();
      const there = await addressOf(stranger.personId);
      expect(await seen(admin, stranger.personId)).toEqual([]);
      expect(await house.unit.run(admin, () => house.unit.query('select id from people where id = $1', [stranger.personId]))).toEqual([]);
      const byMail = (actor: Actor, mail: string): Promise<unknown[]> => house.unit.run(actor, () => house.unit.query('select person_by_mail($1) as id', [mail]));
      expect(await byMail(admin, there.toUpperCase())).toEqual([{ id: stranger.personId }]);
      expect(await byMail(admin, '%')).toEqual([{ id: null }]);
      expect(await byMail(house.cast.chair, there)).toEqual([{ id: null }]);
    });

    it('who causes a mail reads no address: the database fills it in', async () => {
      const { qaOfficer, icbNurse } = house.cast;
      await house.unit.run(qaOfficer, () => house.get(Mail).queue({ toMembershipId: icbNurse.membershipId, dedupeKey: 'addressed', subject: 'Addressed', lines: ['By the database.'] }));
      expect(await house.sql(`select to_address from mail_messages where dedupe_key = 'addressed'`)).toEqual([{ to_address: await addressOf(icbNurse.personId) }]);
    });

    it('the auditor lists people and access without them', async () => {
      const list = async (actor: Actor): Promise<(string | null)[]> => (await house.gql<{ memberships: { rows: { mail: string | null }[] } }>(actor, '{ memberships { rows { mail } } }')).data.memberships.rows.map(({ mail }) => mail);
      expect((await list(admin)).every((mail) => mail !== null)).toBe(true);
      expect((await list(house.cast.auditor)).filter((mail) => mail !== null).length).toBeLessThan(2);
    });
  });

  describe('administrators', () => {
    it('the last one cannot be removed, nor moved', async () => {
      expect(await send(admin, 'endMembership', { id: admin.membershipId, version: 1, reason: 'left' })).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('last administrator') });
    });

    it('nobody raises themselves, by none of their memberships', async () => {
      const second = await invite({ role: 'administrator', jobTitle: 'Second Administrator', panelIds: [] });
      expect(await send(admin, 'changeMembership', { id: admin.membershipId, version: 1, grade: 5 })).toMatchObject({ code: 'NOT_PERMITTED', whoMay: expect.stringContaining('another administrator') });
      expect(await send(admin, 'addMembership', { personId: admin.personId, agencyId, role: 'authorisedOfficer', jobTitle: 'Director', grade: 5, panelIds: [] })).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await send(admin, 'moveMember', { id: admin.membershipId, version: 1, agencyId, role: 'auditor', jobTitle: 'Auditor', panelIds: [] })).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await send(second.actor, 'changeMembership', { id: admin.membershipId, version: 1, grade: 1 })).toMatchObject({ version: 2 });
      await send(admin, 'endMembership', { id: second.id, version: 1, reason: 'left' });
    });

    it('of two who remove each other at once one stays', async () => {
      for (let round = 0; round < 5; round += 1) {
        const [a, b] = [await invite({ role: 'administrator', jobTitle: 'Administrator A', panelIds: [] }), await invite({ role: 'administrator', jobTitle: 'Administrator B', panelIds: [] })];
        const answers = await Promise.all([
          send(a.actor, 'endMembership', { id: b.id, version: 1, reason: 'left' }),
          send(b.actor, 'endMembership', { id: a.id, version: 1, reason: 'left' }),
        ]);
        expect(answers.filter(({ code }) => code === undefined)).toHaveLength(1);
        expect(answers.find(({ code }) => code !== undefined)).toMatchObject({ code: 'NOT_PERMITTED' });
        const left = await house.sql<{ id: string }>('select id from memberships where id = any ($1) and ended_at is null', [[a.id, b.id]]);
        expect(left).toHaveLength(1);
        await send(admin, 'endMembership', { id: left[0]?.id, version: 1, reason: 'left' });
      }
    });
  });

  describe('R35 agencies', () => {
    const agencyOf = async (id: string): Promise<unknown> =>
      (await house.gql<{ agency: unknown }>(admin, 'query ($id: ID!) { agency(id: $id) { name kind isOurs names { name from to } kinds { kind from corrected } } }', { id })).data.agency;
    const kindOn = async (id: string, day: string): Promise<string | undefined> => (await house.sql<{ kind: string }>('select agency_kind($1, $2::date) as kind', [id, day]))[0]?.kind;

    it('another name and kind from a day on, history keeps the old: a CCG until 30 June 2022, an ICB from 1 July', async () => {
      const { id = '' } = await send(admin, 'addAgency', { name: 'NHS Exampleshire CCG', kind: 'ccg', from: '1 4 2013' });
      expect(await send(admin, 'addAgency', { name: 'nhs exampleshire ccg', kind: 'ccg', from: '1 4 2013' })).toMatchObject({ code: 'INVALID_INPUT' });
      const { id: membershipId } = await send(admin, 'inviteMember', joiner({ name: 'Old Timer', agencyId: id }));
      await house.sql(`update memberships set valid_from = '2020-01-01', valid_to = '2022-06-30' where id = $1`, [membershipId]);
      expect((await send(admin, 'changeAgency', { id, version: 1, name: 'NHS Exampleshire ICB', from: '1 4 2013' })).fields?.[0]?.field).toBe('from');
      expect((await send(admin, 'changeAgency', { id, version: 1, from: '1 7 2022' })).fields).toEqual([{ field: 'name', message: 'Enter the new name, or choose the new kind' }]);
      expect((await send(admin, 'changeAgency', { id, version: 1, kind: 'trust', from: '1 7 2022' })).fields?.[0]?.field).toBe('kind');
      expect((await send(admin, 'changeAgency', { id, version: 1, kind: 'ccg', from: '1 7 2022' })).fields).toEqual([{ field: 'kind', message: 'It is of this kind on that day already' }]);
      expect(await send(admin, 'changeAgency', { id, version: 1, name: 'NHS Exampleshire ICB', kind: 'icb', from: '1 7 2022' })).toMatchObject({ version: 2 });
      expect(await agencyOf(id)).toEqual({
        name: 'NHS Exampleshire ICB', kind: 'icb', isOurs: true, names: [{ name: 'NHS Exampleshire ICB', from: '2022-07-01', to: null }, { name: 'NHS Exampleshire CCG', from: '2013-04-01', to: '2022-06-30' }],
        kinds: [{ kind: 'icb', from: '2022-07-01', corrected: false }, { kind: 'ccg', from: '2013-04-01', corrected: false }],
      });
      expect([await kindOn(id, '2022-06-30'), await kindOn(id, '2022-07-01'), await kindOn(id, '2000-01-01')]).toEqual(['ccg', 'icb', 'ccg']);
      expect((await memberships('ended', 'Old Timer')).rows[0]?.agencyName).toBe('NHS Exampleshire CCG');
    });

    it('a mistyped kind is corrected in sight, and what it opened is closed at the next request', async () => {
      const { id = '' } = await send(admin, 'addAgency', { name: 'Exampleshire Hospice', kind: 'icb', from: '1 4 2010' });
      const { actor } = await invite({ agencyId: id, jobTitle: 'Matron' });
      const recordId = newId();
      await house.sql(`insert into intelligence (council_id, id, reference, service_id, source_type, category, severity, what_happened, happened_on, received_at, caveat, disclosure, recorded_by, recorded_at)
        values ($1, $2, 'INT-2026-95001', $3, 'anonymous', 'staffing', 'P2', 'A chart.', '2026-10-05', '2026-10-06T09:00:00Z', 'healthConfidential', 'yes', $4, '2026-10-06T09:00:00Z')`, [house.councilId, recordId, house.providersService.serviceId, house.cast.chair.membershipId]);
      const reads = (): Promise<boolean[]> => house.unit.run(actor, async () => [
        (await house.unit.query('select from intelligence where id = $1', [recordId])).length === 1,
        (await house.unit.query(`select from (select caveats_closed() as closed) c where 'healthConfidential' = any (c.closed)`)).length === 0,
      ]);
      expect(await reads()).toEqual([true, true]);
      expect(await send(admin, 'changeAgency', { id, version: 1, kind: 'other', from: '1 4 2010' })).toMatchObject({ version: 2 });
      expect(await reads()).toEqual([false, false]);
      expect(await agencyOf(id)).toMatchObject({ name: 'Exampleshire Hospice', kind: 'other', kinds: [{ kind: 'other', from: '2010-04-01', corrected: false }, { kind: 'icb', from: '2010-04-01', corrected: true }] });
      const [line] = await house.sql<{ content: { before: object; after: object } }>(`select content from trail where subject_kind = 'agency' and subject_id = $1 and action = 'agencyKindChanged'`, [id]);
      expect(line?.content).toMatchObject({ before: { kind: 'icb' }, after: { kind: 'other', validFrom: '2010-04-01' } });
      // A kind of a day to come opens nothing today.
      await send(admin, 'changeAgency', { id, version: 2, kind: 'icb', from: '1 12 2026' });
      expect([await reads(), await kindOn(id, '2026-12-01')]).toEqual([[false, false], 'icb']);
      const race = await Promise.all([send(admin, 'changeAgency', { id, version: 3, kind: 'advocacy', from: '1 4 2015' }), send(admin, 'changeAgency', { id, version: 3, kind: 'police', from: '1 4 2015' })]);
      expect(race.map(({ code }) => code ?? 'done').toSorted()).toEqual(['STALE_VERSION', 'done']);
    });

    it('is of the kind another administrator says: nobody opens records to their own agency, and no row of a kind is changed', async () => {
      expect(await send(admin, 'changeAgency', { id: admin.agencyId, version: 1, kind: 'icb', from: '1 7 2022' })).toMatchObject({ code: 'NOT_PERMITTED', whoMay: expect.stringContaining('of another agency') });
      await expect(house.sql(`update agency_kinds set kind = 'icb'`)).rejects.toThrow('never changed');
      await expect(house.unit.run(house.cast.chair, () => house.unit.query(`insert into agency_kinds (id, agency_id, kind, kind_from, recorded_at) values ($1, $2, 'icb', '2020-01-01', '2026-11-03T10:00:00Z')`, [newId(), house.cast.chair.agencyId]))).rejects.toThrow();
    });

    it('succeeded by another, and never in a ring', async () => {
      const [one, two] = [await send(admin, 'addAgency', { name: 'Old Trust', kind: 'other', from: '1 4 2010' }), await send(admin, 'addAgency', { name: 'New Trust', kind: 'other', from: '1 4 2024' })];
      expect(await send(admin, 'succeedAgency', { id: one.id, version: 1, successorId: two.id, kind: 'merged', on: '1 4 2024' })).toMatchObject({ version: 2 });
      expect(await send(admin, 'succeedAgency', { id: two.id, version: 1, successorId: one.id, kind: 'succeeded', on: '1 4 2025' })).toMatchObject({ code: 'INVALID_INPUT' });
      expect((await send(admin, 'inviteMember', joiner({ agencyId: one.id }))).fields?.[0]?.field).toBe('agencyId');
    });

    it('another council does not rename ours', async () => {
      const { id = '' } = await send(admin, 'addAgency', { name: 'Exampleshire Police', kind: 'police', from: '1 4 2010' });
      const stranger = await house.neighbour();
      const theirs = { ...stranger, role: 'administrator' as const };
      await house.sql(`update memberships set role = 'administrator' where id = $1`, [stranger.membershipId]);
      // Hidden or not theirs: either way it stays as it is.
      expect(['NOT_FOUND', 'NOT_PERMITTED']).toContain((await send(theirs, 'changeAgency', { id, version: 1, name: 'Taken over', from: '1 1 2026' })).code);
      expect(await house.sql('select name from agency_names where agency_id = $1', [id])).toEqual([{ name: 'Exampleshire Police' }]);
    });
  });

  describe('R37 panels', () => {
    it('a partner sits with the services of their panels alone; a cover that changes moves services in and out at once', async () => {
      const { serviceId: home } = await house.service({ kind: 'nursingHome' });
      const { serviceId: support } = await house.service({ kind: 'homeSupport' });
      expect(await services(house.cast.icbNurse)).toEqual(expect.arrayContaining([home, support]));
      const { id } = await send(admin, 'addPanel', { name: 'Home support panel', kind: 'other', covers: ['homeSupport'] });
      const nurse = await invite({ panelIds: [id] });
      expect(await services(nurse.actor)).toEqual([support]);
      await send(admin, 'changePanel', { id, version: 1, name: 'Homes panel', covers: ['nursingHome'] });
      expect(await services(nurse.actor)).toContain(home);
      expect(await services(nurse.actor)).not.toContain(support);
      const { serviceId: later } = await house.service({ kind: 'nursingHome' });
      expect(await services(nurse.actor)).toContain(later);
      const { data } = await house.gql<{ panel: { seats: { id: string; version: number; membershipId: string }[] } }>(admin, 'query ($id: ID!) { panel(id: $id) { seats { id version membershipId } } }', { id });
      const seat = data.panel.seats.find(({ membershipId }) => membershipId === nurse.id);
      expect(await send(admin, 'endSeat', { id: seat?.id, version: seat?.version })).toMatchObject({ version: 2 });
      expect(await services(nurse.actor)).toEqual([]);
      expect(await send(admin, 'seatMember', { panelId: id, membershipId: nurse.id, seat: 'icbNurse' })).toMatchObject({ version: 1 });
      expect(await send(admin, 'seatMember', { panelId: id, membershipId: nurse.id, seat: 'other' })).toMatchObject({ code: 'INVALID_INPUT' });
      expect(await services(nurse.actor)).toContain(home);
    });

    it('CQC without a seat sits with none, a council officer with all, and nobody of another council with any', async () => {
      const cqc = await invite({ role: 'cqcObserver' });
      await house.sql(`update panel_seats set valid_to = '2026-11-02' where membership_id = $1`, [cqc.id]);
      expect(await services(cqc.actor)).toEqual([]);
      expect((await services(house.cast.qaOfficer)).length).toBeGreaterThan(0);
      const stranger = await house.neighbour();
      expect(await services({ ...stranger, role: 'partner' })).toEqual([]);
    });

    it('the only panel is not closed', async () => {
      const open = await house.sql<{ id: string; version: number }>('select id, version from panels where council_id = $1 and valid_to is null order by id desc', [house.councilId]);
      for (const { id, version } of open.slice(1)) expect(await send(admin, 'closePanel', { id, version })).toMatchObject({ id });
      expect(await send(admin, 'closePanel', { id: open[0]?.id, version: open[0]?.version })).toMatchObject({ code: 'INVALID_INPUT' });
      await house.sql('update panels set valid_to = null where council_id = $1', [house.councilId]);
      await house.sql(`update panel_seats set valid_to = null where council_id = $1 and valid_to = '2026-11-03'`, [house.councilId]);
    });

    it('another council sees a service only by an explicit share with a reason, until it ends', async () => {
      const { serviceId } = await house.service();
      const { id: other } = await send(admin, 'addAgency', { name: 'Placeshire Council', kind: 'otherCouncil', from: '1 4 1974' });
      const placing = await invite({ role: 'placingCouncil', agencyId: other, panelIds: [] });
      const shown = async (): Promise<string[]> => house.unit.run(placing.actor, async () => (await house.unit.query<{ id: string }>('select id from services')).map(({ id }) => id));
      expect(await shown()).toEqual([]);
      expect(await send(house.cast.qaOfficer, 'shareService', { serviceId, agencyId: other, reason: '' })).toMatchObject({ fields: [{ field: 'reason' }] });
      expect(await send(house.cast.icbNurse, 'shareService', { serviceId, agencyId: other, reason: 'They place there' })).toMatchObject({ code: 'NOT_PERMITTED' });
      const { id } = await send(house.cast.qaOfficer, 'shareService', { serviceId, agencyId: other, reason: 'They place there' });
      expect(await shown()).toEqual([serviceId]);
      expect(await send(house.cast.qaOfficer, 'endShare', { id, version: 1 })).toMatchObject({ version: 2 });
      expect(await shown()).toEqual([]);
    });
  });

  describe('roles of domain.md 2.6', () => {
    it.each(['hospitalDischarge', 'outOfHours'] as const)('%s asks whether it may place, and sees no intelligence', async (role) => {
      const { actor } = await invite({ role, jobTitle: role, panelIds: [] });
      const { data } = await house.gql<{ placingSearch: { found: object[] } }>(actor, 'query ($text: String!) { placingSearch(text: $text) { found { mayPlace } } }', { text: 'rowan' });
      expect(data.placingSearch.found).toHaveLength(1);
      expect((await house.gql(actor, '{ intelligenceLog { total } }')).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await house.unit.run(actor, () => house.unit.query('select id from intelligence'))).toEqual([]);
    });

    it.each(['hospitalDischarge', 'outOfHours', 'placingCouncil', 'recordsOfficer', 'contributor'] as const)('%s has a first page, and is refused administration with who may', async (role) => {
      const { actor } = await invite({ role, jobTitle: `${role} first page`, panelIds: [] });
      const cookie = `session=${await house.get(Sessions).begin(actor as never, 'page')}`;
      const first = await house.app.inject({ method: 'GET', url: '/', headers: { cookie } });
      expect(first.statusCode).toBeLessThan(400);
      const refused = await house.app.inject({ method: 'GET', url: '/administration/people', headers: { cookie } });
      expect(refused.statusCode).toBe(403);
      expect(refused.body).toContain('an administrator or the auditor');
    });
  });

  describe('deputies', () => {
    it('take the place of somebody of their agency, named by that person or an administrator and never by themselves', async () => {
      const { qaOfficer, headOfService, assistantDirector, icbNurse } = house.cast;
      const days = { from: '3 11 2026', to: '10 11 2026' };
      expect(await send(headOfService, 'nameDeputy', { membershipId: assistantDirector.membershipId, deputyId: headOfService.membershipId, ...days })).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await send(admin, 'nameDeputy', { membershipId: assistantDirector.membershipId, deputyId: admin.membershipId, ...days })).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await send(assistantDirector, 'nameDeputy', { membershipId: assistantDirector.membershipId, deputyId: icbNurse.membershipId, ...days })).toMatchObject({ fields: [{ field: 'deputyId' }] });
      const named = await send(assistantDirector, 'nameDeputy', { membershipId: assistantDirector.membershipId, deputyId: headOfService.membershipId, ...days });
      expect(named.version).toBe(1);
      expect(await send(admin, 'nameDeputy', { membershipId: assistantDirector.membershipId, deputyId: qaOfficer.membershipId, ...days })).toMatchObject({ fields: [{ field: 'from' }] });
      expect(await send({ ...headOfService, onBehalfOf: assistantDirector.membershipId }, 'nameDeputy', { membershipId: headOfService.membershipId, deputyId: qaOfficer.membershipId, ...days })).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await send(assistantDirector, 'withdrawDeputy', { id: named.id, version: 1 })).toMatchObject({ version: 2 });
    });
  });

  describe('invitations', () => {
    const open = (url: string, cookies = ''): Promise<{ statusCode: number; body: string; headers: Record<string, unknown> }> =>
      house.app.inject({ method: 'GET', url, headers: { cookie: cookies } }) as never;
    const invitationOf = async (membershipId: string): Promise<{ id: string; version: number }> =>
      (await house.sql<{ id: string; version: number }>('select id, version from invitations where membership_id = $1 order by sent_at desc, id desc limit 1', [membershipId]))[0] as never;
    const linkOf = async (membershipId: string): Promise<string> => {
      const { id } = await invitationOf(membershipId);
      const [mail] = await house.sql<{ body: string; to_address: string }>(`select body, to_address from mail_messages where dedupe_key = 'invitation:' || $1`, [id]);
      return new URL(/https?:\S+/.exec(house.get(SecretLinks).fill(mail?.body ?? '', mail?.to_address ?? ''))?.[0] ?? '').pathname;
    };

    it('store a hash: the list of mail, the trail and the database hold no link', async () => {
      const { id } = await invite();
      const token = (await linkOf(id)).split('/').at(-1) ?? '';
      expect(token).toHaveLength(43);
      for (const table of ['invitations', 'mail_messages', 'trail', 'idempotency_keys']) {
        expect(await house.sql(`select 1 from ${table} x where to_jsonb(x)::text like '%' || $1 || '%'`, [token])).toEqual([]);
      }
      const { id: invitation } = await invitationOf(id);
      const [mail] = await house.sql<{ body: string }>(`select body from mail_messages where dedupe_key = 'invitation:' || $1`, [invitation]);
      expect(house.get(SecretLinks).fill(mail?.body ?? '', 'somebody.else@example.org')).toBe(mail?.body);
    });

    it('show who invites to what council, and use nothing by being looked at', async () => {
      const { id } = await invite();
      const path = await linkOf(id);
      for (let look = 0; look < 2; look += 1) {
        const { statusCode, body } = await open(path);
        expect(statusCode).toBe(200);
        expect(body).toContain('Nina Frost invites you');
        expect(body).toContain('Exampleshire');
        expect(body).toContain(`${path}/sign-in`);
      }
      expect(String((await open(`${path}/sign-in`)).headers['set-cookie'])).toContain('HttpOnly');
    });

    it('say in clear words that they are unknown, withdrawn, replaced or expired', async () => {
      const { id } = await invite();
      const first = await linkOf(id);
      expect(await send(admin, 'sendInvitation', { membershipId: id })).toMatchObject({ version: 1 });
      expect((await open(first)).body).toContain('This invitation was withdrawn');
      const second = await linkOf(id);
      expect((await open(second)).statusCode).toBe(200);
      const { id: invitation, version } = await invitationOf(id);
      expect(await send(admin, 'withdrawInvitation', { id: invitation, version })).toMatchObject({ version: version + 1 });
      expect((await open(second)).statusCode).toBe(410);
      expect((await open(`/invitations/${'x'.repeat(43)}`)).statusCode).toBe(404);
      expect((await open('/invitations/%00')).statusCode).toBe(404);
      const other = await invite();
      const late = await linkOf(other.id);
      house.clock.advance({ hours: 7 * 24 + 1 });
      expect((await open(late)).body).toContain('This invitation has expired');
      house.clock.advance({ hours: -(7 * 24 + 1) });
    });

    it('nobody ended is let in by an old link', async () => {
      const { id } = await invite();
      const path = await linkOf(id);
      await send(admin, 'endMembership', { id, version: 1, reason: 'addedByMistake' });
      expect((await open(path)).statusCode).toBe(410);
    });
  });
});
