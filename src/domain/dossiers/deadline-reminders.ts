import { Injectable } from '@nestjs/common';
import { SystemActors } from '../../platform/access/system-actors.js';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { addWorkingDays, isWorkingDay } from '../../platform/clock/working-days.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { WorkflowCouncils } from '../../platform/workflow/workflow-councils.js';
import { DecidersByDeadline } from '../decisions/deciders-by-deadline.js';

/** How long before its day a deadline is reminded of. [DESIGN] */
const workingDaysBefore = 2;

interface Told {
  readonly id: string;
  readonly dueOn: string;
  readonly membershipId: string;
}

const inForce = (alias: string): string => `${alias}.person_id is not null and ${alias}.valid_from <= $2::date and (${alias}.valid_to is null or ${alias}.valid_to >= $2::date)`;
const holding = (role: string): string => `select m.id from memberships m where m.council_id = $1 and m.role = '${role}' and ${inForce('m')}`;
/**
 * Whose each deadline is: an action its owner's, intelligence whoever it is allocated to, minutes the coordinator's or the chair's of the
 * meeting, a request the records office's, and what is about a service its lead officer's; where nobody is named, the coordinators'. What waits
 * for a decision is besides of everybody who may decide it (`DecidersByDeadline`).
 * $1 council, $2 today, $3 and $4 the days that come near today: after the first, up to the second.
 */
const due = `
  with near as (
    select d.id, d.due_on, d.kind, d.workflow_id, d.service_id, w.machine from deadlines d join workflows w on w.council_id = d.council_id and w.id = d.workflow_id
    where d.council_id = $1 and d.withdrawn_at is null and d.fired_at is null and (d.due_on = $2::date or (d.due_on > $3::date and d.due_on <= $4::date))
  ), named as (
    select n.*, case n.machine
      when 'action' then (select a.owner_membership_id from actions a where a.council_id = $1 and a.id = n.workflow_id)
      when 'intelligence' then (select i.allocated_to from intelligence i where i.council_id = $1 and i.id = n.workflow_id)
      when 'meeting' then (select case when n.kind = 'minutesApprovalDue' then m.chair_id else m.coordinator_id end from meetings m where m.council_id = $1 and m.id = n.workflow_id)
      else (select g.lead_officer_id from stages g where g.council_id = $1 and g.service_id = n.service_id) end as membership_id
    from near n
  ), told as (
    select n.id, n.due_on, m.id as membership_id from named n join memberships m on m.council_id = $1 and m.id = n.membership_id and ${inForce('m')}
    union all
    select n.id, n.due_on, others.id from named n, lateral (
      select m.id from (${holding('recordsOfficer')}) m where n.machine = 'informationRequest' union all select m.id from (${holding('coordinator')}) m where n.machine <> 'informationRequest') others
    where not exists (select from memberships m where m.council_id = $1 and m.id = n.membership_id and ${inForce('m')})
  )
  select id, due_on::text as "dueOn", membership_id as "membershipId" from told`;

/** Every morning one mail to each person with a deadline today or near: how many and a link, nothing of what they are about. */
@Injectable()
export class DeadlineReminders {
  constructor(
    private readonly unit: WriteUnit,
    private readonly mail: Mail,
    private readonly councils: WorkflowCouncils,
    private readonly systemActors: SystemActors,
    private readonly deciders: DecidersByDeadline,
  ) {}

  /** Sent once a day and person, however often it is asked for. @returns how many people had a deadline to be told of */
  async remind(): Promise<number> {
    let reminded = 0;
    for (const councilId of await this.councils.ids()) {
      const actor = await this.systemActors.of(councilId, 'deadlines');
      reminded += await this.unit.run(actor, () => this.remindCouncil());
    }
    return reminded;
  }

  private async remindCouncil(): Promise<number> {
    const { actor, at } = this.unit;
    const today = londonDate(at);
    const soon = addWorkingDays(today, workingDaysBefore);
    // On a day off nothing comes nearer: Friday told of Tuesday already.
    const told = isWorkingDay(today) ? addWorkingDays(dayBefore(today), workingDaysBefore) : soon;
    const owned = await this.unit.query<Told>(due, [actor.councilId, today.toString(), told.toString(), soon.toString()]);
    const reminders = await this.reminders(owned);
    for (const [membershipId, days] of reminders) {
      const now = [...days.values()].filter((day) => day === today.toString()).length;
      const near = days.size - now;
      const counts = [...(now > 0 ? [`${now} today`] : []), ...(near > 0 ? [`${near} by ${dateInWords(soon)}`] : [])].join(' and ');
      await this.mail.queue({
        dedupeKey: `deadlines:${membershipId}:${today.toString()}`,
        toMembershipId: membershipId,
        subject: `Deadlines: ${counts}`,
        lines: [`You have deadlines: ${counts}.`, `Sign in to see what they are: ${this.mail.link('/deadlines')}`],
      });
    }
    return reminders.size;
  }

  /** Each person with the days of their deadlines, one of a kind once. */
  private async reminders(owned: readonly Told[]): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    const byPerson = new Map<string, Map<string, string>>();
    const tell = (membershipId: string, { id, dueOn }: Told): unknown => byPerson.set(membershipId, (byPerson.get(membershipId) ?? new Map<string, string>()).set(id, dueOn));
    const deciders = await this.deciders.of([...new Set(owned.map(({ id }) => id))]);
    for (const one of owned) {
      tell(one.membershipId, one);
      for (const decider of deciders.get(one.id) ?? []) tell(decider, one);
    }
    return byPerson;
  }
}

/** The working day before. */
function dayBefore(day: Temporal.PlainDate): Temporal.PlainDate {
  let before = day.subtract({ days: 1 });
  while (!isWorkingDay(before)) before = before.subtract({ days: 1 });
  return before;
}
