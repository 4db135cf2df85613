import { Injectable } from '@nestjs/common';
import { servedOn } from '../../platform/clock/working-days.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { StagesService } from '../escalation/stages.service.js';
import { NovatedNotices } from '../notices/novated-notices.service.js';
import { type LinkKind, successionKinds } from '../providers/service-link.entity.js';
import type { RecordNovation, RecordServiceLink, UndoServiceLink } from '../providers/service-link.inputs.js';
import { ServiceLinks } from '../providers/service-links.service.js';
import { RepresentationsService } from '../representations/representations.service.js';
import { PassedRestrictions } from '../restrictions/passed-restrictions.service.js';

/**
 * R31: a service is carried on by another one. Its stage and what restricts it go on there; its records are read there and stay where they were made. Against a new
 * legal person a restriction is a precaution with a window of its own; notices and defaults follow a novated contract alone. Every call is inside a unit.
 */
@Injectable()
export class Successions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly links: ServiceLinks,
    private readonly stages: StagesService,
    private readonly restrictions: PassedRestrictions,
    private readonly representations: RepresentationsService,
    private readonly notices: NovatedNotices,
  ) {}

  /** @throws NotFound, InvalidInput, TransitionRefused where a restriction continues and the new owner was not told today */
  async record(input: RecordServiceLink): Promise<Outcome> {
    const { id, reference } = await this.links.record(input);
    const { serviceId, otherId, kind, toldHow } = input;
    if (otherId === undefined || !(successionKinds as readonly LinkKind[]).includes(kind)) return { id, version: 1, reference };
    const newOwner = kind === 'newOwner';
    const stage = await this.stages.passOn(serviceId, otherId, 'otherId');
    const restrictions = await this.restrictions.passOn({ linkId: id, from: serviceId, to: otherId, newOwner, told: toldHow !== undefined });
    if (newOwner && toldHow !== undefined && restrictions.length > 0) {
      await this.representations.open({ serviceId: otherId, subject: 'A restriction on new placements that continues with the change of owner', toldOn: servedOn(this.unit.at), toldHow });
    }
    await this.links.followed(id, { stage, restrictions });
    return { id, version: 1, reference };
  }

  /** Takes back what followed. What was decided meanwhile stays decided. */
  async undo(input: UndoServiceLink): Promise<Outcome> {
    const link = await this.links.undo(input);
    const { id, reference, serviceId, otherId, followed } = link;
    if (otherId !== null) {
      if (followed.stage === true) await this.stages.passOn(otherId, serviceId, 'form');
      await this.restrictions.takeBack({ linkId: id, from: serviceId, to: otherId }, followed.restrictions ?? []);
      for (const contractId of link.novated) {
        await this.links.takeContractBack(link, contractId);
        await this.notices.follow(contractId, serviceId, link.fromProviderId);
      }
    }
    return { id, version: 2, reference };
  }

  async novate(input: RecordNovation): Promise<Outcome> {
    const { id, reference, otherId, toProviderId } = await this.links.novate(input);
    await this.notices.follow(input.contractId, otherId, toProviderId);
    return { id, version: 1, reference };
  }
}
