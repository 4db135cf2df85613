import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { AddAgencyDocument, AgenciesDocument, AgencyDocument, type AgencyQuery, ChangeAgencyDocument, SucceedAgencyDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages, type Sent } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Found = NonNullable<AgencyQuery['agency']>;
const template = 'pages/administration/agency-act';
const titles: Readonly<Record<string, string>> = { change: 'Change name or kind', succeed: 'Another agency takes its place' };

/** Agencies people come from, with the names they bore and when (R35). */
@Controller('administration/agencies')
export class AgenciesPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const { agencies } = await this.pages.read(visit, AgenciesDocument, {});
    return this.pages.view(visit, 'pages/administration/agencies', { title: 'Agencies', wide: true, agencies, administers: visit.actor.role === 'administrator' });
  }

  @Get('add')
  async form(@Visited() visit: Visit): Promise<string> {
    await this.pages.read(visit, AgenciesDocument, {});
    return this.pages.view(visit, template, { title: 'Add an agency', name: 'add', form: new Form() });
  }

  @Post('add')
  async add(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, AddAgencyDocument, { idempotencyKey: text(body['idempotencyKey']), name: text(body['name']), kind: text(body['kind']), from: text(body['from']) });
    if (sent.done !== null) return this.pages.onward(visit, `/administration/agencies/${sent.done.id}`, 'Agency added');
    return this.pages.again(visit, template, { title: 'Add an agency', name: 'add' }, body, sent.problems);
  }

  @Get(':id')
  async one(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const agency = await this.find(visit, id);
    return this.pages.view(visit, 'pages/administration/agency', { title: agency.name, agency, administers: visit.actor.role === 'administrator' });
  }

  @Get(':id/:act')
  async actForm(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const agency = await this.find(visit, id);
    if (name === 'change') this.pages.demandRecentSignIn(visit);
    return this.pages.view(visit, template, { ...(await this.contextOf(visit, agency, name)), form: new Form({}, [], agency.version) });
  }

  @Post(':id/:act')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const context = await this.contextOf(visit, await this.find(visit, id), name);
    const sent = await this.send(visit, id, name, body);
    if (sent.done !== null) return this.pages.onward(visit, `/administration/agencies/${id}`, 'Changed: what was recorded before stays as it was');
    return this.pages.again(visit, template, context, body, sent.problems);
  }

  private send(visit: Visit, id: string, name: string, body: Posted): Promise<Sent> {
    const change = { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) };
    if (name === 'change') return this.pages.send(visit, ChangeAgencyDocument, { ...change, name: text(body['name']) || null, kind: text(body['kind']) || null, from: text(body['from']) });
    return this.pages.send(visit, SucceedAgencyDocument, { ...change, successorId: text(body['successorId']), kind: text(body['kind']), on: text(body['on']) });
  }

  private find(visit: Visit, id: string): Promise<Found> {
    return this.pages.readOne(visit, AgencyDocument, { id }, (data) => data.agency);
  }

  private async contextOf(visit: Visit, agency: Found, name: string): Promise<{ title: string; [name: string]: unknown }> {
    const title = Object.hasOwn(titles, name) ? titles[name] : undefined;
    if (title === undefined) throw PageProblem.missing();
    const { agencies } = await this.pages.read(visit, AgenciesDocument, {});
    return { title: `${title}: ${agency.name}`, heading: title, agency, name, others: agencies.filter((one) => one.id !== agency.id && one.endedOn === null) };
  }
}
