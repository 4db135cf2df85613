/** Of a meeting `m` with its `panel`: who was in the room when, when each item was taken, its two parts, and what was decided alone since the panel before (R03). */
export const roomParts = `
    'turns', (select coalesce(json_agg(json_build_object('itemId', t.agenda_item_id, 'begunAt', t.begun_at, 'endedAt', t.ended_at) order by t.begun_at), '[]')
      from item_turns t where t.council_id = m.council_id and t.meeting_id = m.id),
    'presences', (select coalesce(json_agg(json_build_object('memberId', r.member_id, 'deputyName', r.deputy_name, 'arrivedAt', r.arrived_at, 'leftAt', r.left_at) order by r.arrived_at), '[]')
      from presences r where r.council_id = m.council_id and r.meeting_id = m.id),
    'parts', (select coalesce(json_agg(json_build_object('part', q.part, 'purpose', q.purpose, 'absentees', q.absentees, 'version', q.version) order by q.part), '[]')
      from meeting_parts q where q.council_id = m.council_id and q.meeting_id = m.id),
    'guests', (select coalesce(json_agg(json_build_object('id', q.id, 'version', q.version, 'part', q.part, 'name', q.name, 'fromWhom', q.from_whom, 'forProvider', q.for_provider,
        'arrivedAt', q.arrived_at, 'leftAt', q.left_at, 'confidentialityAcceptedAt', q.confidentiality_accepted_at) order by q.part nulls first, q.name, q.id), '[]')
      from meeting_guests q where q.council_id = m.council_id and q.meeting_id = m.id),
    'decidedAlone', (select coalesce(json_agg(json_build_object('id', d.id, 'reference', d.reference, 'code', d.code, 'serviceId', s.id, 'serviceName', l.name, 'decidedAt', d.decided_at,
        'decidedBy', (select dm.job_title from memberships dm where dm.council_id = d.council_id and dm.id = d.decided_by)) order by d.decided_at), '[]')
      from decisions d join services s on s.council_id = d.council_id and s.id = d.service_id join register_locations l on l.id = s.location_id
      join panel_services covered on covered.council_id = s.council_id and covered.panel_id = m.panel_id and covered.service_id = s.id
      where d.council_id = m.council_id and (d.code = 'D18' or (d.code in ('D08', 'D14') and d.terms ->> 'wayIn' = 'emergency')) and d.terms ->> 'outcome' is null
        and d.decided_at > panel.new_from and d.decided_at <= coalesce(m.closed_at, 'infinity'))`;
