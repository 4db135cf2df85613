import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { AdministrationQueries } from './administration.queries.js';
import { AdministrationForm, MembershipList, MembershipListArgs, PersonView } from './administration.types.js';
import { EndNameClearanceInput, endNameClearanceInput, GiveNameClearanceInput, giveNameClearanceInput } from './clearance.inputs.js';
import { ClearancesService } from './clearances.service.js';
import { DeputiesService } from './deputies.service.js';
import { Handovers } from './handovers.service.js';
import { InvitationsService } from './invitations.service.js';
import {
  AddMembershipInput, addMembershipInput, ChangeMembershipInput, changeMembershipInput, ChangePersonInput, changePersonInput, EndMembershipInput, endMembershipInput, HandOverWorkInput, handOverWorkInput, InviteMemberInput, inviteMemberInput, MoveMemberInput, moveMemberInput, NameDeputyInput, nameDeputyInput, SendInvitationInput, sendInvitationInput, WithdrawDeputyInput, withdrawDeputyInput, WithdrawInvitationInput, withdrawInvitationInput,
} from './membership.inputs.js';
import { MembershipsService } from './memberships.service.js';
import { PersonsService } from './persons.service.js';

const InviteMemberResult = mutationResult('InviteMember');
const AddMembershipResult = mutationResult('AddMembership');
const ChangeMembershipResult = mutationResult('ChangeMembership');
const MoveMemberResult = mutationResult('MoveMember');
const EndMembershipResult = mutationResult('EndMembership');
const HandOverWorkResult = mutationResult('HandOverWork');
const ChangePersonResult = mutationResult('ChangePerson');
const SendInvitationResult = mutationResult('SendInvitation');
const WithdrawInvitationResult = mutationResult('WithdrawInvitation');
const NameDeputyResult = mutationResult('NameDeputy');
const WithdrawDeputyResult = mutationResult('WithdrawDeputy');
const GiveNameClearanceResult = mutationResult('GiveNameClearance');
const EndNameClearanceResult = mutationResult('EndNameClearance');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class MembershipsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly queries: AdministrationQueries,
    private readonly members: MembershipsService,
    private readonly persons: PersonsService,
    private readonly invitations: InvitationsService,
    private readonly deputies: DeputiesService,
    private readonly handovers: Handovers,
    private readonly clearances: ClearancesService,
    private readonly clock: Clock,
  ) {}

  @Query(() => MembershipList, { description: 'Memberships of this council, those in force unless asked otherwise.' })
  memberships(@Args() args: MembershipListArgs, @CurrentActor() actor: Actor): Promise<MembershipList> {
    return this.queries.memberships(actor, args);
  }

  @Query(() => PersonView, { nullable: true, description: 'The person of a membership, with everything else they are here.' })
  person(@Args('membershipId', { type: () => ID }) membershipId: string, @CurrentActor() actor: Actor): Promise<PersonView | null> {
    return this.queries.person(actor, membershipId);
  }

  @Query(() => AdministrationForm)
  administrationForm(@CurrentActor() actor: Actor): Promise<AdministrationForm> {
    return this.queries.form(actor);
  }

  @Mutation(() => InviteMemberResult, { description: 'A joiner: adds the person and their membership, and sends the invitation.' })
  inviteMember(@Args('input') input: InviteMemberInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'inviteMember', input, inviteMemberInput, (valid) => this.members.invite(valid));
  }

  @Mutation(() => AddMembershipResult, { description: 'Another membership of somebody who is here.' })
  addMembership(@Args('input') input: AddMembershipInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'addMembership', input, addMembershipInput, (valid) => this.members.add(valid));
  }

  @Mutation(() => ChangeMembershipResult, { description: 'Seat, rank, delegated decisions and manager. Another job is `moveMember`.' })
  changeMembership(@Args('input') input: ChangeMembershipInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'changeMembership', input, changeMembershipInput, (valid) => this.members.change(valid));
  }

  @Mutation(() => MoveMemberResult, { description: 'A mover: the old membership ends and stays in history, the new one begins.' })
  moveMember(@Args('input') input: MoveMemberInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'moveMember', input, moveMemberInput, (valid) => this.members.move(valid));
  }

  @Mutation(() => EndMembershipResult, { description: 'A leaver: out at the next request, or after a last day. Nothing is deleted.' })
  endMembership(@Args('input') input: EndMembershipInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'endMembership', input, endMembershipInput(this.clock.today()), (valid) => this.members.end(valid));
  }

  @Mutation(() => HandOverWorkResult, { description: 'Open work of somebody who leaves or has left goes to somebody else.' })
  handOverWork(@Args('input') input: HandOverWorkInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'handOverWork', input, handOverWorkInput, (valid) => this.handovers.handOver(valid));
  }

  @Mutation(() => ChangePersonResult, { description: 'Name, mail address and telephone number.' })
  changePerson(@Args('input') input: ChangePersonInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'changePerson', input, changePersonInput, (valid) => this.persons.change(valid));
  }

  @Mutation(() => SendInvitationResult, { description: 'Sends an invitation, again where one was sent: the newest alone opens.' })
  sendInvitation(@Args('input') input: SendInvitationInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'sendInvitation', input, sendInvitationInput, (valid) => this.invitations.send(valid.membershipId));
  }

  @Mutation(() => WithdrawInvitationResult, { description: 'Its link opens nothing any more.' })
  withdrawInvitation(@Args('input') input: WithdrawInvitationInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'withdrawInvitation', input, withdrawInvitationInput, (valid) => this.invitations.withdraw(valid));
  }

  @Mutation(() => NameDeputyResult, { description: 'Somebody of the same agency takes a place for a while.' })
  nameDeputy(@Args('input') input: NameDeputyInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'nameDeputy', input, nameDeputyInput(this.clock.today()), (valid) => this.deputies.name(valid));
  }

  @Mutation(() => WithdrawDeputyResult, { description: 'From the next request on they act as themselves alone.' })
  withdrawDeputy(@Args('input') input: WithdrawDeputyInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'withdrawDeputy', input, withdrawDeputyInput, (valid) => this.deputies.withdraw(valid));
  }

  @Mutation(() => GiveNameClearanceResult, { description: 'A reader of the Board reads its reports with the names of services and providers.' })
  giveNameClearance(@Args('input') input: GiveNameClearanceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'giveNameClearance', input, giveNameClearanceInput(this.clock.today()), (valid) => this.clearances.give(valid));
  }

  @Mutation(() => EndNameClearanceResult, { description: 'From the next request on they read the reports without names.' })
  endNameClearance(@Args('input') input: EndNameClearanceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'endNameClearance', input, endNameClearanceInput, (valid) => this.clearances.end(valid));
  }
}
