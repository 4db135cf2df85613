import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import type { AddPanel, ChangePanel, ClosePanel, EndSeat, SeatMember } from './agency.inputs.js';
import { PeopleDesk } from './people-desk.js';

interface PanelRow {
  readonly name: string;
  readonly covers: string[] | null;
  readonly valid_to: string | null;
  readonly version: number;
}
const sameName = 'select from panels where council_id = $1 and lower(name) = lower($2) and valid_to is null and id is distinct from $3::uuid';
const addPanel = 'insert into panels (council_id, id, name, kind, covers, valid_from, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)';
const changePanel = 'update panels set name = $3, covers = $4, version = version + 1 where council_id = $1 and id = $2 returning version';
const closePanel = 'update panels set valid_to = $3, version = version + 1 where council_id = $1 and id = $2 returning version';
const others = 'select id from panels where council_id = $1 and valid_to is null order by id for update';
const closeSeats = 'update panel_seats set valid_to = $3, version = version + 1 where council_id = $1 and panel_id = $2 and (valid_to is null or valid_to > $3::date)';
const taken = 'select from panel_seats where council_id = $1 and panel_id = $2 and membership_id = $3 and meeting_id is null and (valid_to is null or valid_to >= $4::date)';
const addSeat = `
  insert into panel_seats (council_id, id, panel_id, membership_id, seat, deputy_of, valid_from, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`;
const endSeat = 'update panel_seats set valid_to = $3, version = version + 1 where council_id = $1 and id = $2 returning version';

/** Panels, what they look at and who sits on them: what a partner sees hangs on it (R37). Inside a unit. */
@Injectable()
export class PanelsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: PeopleDesk,
  ) {}

  async add({ name, kind, covers }: AddPanel): Promise<Outcome> {
    const { actor, at } = this.unit;
    await this.desk.administrators();
    await this.demandFree(name, null);
    const id = newId();
    await this.unit.query(addPanel, [actor.councilId, id, name, kind, covers, this.desk.today, at.toString()]);
    await this.trail.record({ subjectKind: 'panel', subjectId: id, action: 'panelAdded', after: { name, kind, covers } });
    return { id, version: 1 };
  }

  /** Its name and its cover: the services it looks at follow at once, by a trigger of the database. */
  async change({ id, version, name, covers }: ChangePanel): Promise<Outcome> {
    await this.desk.administrators();
    const held = await this.holdOpen(id, version);
    await this.demandFree(name, id);
    const [row] = await this.unit.query<{ version: number }>(changePanel, [this.unit.actor.councilId, id, name, covers]);
    await this.trail.record({ subjectKind: 'panel', subjectId: id, action: 'panelChanged', before: { name: held.name, covers: held.covers }, after: { name, covers } });
    return { id, version: row?.version ?? version + 1 };
  }

  /** Today is its last day; its seats end with it. @throws InvalidInput for the last one: meetings need a panel */
  async close({ id, version }: ClosePanel): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    await this.desk.administrators();
    await this.holdOpen(id, version);
    if ((await this.unit.query(others, [councilId])).length < 2) throw new InvalidInput([{ field: 'form', message: 'This is the council’s only panel. Add another one first.' }]);
    const [row] = await this.unit.query<{ version: number }>(closePanel, [councilId, id, this.desk.today]);
    await this.unit.query(closeSeats, [councilId, id, this.desk.today]);
    await this.trail.record({ subjectKind: 'panel', subjectId: id, action: 'panelClosed', after: { lastDay: this.desk.today } });
    return { id, version: row?.version ?? version + 1 };
  }

  async seat({ panelId, membershipId, seat, deputyOf }: SeatMember): Promise<Outcome> {
    const { actor, at } = this.unit;
    await this.desk.administrators();
    await this.holdOpen(panelId, null);
    await this.desk.hold('membership', membershipId, null);
    await this.desk.demandInForce(membershipId, 'membershipId');
    await this.desk.demandInForce(deputyOf, 'deputyOf');
    if ((await this.unit.query(taken, [actor.councilId, panelId, membershipId, this.desk.today])).length > 0) {
      throw new InvalidInput([{ field: 'membershipId', message: 'This person sits on the panel already: one person fills one seat' }]);
    }
    const id = newId();
    await this.unit.query(addSeat, [actor.councilId, id, panelId, membershipId, seat, deputyOf ?? null, this.desk.today, at.toString()]);
    await this.trail.record({ subjectKind: 'seat', subjectId: id, action: 'memberSeated', after: { panelId, membershipId, seat, deputyOf: deputyOf ?? null } });
    return { id, version: 1 };
  }

  /** At once: what the seat alone opened is closed at the next request. */
  async endSeat({ id, version }: EndSeat): Promise<Outcome> {
    await this.desk.administrators();
    const held = await this.desk.hold<{ valid_to: string | null; panel_id: string; membership_id: string; version: number }>('seat', id, version);
    if (held.valid_to !== null && held.valid_to < this.desk.today) throw new InvalidInput([{ field: 'form', message: 'This seat has ended already' }]);
    const [row] = await this.unit.query<{ version: number }>(endSeat, [this.unit.actor.councilId, id, this.desk.dayBefore]);
    await this.trail.record({ subjectKind: 'seat', subjectId: id, action: 'seatEnded', after: { panelId: held.panel_id, membershipId: held.membership_id } });
    return { id, version: row?.version ?? version + 1 };
  }

  private async holdOpen(id: string, version: number | null): Promise<PanelRow> {
    const held = await this.desk.hold<PanelRow>('panel', id, version);
    if (held.valid_to !== null) throw new InvalidInput([{ field: 'form', message: 'This panel is closed' }]);
    return held;
  }

  private async demandFree(name: string, besides: string | null): Promise<void> {
    if ((await this.unit.query(sameName, [this.unit.actor.councilId, name, besides])).length > 0) throw new InvalidInput([{ field: 'name', message: 'There is a panel of this name already' }]);
  }
}
