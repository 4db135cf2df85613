import { Injectable } from '@nestjs/common';
import { nobodyIn } from '../access/system-actors.js';
import { newId } from '../database/ids.js';
import { ReadUnit, statement } from '../database/read-unit.js';

const everyCouncil = statement(`select coalesce(json_agg(id order by name), '[]') as result from councils`);

/** The councils of this installation, for work that goes through them one by one. */
@Injectable()
export class WorkflowCouncils {
  constructor(private readonly reads: ReadUnit) {}

  async ids(): Promise<string[]> {
    // Councils are a shared table: any actor of the system may list them, in whichever council it stands.
    return (await this.reads.one<string[]>(nobodyIn(newId()), everyCouncil, [], null)) ?? [];
  }
}
