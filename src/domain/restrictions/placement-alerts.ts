import { Injectable, type OnModuleInit } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { NotFound } from '../../platform/graphql/refusals.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { placementAlertMachine } from './placement-alert.machine.js';

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
const restrictionOf = 'select reference, service_id as "serviceId" from restrictions where council_id = $1 and id = $2';
const insertAlert = 'insert into placement_alerts (council_id, id, restriction_id, service_id, what, sent_at, acknowledge_by) values ($1, $2, $3, $4, $5, $6, $7)';
const insertReceipt = 'insert into alert_receipts (council_id, id, alert_id, service_id, membership_id) values ($1, $2, $3, $4, $5)';
const receiptOf = `
  select acknowledged_at is not null as acknowledged,
         (select count(*)::int from alert_receipts o where o.council_id = r.council_id and o.alert_id = r.alert_id and o.acknowledged_at is null and o.id <> r.id
           and exists (select from memberships m where m.council_id = o.council_id and m.id = o.membership_id and (m.valid_to is null or m.valid_to >= $4))) as waiting
  from alert_receipts r where r.council_id = $1 and r.alert_id = $2 and r.membership_id = $3`;
const acknowledge = 'update alert_receipts set acknowledged_at = $4 where council_id = $1 and alert_id = $2 and membership_id = $3';
// Whoever has left meanwhile is not written to.
const silent = `
  select r.membership_id as id, x.reference from alert_receipts r
  join placement_alerts a on a.council_id = r.council_id and a.id = r.alert_id
  join restrictions x on x.council_id = a.council_id and x.id = a.restriction_id
  join memberships m on m.council_id = r.council_id and m.id = r.membership_id and (m.valid_to is null or m.valid_to >= $3)
  where r.council_id = $1 and r.alert_id = $2 and r.acknowledged_at is null order by r.membership_id`;
const chased = 'update alert_receipts set chased_at = $3 where council_id = $1 and alert_id = $2 and acknowledged_at is null';

/** Tells those who place people, and the panel's partners, the same day (R07): a reference and a link. Each acknowledges it, and silence is chased (R40). */
@Injectable()
export class PlacementAlerts implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly procedures: ProceduresService,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    for (const [event, what] of Object.entries(alerts)) {
      this.jobs.subscribe(event, `restrictions.alert.${event}`, (delivered) => this.alert(delivered, what));
    }
    this.jobs.subscribe('placementAlertUnacknowledged', 'restrictions.alertChase', (delivered) => this.chase(delivered));
  }

  /** Whoever was alerted has read it. The last to do so ends the wait. @throws NotFound for an alert that was not sent to this membership. */
  async acknowledge({ id }: { id: string }): Promise<Outcome> {
    const { councilId, membershipId } = this.unit.actor;
    // Of the alert they see only that it was sent to them; its case is the council's.
    return this.unit.withSightOfAll(async () => {
      let waiting = 0;
      const moved = await this.runner.send(placementAlertMachine, 'ACKNOWLEDGE', {
        id, version: 'latest',
        facts: async () => {
          const [receipt] = await this.unit.query<{ acknowledged: boolean; waiting: number }>(receiptOf, [councilId, id, membershipId, londonDate(this.unit.at).toString()]);
          if (receipt === undefined) throw new NotFound('placementAlert');
          waiting = receipt.waiting;
          return { acknowledgedBy: membershipId, isRecipient: true, isAcknowledged: receipt.acknowledged };
        },
      });
      await this.unit.query(acknowledge, [councilId, id, membershipId, this.unit.at.toString()]);
      if (waiting > 0) return { id, version: moved.version };
      const { version } = await this.runner.send(placementAlertMachine, 'COMPLETE', { id, version: 'latest', facts: { waitingFor: waiting } });
      return { id, version };
    });
  }

  private async alert({ ids, eventId }: DomainEvent, what: string): Promise<void> {
    const { actor, at } = this.unit;
    const restrictionId = ids['restrictionId'];
    const [restriction] = await this.unit.query<{ reference: string; serviceId: string }>(restrictionOf, [actor.councilId, restrictionId]);
    if (restriction === undefined) throw new Error('There is no such restriction.');
    const { reference, serviceId } = restriction;
    const members = await this.unit.query<{ id: string }>(recipients, [actor.councilId, londonDate(at).toString()]);
    if (members.length === 0) return;
    const alertId = await this.open(serviceId, restrictionId, what);
    for (const { id } of members) {
      await this.unit.query(insertReceipt, [actor.councilId, newId(), alertId, serviceId, id]);
      await this.mail.queue({
        dedupeKey: `placement-alert:${eventId}:${id}`,
        toMembershipId: id,
        subject: `A placement alert: reference ${reference}`,
        lines: [
          `A rule on placing has ${what} today: reference ${reference}.`,
          `Sign in to see it before you place anybody, and acknowledge this alert: ${this.mail.link('/placing')}`,
        ],
      });
    }
  }

  private async open(serviceId: string, restrictionId: string | undefined, what: string): Promise<string> {
    const { actor, at } = this.unit;
    const { id: procedureId, content } = await this.procedures.current();
    const acknowledgeBy = addWorkingDays(londonDate(at), content.timescales.alertAcknowledgeWorkingDays).toString();
    const id = newId();
    await this.runner.start(placementAlertMachine, { id, procedureId, serviceId, context: { acknowledgeBy, acknowledged: 0 } });
    await this.unit.query(insertAlert, [actor.councilId, id, restrictionId, serviceId, what, at.toString(), acknowledgeBy]);
    return id;
  }

  private async chase({ ids, eventId }: DomainEvent): Promise<void> {
    const { actor, at } = this.unit;
    const alertId = ids['placementAlertId'];
    const members = await this.unit.query<{ id: string; reference: string }>(silent, [actor.councilId, alertId, londonDate(at).toString()]);
    for (const { id, reference } of members) {
      await this.mail.queue({
        dedupeKey: `placement-alert-chase:${eventId}:${id}`,
        toMembershipId: id,
        subject: `Please acknowledge a placement alert: reference ${reference}`,
        lines: [
          `You have not acknowledged the alert of reference ${reference}, and the day for it is over.`,
          `Sign in, see it before you place anybody, and acknowledge it: ${this.mail.link('/placing')}`,
        ],
      });
    }
    await this.unit.query(chased, [actor.councilId, alertId, at.toString()]);
  }
}
