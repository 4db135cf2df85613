import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Role } from '../../../platform/access/actor.js';
import { type Body as Posted, Form, text } from '../../form.js';
import {
  RecordPeopleCountDocument, ServiceActionsDocument, ServiceIntelligenceDocument, ServiceLettersDocument, ServiceOverviewDocument, ServicePeopleDocument, ServiceRepresentationsDocument,
  ServiceRestrictionsDocument,
} from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import { statechart } from '../../components/statechart.js';

/** Whose buttons are shown; whether they may is asked again where the button leads. */
const officers: readonly Role[] = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer'];

interface Headed {
  readonly name: string;
  readonly lot: string;
}

/** The page a chair chairs from, and its parts (pages.md, the location page). */
@Controller('services/:id')
export class ServicesPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async overview(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const service = await this.pages.readOne(visit, ServiceOverviewDocument, { id }, (data) => data.service);
    const { role } = visit.actor;
    const may = { addIntelligence: role !== 'auditor', assessRisk: officers.includes(role), addAction: officers.includes(role), recordStop: role === 'coordinator' || role === 'qaOfficer', restrictNow: role === 'authorisedOfficer', recordDecision: officers.includes(role) };
    return this.show(visit, 'overview', service, { may, drawing: statechart('stage', service.stageStep ? `${service.stage}.${service.stageStep}` : service.stage, visit.actor.stageNames) });
  }

  @Get('intelligence')
  async intelligence(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.show(visit, 'intelligence', await this.pages.readOne(visit, ServiceIntelligenceDocument, { id }, (data) => data.service));
  }

  @Get('restrictions')
  async restrictions(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.show(visit, 'restrictions', await this.pages.readOne(visit, ServiceRestrictionsDocument, { id }, (data) => data.service));
  }

  @Get('actions')
  async actions(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.show(visit, 'actions', await this.pages.readOne(visit, ServiceActionsDocument, { id }, (data) => data.service));
  }

  @Get('people')
  async people(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.show(visit, 'people', await this.pages.readOne(visit, ServicePeopleDocument, { id }, (data) => data.service), { counts: officers.includes(visit.actor.role), form: new Form() });
  }

  /** R29: a count by who pays, self-funders included. */
  @Post('people')
  async count(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const [thisCouncil, otherCouncils, icb, selfFunding, countedOn, source] = ['thisCouncil', 'otherCouncils', 'icb', 'selfFunding', 'countedOn', 'source'].map((name) => text(body[name])) as [string, string, string, string, string, string];
    const sent = await this.pages.send(visit, RecordPeopleCountDocument, { idempotencyKey: text(body['idempotencyKey']), serviceId: id, thisCouncil, otherCouncils, icb, selfFunding, countedOn, source });
    if (sent.done !== null) return this.pages.onward(visit, `/services/${id}/people`, 'Count saved');
    const service = await this.pages.readOne(visit, ServicePeopleDocument, { id }, (data) => data.service);
    void visit.reply.status(422);
    return this.show(visit, 'people', service, { counts: true, form: new Form(body, sent.problems) });
  }

  @Get('letters')
  async letters(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.show(visit, 'letters', await this.pages.readOne(visit, ServiceLettersDocument, { id }, (data) => data.service));
  }

  @Get('representations')
  async representations(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.show(visit, 'representations', await this.pages.readOne(visit, ServiceRepresentationsDocument, { id }, (data) => data.service));
  }

  private show(visit: Visit, part: string, service: Headed, more: object = {}): string {
    const title = service.lot === 'whole service' ? service.name : `${service.name} (${service.lot})`;
    return this.pages.view(visit, `pages/services/${part}`, { title, heading: title, wide: true, part, service, ...more });
  }
}
