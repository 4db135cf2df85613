import { Injectable } from '@nestjs/common';
import { londonDate } from '../../../platform/clock/london.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { StageSteps } from '../../escalation/stage-steps.service.js';
import type { Standing } from '../meeting-desk.js';
import { notNow, sentences } from '../meeting.refusals.js';

const stageAsMet = `
  select w.state, w.version, w.context ->> 'findingsOn' as "findingsOn", (m.opened_at at time zone 'Europe/London')::date::text as "heldOn",
         (select r.next_date::text from agenda_items i join item_records r on r.council_id = i.council_id and r.agenda_item_id = i.id
          where i.council_id = m.council_id and i.meeting_id = m.id and i.service_id = m.service_id) as "nextOn"
  from meetings m join stages g on g.council_id = m.council_id and g.service_id = m.service_id join workflows w on w.council_id = g.council_id and w.id = g.id
  where m.council_id = $1 and m.id = $2`;
interface StageAsMet {
  readonly state: string;
  readonly version: number;
  readonly findingsOn: string | null;
  readonly heldOn: string;
  readonly nextOn: string | null;
}

/** What a meeting about one service does to the clocks of its stage (domain.md 1.4, 1.5). Inside the unit that ends the meeting. */
@Injectable()
export class StageMeetings {
  constructor(
    private readonly unit: WriteUnit,
    private readonly steps: StageSteps,
  ) {}

  /**
   * The initial meeting answers its clock and sets the findings meeting on the next date of its item. A review held on the day set for
   * the findings, or after it, is the findings meeting; one before that day is a review and no more.
   * @throws TransitionRefused where an initial meeting has set no day for the findings meeting
   */
  async held(meeting: Standing): Promise<void> {
    const { id, serviceId, series, title, reference, state } = meeting;
    if (serviceId === null || (series.key !== 'initial' && series.key !== 'review')) return;
    const [stage] = await this.unit.query<StageAsMet>(stageAsMet, [this.unit.actor.councilId, id]);
    if (stage === undefined) return;
    const { version, heldOn, findingsOn, nextOn } = stage;
    const step = { serviceId, version, heldOn, text: `${title}, ${reference}` };
    if (series.key === 'initial' && stage.state === 'seriousConcerns.initialMeetingDue') {
      if (nextOn === null || nextOn <= londonDate(this.unit.at).toString()) throw notNow(state, 'CONCLUDE', sentences.findingsDate);
      await this.steps.holdInitialMeeting({ ...step, findingsOn: nextOn });
    }
    const awaitsFindings = stage.state === 'seriousConcerns.enquiriesAndImprovement' || stage.state === 'seriousConcerns.findingsDue';
    if (series.key === 'review' && awaitsFindings && findingsOn !== null && heldOn >= findingsOn) await this.steps.holdFindings(step);
  }
}
