import { Injectable } from '@nestjs/common';
import { WriteUnit } from '../../platform/database/write-unit.js';

const endOn = 'update contracts set ends_on = $3 where council_id = $1 and id = $2 and (ends_on is null or ends_on > $3::date)';

/** A contract that is ended before its time: from the next day on it is in force for nothing. Inside a unit of work. */
@Injectable()
export class ContractEnds {
  constructor(private readonly unit: WriteUnit) {}

  async end(contractId: string, on: string): Promise<void> {
    await this.unit.query(endOn, [this.unit.actor.councilId, contractId, on]);
  }
}
