export const importKinds = ['watchlist', 'restrictions', 'actions', 'intelligence'] as const;
export type ImportKind = (typeof importKinds)[number];

/** One column of a list: what we call it, and what other councils do. */
export interface ListColumn {
  readonly heading: string;
  readonly alsoCalled: readonly string[];
  /** Without it the file is not read. */
  readonly needed?: true;
}
const column = (heading: string, ...alsoCalled: string[]): ListColumn => ({ heading, alsoCalled });
const needed = (heading: string, ...alsoCalled: string[]): ListColumn => ({ heading, alsoCalled, needed: true });

const named = ['Service name', 'Home', 'Home name', 'Care home', 'Name of service', 'Name of home', 'Location', 'Location name', 'Establishment'];
const place = {
  locationId: column('CQC location id', 'CQC id', 'Location id', 'CQC location', 'CQC number', 'CQC location number'),
  provider: column('Provider', 'Provider name', 'Organisation', 'Company', 'Registered provider'),
  postcode: column('Postcode', 'Post code'),
  lot: column('Contract', 'Lot', 'Contract lot'),
} as const;
const reference = column('Reference', 'Ref', 'Case reference', 'Our reference', 'Record number', 'Case number', 'Ref no', 'ID');
const reviewOn = column('Review on', 'Review date', 'Next review', 'Date of next review', 'Review due', 'Next review date');

/** The columns of each list; docs/import-spreadsheets.md has them for people. */
export const listColumns = {
  watchlist: {
    reference, service: needed('Service', ...named), ...place,
    stage: needed('Stage', 'Monitoring level', 'Level', 'Escalation stage', 'Level of monitoring', 'Current stage', 'Status'),
    since: needed('Stage since', 'Since', 'Date escalated', 'Date placed', 'Date added', 'Start date', 'From'),
    decidedBy: needed('Stage decided by', 'Decided by', 'Agreed by', 'Authorised by', 'Decision maker'),
    leadOfficer: column('Lead officer', 'Lead', 'Named officer', 'Officer', 'QA officer', 'Allocated to'),
    reviewOn,
    reasons: column('Reasons', 'Reason', 'Why', 'Concerns', 'Notes', 'Comments', 'Summary'),
  },
  restrictions: {
    reference, service: needed('Service', ...named), ...place,
    kind: needed('Kind of restriction', 'Kind', 'Type', 'Restriction', 'Restriction type', 'Type of restriction', 'Suspension'),
    covers: needed('Covers', 'Scope', 'What it covers', 'Applies to'),
    detail: column('Which', 'Unit', 'Scope detail', 'Which unit, need, group or area'),
    perWeek: column('Placements a week', 'Per week', 'Cap'),
    reason: column('Reason', 'Reason code', 'Reason for restriction'),
    reasons: column('Reasons', 'Details', 'Why', 'Notes', 'Background', 'Comments'),
    liftConditions: column('Lift conditions', 'Conditions for lifting', 'Conditions', 'What must be so for it to be lifted'),
    exceptions: column('Exceptions', 'Exceptions approved by', 'Who approves exceptions'),
    startsOn: needed('Starts on', 'Start date', 'Since', 'Date imposed', 'Date suspended', 'In force since', 'From'),
    reviewOn,
    decidedBy: column('Decided by', 'Agreed by', 'Authorised by', 'Imposed by', 'Decision maker'),
    status: column('Where it stands', 'Status', 'State'),
  },
  actions: {
    reference: { ...reference, alsoCalled: [...reference.alsoCalled, 'Action', 'Action number', 'Action no'] },
    service: column('Service', ...named), ...place,
    description: needed('What', 'Action required', 'Description', 'Task', 'What is to be done', 'Action to be taken', 'Agreed action'),
    owner: column('Owner', 'Action owner', 'Responsible', 'Person responsible', 'By whom', 'Assigned to', 'Lead', 'Who'),
    dueOn: needed('Due', 'Due date', 'Due on', 'Deadline', 'Target date', 'By when', 'Due by'),
    mustDo: column('Must do', 'Essential', 'Mandatory'),
    status: column('Where it stands', 'Status', 'State', 'Progress'),
  },
  intelligence: {
    reference, service: column('Service', ...named), ...place,
    whatHappened: needed('What happened', 'Concern', 'Details', 'Details of concern', 'Description', 'Information', 'Summary of concern', 'Summary'),
    happenedOn: needed('Happened on', 'Date', 'Date of concern', 'Date of incident', 'Date received', 'Received'),
    source: needed('Source', 'Where it comes from', 'Source type', 'Source of information', 'Reported via'),
    theme: column('Theme', 'About', 'Category', 'Type of concern', 'What it is about'),
    severity: needed('Severity', 'Priority', 'Seriousness', 'Risk', 'Risk level', 'RAG'),
    immediateAction: column('Done at once', 'Immediate action', 'Action taken'),
    toldBy: column('Told by', 'Who told us', 'Informant', 'Reported by', 'Referrer'),
    caveat: column('Who may see it', 'Caveat', 'Marking', 'Handling'),
  },
} as const satisfies Record<ImportKind, Record<string, ListColumn>>;

export type ColumnKey<Kind extends ImportKind> = keyof (typeof listColumns)[Kind] & string;
