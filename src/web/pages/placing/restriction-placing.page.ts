import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { placingDesk } from '../../../platform/access/actor.js';
import { standingOf } from '../../components/standing.js';
import { answersOf } from '../../case-act.js';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { RestrictionPlacingDocument, type RestrictionPlacingQuery } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { answerWords, groundWords, placingActs } from './placing-acts.js';

type Restriction = NonNullable<RestrictionPlacingQuery['restrictionPlacing']>;
const template = 'pages/placing/placing-act';
const live = ['inForce', 'underReview', 'phasedLift'];
const recorders = [...placingDesk, 'chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer'];

/** What followed one restriction where people are placed: alerts, exceptions, and placements made against it (R40). */
@Controller('restrictions/:id/placing')
export class RestrictionPlacingPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async overview(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const restriction = await this.find(visit, id);
    const { role } = visit.actor;
    return this.pages.view(visit, 'pages/placing/restriction-placing', {
      title: `Placing: ${restriction.reference}`, restriction, base: baseOf(id), groundWords, live: live.includes(restriction.state),
      placer: placingDesk.includes(role), recorder: recorders.includes(role), decider: role === 'authorisedOfficer', standings: await this.standings(visit, restriction),
    });
  }

  @Get(':act')
  async form(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const restriction = await this.find(visit, id);
    const exception = text((visit.request.query as Posted)['exception']);
    const context = contextOf(restriction, name, exception);
    return this.pages.view(visit, template, { ...context, form: new Form({ exception }, [], context.exception?.version ?? 0) });
  }

  @Post(':act')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const restriction = await this.find(visit, id);
    const context = contextOf(restriction, name, text(body['exception']));
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, template, { ...context, form: new Form(body) });
    const at = { id: context.exception?.id ?? id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) };
    const sent = await context.act.send(this.pages, step === 'confirm' ? visit : rehearsing(visit), at, body);
    if (sent.done === null) return this.pages.again(visit, template, context, body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, baseOf(id), `${context.act.done}. Reference ${sent.done.reference ?? ''}`);
    return this.pages.view(visit, template, { ...context, form: new Form(body), answers: answersOf(context.act, body, answerWords) });
  }

  /** Where each exception and each alert stands, by its id. */
  private async standings(visit: Visit, { exceptions, alerts }: Restriction): Promise<Record<string, unknown>> {
    const cases = [...exceptions.map(({ id }) => ['placingException', id] as const), ...alerts.map(({ id }) => ['placementAlert', id] as const)];
    const found: Record<string, unknown> = {};
    for (const [machine, id] of cases) found[id] = (await standingOf(this.pages, visit, machine, id)).standing;
    return found;
  }

  private find(visit: Visit, id: string): Promise<Restriction> {
    return this.pages.readOne(visit, RestrictionPlacingDocument, { id }, (data) => data.restrictionPlacing);
  }
}

const baseOf = (id: string): string => `/restrictions/${id}/placing`;

function contextOf(restriction: Restriction, name: string, exceptionId: string) {
  const act = Object.hasOwn(placingActs, name) ? placingActs[name] : undefined;
  const exception = restriction.exceptions.find(({ id }) => id === exceptionId);
  if (act === undefined || (name === 'decide' && exception === undefined)) throw PageProblem.missing();
  const groundItems = Object.entries(groundWords).map(([value, words]) => ({ value, text: words }));
  return { title: `${act.title}: ${restriction.reference}`, restriction, act, name, exception, base: baseOf(restriction.id), groundWords, groundItems };
}
