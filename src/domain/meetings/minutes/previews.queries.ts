import { Injectable } from '@nestjs/common';
import type { Actor, Role } from '../../../platform/access/actor.js';
import { type AudienceReader, type AudienceSection, maySee } from '../../../platform/access/audience.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../../platform/database/read-unit.js';
import type { ChoiceView } from '../../../platform/graphql/shared.types.js';
import { type KeptRecord, recordsNamed } from '../../intelligence/kept-from-provider.js';
import type { AgendaPreview } from '../agenda/agenda-preview.types.js';
import { newestContribution } from '../agenda/pack.queries.js';
import { type ContributionRow, contributionsOf, type Lists, listsOf, viewOfContribution } from '../contributions/contributions.queries.js';
import { meetingWhole, minutesPreviewStatement, previewReaders } from '../meeting.statement.js';
import type { AgendaLineView, MinuteSectionView, MinutesPreview } from '../meeting.types.js';
import { heldRow, type MeetingRow, viewOf } from '../meetings.queries.js';

/** $1 meeting, $2 today, $3 no item. The meeting whole, with those its agenda may be previewed as and what members bring to it. */
const agendaPreviewStatement = statement(`
  select json_build_object('meeting', (select whole.result from (${meetingWhole}) whole), 'lists', ${listsOf}, 'contributions', ${contributionsOf(newestContribution)}, ${previewReaders}) as result
  from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id where m.id = $1::uuid`);

interface Readers {
  readonly members: readonly { readonly membershipId: string; readonly name: string; readonly jobTitle: string; readonly role: Role; readonly providerId: string | null; readonly excludedItems: readonly string[] }[];
  readonly providers: readonly { readonly id: string; readonly name: string; readonly records: readonly KeptRecord[] }[];
}
interface MinutesRow extends Readers, Omit<MinutesPreview, 'readers' | 'reader' | 'sections' | 'leftOut' | 'keptBack' | 'youAreOutOf'> {
  readonly venue: string;
  readonly out: readonly { readonly id: string; readonly title: string }[];
  readonly sections: readonly (MinuteSectionView & AudienceSection)[];
}
/** Somebody a paper can be previewed as: the reader that `maySee` is asked about, and how they are chosen. */
interface Candidate extends ChoiceView {
  readonly as: AudienceReader;
  readonly records: readonly KeptRecord[];
}

/**
 * Papers of a meeting as somebody else will see them, before they go out (pages.md). The reader is built from the role or the member
 * chosen and asked of `maySee` like any other; what the previewer may not see themselves is in no preview.
 */
@Injectable()
export class Previews {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** @param as the code of one of `readers` */
  async minutes(actor: Actor, id: string, as: string | null, operation: 'minutesPreview' | 'download:minutesPreview' = 'minutesPreview'): Promise<(MinutesPreview & { readonly venue: string }) | null> {
    const row = await this.reads.one<MinutesRow>(actor, minutesPreviewStatement, [id], { operation, subjectKind: 'meeting', subjectId: id });
    if (row === null) return null;
    const { members, providers, out, sections, ...meeting } = row;
    const own = sections.filter((section) => maySee(section, ownReader(actor, out.map((item) => item.id))));
    const all = candidates({ members, providers });
    const chosen = all.find(({ code }) => code === as);
    const meant = chosen === undefined ? [] : own.filter((section) => maySee(section, chosen.as));
    const kept = new Set(meant.filter((section) => section.audience === 'provider' && recordsNamed(saidIn(section), chosen?.records ?? []).length > 0));
    const seen = meant.filter((section) => !kept.has(section));
    return {
      ...meeting, readers: all.map(choice), reader: chosen === undefined ? null : choice(chosen), sections: seen, keptBack: [...kept].map((section) => section.heading),
      leftOut: chosen === undefined ? [] : own.filter((section) => !meant.includes(section)).map((section) => section.heading), youAreOutOf: out.map((item) => item.title),
    };
  }

  /** @param as the code of one of `readers` */
  async agenda(actor: Actor, id: string, as: string | null, operation: 'agendaPreview' | 'download:agendaPreview' = 'agendaPreview'): Promise<(AgendaPreview & { readonly venue: string; readonly nextVersion: number }) | null> {
    const today = this.clock.today().toString();
    const row = await this.reads.one<Readers & { meeting: MeetingRow; lists: Lists; contributions: readonly ContributionRow[] }>(actor, agendaPreviewStatement, [id, today, null], { operation, subjectKind: 'meeting', subjectId: id });
    if (row === null) return null;
    const { agenda, reference, title, state, startsAt, venue, agendaVersions } = viewOf(actor, heldRow(row.meeting), today, this.clock.now());
    const own = agenda.filter((line) => line.youAreOut === null);
    const all = candidates(row);
    const chosen = all.find(({ code }) => code === as);
    // Every line of an agenda is for the members: none is for a provider or the Board.
    const lines = chosen === undefined ? [] : own.filter((line) => maySee({ audience: 'members', agendaItemId: line.id }, chosen.as));
    return {
      contributions: chosen === undefined ? [] : lines.flatMap((line) => broughtTo(line, row.contributions, chosen.as)).map((one) => viewOfContribution(one, row.lists)),
      id, reference, title, state, startsAt, venue, nextVersion: agendaVersions.length + 1, readers: all.map(choice), reader: chosen === undefined ? null : choice(chosen), lines,
      leftOut: chosen === undefined ? [] : own.filter((line) => !lines.includes(line)).map((line) => line.title), youAreOutOf: agenda.filter((line) => line.youAreOut !== null).map((line) => line.title),
    };
  }
}

function candidates({ members, providers }: Readers): Candidate[] {
  const nobody = { providerId: null, membershipId: null, excludedItems: [] };
  return [
    ...members.map(({ membershipId, name, jobTitle, role, providerId, excludedItems }) => ({ code: `member:${membershipId}`, words: `${name}, ${jobTitle}`, as: { role, providerId, membershipId, excludedItems }, records: [] })),
    ...providers.map(({ id, name, records }) => ({ code: `provider:${id}`, words: `${name} (provider)`, as: { ...nobody, role: 'provider' as const, providerId: id }, records })),
    { code: 'cqc', words: 'CQC', as: { ...nobody, role: 'cqcObserver' }, records: [] },
    { code: 'board', words: 'Safeguarding Adults Board', as: { ...nobody, role: 'boardReader' }, records: [] },
  ];
}

/** What is brought about a line's service, for this reader; to whoever declared an interest, nothing until the chair has ruled. */
function broughtTo({ id, serviceId, interests }: AgendaLineView, contributions: readonly ContributionRow[], as: AudienceReader): ContributionRow[] {
  if (serviceId === null || interests.some(({ membershipId, ruling }) => ruling === null && membershipId === as.membershipId)) return [];
  return contributions.filter((one) => one.serviceId === serviceId && (one.membershipId === as.membershipId || maySee({ audience: one.audience as AudienceSection['audience'], agendaItemId: id }, as)));
}

const choice = ({ code, words }: Candidate): ChoiceView => ({ code, words });
const ownReader = ({ role, providerId, membershipId }: Actor, excludedItems: readonly string[]): AudienceReader => ({ role, providerId, membershipId, excludedItems });
const saidIn = ({ heading, text, amendments }: MinuteSectionView): string => [heading, text, ...amendments.flatMap((one) => [one.text, one.reason])].join('\n');
