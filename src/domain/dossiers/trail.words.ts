/** Acts and fields in words. Free text never comes out of the trail: of what was typed only that it changed is told. */

const reads: Readonly<Record<string, string>> = {
  action: 'read the action', actionForm: 'opened the form for an action', actions: 'listed actions', agendaPack: 'downloaded the agenda pack', agendaPreview: 'previewed the agenda', chronology: 'read the chronology',
  decision: 'read the decision', decisions: 'listed decisions', decisionsWaiting: 'listed what waits to be decided', documentFile: 'downloaded a document', 'download:evidence': 'downloaded a file', evidence: 'listed the files of a record', evidenceFile: 'read about a file', evidenceScanned: 'had a file scanned', evidenceWaiting: 'listed files that wait for release', home: 'opened the home page',
  imposedRestrictionForm: 'opened the form for a restriction', intelligenceForm: 'opened the form for intelligence', intelligenceLog: 'listed intelligence', intelligenceRecord: 'read the intelligence record',
  letter: 'read the letter', letterPreview: 'previewed a letter', letters: 'listed letters', meeting: 'read the meeting', meetingMinutes: 'read the minutes', meetings: 'listed meetings', minutesPreview: 'previewed the minutes',
  myAccess: 'read what they have seen and done', myLetters: 'listed their letters', myMinuteExtracts: 'read their extracts of minutes', myRepresentations: 'listed their representations', personTrail: 'read what a person has seen and done',
  placingAnswer: 'asked whether people may be placed', placingSearch: 'searched for a service to place in', recommendation: 'read the recommendation', recordAccess: 'read the access history',
  report: 'read the report', reportFigure: 'read what a figure counts', reports: 'listed reports', representation: 'read the representation', riskAssessments: 'read the risk assessments',
  runningMeeting: 'followed the meeting', sealedSource: 'opened who told us', service: 'read the service page', services: 'listed services', sourceAccess: 'asked who may open who told us',
  sourceOpening: 'read an opening of who told us', sourceOpenings: 'listed openings of who told us', standingRestriction: 'read the restriction', trailPeople: 'listed whose trail can be read',
};

/** `intelligenceRecorded` or `STEP_UP` as people write it. */
export function spaced(name: string): string {
  return /^[A-Z_]+$/.test(name) ? name.replaceAll('_', ' ').toLowerCase() : name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}

/** What kind of record, with its article: `the meeting`. */
const things: Readonly<Record<string, string>> = {
  riskAssessment: 'a risk assessment', agendaItem: 'an agenda item', intelligence: 'intelligence', document: 'a document', evidence: 'a file', council: 'the council', stage: 'the stage',
};
export function thing(kind: string): string {
  return things[kind] ?? `the ${spaced(kind)}`;
}

/** One act as the second half of a sentence that begins with who did it. */
export function actWords(kind: string, act: string, subjectKind: string): string {
  if (kind === 'refused') {
    const asked = act.slice('refused:'.length);
    return asked in reads ? `asked and was not shown: ${reads[asked] ?? ''}` : `was refused: ${spaced(asked)}`;
  }
  if (act.startsWith('download:')) return reads[act] ?? `downloaded as CSV: ${spaced(act.slice('download:'.length))}`;
  if (kind !== 'change') return reads[act] ?? `read: ${spaced(act)}`;
  if (act === 'START') return `opened ${thing(subjectKind)}`;
  return /^[A-Z_]+$/.test(act) ? `moved ${thing(subjectKind)} on (${spaced(act)})` : spaced(act);
}

/** Fields that hold a code of ours, never a person's words. */
const coded = new Set([
  'state', 'from', 'to', 'kind', 'code', 'outcome', 'severity', 'caveat', 'category', 'disposition', 'ruling', 'role', 'seat', 'audience', 'sourceType', 'disclosure', 'scope', 'section', 'deadline',
]);

/** What changed: the fields, with their values where these are days, numbers, codes or references. */
export function changeWords(content: { readonly before?: Values; readonly after?: Values; readonly reason?: string } | null): string[] {
  const { before = {}, after = {}, reason } = content ?? {};
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => !/(^id|Id|Ids|Key|Hash|sha256|facts)$/.test(field) && field !== 'reasonGiven');
  const given = reason !== undefined || after['reasonGiven'] === true;
  return [...fields.map((field) => fieldWords(field, before[field], after[field])), ...(given ? ['a reason was given'] : [])];
}
type Values = Readonly<Record<string, unknown>>;

function fieldWords(field: string, before: unknown, after: unknown): string {
  const [then, now] = [shown(field, before), shown(field, after)];
  if (now === null) return then === null ? spaced(field) : `${spaced(field)} (was ${then})`;
  return then === null ? `${spaced(field)}: ${now}` : `${spaced(field)}: from ${then} to ${now}`;
}

function shown(field: string, value: unknown): string | null {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  if (/^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(value) || /^[A-Z]{2,4}-\d{4}-\d{5}$/.test(value)) return value;
  return coded.has(field) && /^[A-Za-z0-9_.]{1,40}$/.test(value) ? spaced(value) : null;
}
