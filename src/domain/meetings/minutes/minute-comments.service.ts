import { Injectable } from '@nestjs/common';
import { Trail } from '../../../platform/audit/trail.js';
import { londonDate } from '../../../platform/clock/london.js';
import { dateInWords } from '../../../platform/clock/words.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound, NotPermitted } from '../../../platform/graphql/refusals.js';
import { MeetingDesk } from '../meeting-desk.js';
import { notNow } from '../meeting.refusals.js';
import type { AnswerMinuteComment, CommentOnMinutes } from './accuracy.inputs.js';
import { MinuteCirculation, MinuteComment, MinuteCommentAnswer } from './minute-comment.entity.js';
import { paragraphsOf } from './paragraphs.js';

const sectionAt = `
  select s.text, exists (select from meeting_members mm join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id
      join memberships me on me.council_id = mm.council_id and me.id = $4
      where mm.council_id = $1 and mm.meeting_id = $2 and (ms.id = me.id or ms.person_id = me.person_id)) as member
  from minute_sections s where s.council_id = $1 and s.meeting_id = $2 and s.id = $3`;
const lockComment = 'select c.meeting_id as "meetingId" from minute_comments c where c.council_id = $1 and c.id = $2 for update';
const notCirculated = 'Minutes are commented on once they have gone round, and until they are confirmed. Afterwards they are corrected by an amendment.';

/** What members say of circulated minutes, within the days for it, and what becomes of it (domain.md 2.3). The minutes stay as they are (R23). */
@Injectable()
export class MinuteComments {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: MeetingDesk,
  ) {}

  /** Begins the days for comments, as minutes go round. */
  async begin(meetingId: string, commentsBy: string): Promise<void> {
    const { actor, at } = this.unit;
    await this.unit.manager.insert(MinuteCirculation, { councilId: actor.councilId, meetingId, circulatedOn: londonDate(at).toString(), commentsBy, recordedAt: at.toString() });
  }

  /** A member's comment on a paragraph they may see. @throws NotFound for a section that is not theirs (R21, R22); InvalidInput after the last day */
  async comment({ id: meetingId, sectionId, paragraph, text }: CommentOnMinutes): Promise<Outcome> {
    const { actor, at } = this.unit;
    const { councilId, membershipId } = actor;
    await this.desk.standing(meetingId);
    const [section] = await this.unit.query<{ text: string; member: boolean }>(sectionAt, [councilId, meetingId, sectionId, membershipId]);
    if (section === undefined) throw new NotFound('section');
    const meeting = await this.desk.standingIn(meetingId, ['circulated'], 'COMMENT_ON_MINUTES', notCirculated);
    if (!section.member) throw new NotPermitted('members of this meeting');
    const circulation = await this.unit.manager.findOneBy(MinuteCirculation, { councilId, meetingId });
    if (circulation !== null && londonDate(at).toString() > circulation.commentsBy) {
      throw new InvalidInput([{ field: 'text', message: `The last day for comments was ${dateInWords(circulation.commentsBy)}. Raise it at the meeting that confirms these minutes` }]);
    }
    if (paragraph > paragraphsOf(section.text).length) throw new InvalidInput([{ field: 'paragraph', message: 'Choose a paragraph of this section' }]);
    const id = newId();
    await this.unit.manager.insert(MinuteComment, { councilId, id, meetingId, sectionId, paragraph, text, recordedBy: membershipId, recordedAt: at.toString() });
    await this.trail.record({ subjectKind: 'meeting', subjectId: meetingId, action: 'minutesCommented', after: { sectionId, commentId: id } });
    return { id, version: 1, reference: meeting.reference };
  }

  /** Once, by whoever makes the minutes: what was answered stands. @throws TransitionRefused where somebody answered it before */
  async answer({ id, accepted, reason }: AnswerMinuteComment): Promise<Outcome> {
    const { actor, at } = this.unit;
    const { councilId, membershipId } = actor;
    const [comment] = await this.unit.query<{ meetingId: string }>(lockComment, [councilId, id]);
    if (comment === undefined) throw new NotFound('comment');
    const { meetingId } = comment;
    const meeting = await this.desk.standing(meetingId);
    if (await this.unit.manager.existsBy(MinuteCommentAnswer, { councilId, commentId: id })) throw notNow(meeting.state, 'ANSWER_COMMENT', 'This comment is answered: what was answered stands.');
    await this.unit.manager.insert(MinuteCommentAnswer, { councilId, commentId: id, meetingId, accepted, reason, answeredBy: membershipId, answeredAt: at.toString() });
    await this.trail.record({ subjectKind: 'meeting', subjectId: meetingId, action: 'minuteCommentAnswered', after: { commentId: id, outcome: accepted ? 'accepted' : 'notAccepted' } });
    return { id, version: 1, reference: meeting.reference };
  }

  /** Comments that nobody has answered, as far as whoever acts sees them. */
  async unanswered(meetingId: string): Promise<number> {
    const [row] = await this.unit.query<{ open: number }>(
      `select count(*)::int as open from minute_comments c where c.council_id = $1 and c.meeting_id = $2
         and not exists (select from minute_comment_answers a where a.council_id = c.council_id and a.comment_id = c.id)`, [this.unit.actor.councilId, meetingId]);
    return row?.open ?? 0;
  }
}
