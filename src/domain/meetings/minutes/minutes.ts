import type { SectionAudience } from '../../../platform/access/audience.js';
import { dateInWords, dateTimeInWords, timeInWords } from '../../../platform/clock/words.js';
import type { Attendance } from '../meeting.entity.js';

/** What was recorded of a meeting, as its minutes are drafted from. */
export interface MeetingFacts {
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  readonly openingQuorum: { readonly words: string } | null;
  readonly members: readonly {
    readonly name: string;
    readonly jobTitle: string;
    readonly agencyName: string | null;
    readonly attendance: Attendance;
    readonly deputyName: string | null;
    readonly accepted: boolean;
    /** Whoever accepted by themselves, or sat there when it was read out; null for the member who did. */
    readonly acceptedBy: string | null;
    /** In the order they came; somebody may come and go more than once, and a deputy after the member. */
    readonly stays: readonly { readonly deputyName: string | null; readonly arrivedAt: string; readonly leftAt: string | null }[];
  }[];
  /** Whoever came without a place in the meeting. */
  readonly guests: readonly { readonly name: string; readonly fromWhom: string; readonly forProvider: boolean; readonly part: string | null; readonly accepted: boolean; readonly stays: Member['stays'] }[];
  /** When the quorum was lost and regained after the opening (R20). */
  readonly quorumChanges: readonly { readonly at: string; readonly quorate: boolean }[];
  readonly interests: readonly { readonly name: string; readonly nature: string; readonly ruling: string | null; readonly item: string }[];
  readonly items: readonly ItemFacts[];
  /** Null where nobody knows yet: of meetings that are held when somebody calls for one. */
  readonly nextOn: string | null;
}
export interface ItemFacts {
  readonly id: string;
  readonly serviceId: string | null;
  readonly title: string;
  readonly forNoting: boolean;
  readonly lateReason: string | null;
  readonly deferredReason: string | null;
  readonly taken: boolean;
  readonly summary: string | null;
  readonly differingViews: string | null;
  readonly nextDate: string | null;
  readonly onTrack: boolean | null;
  readonly out: readonly string[];
  /** Of a meeting in two parts: the one it was taken in, who was not in it, and who came into it without being a member (R22). */
  readonly part: { readonly part: string; readonly purpose: string; readonly notIn: readonly string[]; readonly guests: readonly string[] } | null;
  readonly recommendations: readonly { readonly reference: string; readonly code: string; readonly text: string; readonly differingViews: string | null; readonly quorumWords: string; readonly runBy?: string | null; readonly independence?: string | null }[];
  readonly actions: readonly { readonly reference: string; readonly description: string; readonly owner: string; readonly dueOn: string }[];
}

export interface DraftSection {
  readonly agendaItemId: string | null;
  readonly heading: string;
  readonly text: string;
  readonly audience: SectionAudience;
}

const rulingWords: Record<string, string> = { stay: 'the chair ruled that they stay', speakThenLeave: 'the chair ruled that they speak and then leave', leave: 'the chair ruled that they leave for the item' };

/** Minutes write themselves from what was recorded: a summary, not a transcript, with differing views (R24). Pure. */
export function draftSections(facts: MeetingFacts, decisionWords: ReadonlyMap<string, string>): DraftSection[] {
  const opening = [attendance(facts), confidentiality(facts), interests(facts)];
  const items = facts.items.filter((item) => item.deferredReason === null && (item.taken || hasWords(item)) && (!item.forNoting || hasWords(item)));
  const taken = items.map((item, index): DraftSection => ({ agendaItemId: item.id, heading: `${index + 1}. ${item.title}`, text: itemText(item, decisionWords), audience: 'members' }));
  return [...opening, ...taken, ...noted(facts.items), ...deferred(facts.items), closing(facts)];
}

const general = (heading: string, text: string): DraftSection => ({ agendaItemId: null, heading, text, audience: 'members' });
const hasWords = ({ summary, differingViews, onTrack, nextDate, recommendations, actions }: ItemFacts): boolean =>
  Boolean(summary) || Boolean(differingViews) || onTrack !== null || nextDate !== null || recommendations.length > 0 || actions.length > 0;
const paragraphs = (parts: readonly (string | null | false | undefined)[]): string => parts.filter((part): part is string => typeof part === 'string' && part !== '').join('\n\n');

function attendance({ members, guests, openedAt, closedAt, openingQuorum, quorumChanges }: MeetingFacts): DraftSection {
  const described = (one: Member): string => `${one.name}, ${one.jobTitle}${one.agencyName === null ? '' : `, ${one.agencyName}`}`;
  const list = (label: string, attended: Attendance): string | false => {
    const some = members.filter((one) => one.attendance === attended);
    return some.length > 0 && `${label}:\n${some.map((one) => `${attended === 'deputy' ? `${one.deputyName ?? ''}, deputy for ${described(one)}` : described(one)}${comingAndGoing(one, openedAt, closedAt)}`).join('\n')}`;
  };
  return general('Attendance and apologies', paragraphs([
    openedAt !== null && `The meeting opened on ${dateTimeInWords(openedAt)}.`,
    list('Present', 'present'), list('Deputies', 'deputy'), list('Apologies', 'apologies'), list('Absent', 'absent'),
    guests.length > 0 && `Others in the room:\n${guests.map((one) => `${one.name}, ${one.fromWhom}${one.forProvider ? ', for the provider' : ''}${one.part === null ? '' : `, in part ${one.part}`}${comingAndGoing({ ...one, deputyName: null }, openedAt, closedAt)}`).join('\n')}`,
    openingQuorum === null ? null : `At the opening: ${openingQuorum.words}`,
    ...quorumChanges.map(({ at, quorate }) => (quorate ? `From ${timeOf(at)} it was quorate.` : `From ${timeOf(at)} it was not quorate: information was shared, and nothing recommended.`)),
  ]));
}

type Member = MeetingFacts['members'][number];
const timeOf = (instant: string): string => timeInWords(Temporal.Instant.from(instant));

const comingAndGoing = (one: Pick<Member, 'stays' | 'deputyName'>, openedAt: string | null, closedAt: string | null): string => {
  const said = cameAndWent(one, openedAt, closedAt);
  return said === '' ? '' : ` (${said})`;
};

/** "left at 2:20pm; back at 2:25pm": what differs from being there from the opening to the close. Pure. */
export function cameAndWent({ stays, deputyName }: Pick<Member, 'stays' | 'deputyName'>, openedAt: string | null, closedAt: string | null): string {
  const isAfter = (instant: string, other: string | null): boolean => other !== null && Temporal.Instant.compare(Temporal.Instant.from(instant), Temporal.Instant.from(other)) > 0;
  const others = stays.filter((stay) => stay.deputyName !== deputyName);
  const said = others.flatMap(({ leftAt, deputyName: other }) => (leftAt === null ? [] : [`until ${timeOf(leftAt)} ${other ?? 'the member'}`]));
  for (const [index, { arrivedAt, leftAt }] of stays.filter((stay) => stay.deputyName === deputyName).entries()) {
    if (index > 0) said.push(`back at ${timeOf(arrivedAt)}`);
    else if (others.length > 0) said.push(`${deputyName ?? 'the member'} from ${timeOf(arrivedAt)}`);
    else if (isAfter(arrivedAt, openedAt)) said.push(`came at ${timeOf(arrivedAt)}`);
    if (leftAt !== null && (closedAt === null || !isAfter(leftAt, closedAt))) said.push(`left at ${timeOf(leftAt)}`);
  }
  return said.join('; ');
}

function confidentiality({ members, guests }: MeetingFacts): DraftSection {
  const accepted = [...members.filter((one) => one.accepted).map((one) => one.acceptedBy ?? one.name), ...guests.filter((one) => one.accepted).map((one) => one.name)];
  return general('Confidentiality', accepted.length === 0 ? 'Nobody’s acceptance of the confidentiality statement was recorded.' : `The confidentiality statement was accepted by ${accepted.join(', ')}.`);
}

function interests({ interests: declared }: MeetingFacts): DraftSection {
  if (declared.length === 0) return general('Declarations of interest', 'None.');
  return general('Declarations of interest', declared.map(({ name, nature, ruling, item }) => `${name}, ${item}: ${nature}; ${rulingWords[ruling ?? ''] ?? 'the chair did not rule'}.`).join('\n'));
}

function itemText(item: ItemFacts, decisionWords: ReadonlyMap<string, string>): string {
  return paragraphs([
    item.lateReason !== null && `Taken as a late item: ${item.lateReason}`,
    item.part !== null && `Taken in part ${item.part.part} of the meeting (${item.part.purpose}).${item.part.guests.length > 0 ? ` In this part too: ${item.part.guests.join('; ')}.` : ''}${item.part.notIn.length > 0 ? ` Not in this part: ${item.part.notIn.join(', ')}.` : ''}`,
    item.out.length > 0 && `Out for this item: ${item.out.join(', ')}.`,
    item.summary === '' || item.summary === null ? 'No discussion was recorded.' : item.summary,
    ...item.recommendations.map(({ reference, code, text, quorumWords, differingViews, runBy = null, independence = null }) => paragraphs([
      `Recommended (${reference}): ${decisionWords.get(code) ?? code}.\n${text}`, quorumWords, differingViews !== null && `Differing views on this: ${differingViews}`,
      runBy !== null && `The service is run by ${runBy}.${independence === null ? '' : ` How independence is kept: ${independence}`}`,
    ])),
    Boolean(item.differingViews) && `Differing views: ${item.differingViews ?? ''}`,
    item.actions.length > 0 && `Actions:\n${item.actions.map((action) => `${action.reference}: ${action.description} (${action.owner}, by ${dateInWords(action.dueOn)})`).join('\n')}`,
    item.onTrack !== null && `The panel found the service ${item.onTrack ? 'on track' : 'not on track'}.`,
    item.nextDate !== null && `Next considered on ${dateInWords(item.nextDate)}.`,
  ]);
}

function noted(items: readonly ItemFacts[]): DraftSection[] {
  const some = items.filter((item) => item.forNoting && item.deferredReason === null && !hasWords(item));
  return some.length === 0 ? [] : [general('For noting', `Nothing new since the last meeting:\n${some.map((item) => item.title).join('\n')}`)];
}

/** A section each: why an item was put off is for nobody who is out of it, found out today or later (R21). */
function deferred(items: readonly ItemFacts[]): DraftSection[] {
  return items.flatMap(({ id, title, deferredReason }) => (deferredReason === null ? [] : [{ agendaItemId: id, heading: `Deferred to the next meeting: ${title}`, text: deferredReason, audience: 'members' as const }]));
}

function closing({ closedAt, nextOn }: MeetingFacts): DraftSection {
  return general('Close and next meeting', paragraphs([closedAt !== null && `The meeting closed on ${dateTimeInWords(closedAt)}.`, nextOn !== null && `The next meeting is due on ${dateInWords(nextOn)}.`]));
}
