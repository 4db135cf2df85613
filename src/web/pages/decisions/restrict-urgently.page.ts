import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form } from '../../form.js';
import { UrgentRestrictionFormDocument, type UrgentRestrictionFormQuery } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import { urgentRestrictionAct } from './decision-acts.js';
import { decisionAnswers } from './decisions.page.js';
import { wordsFor } from './restrictions.page.js';
import { takeDecision } from './take-decision.js';

type Facts = NonNullable<UrgentRestrictionFormQuery['urgentRestrictionForm']>;
const template = 'pages/decisions/restrict-urgently';

/** One authorised officer restricts placements alone, in an emergency, without a recommendation (R03, R04). */
@Controller('services/:id/restrict')
export class RestrictUrgentlyPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async form(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const facts = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(facts), form: new Form({ riskAssessmentId: facts.riskAssessments[0]?.id ?? '' }, [], facts.version) });
  }

  @Post()
  async restrict(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const facts = await this.find(visit, id);
    // In force at once: nobody is asked for its first day.
    const given = { ...body, startsOn: facts.today };
    return takeDecision(this.pages, visit, given, {
      id, act: urgentRestrictionAct, template, context: contextOf(facts), action: `/services/${id}/restrict`,
      answers: () => decisionAnswers(facts.serviceName, urgentRestrictionAct, given, [], (field, value) => wordsFor(facts, field, value)),
    });
  }

  private find(visit: Visit, serviceId: string): Promise<Facts> {
    return this.pages.readOne(visit, UrgentRestrictionFormDocument, { serviceId }, (data) => data.urgentRestrictionForm);
  }
}

function contextOf(facts: Facts): { title: string; facts: Facts } {
  return { title: `Restrict placements now: ${facts.serviceName}`, facts };
}
