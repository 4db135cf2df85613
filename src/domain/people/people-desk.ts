import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { InvalidInput, NotFound, NotPermitted, StaleVersion } from '../../platform/graphql/refusals.js';

/** Kinds of subject an administrator changes, as the trail names them, with their tables. */
const tables = { membership: 'memberships', agency: 'agencies', panel: 'panels', seat: 'panel_seats', deputy: 'deputies', invitation: 'invitations', person: 'people', share: 'shares', clearance: 'name_clearances' } as const;
export type Subject = keyof typeof tables;

const lastChange = `
  select p.name, to_char(t.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') at
  from trail t left join people p on p.id = t.person_id
  where t.council_id = $1 and t.subject_kind = $2 and t.subject_id = $3 order by t.seq desc limit 1`;
const administrators = `
  select id, person_id as "personId", valid_to::text as "validTo" from memberships
  where council_id = $1 and role = 'administrator' and person_id is not null and valid_from <= $2::date and (valid_to is null or valid_to >= $2::date)
  order by id for update`;

export interface AdministratorRow {
  readonly id: string;
  readonly personId: string;
  readonly validTo: string | null;
}

/** What every change of people has in common: the row held, the version seen, and who is still an administrator. Inside a unit. */
@Injectable()
export class PeopleDesk {
  constructor(private readonly unit: WriteUnit) {}

  get today(): string {
    return londonDate(this.unit.at).toString();
  }

  get dayBefore(): string {
    return londonDate(this.unit.at).subtract({ days: 1 }).toString();
  }

  /** @throws NotFound where the council has no such row, StaleVersion where somebody changed it meanwhile */
  async hold<Row extends { version: number }>(subject: Subject, id: string, version: number | null): Promise<Row> {
    const isShared = subject === 'agency' || subject === 'person';
    // As JSON: dates are then the dates they are, in no time zone.
    const [found] = await this.unit.query<{ row: Row }>(
      `select to_jsonb(x) as row from ${tables[subject]} x where x.id = $1 ${isShared ? '' : 'and x.council_id = $2'} for update`, isShared ? [id] : [id, this.unit.actor.councilId],
    );
    if (found === undefined) throw new NotFound(subject);
    const { row } = found;
    if (version !== null && row.version !== version) throw await this.stale(subject, id, row.version);
    return row;
  }

  /**
   * Holds the council's administrators until the unit ends: of two who remove each other at once the second waits, and is none any more.
   * @throws NotPermitted where whoever acts has stopped being one
   */
  async administrators(): Promise<AdministratorRow[]> {
    const { actor } = this.unit;
    const rows = await this.unit.query<AdministratorRow>(administrators, [actor.councilId, this.today]);
    const still = actor.role !== 'administrator' || rows.some(({ id }) => id === (actor.onBehalfOf ?? actor.membershipId));
    if (!still) throw new NotPermitted('an administrator: your own membership has ended');
    return rows;
  }

  /** Access is given and taken by somebody else: nobody raises themselves (ADR 0013). */
  demandAnother(personId: string | null): void {
    if (personId !== null && personId === this.unit.actor.personId) throw new NotPermitted('another administrator: nobody changes their own access');
  }

  /** @throws InvalidInput at the field, where a membership is none of this council's in force today */
  async demandInForce(membershipId: string | undefined, field: string): Promise<void> {
    if (membershipId === undefined) return;
    const [found] = await this.unit.query(
      'select from memberships where council_id = $1 and id = $2 and person_id is not null and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date)',
      [this.unit.actor.councilId, membershipId, this.today],
    );
    if (found === undefined) throw new InvalidInput([{ field, message: 'Choose somebody whose membership is in force' }]);
  }

  private async stale(subject: Subject, id: string, currentVersion: number): Promise<StaleVersion> {
    const [change] = await this.unit.query<{ name: string | null; at: string }>(lastChange, [this.unit.actor.councilId, subject, id]);
    return new StaleVersion({ currentVersion, changedBy: change?.name ?? 'Somebody', changedAt: change?.at ?? this.unit.at.toString() });
  }
}
