import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import type { Member } from './people.types.js';

const members = statement(`
  select coalesce(json_agg(json_build_object('id', m.id, 'name', p.name, 'jobTitle', m.job_title, 'role', m.role, 'seat', m.seat, 'grade', m.grade,
    'agencyName', (select n.name from agency_names n where n.agency_id = m.agency_id and n.valid_from <= $1::date and (n.valid_to is null or n.valid_to >= $1::date)))
    order by p.name, m.id), '[]') as result
  from memberships m join people p on p.id = m.person_id
  where m.valid_from <= $1::date and (m.valid_to is null or m.valid_to >= $1::date) and ($2::boolean is false or m.seat is not null)`);

@Injectable()
export class PeopleQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** Memberships in force today, by name; only those with a seat on the panel where asked. */
  async members(actor: Actor, onPanel: boolean): Promise<Member[]> {
    return (await this.reads.one<Member[]>(actor, members, [this.clock.today().toString(), onPanel], null)) ?? [];
  }
}
