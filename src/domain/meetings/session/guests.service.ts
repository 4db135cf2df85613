import { Injectable } from '@nestjs/common';
import { Trail } from '../../../platform/audit/trail.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../../platform/graphql/refusals.js';
import { MeetingDesk, published } from '../meeting-desk.js';
import { sentences } from '../meeting.refusals.js';
import type { AddMeetingGuest, RecordMeetingGuest } from './guests.inputs.js';
import { MeetingGuest, type Part } from './room.entity.js';

const divided = 'select from meeting_parts where council_id = $1 and meeting_id = $2';
const lockGuest = `
  select meeting_id as "meetingId", part, version, to_json(left_at)#>>'{}' as "leftAt", to_json(confidentiality_accepted_at)#>>'{}' as "acceptedAt" from meeting_guests where council_id = $1 and id = $2 for update`;

interface GuestRow {
  readonly meetingId: string;
  readonly part: Part | null;
  readonly version: number;
  readonly leftAt: string | null;
  readonly acceptedAt: string | null;
}

/** Whoever comes to a meeting without a place in it: the provider, a companion, an advocate. They count for no quorum and see nothing. Inside a unit. */
@Injectable()
export class GuestsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: MeetingDesk,
  ) {}

  /** Somebody has come, to all of the meeting or into one of its two parts. */
  async add({ id, part = null, name, fromWhom, forProvider, confidentialityAccepted }: AddMeetingGuest): Promise<Outcome> {
    const { actor, at } = this.unit;
    await this.desk.standingIn(id, published, 'ADD_GUEST', sentences.published);
    if (part !== null && (await this.unit.query(divided, [actor.councilId, id])).length === 0) {
      throw new InvalidInput([{ field: 'part', message: 'The meeting runs in one: arrange its two parts first, or record that they are there for all of it' }]);
    }
    const guestId = newId();
    await this.unit.manager.insert(MeetingGuest, {
      councilId: actor.councilId, id: guestId, meetingId: id, part, name, fromWhom, forProvider, arrivedAt: at.toString(), leftAt: null,
      confidentialityAcceptedAt: confidentialityAccepted ? at.toString() : null, recordedBy: actor.membershipId, recordedAt: at.toString(), version: 1,
    });
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'guestAdded', after: { guestId, part, forProvider, confidentialityAccepted } });
    return { id: guestId, version: 1 };
  }

  /** They have left or are back, or have accepted the confidentiality statement. @throws StaleVersion when somebody recorded it meanwhile */
  async record({ id, version, left, accepted }: RecordMeetingGuest): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    const at = this.unit.at.toString();
    const guest = await this.held(id, 'RECORD_GUEST');
    if (guest.version !== version) throw await this.desk.stale(guest.version, null, at);
    await this.unit.manager.update(MeetingGuest, { councilId, id }, { leftAt: left ? (guest.leftAt ?? at) : null, confidentialityAcceptedAt: accepted ? (guest.acceptedAt ?? at) : null, version: version + 1 });
    await this.trail.record({ subjectKind: 'meeting', subjectId: guest.meetingId, action: 'guestRecorded', after: { guestId: id, left, confidentialityAccepted: accepted } });
    return { id, version: version + 1 };
  }

  /** For somebody put down by mistake, or who did not come. */
  async remove({ id }: { id: string }): Promise<Outcome> {
    const { meetingId, part } = await this.held(id, 'REMOVE_GUEST');
    await this.unit.manager.delete(MeetingGuest, { councilId: this.unit.actor.councilId, id });
    await this.trail.record({ subjectKind: 'meeting', subjectId: meetingId, action: 'guestRemoved', after: { guestId: id, part } });
    return { id, version: 1 };
  }

  private async held(id: string, act: string): Promise<GuestRow> {
    const [guest] = await this.unit.query<GuestRow>(lockGuest, [this.unit.actor.councilId, id]);
    if (guest === undefined) throw new NotFound('guest');
    await this.desk.standingIn(guest.meetingId, published, act, sentences.published);
    return guest;
  }
}
