import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { AdministrationQueries } from './administration.queries.js';
import { AgencyView, PanelView, ShareView } from './administration.types.js';
import { AgenciesService } from './agencies.service.js';
import {
  AddAgencyInput, addAgencyInput, AddPanelInput, addPanelInput, ChangeAgencyInput, changeAgencyInput, ChangePanelInput, changePanelInput, ClosePanelInput, closePanelInput, EndSeatInput, endSeatInput, EndShareInput, endShareInput, SeatMemberInput, seatMemberInput, ShareServiceInput, shareServiceInput, SucceedAgencyInput, succeedAgencyInput,
} from './agency.inputs.js';
import { PanelsService } from './panels.service.js';
import { SharesService } from './shares.service.js';

const AddAgencyResult = mutationResult('AddAgency');
const ChangeAgencyResult = mutationResult('ChangeAgency');
const SucceedAgencyResult = mutationResult('SucceedAgency');
const AddPanelResult = mutationResult('AddPanel');
const ChangePanelResult = mutationResult('ChangePanel');
const ClosePanelResult = mutationResult('ClosePanel');
const SeatMemberResult = mutationResult('SeatMember');
const EndSeatResult = mutationResult('EndSeat');
const ShareServiceResult = mutationResult('ShareService');
const EndShareResult = mutationResult('EndShare');
type Answer = Promise<Outcome | Refused>;

/** Agencies, panels, and what is shared with another council. */
@Resolver()
export class AgenciesResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly queries: AdministrationQueries,
    private readonly agencyWork: AgenciesService,
    private readonly panelWork: PanelsService,
    private readonly shareWork: SharesService,
    private readonly clock: Clock,
  ) {}

  @Query(() => [AgencyView], { description: 'Agencies of this council and those everybody shares, by name.' })
  agencies(@CurrentActor() actor: Actor): Promise<AgencyView[]> {
    return this.queries.agencies(actor);
  }

  @Query(() => AgencyView, { nullable: true })
  agency(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<AgencyView | null> {
    return this.queries.agency(actor, id);
  }

  @Query(() => [PanelView], { description: 'Panels, those closed last.' })
  panels(@CurrentActor() actor: Actor): Promise<PanelView[]> {
    return this.queries.panels(actor);
  }

  @Query(() => PanelView, { nullable: true })
  panel(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<PanelView | null> {
    return this.queries.panel(actor, id);
  }

  @Query(() => [ShareView], { description: 'What is, or was, shared with other councils (R37).' })
  shares(@Args('serviceId', { type: () => ID, nullable: true }) serviceId: string | null, @CurrentActor() actor: Actor): Promise<ShareView[]> {
    return this.queries.shares(actor, serviceId);
  }

  @Mutation(() => AddAgencyResult, { description: 'An agency people may come from.' })
  addAgency(@Args('input') input: AddAgencyInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'addAgency', input, addAgencyInput, (valid) => this.agencyWork.add(valid));
  }

  @Mutation(() => ChangeAgencyResult, { description: 'Another name or another kind from a day on; history keeps the old (R35).' })
  changeAgency(@Args('input') input: ChangeAgencyInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'changeAgency', input, changeAgencyInput, (valid) => this.agencyWork.change(valid));
  }

  @Mutation(() => SucceedAgencyResult, { description: 'Another agency takes its place.' })
  succeedAgency(@Args('input') input: SucceedAgencyInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'succeedAgency', input, succeedAgencyInput, (valid) => this.agencyWork.succeed(valid));
  }

  @Mutation(() => AddPanelResult, { description: 'A panel, with the kinds of service it looks at.' })
  addPanel(@Args('input') input: AddPanelInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'addPanel', input, addPanelInput, (valid) => this.panelWork.add(valid));
  }

  @Mutation(() => ChangePanelResult, { description: 'Its name, and what it looks at.' })
  changePanel(@Args('input') input: ChangePanelInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'changePanel', input, changePanelInput, (valid) => this.panelWork.change(valid));
  }

  @Mutation(() => ClosePanelResult, { description: 'Today is its last day.' })
  closePanel(@Args('input') input: ClosePanelInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'closePanel', input, closePanelInput, (valid) => this.panelWork.close(valid));
  }

  @Mutation(() => SeatMemberResult, { description: 'Somebody sits on a panel from today: they see the services it looks at (R37).' })
  seatMember(@Args('input') input: SeatMemberInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'seatMember', input, seatMemberInput, (valid) => this.panelWork.seat(valid));
  }

  @Mutation(() => EndSeatResult, { description: 'They no longer sit on it, at once.' })
  endSeat(@Args('input') input: EndSeatInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'endSeat', input, endSeatInput, (valid) => this.panelWork.endSeat(valid));
  }

  @Mutation(() => ShareServiceResult, { description: 'Shares a service with another council, with a reason (R37).' })
  shareService(@Args('input') input: ShareServiceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'shareService', input, shareServiceInput(this.clock.today()), (valid) => this.shareWork.share(valid));
  }

  @Mutation(() => EndShareResult, { description: 'The other council sees it no longer.' })
  endShare(@Args('input') input: EndShareInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'endShare', input, endShareInput, (valid) => this.shareWork.end(valid));
  }
}
