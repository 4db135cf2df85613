import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars.js';
import { DossierAction, DossierRecommendation, DossierRecord } from './service-dossier.parts.js';

@ObjectType({ description: 'A panel that met, or is to meet.' })
export class PanelDate {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly title!: string;

  @Field(() => DateTimeScalar)
  readonly startsAt!: string;
}

@ObjectType({ description: 'What one agency has told since the last panel.' })
export class NewFromAgency {
  @Field(() => String)
  readonly agencyName!: string;

  @Field(() => [DossierRecord])
  readonly records!: DossierRecord[];
}

@ObjectType({ description: 'What is new since the last panel that met, and what came of what it agreed.' })
export class SincePanel {
  @Field(() => PanelDate, { nullable: true, description: 'Null where no panel has met yet: then everything open is new.' })
  readonly panel!: PanelDate | null;

  @Field(() => [NewFromAgency])
  readonly agencies!: NewFromAgency[];

  @Field(() => Int, { description: 'Placements that the provider refused or a restriction barred.' })
  readonly refusals!: number;

  @Field(() => [DossierRecommendation], { description: 'Made at that panel.' })
  readonly recommendations!: DossierRecommendation[];

  @Field(() => [DossierAction], { description: 'Agreed at that panel, in whatever state they are.' })
  readonly actions!: DossierAction[];
}
