import { Injectable, type OnModuleInit } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { Mail } from '../../platform/mail/mail.service.js';

/** What is alerted, and what the mail says of it: nothing that names a service, a person or a sanction. */
const alerts = {
  restrictionInForce: 'started',
  restrictionVaried: 'changed',
  restrictionPhased: 'changed',
  restrictionRelapsed: 'changed',
  restrictionLifted: 'ended',
  restrictionSuperseded: 'ended',
} as const;

const recipients = `
  select m.id from memberships m
  where m.council_id = $1 and m.role in ('brokerage', 'hospitalDischarge', 'outOfHours', 'partner', 'cqcObserver', 'safeguardingLead') and m.person_id is not null
    and m.valid_from <= $2 and (m.valid_to is null or m.valid_to >= $2)
  order by m.id`;
const referenceOf = 'select reference from restrictions where council_id = $1 and id = $2';

/** Tells those who place people, and the panel's partners, the same day (R07): a reference and a link, once each. */
@Injectable()
export class PlacementAlerts implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    for (const [event, what] of Object.entries(alerts)) {
      this.jobs.subscribe(event, `restrictions.alert.${event}`, (delivered) => this.alert(delivered, what));
    }
  }

  private async alert({ ids, eventId }: DomainEvent, what: string): Promise<void> {
    const { actor, at } = this.unit;
    const [restriction] = await this.unit.query<{ reference: string }>(referenceOf, [actor.councilId, ids['restrictionId']]);
    if (restriction === undefined) throw new Error('There is no such restriction.');
    const members = await this.unit.query<{ id: string }>(recipients, [actor.councilId, londonDate(at).toString()]);
    for (const { id } of members) {
      await this.mail.queue({
        dedupeKey: `placement-alert:${eventId}:${id}`,
        toMembershipId: id,
        subject: `A placement alert: reference ${restriction.reference}`,
        lines: [`A rule on placing has ${what} today: reference ${restriction.reference}.`, `Sign in to see it before you place anybody: ${this.mail.link('/placing')}`],
      });
    }
  }
}
