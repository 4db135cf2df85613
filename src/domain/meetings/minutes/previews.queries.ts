import { Injectable } from '@nestjs/common';
import type { Actor, Role } from '../../../platform/access/actor.js';
import { type AudienceReader, type AudienceSection, maySee } from '../../../platform/access/audience.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ReadUnit } from '../../../platform/database/read-unit.js';
import type { ChoiceView } from '../../../platform/graphql/shared.types.js';
import { type KeptRecord, recordsNamed } from '../../intelligence/kept-from-provider.js';
import { agendaPreviewStatement, minutesPreviewStatement } from '../meeting.statement.js';
import type { AgendaPreview, MinuteSectionView, MinutesPreview } from '../meeting.types.js';
import { heldRow, type MeetingRow, viewOf } from '../meetings.queries.js';

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
  async minutes(actor: Actor, id: string, as: string | null): Promise<(MinutesPreview & { readonly venue: string }) | null> {
    const row = await this.reads.one<MinutesRow>(actor, minutesPreviewStatement, [id], { operation: 'minutesPreview', subjectKind: 'meeting', subjectId: id });
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
  async agenda(actor: Actor, id: string, as: string | null): Promise<(AgendaPreview & { readonly venue: string; readonly nextVersion: number }) | null> {
    const today = this.clock.today().toString();
    const row = await this.reads.one<Readers & { meeting: MeetingRow }>(actor, agendaPreviewStatement, [id, today, null], { operation: 'agendaPreview', subjectKind: 'meeting', subjectId: id });
    if (row === null) return null;
    const { agenda, reference, title, state, startsAt, venue, agendaVersions } = viewOf(actor, heldRow(row.meeting), today, this.clock.now());
    const own = agenda.filter((line) => line.youAreOut === null);
    const all = candidates(row);
    const chosen = all.find(({ code }) => code === as);
    // Every line of an agenda is for the members: none is for a provider or the Board.
    const lines = chosen === undefined ? [] : own.filter((line) => maySee({ audience: 'members', agendaItemId: line.id }, chosen.as));
    return {
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

const choice = ({ code, words }: Candidate): ChoiceView => ({ code, words });
const ownReader = ({ role, providerId, membershipId }: Actor, excludedItems: readonly string[]): AudienceReader => ({ role, providerId, membershipId, excludedItems });
const saidIn = ({ heading, text, amendments }: MinuteSectionView): string => [heading, text, ...amendments.flatMap((one) => [one.text, one.reason])].join('\n');
