import { z } from 'zod';

/** Kinds of meeting (domain.md 2). The panel's own facts stand in `panel`, `quorum` and `agenda`; every other kind is a row of `series`. */
export const seriesKeys = ['panel', 'triage', 'initial', 'review', 'provider', 'strategy', 'strategicGroup', 'boardSubgroup', 'improvementBoard', 'forum'] as const;
export type SeriesKey = (typeof seriesKeys)[number];
/** A standing group meets again and again; a meeting about one service has that service as its item; of notes only, nothing but who came, themes and notes is kept. */
const seriesShapes = ['standing', 'oneService', 'notesOnly'] as const;
const panelKindKeys = ['escalation', 'strategic', 'triage', 'other'] as const;
/** What part a provider has in a meeting of a kind; the chair says for each meeting, and never more than the kind allows. */
export const providerParts = ['never', 'part', 'whole'] as const;
export type ProviderPart = (typeof providerParts)[number];

/** Seats that fill a quorum (domain.md 2.4). */
const seatKeys = ['chair', 'contracts', 'safeguarding', 'icbNurse', 'socialWork', 'cqc', 'other'] as const;

export const words = z.string().trim().min(1).max(400);
export const code = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/);
export const wholeDays = z.int().min(0).max(400);
export const seat = z.enum(seatKeys);
/** `14:00` */
export const clockTime = z.string().regex(/^\d\d:\d\d$/);
export const lengthMinutes = z.int().min(15).max(480);

export const quorumRule = z.strictObject({
  /** Every one of these seats is filled by a person present and not excluded; one person fills one seat. */
  all: z.array(seat),
  /** Of each of these groups at least one seat is filled. */
  anyOf: z.array(z.array(seat).min(1)),
  /** What a sanction needs besides: members from outside the council. */
  forSanction: z.strictObject({ outsideCouncil: z.int().min(0) }),
  /** Seats that contribute and take no part in recommending contract action, so never count. */
  notCounted: z.array(seat),
});

export const agendaSection = z.strictObject({
  number: z.int().min(1),
  key: code,
  title: words,
  /** Minutes reckoned for the section, or for each item in it where it holds services. */
  defaultMinutes: z.int().min(0),
  holdsServices: z.boolean(),
});

/** When meetings of a kind are held: a weekday of every so many months, every so many days, or when somebody calls for one. */
const cadence = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('months'), months: z.int().min(1).max(12), weekday: z.int().min(1).max(5), nth: z.int().min(1).max(4) }),
  z.strictObject({ every: z.literal('days'), days: z.int().min(1).max(366) }),
  z.strictObject({ every: z.literal('invocation') }),
]);

const seriesRow = z.strictObject({
  key: z.enum(seriesKeys),
  name: words,
  purpose: words,
  shape: z.enum(seriesShapes),
  /** The kinds of panel it may hang on. */
  panelKinds: z.array(z.enum(panelKindKeys)).min(1),
  cadence,
  startsAt: clockTime,
  lengthMinutes,
  /** Who belongs to it, by seat and agency. */
  membership: z.array(z.strictObject({ seat, title: words })).min(1),
  /** Null where it has none: whoever comes may do what it is for. */
  quorum: quorumRule.nullable(),
  /** Null where it has none, as where providers sit. */
  agenda: z.array(agendaSection).min(1).nullable(),
  timescales: z.strictObject({ noticeWorkingDays: wholeDays, minutesDraftWorkingDays: wholeDays, minutesChairWorkingDays: wholeDays, minutesAccuracyWorkingDays: wholeDays }),
  /** Whom its minutes are for until somebody says otherwise of a section. */
  minutesAudience: z.enum(['members', 'council']),
  recommends: z.boolean(),
  provider: z.enum(providerParts),
  /** Whether members from outside the council are asked and see it. */
  partners: z.boolean(),
});
export type Series = z.infer<typeof seriesRow>;

/** Every kind but the panel, once; what a kind is for decides what it may have. */
export const seriesList = z.array(seriesRow).superRefine((list, context) => {
  const fault = (message: string): void => { context.addIssue({ code: 'custom', message }); };
  if (new Set(list.map(({ key }) => key)).size !== list.length) fault('A kind of meeting stands twice.');
  for (const { key, name, shape, agenda, quorum, recommends, membership, cadence: when } of list) {
    if (key === 'panel') fault('The panel is described by itself, and not among the other kinds of meeting.');
    if (shape === 'notesOnly' && (agenda !== null || recommends || quorum !== null)) fault(`${name}: providers sit there, so it has no agenda, no quorum and recommends nothing.`);
    if (shape !== 'notesOnly' && agenda === null) fault(`${name}: it has an agenda.`);
    if (shape === 'oneService' && agenda?.filter(({ holdsServices }) => holdsServices).length !== 1) fault(`${name}: one section holds its service.`);
    if (shape === 'oneService' && when.every !== 'invocation') fault(`${name}: it is held when somebody calls for it.`);
    if (agenda?.some(({ number }, index) => number !== index + 1)) fault(`${name}: agenda sections are numbered from 1 in order.`);
    const seats = new Set(membership.map((member) => member.seat));
    if ([...(quorum?.all ?? []), ...(quorum?.anyOf.flat() ?? [])].some((needed) => !seats.has(needed))) fault(`${name}: its quorum counts seats it has not got.`);
  }
});
