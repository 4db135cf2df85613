import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { RecordRiskAssessmentDocument, RiskAssessmentsDocument, type RiskAssessmentsQuery } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Found = NonNullable<RiskAssessmentsQuery['riskAssessments']>;
const template = 'pages/risk/risk';

/** A service's risk assessments, newest first, and a form for the next one. */
@Controller('services/:id/risk')
export class RiskPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async show(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, template, { ...contextOf(await this.find(visit, id)), form: new Form() });
  }

  @Post()
  async record(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const given = (field: string): string => text(body[field]);
    const sent = await this.pages.send(visit, RecordRiskAssessmentDocument, {
      serviceId: id, idempotencyKey: given('idempotencyKey'), assessedOn: given('assessedOn'), likelihood: given('likelihood'), impact: given('impact'), text: given('text'),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/services/${id}/risk`, `Risk assessment ${sent.done.version} saved`);
    return this.pages.again(visit, template, contextOf(await this.find(visit, id)), body, sent.problems);
  }

  private find(visit: Visit, serviceId: string): Promise<Found> {
    return this.pages.readOne(visit, RiskAssessmentsDocument, { serviceId }, (data) => data.riskAssessments);
  }
}

function contextOf(risk: Found): { title: string; risk: Found } {
  return { title: `Risk assessments: ${risk.serviceName}`, risk };
}
