import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { PeopleLists } from './people-lists.service.js';
import { RestrictionRows } from './restriction-rows.js';
import { type RestrictionKind, restrictionMachine } from './restriction.machine.js';
import { isCouncils } from './restriction.requirements.js';

interface Standing {
  readonly id: string;
  readonly kind: RestrictionKind;
  readonly procedureId: string;
}
/** Which service is carried on by which, by the link that says so. */
export interface Passing {
  readonly linkId: string;
  readonly from: string;
  readonly to: string;
  readonly newOwner: boolean;
  /** Whether the new owner was told today. */
  readonly told: boolean;
}

const standingOn = `
  select x.id, x.kind, w.procedure_id as "procedureId" from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  where x.council_id = $1 and x.service_id = $2 and ($3::uuid[] is null or x.id = any ($3)) and w.state in ('decided', 'inForce', 'underReview', 'phasedLift') order by x.id for update of w`;

/** R31: what restricts a service goes on at the one that carries it on. Every call is inside a unit. */
@Injectable()
export class PassedRestrictions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly rows: RestrictionRows,
    private readonly procedures: ProceduresService,
    private readonly lists: PeopleLists,
  ) {}

  /**
   * The council's own bind a new legal person as a precaution. A provider's own stop goes on with the same owner alone, and a condition of the regulator with its
   * registration: neither goes to a new owner, and a condition not to a new location.
   * @returns which went. @throws TransitionRefused where a new owner was not told today
   */
  async passOn(passing: Passing): Promise<string[]> {
    const { linkId, from, to, newOwner, told } = passing;
    const gone = (await this.standing(from)).filter(({ kind }) => isCouncils({ kind }) || (kind === 'voluntary' && !newOwner));
    for (const { id, procedureId } of gone) {
      await this.move(id, to);
      if (newOwner) await this.bindNewOwner(id, procedureId, linkId, told);
      else await this.runner.send(restrictionMachine, 'FOLLOW_SERVICE', { id, version: 'latest', facts: { linkId } });
    }
    // The people of the former list are read at the new one: its own stays open as long as theirs (R08).
    await this.lists.look(to);
    return gone.map(({ id }) => id);
  }

  /** The link was a mistake: those of `ids` that still stand go back, each as it stands now: one that waits for its fresh decision waits on. */
  async takeBack({ linkId, from, to }: Pick<Passing, 'linkId' | 'from' | 'to'>, ids: readonly string[]): Promise<void> {
    for (const { id } of await this.standing(to, ids)) {
      await this.move(id, from);
      await this.runner.send(restrictionMachine, 'FOLLOW_SERVICE', { id, version: 'latest', facts: { linkId } });
    }
    for (const service of [from, to]) await this.lists.look(service);
  }

  private async bindNewOwner(id: string, procedureId: string, linkId: string, told: boolean): Promise<void> {
    const { timescales } = (await this.procedures.of(procedureId)).content;
    const within = (days: number): string => addWorkingDays(londonDate(this.unit.at), days).toString();
    const confirmBy = within(timescales.precautionaryConfirmWorkingDays);
    await this.runner.send(restrictionMachine, 'CONTINUE_AGAINST_NEW_OWNER', {
      id, version: 'latest',
      facts: {
        linkId, toldSameDay: told, representationInvited: told, confirmBy, latestConfirmBy: confirmBy,
        letterBy: within(timescales.letterNextWorkingDays), discloseBy: within(timescales.disclosureWorkingDays),
      },
    });
    await this.rows.update(id, { fairness: 'precautionary', confirmBy });
  }

  private async move(id: string, serviceId: string): Promise<void> {
    await this.rows.update(id, { serviceId });
    await this.runner.passTo(restrictionMachine, id, serviceId);
  }

  private standing(serviceId: string, ids: readonly string[] | null = null): Promise<Standing[]> {
    return this.unit.query<Standing>(standingOn, [this.unit.actor.councilId, serviceId, ids]);
  }
}
