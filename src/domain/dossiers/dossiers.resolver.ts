import { Args, ID, Info, Int, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { selectedFields } from '../../platform/graphql/selection.js';
import { CaseStandingQueries } from './case-standing.queries.js';
import { CaseStanding } from './case-standing.types.js';
import { ChronologyQueries } from './chronology.queries.js';
import { Chronology, ChronologyArgs } from './chronology.types.js';
import { DeadlinesQueries } from './deadlines.queries.js';
import { DeadlineList, DeadlineListArgs } from './deadlines.types.js';
import { HomeQueries } from './home.queries.js';
import { Home } from './home.types.js';
import { MeetingRecordQueries } from './meeting-record.queries.js';
import { MeetingRecord } from './meeting-record.types.js';
import { SearchQueries } from './search.queries.js';
import { SearchArgs, SearchResults } from './search.types.js';
import { RestrictionListQueries } from './restriction-list.queries.js';
import { RestrictionList } from './restriction-list.types.js';
import { ServiceDossierQueries } from './service-dossier.queries.js';
import { ServiceDossier } from './service-dossier.types.js';
import { ServiceListQueries } from './service-list.queries.js';
import { ServiceList, ServiceListArgs } from './service-list.types.js';

@Resolver()
export class DossiersResolver {
  constructor(
    private readonly serviceList: ServiceListQueries,
    private readonly serviceDossier: ServiceDossierQueries,
    private readonly chronologies: ChronologyQueries,
    private readonly standings: CaseStandingQueries,
    private readonly homes: HomeQueries,
    private readonly running: DeadlinesQueries,
    private readonly restrictions: RestrictionListQueries,
    private readonly searches: SearchQueries,
    private readonly records: MeetingRecordQueries,
  ) {}

  @Query(() => ServiceList, { description: 'Services of this council, narrowed, sorted and paged.' })
  services(@Args() args: ServiceListArgs, @CurrentActor() actor: Actor): Promise<ServiceList> {
    return this.serviceList.list(actor, args);
  }

  @Query(() => ServiceDossier, { nullable: true, description: 'One service: what a chair chairs from.' })
  service(
    @Args('id', { type: () => ID }) id: string,
    @Args('projected', { type: () => Boolean, nullable: true, description: 'As it may be shown on a screen to everybody in the room: without records that are handled with a caveat.' }) projected: boolean | null,
    @Info() info: GraphQLResolveInfo,
    @CurrentActor() actor: Actor,
  ): Promise<ServiceDossier | null> {
    return this.serviceDossier.one(actor, id, selectedFields(info), projected ?? false);
  }

  @Query(() => Chronology, { nullable: true, description: 'Everything that happened to a service, each line linked to its record.' })
  chronology(@Args() args: ChronologyArgs, @CurrentActor() actor: Actor): Promise<Chronology | null> {
    return this.chronologies.of(actor, args);
  }

  @Query(() => CaseStanding, { nullable: true, description: 'Where a record stands in its statechart, and what may come next; null where there is none to be seen.' })
  caseStanding(
    @Args('machine', { type: () => String, description: 'The name of its statechart, such as restriction.' }) machine: string,
    @Args('id', { type: () => ID }) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<CaseStanding | null> {
    return this.standings.of(actor, machine, id);
  }

  @Query(() => DeadlineList, { description: 'Every deadline that runs, the soonest first; with a month, as its calendar.' })
  deadlines(@Args() args: DeadlineListArgs, @CurrentActor() actor: Actor): Promise<DeadlineList> {
    return this.running.list(actor, args);
  }

  @Query(() => RestrictionList, { description: 'Every restriction in force, by service.' })
  restrictionList(@Args('page', { type: () => Int, nullable: true }) page: number | null, @CurrentActor() actor: Actor): Promise<RestrictionList> {
    return this.restrictions.list(actor, page);
  }

  @Query(() => MeetingRecord, { nullable: true, description: 'A meeting that was held: what was known, who was there, what was recommended, what was decided, and what came of it.' })
  meetingRecord(@Args('id', { type: () => ID }) id: string, @Args('page', { type: () => Int, nullable: true, description: 'Of its items.' }) page: number | null, @CurrentActor() actor: Actor): Promise<MeetingRecord | null> {
    return this.records.one(actor, id, page);
  }

  @Query(() => SearchResults, { description: 'Words, people, dates and decisions looked for in everything that you may see.' })
  search(@Args() args: SearchArgs, @CurrentActor() actor: Actor): Promise<SearchResults> {
    return this.searches.of(actor, args);
  }

  @Query(() => Home, { description: 'What the signed-in person sees first, by their role.' })
  home(@Info() info: GraphQLResolveInfo, @CurrentActor() actor: Actor): Promise<Home> {
    return this.homes.of(actor, selectedFields(info));
  }
}
