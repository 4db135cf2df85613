import { Injectable } from '@nestjs/common';
import { type Procedure, procedureNamed } from '../../../procedures/index.ts';
import { type Actor } from '../../platform/access/actor.js';
import { nobodyIn, systemWork } from '../../platform/access/system-actors.js';
import { Trail } from '../../platform/audit/trail.js';
import type { MonthlyCadence } from '../../platform/clock/cadence.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/database/ids.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Council } from './council.entity.js';

export interface CouncilName {
  readonly id: string;
  readonly name: string;
  readonly registerName: string;
}
export interface NewCouncil {
  readonly name: string;
  /** As CQC's register writes it. */
  readonly registerName: string;
  /** One of the files in procedures/: `default`, `coventry`, … */
  readonly procedure: string;
  /** The day of the month its panel meets, where that is another than its procedure's. */
  readonly panelDay?: MonthlyCadence;
  /** The first person. Their sign-in is linked by issuer and subject afterwards (`cli person link`), never by mail alone. */
  readonly administrator?: { readonly name: string; readonly email: string };
}

/** A council of this name is there already; the message says so. */
export class CouncilExists extends Error {
  override readonly name = 'CouncilExists';
}

const byName = statement(`
  select json_build_object('id', id, 'name', name, 'registerName', register_name) as result
  from councils where lower(name) = lower($1) or lower(register_name) = lower($1)`);

const byId = statement(`select json_build_object('id', id, 'name', name, 'registerName', register_name) as result from councils where id = $1`);

const addProcedure = `
  insert into procedures (council_id, id, name, version, effective_from, content, recorded_at) values ($1, $2, $3, 1, $4, $5, $6)`;

const addSystemMemberships = `
  insert into memberships (council_id, id, role, job_title, valid_from)
  select $1, id, 'system', work, $4 from unnest($2::uuid[], $3::text[]) as r (id, work)`;

const addPanel = `
  insert into panels (council_id, id, name, kind, valid_from, recorded_at) values ($1, $2, $3, 'escalation', $4, $5)`;

const addPerson = 'insert into people (id, name, created_at) values ($1, $2, $3)';
const addAddress = `insert into contact_details (person_id, kind, value) values ($1, 'mail', $2)`;

const addAdministrator = `
  insert into memberships (council_id, id, person_id, role, job_title, valid_from)
  values ($1, $2, $3, 'administrator', 'Administrator', $4)`;

/** Councils that use the service: each with its procedure and with the memberships by which work is done without a person. */
@Injectable()
export class CouncilsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly reads: ReadUnit,
    private readonly trail: Trail,
    private readonly clock: Clock,
  ) {}

  /** Finds a council by its name or the register's name for it, in any case of letters. No actor is needed: the CLI asks before there is one. */
  byName(name: string): Promise<CouncilName | null> {
    return this.reads.one<CouncilName>(nobodyIn(newId()), byName, [name.trim()], null);
  }

  /** The council somebody acts in. */
  async ofActor(actor: Actor): Promise<CouncilName> {
    const found = await this.reads.one<CouncilName>(actor, byId, [actor.councilId], null);
    if (found === null) throw new Error('An actor acts in a council that is not there.');
    return found;
  }

  /**
   * Creates the council whole: procedure, its first panel, system memberships and, where named, its administrator.
   * @throws CouncilExists when its name, or the register's name for it, is taken.
   */
  async create(council: NewCouncil): Promise<CouncilName> {
    for (const name of [council.name, council.registerName]) {
      const taken = await this.byName(name);
      if (taken !== null) throw new CouncilExists(`There is already a council called "${taken.name}" (in the register: "${taken.registerName}").`);
    }
    const created = { id: newId(), name: council.name.trim(), registerName: council.registerName.trim() };
    const memberships = systemWork.map((work) => ({ id: newId(), work }));
    const actor: Actor = { ...nobodyIn(created.id), membershipId: memberships.find(({ work }) => work === 'import')?.id ?? newId() };
    await this.unit.run(actor, async () => {
      const at = this.unit.at.toString();
      const today = this.clock.today().toString();
      await this.unit.manager.insert(Council, { ...created, createdAt: at });
      const procedure = procedureOf(council);
      await this.unit.query(addProcedure, [created.id, newId(), council.procedure, today, JSON.stringify(procedure), at]);
      await this.unit.query(addPanel, [created.id, newId(), procedure.panel.name, today, at]);
      await this.unit.query(addSystemMemberships, [created.id, memberships.map(({ id }) => id), memberships.map(({ work }) => work), today]);
      if (council.administrator !== undefined) await this.addAdministrator(created.id, council.administrator, today);
      await this.trail.record({ subjectKind: 'council', subjectId: created.id, action: 'councilCreated', after: { ...created, procedure: council.procedure } });
    });
    return created;
  }

  private async addAdministrator(councilId: string, { name, email }: { name: string; email: string }, today: string): Promise<void> {
    const [known] = await this.unit.query<{ id: string | null }>('select person_by_mail($1) as id', [email]);
    const personId = known?.id ?? newId();
    if (known?.id == null) {
      await this.unit.query(addPerson, [personId, name, this.unit.at.toString()]);
      await this.unit.query(addAddress, [personId, email]);
    }
    await this.unit.query(addAdministrator, [councilId, newId(), personId, today]);
  }
}

function procedureOf({ procedure, panelDay }: NewCouncil): Procedure {
  const content = procedureNamed(procedure);
  return panelDay === undefined ? content : { ...content, panel: { ...content.panel, cadence: panelDay } };
}
