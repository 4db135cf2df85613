import { Injectable } from '@nestjs/common';
import { maySee } from '../../../platform/access/audience.js';
import { Trail } from '../../../platform/audit/trail.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput } from '../../../platform/graphql/refusals.js';
import { MeetingDesk } from '../meeting-desk.js';
import { MinuteRedaction } from './minute-comment.entity.js';
import type { RedactMinutes } from './minute-redactions.inputs.js';
import { MinuteSections, type Section } from './minute-sections.js';
import { MinutesPress } from './minutes-press.js';
import { cover } from './redacted-copy.js';

const notApproved = 'A redacted copy is made of approved minutes.';
/** Sections that leave the council in no copy: those who may read them are named, or take legal advice. */
const neverLeaves: readonly string[] = ['legal', 'named'];

/** Copies of approved minutes for somebody outside, with parts left out; where that is no fair and coherent record, a summary instead [W58]. */
@Injectable()
export class MinuteRedactions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: MeetingDesk,
    private readonly sections: MinuteSections,
    private readonly press: MinutesPress,
  ) {}

  /** @throws InvalidInput with everything that is wrong with it */
  async make({ id: meetingId, madeFor, sectionIds, cover: phrases, coherent, summary }: RedactMinutes): Promise<Outcome> {
    const { actor, at } = this.unit;
    const meeting = await this.desk.standingIn(meetingId, ['approved', 'circulated', 'confirmed'], 'REDACT_MINUTES', notApproved);
    const reader = { role: actor.role, providerId: actor.providerId, membershipId: actor.membershipId, excludedItems: [] };
    const all = (await this.sections.of(meetingId)).filter((section) => maySee(section, reader));
    const kept = all.filter(({ id }) => !sectionIds.includes(id));
    const { sections, found } = coveredIn(kept, phrases);
    this.refuse(all, kept, sectionIds, { phrases, found, coherent });
    const id = newId();
    const reference = await this.unit.reference('RED');
    const said = coherent ? sections : [{ heading: 'Summary', text: summary ?? '', amendments: [], agendaItemId: null }];
    // A summary may tell of every item its writer read.
    const items = [...new Set((coherent ? kept : all).flatMap(({ agendaItemId }) => agendaItemId ?? []))];
    const documentId = await this.press.printRedacted(meeting, { reference, madeFor, summary: !coherent, items, recipients: [...new Set([actor.membershipId, meeting.chairId, meeting.coordinatorId])] }, said);
    await this.unit.manager.insert(MinuteRedaction, {
      councilId: actor.councilId, id, reference, meetingId, madeFor, sectionsLeftOut: all.length - kept.length, wordsCovered: [...found.values()].reduce((sum, count) => sum + count, 0), summary: coherent ? null : (summary ?? null),
      documentId, recordedBy: actor.membershipId, recordedAt: at.toString(),
    });
    await this.trail.record({ subjectKind: 'meeting', subjectId: meetingId, action: 'minutesRedacted', after: { reference, documentId, sections: coherent ? kept.length : 0 } });
    return { id, version: 1, reference };
  }

  private refuse(all: readonly Section[], kept: readonly Section[], sectionIds: readonly string[], { phrases, found, coherent }: { phrases: readonly string[]; found: ReadonlyMap<string, number>; coherent: boolean }): void {
    const known = new Set(all.map(({ id }) => id));
    const missing = phrases.filter((phrase) => !found.has(phrase));
    const problems: FieldProblem[] = [
      ...(sectionIds.some((id) => !known.has(id)) ? [{ field: 'sectionIds', message: 'Choose sections of these minutes' }] : []),
      ...kept.filter(({ audience }) => coherent && neverLeaves.includes(audience)).map(({ heading }) => ({ field: 'sectionIds', message: `Leave out “${heading}”: it is for those who take legal advice, or for members named` })),
      ...(coherent && kept.length === 0 ? [{ field: 'coherent', message: 'No section is left: write a summary instead' }] : []),
      ...(coherent && kept.length === all.length && phrases.length === 0 ? [{ field: 'sectionIds', message: 'Leave out a section, or enter words to be covered: otherwise this is no redacted copy' }] : []),
      ...(coherent && missing.length > 0 ? [{ field: 'cover', message: `These words stand in no section that stays: ${missing.join(', ')}` }] : []),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
  }
}

function coveredIn(sections: readonly Section[], phrases: readonly string[]) {
  const found = new Map<string, number>();
  const told = (text: string): string => {
    const done = cover(text, phrases);
    for (const [phrase, count] of done.found) found.set(phrase, (found.get(phrase) ?? 0) + count);
    return done.text;
  };
  return {
    found,
    sections: sections.map(({ heading, text, amendments, agendaItemId }) => ({ agendaItemId, heading: told(heading), text: told(text), amendments: amendments.map((one) => ({ number: one.number, text: told(one.text), reason: told(one.reason) })) })),
  };
}
