import { Injectable } from '@nestjs/common';
import { SystemActors } from '../../platform/access/system-actors.js';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { isWorkingDay } from '../../platform/clock/working-days.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { WorkflowCouncils } from '../../platform/workflow/workflow-councils.js';
import { ProceduresService } from '../councils/procedures.service.js';

/** How many references a mail names; how many more there are it counts. */
const named = 20;
const daysAhead = 7;

interface Owed {
  readonly membershipId: string;
  readonly reference: string;
  readonly dueOn: string;
}

// What waits for its owner, or for a new date; not what waits for the officer who verifies it. Nothing of an item its owner is out of (R21).
const owed = `
  select m.id as "membershipId", a.reference, a.due_on::text as "dueOn"
  from actions a join workflows w on w.council_id = a.council_id and w.id = a.id and w.state in ('open', 'inProgress', 'overdue', 'extensionRequested', 'notVerified')
  join memberships m on m.council_id = a.council_id and m.id = a.owner_membership_id and m.person_id is not null and m.valid_from <= $2::date and (m.valid_to is null or m.valid_to >= $2::date)
  where a.council_id = $1 and not exists (select from item_exclusions x where x.council_id = a.council_id and x.agenda_item_id = a.agenda_item_id and (x.membership_id = m.id or x.person_id = m.person_id))
  order by m.id, a.due_on, a.reference`;

/** Once a week, on the day of the council's procedure, one mail to everybody who owns an action: counts, references and a link; no service, and no word of what is to be done. */
@Injectable()
export class ActionDigest {
  constructor(
    private readonly unit: WriteUnit,
    private readonly mail: Mail,
    private readonly councils: WorkflowCouncils,
    private readonly systemActors: SystemActors,
    private readonly procedures: ProceduresService,
  ) {}

  /** Sent once a day and person, however often it is asked for. @returns how many people were told */
  async send(): Promise<number> {
    let told = 0;
    for (const councilId of await this.councils.ids()) {
      const actor = await this.systemActors.of(councilId, 'deadlines');
      told += await this.unit.run(actor, () => this.sendCouncil());
    }
    return told;
  }

  private async sendCouncil(): Promise<number> {
    const today = londonDate(this.unit.at);
    const { content } = await this.procedures.current();
    if (!isDigestDay(today, content.actionDigest?.weekday ?? 1)) return 0;
    const rows = await this.unit.query<Owed>(owed, [this.unit.actor.councilId, today.toString()]);
    const people = Map.groupBy(rows, ({ membershipId }) => membershipId);
    for (const [membershipId, actions] of people) {
      const overdue = actions.filter(({ dueOn }) => dueOn < today.toString());
      const counts = `${actions.length} ${actions.length === 1 ? 'action' : 'actions'}${overdue.length > 0 ? `, ${overdue.length} overdue` : ''}`;
      await this.mail.queue({
        toMembershipId: membershipId, dedupeKey: `action-digest:${membershipId}:${today.toString()}`, subject: `Your actions this week: ${counts}`,
        lines: [...listsOf(actions, today), `Sign in to read them: ${this.mail.link('/actions')}`],
      });
    }
    return people.size;
  }
}

/** The day of the week, or the first working day after it where it is none. */
export function isDigestDay(today: Temporal.PlainDate, weekday: number): boolean {
  const thisWeek = today.add({ days: weekday - today.dayOfWeek });
  return [thisWeek, thisWeek.subtract({ days: 7 })].some((day) => {
    let sent = day;
    while (!isWorkingDay(sent)) sent = sent.add({ days: 1 });
    return sent.equals(today);
  });
}

function listsOf(actions: readonly Owed[], today: Temporal.PlainDate): string[] {
  const near = today.add({ days: daysAhead }).toString();
  const shown = actions.slice(0, named);
  const part = (label: string, some: readonly Owed[]): string[] => (some.length === 0 ? [] : [`${label}:\n${some.map(({ reference, dueOn }) => `${reference}, ${dateInWords(dueOn)}`).join('\n')}`]);
  return [
    ...part('Overdue, and the day each was due', shown.filter(({ dueOn }) => dueOn < today.toString())),
    ...part('Due by this day next week', shown.filter(({ dueOn }) => dueOn >= today.toString() && dueOn <= near)),
    ...part('Due later', shown.filter(({ dueOn }) => dueOn > near)),
    ...(actions.length > named ? [`And ${actions.length - named} more.`] : []),
  ];
}
