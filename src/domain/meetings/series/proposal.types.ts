import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar } from '../../../platform/graphql/scalars.js';
import { MeetingClock, MeetingKind, YearAhead } from './series.types.js';

@ObjectType()
export class ProposedMember {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly name!: string;
  @Field(() => String) readonly jobTitle!: string;
  @Field(() => String, { nullable: true }) readonly agencyName!: string | null;
  @Field(() => String) readonly role!: string;
  @Field(() => String, { nullable: true, description: 'Their seat on this panel.' }) readonly seat!: string | null;
  @Field(() => Boolean, { description: 'Of an agency without a seat on this panel: asked to a meeting about one service alone, by a share of it (R37).' }) readonly isGuest!: boolean;
}
@ObjectType({ description: 'A panel that meetings can be scheduled for.' })
export class PanelChoice {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly name!: string;
}
@ObjectType({ description: 'What the form for the next meeting starts from.' })
export class MeetingProposal {
  @Field(() => MeetingKind) readonly kind!: MeetingKind;
  @Field(() => [MeetingKind]) readonly kinds!: readonly MeetingKind[];
  @Field(() => ID, { nullable: true, description: 'Null where no open panel is for this kind of meeting, or looks at the service.' }) readonly panelId!: string | null;
  @Field(() => ID, { nullable: true }) readonly serviceId!: string | null;
  @Field(() => String, { nullable: true }) readonly serviceName!: string | null;
  @Field(() => [MeetingClock], { description: 'Clocks of the service’s stage that the meeting would answer.' }) readonly clocks!: readonly MeetingClock[];
  @Field(() => YearAhead) readonly year!: YearAhead;
  @Field(() => [PanelChoice], { description: 'Panels of the council that are open today and for this kind of meeting.' }) readonly panels!: readonly PanelChoice[];
  @Field(() => String) readonly title!: string;
  @Field(() => DateScalar, { description: 'The next panel of the council’s cadence after every meeting there is.' }) readonly startsOn!: string;
  @Field(() => String) readonly startTime!: string;
  @Field(() => Int) readonly lengthMinutes!: number;
  @Field(() => String, { nullable: true }) readonly venue!: string | null;
  @Field(() => [ProposedMember]) readonly people!: readonly ProposedMember[];
}
