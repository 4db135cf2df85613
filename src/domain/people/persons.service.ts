import { Injectable } from '@nestjs/common';
import { changedFields } from '../../platform/audit/changed-fields.js';
import { Trail } from '../../platform/audit/trail.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound, NotPermitted } from '../../platform/graphql/refusals.js';
import type { ChangePerson } from './membership.inputs.js';
import { PeopleDesk } from './people-desk.js';

const here = 'select serves_elsewhere($2) as elsewhere from memberships where council_id = $1 and person_id = $2 limit 1';
const taken = 'select where person_by_mail($1) <> $2';
const known = `select p.name, (select c.value from contact_details c where c.person_id = p.id and c.kind = 'mail') as mail, (select c.value from contact_details c where c.person_id = p.id and c.kind = 'phone') as phone
  from people p where p.id = $1`;
const change = 'update people set name = $2, version = version + 1 where id = $1 returning version';
const keep = 'insert into contact_details (person_id, kind, value) values ($1, $2, $3) on conflict (person_id, kind) do update set value = excluded.value';
const drop = 'delete from contact_details where person_id = $1 and kind = $2';

/** Names and addresses of people. Inside a unit. */
@Injectable()
export class PersonsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: PeopleDesk,
  ) {}

  /**
   * Invitations go to the address, so it is a way in: whoever also serves another council is changed from no side alone.
   * @throws NotPermitted for them
   */
  async change({ id, version, name, mail, phone }: ChangePerson): Promise<Outcome> {
    await this.desk.administrators();
    const [found] = await this.unit.query<{ elsewhere: boolean }>(here, [this.unit.actor.councilId, id]);
    if (found === undefined) throw new NotFound('person');
    if (found.elsewhere) throw new NotPermitted('whoever runs this service: the person also serves another council');
    await this.desk.hold('person', id, version);
    if ((await this.unit.query(taken, [mail, id])).length > 0) throw new InvalidInput([{ field: 'mail', message: 'Somebody else has this mail address' }]);
    const [before = {}] = await this.unit.query<{ name?: string; mail?: string | null; phone?: string | null }>(known, [id]);
    const [row] = await this.unit.query<{ version: number }>(change, [id, name]);
    await this.unit.query(keep, [id, 'mail', mail]);
    await (phone === undefined ? this.unit.query(drop, [id, 'phone']) : this.unit.query(keep, [id, 'phone', phone]));
    // Which of them changed, not from or to what: names and addresses stand in one place.
    await this.trail.record({ subjectKind: 'person', subjectId: id, action: 'personChanged', after: { changed: changedFields(before, { name, mail, phone }) } });
    return { id, version: row?.version ?? version + 1 };
  }
}
