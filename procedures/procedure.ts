import { z } from 'zod';
import { stageNames } from './stage-names.ts';
import { agendaSection, clockTime, code, lengthMinutes, quorumRule, seat, seriesList, wholeDays, words } from './series.ts';

export { providerParts, seriesKeys } from './series.ts';
export type { ProviderPart, Series, SeriesKey } from './series.ts';

/**
 * A council's local procedure as data: what its stages are called, who sits on its panel, how many make a quorum, how long
 * things may take, who decides what, and the words of its lists. A council keeps dated versions of it, and a case keeps
 * the one it began under (design.md 7). Nothing in here may be a function: it is stored as JSON.
 */

/** One entry of a list people choose from. `code` is stored, `words` are shown. */
const choice = z.strictObject({ code, words });
export type Choice = z.infer<typeof choice>;

function choices<Entry extends z.ZodType<{ code: string }>>(entry: Entry) {
  return z.array(entry).min(1).refine((list) => new Set(list.map((each) => each.code)).size === list.length, 'A code stands twice in a list.');
}

export const stageKeys = ['routine', 'enhanced', 'seriousConcerns', 'closed'] as const;
export type StageKey = (typeof stageKeys)[number];
/** What can be asked for before a service steps down; each is a requirement of statechart A. */
export const stepDownEvidence = ['verifiedActions', 'firstHandCheck', 'noRedRisk', 'noFullStop', 'findingsMeeting', 'panelsOnTrack', 'closedPlan'] as const;
export type StepDownEvidence = (typeof stepDownEvidence)[number];
export const restrictionKindKeys = ['voluntary', 'fullStop', 'partial', 'cap', 'cautionary', 'regulatorImposed'] as const;
export type RestrictionKindKey = (typeof restrictionKindKeys)[number];
export const riskBandKeys = ['green', 'amber', 'red', 'critical'] as const;
export type RiskBandKey = (typeof riskBandKeys)[number];
const serviceKinds = ['nursingHome', 'residentialHome', 'homeSupport', 'supportedLiving', 'dayService', 'other'] as const;
const ratings = ['requiresImprovement', 'inadequate'] as const;

const grade = z.int().min(1).max(5);

const panel = z.strictObject({
  name: words,
  /** A day of every month: Monday is weekday 1; moved to the next working day where it is a bank holiday. */
  cadence: z.strictObject({ weekday: z.int().min(1).max(5), nth: z.int().min(1).max(4) }),
  startsAt: clockTime,
  lengthMinutes,
  membership: z.array(z.strictObject({ seat, title: words })).min(1),
  /** To whom the quarterly escalation report goes, and the yearly one. */
  reportsTo: z.strictObject({ quarterly: words, yearly: words }),
});

const timescales = z.strictObject({
  emergencyStrategyDiscussionHours: z.int(),
  initialMeetingWorkingDays: wholeDays,
  reviewReportDays: wholeDays,
  actionPlanReturnDays: wholeDays,
  factualAccuracyDays: wholeDays,
  actionPlanLateToPanelWorkingDays: wholeDays,
  representationWindowWorkingDays: wholeDays,
  restrictionFirstReviewDays: wholeDays,
  reviewMaxGapDays: wholeDays,
  /** How long a recommendation may wait for its decision; of a contract act (D08, D10, D12-D14) the first. */
  decideSanctionWorkingDays: wholeDays,
  decideWorkingDays: wholeDays,
  precautionaryConfirmWorkingDays: wholeDays,
  cautionaryDecideWorkingDays: wholeDays,
  emergencyConfirmWorkingDays: wholeDays,
  letterNextWorkingDays: wholeDays,
  /** From a decision of which people are told to who tells whom and when, or why not yet. */
  tellingSetOutWorkingDays: wholeDays,
  disclosureWorkingDays: wholeDays,
  alertAcknowledgeWorkingDays: wholeDays,
  appealWorkingDays: wholeDays,
  appealGroundsWorkingDays: wholeDays,
  remediationPlanWorkingDays: wholeDays,
  remediationResponseWorkingDays: wholeDays,
  shortRemedyWorkingDays: wholeDays,
  /** From the decision to end a contract to its exit plan, and from its end to the last person and record settled. */
  exitPlanWorkingDays: wholeDays,
  terminationCompletionWorkingDays: wholeDays,
  panelsOnTrackToStepDown: z.int().min(1),
  firstCheckAfterClosingMonths: z.int(),
  triageEveryDays: wholeDays,
  dutyRotaMonths: z.int(),
  /** The call for items closes this long before the meeting, and reminds this long before it closes. */
  contributionsCloseWorkingDays: wholeDays,
  contributionsReminderWorkingDays: wholeDays,
  minutesDraftWorkingDays: wholeDays,
  minutesChairWorkingDays: wholeDays,
  minutesAccuracyWorkingDays: wholeDays,
  cqcRepresentationDays: wholeDays,
  cqcAppealDays: wholeDays,
  specialMeasuresReinspectionMonths: z.int(),
  capacityTrackerFromDay: z.int().min(1).max(28),
  capacityTrackerToDay: z.int().min(1).max(28),
  plannedClosureNoticeMonths: z.int(),
  plannedReviewsPerYear: z.int().min(1).max(12),
});

/** What an agency brings to the panel about one service, before the meeting (domain.md 2.5). */
const contributionForm = z.strictObject({
  code,
  title: words,
  seats: z.array(seat),
  /** Kinds of agency whose members have no seat that another form names. */
  agencyKinds: z.array(z.enum(['council', 'icb', 'cqc', 'police', 'otherCouncil', 'advocacy', 'provider', 'other'])),
  asks: choices(choice),
  /** What usually must not be shown to the provider; reads on from "Usually not shown to the provider:". */
  keptFromProvider: words.optional(),
});

const authority = z.strictObject({
  code: z.string().regex(/^D\d\d$/),
  words,
  /** The lowest rank that decides: 1 officer, 2 manager, 3 Head of Service, 4 Assistant Director, 5 DASS. */
  grade,
  /** Other ranks for some kinds of restriction (D08). */
  gradeByRestrictionKind: z.partialRecord(z.enum(restrictionKindKeys), grade).optional(),
  /** Other ranks for stepping down from some stages (D16). */
  gradeByStage: z.partialRecord(z.enum(stageKeys), grade).optional(),
  /** A person of lower rank may decide where a membership names this code among its delegated decisions. */
  namedDeputy: z.boolean(),
  /** Whoever chaired the item or signed the recommendation does not decide it (R39). */
  independent: z.boolean(),
  /** It takes the rank that made the decision it undoes, or higher, and never the lead officer (D09). */
  rankThatImposed: z.boolean(),
});

/** A reason for restricting against which no appeal is open here, with who in Legal agreed to that and when (R11). */
const appealExclusion = z.strictObject({ reasonCode: code, legalOfficer: words, agreedOn: z.string().regex(/^\d{4}-\d\d-\d\d$/) });

const response = z.discriminatedUnion('within', [
  z.strictObject({ within: z.literal('hours'), hours: z.int().min(1) }),
  z.strictObject({ within: z.literal('workingDays'), workingDays: z.int().min(1) }),
  z.strictObject({ within: z.literal('nextTriage') }),
]);

const severity = z.strictObject({ code: z.enum(['P1', 'P2', 'P3', 'P4']), words, description: words, setsOff: words, response });

/** What the schedule speaks of: a service with all its records, intelligence that led to nothing, who told us, a request for information. */
export const retentionCodes = ['providerCase', 'intelligenceNoAction', 'sourceIdentity', 'informationRequest'] as const;

/** How long content is kept after its end (R34), dated: a purge keeps the schedule it was proposed under. */
const retention = z.strictObject({
  title: words,
  effectiveFrom: z.iso.date(),
  rules: z.array(z.strictObject({ code: z.enum(retentionCodes), words, from: words, months: z.int().min(1).max(1200), basis: words })).length(retentionCodes.length),
});

/** Words of a procedure's lists that call a stage by its usual name though the procedure has another. */
function namedOtherwise({ stages, authorities, agenda, panel: { name }, series = [] }: Pick<Procedure, 'stages' | 'authorities' | 'agenda' | 'panel' | 'series'>): { usual: string; own: string; words: string }[] {
  const usualNames = stageNames({});
  const said = [name, ...authorities.map(({ words: decision }) => decision), ...agenda.sections.map(({ title }) => title), ...series.flatMap((one) => [one.name, one.purpose])];
  return stages.filter(({ key }) => key !== 'closed').flatMap(({ key, words: own }) => {
    const usual = usualNames[key].toLowerCase();
    return own.toLowerCase().includes(usual) ? [] : said.filter((one) => one.toLowerCase().includes(usual)).map((one) => ({ usual: usualNames[key], own, words: one }));
  });
}

export const procedureSchema = z.strictObject({
  name: z.string().regex(/^[a-z]+$/),
  title: words,
  /** Whose procedure this is and how far: shown wherever a default of ours might be taken for a council's rule. */
  basis: words,
  /** Any of the stages there are, lowest first: D03 and D04 enter the two that are decided on, D16 leaves them, once what `stepDown` lists is so. */
  stages: z.array(z.strictObject({ key: z.enum(stageKeys), words, stepDown: z.array(z.enum(stepDownEvidence)) })).min(2),
  /** Whether enhanced monitoring is a stage of its own or an arrangement inside serious concerns. */
  enhancedMonitoring: z.enum(['stage', 'insideSeriousConcerns']),
  panel,
  quorum: quorumRule,
  /** What every member accepts before the meeting: shown whole beside the button that accepts it. */
  confidentialityStatement: z.string().trim().min(1).max(2000),
  contributions: choices(contributionForm),
  /** The day of the week on which owners of actions are told what they have; a stored procedure from before has Monday. */
  actionDigest: z.strictObject({ weekday: z.int().min(1).max(5) }).optional(),
  agenda: z.strictObject({ sections: z.array(agendaSection).min(1), forNoting: words }),
  timescales,
  /** Every other kind of meeting; a procedure kept before there were any has no list, and the default's holds (`seriesOf`). */
  series: seriesList.optional(),
  authorities: z.array(authority).min(1),
  thresholdCriteria: choices(choice),
  restrictionKinds: choices(z.strictObject({ code: z.enum(restrictionKindKeys), words, meaning: words, imposedBy: z.enum(['council', 'provider', 'regulator']) })),
  restrictionReasons: choices(choice),
  /** None by default; a procedure kept before appeals were heard here has no list. */
  appealExclusions: z.array(appealExclusion).optional(),
  intelligence: z.strictObject({
    sources: choices(choice),
    themes: choices(choice),
    caveats: choices(choice),
    severities: z.array(severity).length(4),
    dispositions: choices(z.strictObject({ code, words, needsAction: z.boolean() })),
  }),
  risk: z.strictObject({
    likelihood: z.array(words).length(5),
    impact: z.array(words).length(5),
    /** Bands of likelihood × impact, lowest first; each from its score up to the next. */
    bands: z.array(z.strictObject({ band: z.enum(riskBandKeys), words, from: z.int().min(1).max(25) })).length(riskBandKeys.length),
  }),
  /** What a person chooses of themselves, and the same as it is read of them by others. */
  interests: choices(z.strictObject({ code, words, recorded: words, ruling: z.enum(['stay', 'speakThenLeave', 'leave']) })),
  /** Kinds of check that count as seen first-hand before a step down or a lift, by kind of service. */
  firstHandChecks: z.record(z.enum(serviceKinds), choices(choice)),
  /** CQC ratings that open, or link, an action plan by themselves (R16). */
  actionPlanOnRating: z.array(z.enum(ratings)),
  /** What visits there are; `reactive` ones answer something that happened. The code of one is also that of a first-hand check where it counts as one. */
  visitKinds: choices(z.strictObject({ code, words, reactive: z.boolean() })),
  /** As what a decision is handled where nobody chooses, and whether a restriction is public until somebody does (ADR 0050); `handlingOf` where it says nothing. */
  handling: z.strictObject({ confidentiality: z.enum(['open', 'shared', 'restricted']), restrictionsArePublic: z.boolean() }).optional(),
  /** Which visits may be unannounced. */
  unannouncedVisits: z.enum(['any', 'reactiveOnly']),
  retention,
  /** The council's own words for things everybody has. */
  terms: z.strictObject({ intelligenceRecord: words, remedyNotice: words, brokerage: words, qualityTeam: words, improvementTeam: words }),
}).superRefine((procedure, context) => {
  const fault = (message: string): void => { context.addIssue({ code: 'custom', message }); };
  const keys = procedure.agenda.sections.map(({ key }) => key);
  if (new Set(keys).size !== keys.length) fault('An agenda section stands twice.');
  if (procedure.agenda.sections.some(({ number }, index) => number !== index + 1)) fault('Agenda sections are numbered from 1 in order.');
  const seats = new Set(procedure.panel.membership.map((member) => member.seat));
  const missing = [...procedure.quorum.all, ...procedure.quorum.anyOf.flat()].filter((needed) => !seats.has(needed));
  if (missing.length > 0) fault(`The quorum counts seats the panel has not got: ${missing.join(', ')}.`);
  const hasStage = procedure.stages.some(({ key }) => key === 'enhanced');
  if (!['routine', 'closed'].every((key) => procedure.stages.some((stage) => stage.key === key))) fault('Every service begins at routine monitoring and may be closed: these two stages are always there.');
  const kinds = new Set(procedure.visitKinds.map((kind) => kind.code));
  if (Object.values(procedure.firstHandChecks).flat().some((check) => !kinds.has(check.code))) fault('Every first-hand check is a kind of visit.');
  if (hasStage !== (procedure.enhancedMonitoring === 'stage')) fault('Enhanced monitoring is listed as a stage exactly where it is one.');
  for (const { usual, own, words: said } of namedOtherwise(procedure)) fault(`"${said}" says "${usual}", which this procedure calls "${own}": a stage has one name.`);
  if (new Set(procedure.retention.rules.map(({ code }) => code)).size !== retentionCodes.length) fault('Each rule of the retention schedule stands once.');
  const bands = procedure.risk.bands.map(({ from }) => from);
  if (bands[0] !== 1 || bands.some((from, index) => index > 0 && from <= (bands[index - 1] ?? 0))) fault('Risk bands begin at 1 and rise.');
});

export type Procedure = z.infer<typeof procedureSchema>;
export type Timescales = Procedure['timescales'];
export type Authority = Procedure['authorities'][number];

/** The authority a decision needs. @throws Error for a code the procedure does not know: nobody may decide it (R01). */
export function authorityFor(procedure: Procedure, decision: string): Authority {
  const found = procedure.authorities.find((each) => each.code === decision);
  if (!found) throw new Error(`Nobody is authorised for decision ${decision} by the procedure "${procedure.name}".`);
  return found;
}

/** What a decision is about, where that changes the rank it takes: a kind of restriction, or the stage it steps down from. */
export type DecisionAbout = RestrictionKindKey | StageKey;

/** The lowest rank that may take a decision, on a restriction of this kind or from this stage where it is about one. */
export function gradeFor(procedure: Procedure, decision: string, about?: DecisionAbout): number {
  const { grade, gradeByRestrictionKind, gradeByStage } = authorityFor(procedure, decision);
  const others: Partial<Record<DecisionAbout, number>> = { ...gradeByRestrictionKind, ...gradeByStage };
  return (about && others[about]) ?? grade;
}

/** Stages that statechart A knows and this procedure has not: no step leads there. */
export function missingStages({ stages }: Procedure): StageKey[] {
  return stageKeys.filter((key) => !stages.some((stage) => stage.key === key));
}

/** What must be so before a service steps down from a stage. */
export function stepDownNeeds({ stages }: Pick<Procedure, 'stages'>, from: StageKey): readonly StepDownEvidence[] {
  return stages.find(({ key }) => key === from)?.stepDown ?? [];
}

/** Whether a visit of this kind counts as seen first-hand at a service of that kind. */
export function firstHandKinds({ firstHandChecks }: Procedure, serviceKind: string): readonly string[] {
  return ((firstHandChecks as Partial<Record<string, readonly Choice[]>>)[serviceKind] ?? []).map((check) => check.code);
}

/** Whether an officer's rank, or being its named deputy, is enough for a decision. R39 and the rank that imposed are asked elsewhere. */
export function mayDecide(
  procedure: Procedure, decision: string,
  officer: { readonly grade: number; readonly delegatedDecisions: readonly string[] }, about?: DecisionAbout,
): boolean {
  if (officer.grade >= gradeFor(procedure, decision, about)) return true;
  return authorityFor(procedure, decision).namedDeputy && officer.delegatedDecisions.includes(decision);
}

/** The band of a risk, from its likelihood and impact, each 1 to 5. */
export function riskBand(procedure: Pick<Procedure, 'risk'>, likelihood: number, impact: number): RiskBandKey {
  const score = likelihood * impact;
  return procedure.risk.bands.findLast(({ from }) => score >= from)?.band ?? 'green';
}
