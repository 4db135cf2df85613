import { Injectable } from '@nestjs/common';
import type { Procedure } from '../../../procedures/index.ts';
import { WriteUnit } from '../../platform/database/write-unit.js';

/** A council's local procedure as it stood at one version. */
export interface DatedProcedure {
  readonly id: string;
  readonly content: Procedure;
}

// Stored by CouncilsService, which checks it whole: so it is read back as it is.
const inForce = `
  select id, content from procedures where council_id = $1 and effective_from <= ($2::timestamptz at time zone 'Europe/London')::date
  order by effective_from desc, version desc limit 1`;
const byId = 'select id, content from procedures where council_id = $1 and id = $2';

/** Which procedure holds: a new case begins under the one in force, and keeps it (design.md 7). Inside a unit of work. */
@Injectable()
export class ProceduresService {
  private readonly known = new Map<string, DatedProcedure>();

  constructor(private readonly unit: WriteUnit) {}

  /** The procedure in force today. @throws Error when the council has none: it was not created through CouncilsService. */
  current(): Promise<DatedProcedure> {
    return this.one(inForce, this.unit.at.toString());
  }

  /** The procedure a case began under. A version never changes, so it is read once a process. */
  async of(procedureId: string): Promise<DatedProcedure> {
    const key = `${this.unit.actor.councilId} ${procedureId}`;
    const known = this.known.get(key) ?? (await this.one(byId, procedureId));
    this.known.set(key, known);
    return known;
  }

  private async one(text: string, value: string): Promise<DatedProcedure> {
    const [procedure] = await this.unit.query<DatedProcedure>(text, [this.unit.actor.councilId, value]);
    if (procedure === undefined) throw new Error(`The council ${this.unit.actor.councilId} has no such procedure.`);
    return procedure;
  }
}
