import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Mail } from '../../platform/mail/mail.service.js';
import type { Action } from './action.entity.js';

type Told = Pick<Action, 'id' | 'reference' | 'ownerMembershipId' | 'dueOn'>;
type Overdue = Told & Pick<Action, 'agendaItemId'>;

const coordinators = `select id from memberships where council_id = $1 and role = 'coordinator'
  and valid_from <= $2::date and (valid_to is null or valid_to >= $2::date) order by id`;

// In force, and able to read it: whoever was out of the item that agreed it is not told of it (R21).
const manager = `select m.id from memberships o join memberships m on m.council_id = o.council_id and m.id = o.manager_membership_id
  where o.council_id = $1 and o.id = $2 and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to >= $3::date)
    and not exists (select from item_exclusions x where x.council_id = m.council_id and x.agenda_item_id = $4::uuid and (x.membership_id = m.id or x.person_id = m.person_id))`;

const provider = `select distinct on (m.person_id) m.id from services s join memberships m on m.council_id = s.council_id and m.provider_id = s.provider_id and m.role = 'provider' and m.person_id is not null
  where s.council_id = $1 and s.id = $2 and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to >= $3::date) order by m.person_id, m.id`;

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

  /** The provider's people, once it is theirs to do. */
  async tellProvider({ id, reference, serviceId }: Pick<Action, 'id' | 'reference' | 'serviceId'>): Promise<void> {
    const { actor, at } = this.unit;
    for (const reader of await this.unit.query<{ id: string }>(provider, [actor.councilId, serviceId, londonDate(at).toString()])) {
      await this.mail.queue({
        dedupeKey: `action-for-provider:${id}:${reader.id}`,
        toMembershipId: reader.id,
        subject: `Your plan: ${reference}`,
        lines: [`The council has put an action on your plan: reference ${reference}.`, `Sign in to read it and to say when it is done:\n${this.mail.link(`/my-plan/${id}`)}`],
      });
    }
  }

  /** First to the owner's manager, the owner beside; where no manager is named, to the panel's coordinator (R18). */
  async tellOverdue({ id, reference, ownerMembershipId, dueOn, agendaItemId }: Overdue): Promise<void> {
    const { actor, at } = this.unit;
    const today = londonDate(at).toString();
    const managers = await this.unit.query<{ id: string }>(manager, [actor.councilId, ownerMembershipId, today, agendaItemId]);
    const first = managers.length > 0 ? managers : await this.unit.query<{ id: string }>(coordinators, [actor.councilId, today]);
    for (const toMembershipId of new Set([...first.map((one) => one.id), ownerMembershipId])) {
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
