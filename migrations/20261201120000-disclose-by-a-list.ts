import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Functions that each renamed the one before and called it. */
const chain = [
  'records_for_disclosure', 'records_for_disclosure_before_minute_comments', 'records_for_disclosure_before_contributions', 'records_but_exit_people', 'records_for_disclosure_before_notices', 'records_but_terminations',
];
const signature = '(uuid[], text[], date, date, uuid[])';

const day = (instant: string): string => `(${instant} at time zone 'Europe/London')::date`;
/** Labelled words, one after another; what is empty is left out. */
const told = (...lines: string[]): string => `concat_ws(E'\\n\\n', ${lines.join(', ')})`;
const said = (label: string, words: string): string => `said('${label.replaceAll(`'`, `''`)}', ${words})`;
/** Words that several rows say of one record, in order. */
const each = (words: string, from: string, order: string): string => `(select string_agg(${words}, E'\\n\\n' order by ${order}) from ${from})`;

interface Part {
  /** Its rows are `x`; `council` is given. */
  readonly from: string;
  readonly words: string;
  readonly reference?: string;
  readonly id?: string;
  readonly service?: string;
  /** Where it stood with another owner than the service has now. */
  readonly provider?: string;
  readonly day: string;
  readonly caveat?: string;
  readonly sourceProtected?: string;
  /** The record whose caveat keeps these words. */
  readonly keptBy?: string;
}

/** About a meeting as a whole: a record for each service it spoke about, since a request asks by service. */
const spokenOf = (meeting: string): string => `(select i.service_id from agenda_items i where i.council_id = ${meeting}.council_id and i.meeting_id = ${meeting}.id and i.service_id is not null union select ${meeting}.service_id where ${meeting}.service_id is not null)`;
/** What is of the meeting itself has no service of its own. */
const meetingOf = (row: string): string => `join meetings g on g.council_id = ${row}.council_id and g.id = ${row}.meeting_id`;

/** What may be asked for, by kind: each part answers records of the council in hand. Who told us is in none (R25). */
const parts: Readonly<Record<string, Part>> = {
  intelligence: {
    from: 'intelligence x', day: day('x.received_at'), caveat: 'x.caveat', sourceProtected: `x.source_sealed or x.caveat = 'sourceProtected' or x.source_type in ('whistleblower', 'anonymous')`,
    words: told(
      said('Where', 'x.not_listed'), said('What happened', 'x.what_happened'), said('What was done at once', 'x.immediate_action'), said('Whether the provider may be told', 'x.disclosure_reason'), said('Lawful basis', 'x.lawful_basis'),
      said('Triage', 'x.triage_note'), said('Assessment', 'x.assessment'), said('Why it ended so', 'x.disposition_reason'), said('Safeguarding reference', 'x.safeguarding_reference'), said('Passed to', 'x.passed_to'),
      said('Outcome', 'x.outcome'), said('Why it was withdrawn', 'x.retraction_reason'),
      each(`concat_ws(E'\\n\\n', ${said('Why who may read it was changed', 'c.reason')}, ${said('Correction', 'c.correction')})`, 'caveat_changes c where c.council_id = x.council_id and c.intelligence_id = x.id', 'c.changed_at, c.id'),
    ),
  },
  // That somebody's name was looked at tells that there is one.
  sourceOpening: {
    from: 'source_openings x join intelligence i on i.council_id = x.council_id and i.id = x.intelligence_id', reference: `i.reference || '/opening'`, service: 'i.service_id', day: day('x.opened_at'), caveat: 'i.caveat', sourceProtected: 'true', keptBy: 'i.id',
    words: told(said('Why who told us was looked at', 'x.reason'), said('What its review found', 'x.review_note')),
  },
  risk: { from: 'risk_assessments x', reference: `'Assessment ' || x.number`, day: 'x.assessed_on', words: told(`'Likelihood ' || x.likelihood || ', impact ' || x.impact`, 'x.text') },
  visit: {
    from: 'visits x', day: `coalesce(x.visited_on, x.planned_on, ${day('x.recorded_at')})`,
    words: told(
      said('What it is to look at', 'x.focus'), said('What was found', 'x.finding'), said('What was checked of actions', 'x.verified'),
      each(`concat_ws(E'\\n\\n', ${said('Before it was corrected', 'prose_of(c.before)')}, ${said('Why it was corrected', 'c.reason')})`, 'visit_corrections c where c.council_id = x.council_id and c.visit_id = x.id', 'c.number'),
    ),
  },
  stage: { from: 'stages x', reference: `'Stage'`, day: 'x.since', words: told(said('Who decided it, as an earlier record has it', 'x.stated_decider')) },
  stageProposal: { from: 'stage_proposals x', day: day('x.proposed_at'), words: told(said('Proposal', 'x.text'), said('Criteria', 'prose_of(x.criteria)')) },
  stageNote: { from: 'stage_notes x', reference: `'Note of the stage'`, day: 'x.happened_on', words: 'x.text' },
  recommendation: {
    from: 'recommendations x', day: day('x.made_at'),
    words: told(said('Recommendation', 'x.text'), said('Criteria', 'prose_of(x.criteria)'), said('What is proposed', 'prose_of(x.proposal)'), said('Differing views', 'x.differing_views')),
  },
  decision: {
    from: 'decisions x', day: day('x.decided_at'),
    words: told(
      said('Reasons', 'x.reasons'), said('Authority', 'x.authority'), said('Options considered', 'x.options_considered'), said(`Provider's position`, 'x.provider_position'), said('Effect on people', 'x.effect_on_people'),
      said('Informing people', 'x.informing_people'), said('Why it is proportionate', 'x.proportionality'), said('Equality and human rights', 'x.equality_note'), said('What else was written down', 'prose_of(x.terms)'),
    ),
  },
  restriction: {
    from: 'restrictions x left join restriction_grounds g on g.council_id = x.council_id and g.restriction_id = x.id', day: 'x.starts_on',
    words: told(
      said('Kind', 'x.kind'), said('Scope', 'prose_of(x.scope)'), said('Who allows exceptions', 'x.exceptions'), said('Reasons', 'g.reasons'), said('Lifted when', 'g.lift_conditions'), said('Why the provider was not heard first', 'g.not_heard_reason'),
      said('What it means for people', 'g.effect'), said('Evidence', 'g.evidence'), said('Why it ended', 'g.end_reason'), said('Who decided it, as an earlier record has it', 'x.stated_decider'),
      each(said('Review', 'r.note'), 'restriction_reviews r where r.council_id = x.council_id and r.restriction_id = x.id', 'r.reviewed_on, r.id'),
      each(`concat_ws(E'\\n\\n', ${said('Disclosed to the provider', 'd.disclosed')}, ${said('Kept back', `array_to_string(d.withheld, E'\\n')`)})`, 'restriction_disclosures d where d.council_id = x.council_id and d.restriction_id = x.id', 'd.disclosed_on, d.id'),
    ),
  },
  // Each row is somebody: a record of its own, so that nobody else's comes with it (case 12).
  placingException: { from: 'placing_exceptions x', day: day('x.asked_at'), words: told(said('Case', 'x.case_reference'), said('Why it was asked for', 'x.why'), said('Why it was answered so', 'x.reasons')) },
  placementAgainst: { from: 'placements_against x', day: 'x.placed_on', words: told(said('Case', 'x.case_reference'), said('Placed by', 'x.placed_by'), said('Why', 'x.why')) },
  listedPerson: {
    from: 'listed_people x', reference: `'Person to be seen'`, day: `coalesce(x.reviewed_on, ${day('x.recorded_at')})`,
    words: told(said('Case', 'x.case_reference'), said('Paid for by', 'coalesce(x.funder_name, funder_words(x.funder))'), said('Who sees them', 'x.reviewer')),
  },
  funderRequest: { from: 'funder_requests x', reference: `'Request to ' || x.funder_name`, day: 'x.sent_on', words: told(said('Asked', 'x.funder_name'), said('Answer', 'x.answer')) },
  peopleCount: { from: 'people_counts x', reference: `'Count of people'`, day: 'x.as_at', words: told(`x.people || ' paid for by ' || funder_words(x.funder)`, said('From', 'x.source')) },
  telling: {
    from: 'tellings x', reference: `'Telling people'`, day: day('x.changed_at'),
    words: told(said('Who is told', 'x.who_is_told'), said('Who tells them', 'x.who_tells'), said('Why not yet', 'x.why_not_yet'), said('How they were told', 'x.told_note')),
  },
  notice: {
    from: 'notices x', provider: 'x.provider_id', day: `coalesce(x.issued_on, ${day('x.recorded_at')})`,
    words: told(
      `case when x.issued_on is null then 'Not issued.' end`, said('Support offered', 'x.support_offered'), said('Meeting or warning before it', 'x.warned_how'), said('Why there was none', 'x.not_warned_reason'), said('Period set by', 'x.period_clause'),
      said('Why the period is short', 'x.short_reason'), said('Insolvency practitioner', 'x.practitioner'),
      each(`said('Clause ' || c.clause, concat_ws(E'\\n', c.facts, (select string_agg('Step ' || t.number || ': ' || t.step, E'\\n' order by t.number) from notice_steps t where t.council_id = c.council_id and t.clause_id = c.id), 'Withdrawn: ' || c.withdrawal_reason))`,
        'notice_clauses c where c.council_id = x.council_id and c.notice_id = x.id', 'c.number'),
      each(`concat_ws(E'\\n\\n', said('Plan ' || l.number, (select string_agg(line ->> 'text', E'\\n') from jsonb_array_elements(l.lines) line)), (select string_agg(${said('Our answer to the plan', 'w.reasons')}, E'\\n\\n' order by w.id) from notice_plan_reviews w where w.council_id = l.council_id and w.plan_id = l.id))`,
        'notice_plans l where l.council_id = x.council_id and l.notice_id = x.id', 'l.number'),
      each(said('How a step was checked', `concat_ws(E'\\n', k.method, k.seen)`), 'notice_checks k where k.council_id = x.council_id and k.notice_id = x.id', 'k.checked_on, k.id'),
      each(said('What was found', 'f.reasons'), 'notice_findings f where f.council_id = x.council_id and f.notice_id = x.id', 'f.found_on, f.id'),
    ),
  },
  // What a lawyer said: listed, and its words are Legal's to give.
  noticeLegalCheck: {
    from: 'notice_legal_checks x join notices n on n.council_id = x.council_id and n.id = x.notice_id', reference: `n.reference || '/legal check'`, service: 'n.service_id', provider: 'n.provider_id', day: 'x.checked_on', caveat: `'legalPrivilege'`,
    words: told(said('Checked by', 'x.checked_by'), said('Remarks', 'x.remarks')),
  },
  termination: {
    from: 'terminations x', provider: 'x.provider_id', day: day('x.recorded_at'),
    words: told(
      said('Facts', 'x.facts'), said('Other options', 'x.options'), said('Equality and human rights', 'x.equality_note'), said('Why nothing less would do', 'x.proportionality'), said('Period set by', 'x.period_clause'),
      each(`concat_ws(E'\\n\\n', said('Exit plan ' || p.number || ', telling people', p.telling), ${said('Moving people', 'p.moving')}, ${said('Funders', 'p.funders')}, ${said('Records and keys', 'p.records')}, ${said('Staff', 'p.staff')}, ${said('Communications', 'p.communications')})`,
        'exit_plans p where p.council_id = x.council_id and p.termination_id = x.id', 'p.number'),
      each(`said('Written on ' || n.happened_on, n.text)`, 'termination_notes n where n.council_id = x.council_id and n.termination_id = x.id', 'n.recorded_at, n.id'),
    ),
  },
  exitPerson: {
    from: 'exit_people x join terminations t on t.council_id = x.council_id and t.id = x.termination_id', reference: 't.reference', service: 't.service_id', provider: 't.provider_id', day: `coalesce(x.settled_on, ${day('x.recorded_at')})`, keptBy: 't.id',
    words: told(
      said('Case', 'x.case_reference'), said('Paid for by', 'funder_words(x.funder)'),
      said('What became of it', `case x.settlement when 'moved' then 'They moved' when 'staysByChoice' then 'They stay, by their own choice' when 'leftBefore' then 'They had left before' end`),
      said('Where they are now', 'x.where_now'), said('Their choice', 'x.choice'),
    ),
  },
  representation: {
    from: 'representations x', provider: 'x.provider_id', day: 'x.told_on',
    words: told(
      said('About', 'x.subject'), said('How the provider was told', 'x.told_how'), said('What the provider said', 'x.text'), said('How it was weighed', 'x.consideration'),
      each(`concat_ws(E'\\n\\n', said('Point ' || q.number, q.words), (select string_agg(concat_ws(E'\\n\\n', ${said('Answer', 'a.answer')}, ${said('What changed', 'a.changed')}), E'\\n\\n' order by a.answered_at, a.id) from point_answers a where a.council_id = q.council_id and a.point_id = q.id))`,
        'representation_points q where q.council_id = x.council_id and q.representation_id = x.id', 'q.number'),
    ),
  },
  hearingRequest: { from: 'hearing_requests x', provider: 'x.provider_id', day: 'x.asked_on', words: told(said('What was asked', 'x.asked'), said('Why it was answered so', 'x.reasons')) },
  appeal: { from: 'appeals x', provider: 'x.provider_id', day: 'x.lodged_on', words: told(said('How it was lodged', 'x.lodged_how'), said('Grounds', 'x.grounds'), said('Heard for the Chief Executive by', 'x.nominee'), said('How it was withdrawn', 'x.withdrawn_how')) },
  // As the provider has it: which records its things are of, and why exactly something is withheld, is not in it (ADR 0028).
  disclosurePack: {
    from: 'disclosure_packs x', provider: 'x.provider_id', day: `coalesce(x.served_on, ${day('x.recorded_at')})`,
    words: told(
      `case when x.served_at is null then 'Not given.' end`, said('How it was given', 'x.served_how'), said('Why no more time was given', 'x.not_extended_reason'), said('Why it was dropped', 'x.drop_reason'),
      each(`said(i.position || '. ' || coalesce(i.title, 'Withheld'), coalesce(i.words, i.file_name, i.ground))`, 'disclosed_items i where i.council_id = x.council_id and i.pack_id = x.id', 'i.position'),
    ),
  },
  share: { from: 'shares x', reference: `'Shared with another authority'`, day: day('x.shared_at'), words: told(said('Why', 'x.reason'), said('Lawful basis', 'x.lawful_basis')) },
  letter: {
    from: 'letters x', provider: 'x.provider_id', day: day('coalesce(x.issued_at, x.recorded_at)'),
    words: told(
      `case when x.issued_at is null then 'A draft, not issued.' end`, 'x.subject', `(select string_agg(said(part ->> 'heading', part ->> 'text'), E'\\n\\n') from jsonb_array_elements(coalesce(x.body -> 'parts', '[]')) part)`, `x.body ->> 'paragraph'`,
      said('How it was served', 'x.service_proof'),
      each(`concat_ws(E'\\n\\n', ${said('Sent to', 'a.name')}, ${said('How it was served', 'a.service_proof')})`, 'letter_addressees a where a.council_id = x.council_id and a.letter_id = x.id', 'a.position'),
    ),
  },
  // What a draft said before; what Legal made of it is Legal's to give.
  letterChange: {
    from: 'letter_changes x join letters l on l.council_id = x.council_id and l.id = x.letter_id', reference: `l.reference || '/draft'`, service: 'l.service_id', provider: 'l.provider_id', day: day('x.recorded_at'), caveat: `case when x.kind <> 'edited' then 'legalPrivilege' end`,
    words: 'prose_of(x.words)',
  },
  // Whatever is of a meeting alone: what it was called, who came by name, why it was moved.
  meeting: {
    from: `meetings x cross join lateral ${spokenOf('x')} s (id)`, service: 's.id', day: day('x.starts_at'),
    words: told(
      said('Meeting', 'x.title'), said('Where', 'x.venue'), said('Who comes by name', 'x.by_name'),
      each(said('Why it was changed', 'c.reason'), 'meeting_changes c where c.council_id = x.council_id and c.meeting_id = x.id', 'c.recorded_at, c.id'),
      each(said('A part of it', 'p.purpose'), 'meeting_parts p where p.council_id = x.council_id and p.meeting_id = x.id', 'p.part'),
      each(said('Guest', `b.name || ', ' || b.from_whom`), 'meeting_guests b where b.council_id = x.council_id and b.meeting_id = x.id', 'b.name, b.id'),
      each(said('Deputy', 'concat_ws(E\'\\n\', m.deputy_name, m.deputy_expected)'), 'meeting_members m where m.council_id = x.council_id and m.meeting_id = x.id', 'm.id'),
      each(said('In the room', 'r.deputy_name'), 'presences r where r.council_id = x.council_id and r.meeting_id = x.id', 'r.arrived_at, r.id'),
    ),
  },
  // Of no service: offered where none is asked about.
  meetingNotes: {
    from: `meeting_notes x ${meetingOf('x')}`, id: 'g.id', reference: `g.reference || '/notes'`, service: 'null::uuid', day: day('g.starts_at'), words: told(said('Who came', 'x.attendance'), said('Themes', `array_to_string(x.themes, E'\\n')`), said('Notes', 'x.notes')),
  },
  agendaItem: {
    from: `agenda_items x ${meetingOf('x')}`, reference: `g.reference || '/item ' || x.position`, day: day('g.starts_at'),
    words: told('x.title', said('Why it is here', 'prose_of(x.reasons)'), said('Why it was late', 'x.late_reason'), said('Why it was deferred', 'x.deferred_reason')),
  },
  itemProposal: { from: `item_proposals x ${meetingOf('x')}`, reference: `g.reference || '/proposal'`, day: day('x.proposed_at'), words: told('x.title', said('Why', 'x.why'), said('Why it was answered so', 'x.outcome_reason')) },
  interest: {
    from: `item_interests x ${meetingOf('x')} join agenda_items i on i.council_id = x.council_id and i.id = x.agenda_item_id`, reference: `g.reference || '/interest'`, service: 'i.service_id', day: day('x.declared_at'), words: told(said('Interest', 'x.nature')),
  },
  itemRecord: {
    from: `item_records x ${meetingOf('x')} join agenda_items i on i.council_id = x.council_id and i.id = x.agenda_item_id`, id: 'i.id', reference: `g.reference || '/record of item ' || i.position`, service: 'i.service_id', day: day('g.starts_at'),
    words: told(said('Summary', 'x.summary'), said('Differing views', 'x.differing_views')),
  },
  minutes: {
    from: `minute_sections x ${meetingOf('x')} join agenda_items i on i.council_id = x.council_id and i.id = x.agenda_item_id`, reference: `g.reference || '/' || x.position`, service: 'i.service_id', day: day('g.starts_at'), keptBy: 'i.id',
    words: told(
      `case when x.approved_at is null then 'A draft, not approved.' end`, 'x.heading', 'x.text',
      each(`concat_ws(E'\\n\\n', said('Amendment ' || a.number, a.text), ${said('Why', 'a.reason')})`, 'minute_amendments a where a.council_id = x.council_id and a.section_id = x.id', 'a.number'),
    ),
  },
  minuteComment: {
    from: `minute_comments x join minute_sections m on m.council_id = x.council_id and m.id = x.section_id ${meetingOf('x')} join agenda_items i on i.council_id = m.council_id and i.id = m.agenda_item_id`,
    reference: `g.reference || '/' || m.position || '/' || x.paragraph`, service: 'i.service_id', day: day('x.recorded_at'), keptBy: 'i.id',
    words: told(said('Comment on the minutes', 'x.text'), `(select said(case when a.accepted then 'Accepted' else 'Not accepted' end, a.reason) from minute_comment_answers a where a.council_id = x.council_id and a.comment_id = x.id)`),
  },
  extractComment: {
    from: `extract_comments x join minute_extracts e on e.council_id = x.council_id and e.id = x.extract_id ${meetingOf('e')} cross join lateral (select distinct i.service_id from agenda_items i join services v on v.council_id = i.council_id and v.id = i.service_id
      where i.council_id = e.council_id and i.meeting_id = e.meeting_id and v.provider_id = e.provider_id) s (id)`,
    reference: `e.reference || '/comment'`, service: 's.id', provider: 'e.provider_id', day: day('x.recorded_at'), words: told(said('What the provider said of its extract', 'x.text')),
  },
  redactedCopy: { from: `minute_redactions x ${meetingOf('x')} cross join lateral ${spokenOf('g')} s (id)`, service: 's.id', day: day('x.recorded_at'), words: told(said('Made for', 'x.made_for'), said('Summary in its place', 'x.summary')) },
  contribution: {
    from: `contributions x ${meetingOf('x')}`, reference: `g.reference || '/contribution ' || x.number`, day: day('x.returned_at'), caveat: 'x.caveat', sourceProtected: `x.caveat = 'sourceProtected'`,
    words: told(`(select string_agg(entry ->> 'words', E'\\n\\n') from jsonb_array_elements(x.entries) entry)`, said('Why it was corrected', 'x.reason')),
  },
  writtenProcedure: {
    from: 'written_procedures x', day: day('x.put_at'),
    words: told(said('Question put in writing', 'x.question'), said('Why it could not wait', 'x.why_now'), said('What is proposed', 'prose_of(x.proposal)'), said('Criteria', 'prose_of(x.criteria)'), said('What came of it', 'x.outcome')),
  },
  writtenAnswer: {
    from: 'written_answers x join written_procedures p on p.council_id = x.council_id and p.id = x.written_procedure_id', reference: `p.reference || '/answer'`, service: 'p.service_id', day: day('coalesce(x.answered_at, p.put_at)'),
    words: told(said('Answer', 'x.words')),
  },
  action: {
    from: 'actions x', day: 'x.due_on',
    words: told(
      said('Action', 'x.description'), said('What shows that it is done', 'x.evidence'), said('How it was checked', 'x.verification'), said('Why more time was asked for', 'x.extension_reason'), said('Why it was not given', 'x.extension_refusal'),
      said('What replaced it', 'x.replaced_by'),
    ),
  },
  serviceLink: {
    from: 'service_links x', day: 'x.happened_on',
    words: told(said('From', 'x.source'), said('Note', 'x.note'), said('Why it was undone', 'x.undone_reason'), each(said('Contract carried over', 'n.source'), 'contract_novations n where n.council_id = x.council_id and n.link_id = x.id', 'n.novated_on, n.id')),
  },
  // The file itself is given beside the set: these are the words about it.
  file: {
    from: `evidence_files x cross join lateral (select coalesce((select w.service_id from workflows w where w.council_id = x.council_id and w.id = x.record_id), (select v.service_id from visits v where v.council_id = x.council_id and v.id = x.record_id)) as id) s`,
    service: 's.id', day: day('x.uploaded_at'), caveat: 'x.caveat', sourceProtected: `x.caveat = 'sourceProtected'`, keptBy: 'x.record_id',
    words: told(said('File', 'x.name'), said('What it is', 'x.description'), said('Why it was released or not', 'x.decision_reason'), said('Why it was taken back', 'x.withdrawal_reason')),
  },
};

const records = 'record_kind text, record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, words text';

/**
 * Case 12: one list of what a request for information may be given, where each migration wrapped the function of the one before. A table
 * that comes with words of its own brings a part and a longer list; `disclosure-parts.spec` fails for a column that none of them reads.
 * Words that no part gave until now: visits, proposals and notes of stages, people to be seen, exceptions, appeals and what was asked about
 * a hearing, written procedures, who comes to a meeting by name, notes of forums, and more. Drafts are held, so they may be asked for too.
 */
export class DiscloseByAList20261201120000 implements MigrationInterface {
  name = 'DiscloseByAList20261201120000';

  async up(runner: QueryRunner): Promise<void> {
    for (const name of chain) await runner.query(`drop function ${name}${signature}`);
    await runner.query(`
      -- Strings with a space in them are somebody's words: ids, codes and dates have none (ADR 0018).
      create function prose_of(value jsonb) returns text language sql immutable as $$
        select string_agg(one #>> '{}', E'\\n') from jsonb_path_query(value, 'strict $.** ? (@.type() == "string")') one where one #>> '{}' ~ '\\s' $$;
      create function funder_words(funder text) returns text language sql immutable as $$
        select case funder when 'thisCouncil' then 'this council' when 'otherCouncils' then 'another council' when 'icb' then 'the NHS' else 'themselves' end $$;
      create function disclosure_parts() returns text[] language sql immutable as $$ select array[${Object.keys(parts).map((name) => `'${name}'`).join(', ')}] $$;
      revoke all on function disclosure_parts() from public;
    `);
    for (const [name, { from, words, reference = 'x.reference', id = 'x.id', service = 'x.service_id', provider = 'null::uuid', day: happened, caveat = 'null::text', sourceProtected = 'false', keptBy = id }] of Object.entries(parts)) {
      await runner.query(`
        create function "disclosure_part_${name}"(council uuid) returns table (record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, kept_by uuid, words text) language sql stable as $$
          select ${id}, ${reference}, ${service}, ${provider}, ${happened}, ${caveat}, ${sourceProtected}, ${keptBy}, ${words} from ${from} where x.council_id = council $$;
        revoke all on function "disclosure_part_${name}"(uuid) from public;
      `);
    }
    await runner.query(`
      -- Asked for a null among the services, it gives what is of no service too. Words that a caveat keeps from a records officer are given by no part.
      create function records_for_disclosure(services uuid[], kinds text[], from_day date, to_day date, chosen uuid[]) returns table (${records})
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare part text; kept uuid[];
        begin
          if acting_as() <> 'recordsOfficer' then return; end if;
          kept := array(select k from kept_back() k);
          foreach part in array disclosure_parts() loop
            continue when part <> all (kinds);
            -- Of intelligence the caveat's own readers are asked; of all else a caveat that keeps a record keeps it from the records office.
            return query execute format($part$
              select %1$L::text, f.record_id, f.reference, f.service_id, coalesce(f.provider_id, v.provider_id), f.happened_on, f.caveat, f.source_protected,
                case when f.kept_by <> all ($6) and (%1$L = 'intelligence' or f.caveat is null or f.caveat <> all ('{cqcPrePublication,healthConfidential,legalPrivilege,namedPeople}')) then f.words end
              from %2$I($1) f left join services v on v.council_id = $1 and v.id = f.service_id
              where ($2 is null or f.record_id = any ($2)) and ($3 is null or f.service_id = any ($3) or f.service_id is null and array_position($3, null) is not null)
                and ($4 is null or f.happened_on >= $4) and ($5 is null or f.happened_on <= $5)
                -- What nobody wrote a word of is no record.
                and f.words <> '' $part$, part, 'disclosure_part_' || part)
              using current_council(), chosen, services, from_day, to_day, kept;
          end loop;
        end $$;
      revoke all on function records_for_disclosure${signature} from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What records officers may find is not narrowed again: restore a backup instead.');
  }
}
