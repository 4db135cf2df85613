import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Mail } from '../../platform/mail/mail.service.js';
import type { Action } from './action.entity.js';

type Told = Pick<Action, 'id' | 'reference' | 'ownerMembershipId' | 'dueOn'>;

const coordinators = `select id from memberships where council_id = $1 and role = 'coordinator'
  and valid_from <= $2::date and (valid_to is null or valid_to >= $2::date) order by id`;

/** Mail about actions: a reference, a day and a sign-in link; what is to be done stays in the service. */
@Injectable()
export class ActionNotices {
  constructor(
    private readonly unit: WriteUnit,
    private readonly mail: Mail,
  ) {}

  async tellOwner({ id, reference, ownerMembershipId, dueOn }: Told): Promise<void> {
    await this.mail.queue({
      dedupeKey: `action-opened:${id}`,
      toMembershipId: ownerMembershipId,
      subject: `Action for you: ${reference}`,
      lines: [`You have a new action, ${reference}, due by ${dateInWords(dueOn)}.`, `Sign in to read it and to say when it is done:\n${this.link(id)}`],
    });
  }

  /** Nobody's manager is on record here, so the panel's coordinator is told beside the owner (R18). */
  async tellOverdue({ id, reference, ownerMembershipId, dueOn }: Told): Promise<void> {
    const { actor, at } = this.unit;
    const others = await this.unit.query<{ id: string }>(coordinators, [actor.councilId, londonDate(at).toString()]);
    for (const toMembershipId of new Set([ownerMembershipId, ...others.map((other) => other.id)])) {
      await this.mail.queue({
        dedupeKey: `action-overdue:${id}:${dueOn}:${toMembershipId}`,
        toMembershipId,
        subject: `Action overdue: ${reference}`,
        lines: [`The action ${reference} was due by ${dateInWords(dueOn)} and is not reported complete.`, `Sign in to read it:\n${this.link(id)}`],
      });
    }
  }

  private link(id: string): string {
    return this.mail.link(`/actions/${id}`);
  }
}
