import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { ProduceReportInput, produceReportInput } from './report.inputs.js';
import { ReportFigure, ReportList, ReportView } from './report.types.js';
import { ReportsQueries } from './reports.queries.js';
import { ReportsService } from './reports.service.js';

const ProduceReportResult = mutationResult('ProduceReport');

@Resolver()
export class ReportsResolver {
  constructor(
    private readonly queries: ReportsQueries,
    private readonly service: ReportsService,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => ReportList)
  reports(@Args('page', { type: () => Int, defaultValue: 1 }) page: number, @CurrentActor() actor: Actor): Promise<ReportList> {
    return this.queries.list(actor, page);
  }

  @Query(() => ReportView, { nullable: true })
  report(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<ReportView | null> {
    return this.queries.view(actor, id);
  }

  @Query(() => ReportFigure, { nullable: true, description: 'The rows behind one figure of a report.' })
  reportFigure(@Args('id', { type: () => ID }) id: string, @Args('figure', { type: () => String }) figure: string, @CurrentActor() actor: Actor): Promise<ReportFigure | null> {
    return this.queries.figure(actor, id, figure);
  }

  @Mutation(() => ProduceReportResult)
  produceReport(@Args('input', { type: () => ProduceReportInput }) input: ProduceReportInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'produceReport', input, produceReportInput, (valid) => this.service.produce(valid));
  }
}
