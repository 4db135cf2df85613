import { Injectable } from '@nestjs/common';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { noticeMachine } from './notice.machine.js';

const ofContract = `
  select n.id, w.state in ('remedied', 'withdrawn') as ended from notices n join workflows w on w.council_id = n.council_id and w.id = n.id
  where n.council_id = $1 and n.contract_id = $2 order by n.id for update of w`;
const moveNotice = 'update notices set service_id = $3, provider_id = case when $4 then provider_id else $5::uuid end where council_id = $1 and id = $2';

/** R31: notices and defaults are their contract's, and follow it where it was novated; no other does. Inside a unit. */
@Injectable()
export class NovatedNotices {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
  ) {}

  /** One that has ended stays in the name of whom it was against. */
  async follow(contractId: string, serviceId: string, providerId: string): Promise<void> {
    const { councilId } = this.unit.actor;
    for (const { id, ended } of await this.unit.query<{ id: string; ended: boolean }>(ofContract, [councilId, contractId])) {
      await this.unit.query(moveNotice, [councilId, id, serviceId, ended, providerId]);
      await this.runner.passTo(noticeMachine, id, serviceId);
    }
  }
}
