import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, list, text, whole } from '../../form.js';
import {
  AddPanelDocument, AdministrationFormDocument, ChangePanelDocument, ClosePanelDocument, EndSeatDocument, PanelDocument, type PanelQuery, PanelsDocument, SeatMemberDocument,
} from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages, type Sent } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Found = NonNullable<PanelQuery['panel']>;
const template = 'pages/administration/panel-act';
const titles: Readonly<Record<string, string>> = { change: 'Change name or services', seat: 'Seat somebody', close: 'Close this panel' };

/** Panels, the services they look at and who sits on them: what partners and CQC see hangs on it (R37). */
@Controller('administration/panels')
export class PanelsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const { panels } = await this.pages.read(visit, PanelsDocument, {});
    return this.pages.view(visit, 'pages/administration/panels', { title: 'Panels', wide: true, panels, administers: visit.actor.role === 'administrator' });
  }

  @Get('add')
  async form(@Visited() visit: Visit): Promise<string> {
    await this.pages.read(visit, PanelsDocument, {});
    return this.pages.view(visit, template, { title: 'Add a panel', name: 'add', form: new Form() });
  }

  @Post('add')
  async add(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, AddPanelDocument, { idempotencyKey: text(body['idempotencyKey']), name: text(body['name']), kind: text(body['kind']), covers: list(body['covers']) });
    if (sent.done !== null) return this.pages.onward(visit, `/administration/panels/${sent.done.id}`, 'Panel added: seat its members');
    return this.pages.again(visit, template, { title: 'Add a panel', name: 'add' }, body, sent.problems);
  }

  @Get(':id')
  async one(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const panel = await this.find(visit, id);
    return this.pages.view(visit, 'pages/administration/panel', { title: panel.name, wide: true, panel, administers: visit.actor.role === 'administrator', form: new Form() });
  }

  @Post(':id/end-seat')
  async endSeat(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, EndSeatDocument, { id: text(body['seatId']), version: whole(body['seatVersion']), idempotencyKey: text(body['idempotencyKey']) });
    if (sent.done !== null) return this.pages.onward(visit, `/administration/panels/${id}`, 'They no longer sit on this panel');
    const panel = await this.find(visit, id);
    return this.pages.again(visit, 'pages/administration/panel', { title: panel.name, wide: true, panel, administers: true }, {}, sent.problems);
  }

  @Get(':id/:act')
  async actForm(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const panel = await this.find(visit, id);
    const context = await this.contextOf(visit, panel, name);
    return this.pages.view(visit, template, { ...context, form: new Form(name === 'change' ? { name: panel.name, covers: [...(panel.covers ?? [])] } : {}, [], panel.version) });
  }

  @Post(':id/:act')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const context = await this.contextOf(visit, await this.find(visit, id), name);
    const sent = await this.send(visit, id, name, body);
    if (sent.done !== null) return this.pages.onward(visit, `/administration/panels/${id}`, 'Changed');
    return this.pages.again(visit, template, context, body, sent.problems);
  }

  private send(visit: Visit, id: string, name: string, body: Posted): Promise<Sent> {
    const idempotencyKey = text(body['idempotencyKey']);
    const change = { id, version: whole(body['version']), idempotencyKey };
    if (name === 'seat') {
      return this.pages.send(visit, SeatMemberDocument, { idempotencyKey, panelId: id, membershipId: text(body['membershipId']), seat: text(body['seat']), deputyOf: text(body['deputyOf']) || null });
    }
    if (name === 'close') return this.pages.send(visit, ClosePanelDocument, change);
    return this.pages.send(visit, ChangePanelDocument, { ...change, name: text(body['name']), covers: list(body['covers']) });
  }

  private find(visit: Visit, id: string): Promise<Found> {
    return this.pages.readOne(visit, PanelDocument, { id }, (data) => data.panel);
  }

  private async contextOf(visit: Visit, panel: Found, name: string): Promise<{ title: string; [name: string]: unknown }> {
    const title = Object.hasOwn(titles, name) ? titles[name] : undefined;
    if (title === undefined) throw PageProblem.missing();
    const { administrationForm } = await this.pages.read(visit, AdministrationFormDocument, {});
    return { title: `${title}: ${panel.name}`, heading: title, panel, name, choices: administrationForm };
  }
}
