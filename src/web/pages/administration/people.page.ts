import { Body, Controller, Get, Param, Post, Redirect } from '@nestjs/common';
import { dateInWords } from '../../../platform/clock/words.js';
import { everyRow } from '../../every-page.js';
import { type Body as Posted, Form, inPageOrder, text, whole } from '../../form.js';
import {
  AdministrationFormDocument, type AdministrationFormQuery, InviteMemberDocument, MembershipsDocument, type MembershipsQuery, type MembershipsQueryVariables,
  PersonDocument, SendInvitationDocument, WithdrawDeputyDocument, WithdrawInvitationDocument,
} from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages, type Sent } from '../../pages.service.js';
import { pagination, withPart } from '../../pagination.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { type Found, type MemberAct, memberActs, placeOf } from './member-acts.js';

const columns = [
  { key: 'name', header: 'Name' }, { key: 'jobTitle', header: 'Job title' }, { key: 'agencyName', header: 'Agency' }, { key: 'roleName', header: 'Role' }, { key: 'seat', header: 'Seat' },
  { key: 'grade', header: 'Grade' }, { key: 'since', header: 'From' }, { key: 'until', header: 'To' }, { key: 'signsIn', header: 'Can sign in' },
];
const inviteTemplate = 'pages/administration/invite';
const actTemplate = 'pages/administration/member-act';
/** As the fields stand on the forms, so that what is wrong is listed from the top. */
const fieldOrder = [
  'name', 'mail', 'phone', 'jobTitle', 'agencyId', 'role', 'panelIds', 'providerId', 'seat', 'grade', 'delegatedDecisions', 'managerMembershipId',
  'deputyId', 'from', 'to', 'automatic', 'workGoesTo', 'reason', 'lastDay',
];

/** People of the council: who has which place, from when to when; bringing in, moving, ending. */
@Controller('administration')
export class PeoplePage {
  constructor(private readonly pages: Pages) {}

  @Get()
  @Redirect('/administration/people', 302)
  start(@Visited() _visit: Visit): void {
    // Administration begins with people.
  }

  @Get('people')
  async list(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Posted;
    const filters = { search: text(asked['search']), role: text(asked['role']), state: text(asked['state']) || 'current', sort: text(asked['sort']) || 'name' };
    if (text(asked['format']) === 'csv') return this.csv(visit, filters);
    const [found, choices] = await Promise.all([this.read(visit, filters, whole(asked['page'])), visit.actor.role === 'administrator' ? this.choices(visit) : null]);
    return this.pages.view(visit, 'pages/administration/people', {
      title: 'People', wide: true, found, filters, roles: choices?.roles ?? [], administers: choices !== null,
      csv: withPart(visit.request.url, 'format', 'csv'), pagination: pagination(visit.request.url, found),
    });
  }

  @Get('people/invite')
  async form(@Visited() visit: Visit): Promise<string> {
    const choices = await this.choices(visit);
    this.pages.demandRecentSignIn(visit);
    return this.pages.view(visit, inviteTemplate, { title: 'Invite somebody', choices, form: new Form({ grade: '0' }) });
  }

  @Post('people/invite')
  async invite(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const choices = await this.choices(visit);
    const input = { idempotencyKey: text(body['idempotencyKey']), name: text(body['name']), mail: text(body['mail']), phone: text(body['phone']), ...placeOf(body) };
    const sent = await this.pages.send(visit, InviteMemberDocument, input);
    if (sent.done !== null) return this.pages.onward(visit, `/administration/memberships/${sent.done.id}`, `${input.name} is added; whoever cannot sign in yet has an invitation by mail`);
    return this.pages.again(visit, inviteTemplate, { title: 'Invite somebody', choices }, body, inPageOrder(sent.problems, fieldOrder));
  }

  @Get('memberships/:id')
  async person(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const person = await this.find(visit, id);
    return this.pages.view(visit, 'pages/administration/person', { title: person.name, wide: true, person, administers: visit.actor.role === 'administrator', form: new Form() });
  }

  @Post('memberships/:id/invitation')
  async invitation(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, SendInvitationDocument, { idempotencyKey: text(body['idempotencyKey']), membershipId: id });
    return this.back(visit, id, sent, 'An invitation is on its way; an older one opens nothing any more');
  }

  @Post('memberships/:id/withdraw-invitation')
  async withdrawInvitation(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, WithdrawInvitationDocument, { id: text(body['invitationId']), version: whole(body['invitationVersion']), idempotencyKey: text(body['idempotencyKey']) });
    return this.back(visit, id, sent, 'The invitation is withdrawn');
  }

  @Post('memberships/:id/withdraw-deputy')
  async withdrawDeputy(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, WithdrawDeputyDocument, { id: text(body['deputyId']), version: whole(body['deputyVersion']), idempotencyKey: text(body['idempotencyKey']) });
    return this.back(visit, id, sent, 'They are deputy no longer');
  }

  @Get('memberships/:id/:act')
  async actForm(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const act = actCalled(name);
    const person = await this.find(visit, id);
    const choices = await this.choices(visit);
    if (act.grants) this.pages.demandRecentSignIn(visit);
    return this.pages.view(visit, actTemplate, { ...contextOf(act, name, person, choices), form: new Form(act.begin(person), [], act.versionOf(person)) });
  }

  @Post('memberships/:id/:act')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const act = actCalled(name);
    const person = await this.find(visit, id);
    const choices = await this.choices(visit);
    const context = contextOf(act, name, person, choices);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, actTemplate, { ...context, form: new Form(body) });
    const forGood = act.check === undefined || step === 'confirm';
    const sent = await act.send(this.pages, forGood ? visit : rehearsing(visit), { person, body });
    if (sent.done !== null && forGood) return this.pages.onward(visit, `/administration/memberships/${act.leadsTo === 'new' ? sent.done.id : id}`, act.done);
    if (sent.done !== null) return this.pages.view(visit, actTemplate, { ...context, form: new Form(body), answers: act.check?.(body, person, choices) });
    return this.pages.again(visit, actTemplate, context, body, inPageOrder(sent.problems, fieldOrder));
  }

  private async back(visit: Visit, id: string, sent: Sent, done: string): Promise<string> {
    if (sent.done !== null) return this.pages.onward(visit, `/administration/memberships/${id}`, done);
    const person = await this.find(visit, id);
    return this.pages.again(visit, 'pages/administration/person', { title: person.name, wide: true, person, administers: true }, {}, sent.problems);
  }

  private async read(visit: Visit, filters: MembershipsQueryVariables, page: number): Promise<MembershipsQuery['memberships']> {
    return (await this.pages.read(visit, MembershipsDocument, { ...filters, page: Math.max(1, page) })).memberships;
  }

  private async csv(visit: Visit, filters: MembershipsQueryVariables): Promise<string> {
    const rows = await everyRow((page) => this.read(visit, filters, page));
    return this.pages.csv(visit, { name: 'people.csv', of: 'memberships', subjectKind: 'membership' }, columns, rows.map((row) => ({
      ...row, since: dateInWords(row.from), until: row.to === null ? '' : dateInWords(row.to), signsIn: row.signsIn ? 'Yes' : 'No',
    })));
  }

  private async choices(visit: Visit): Promise<AdministrationFormQuery['administrationForm']> {
    return (await this.pages.read(visit, AdministrationFormDocument, {})).administrationForm;
  }

  private find(visit: Visit, membershipId: string): Promise<Found> {
    return this.pages.readOne(visit, PersonDocument, { membershipId }, (data) => data.person);
  }
}

function actCalled(name: string): MemberAct {
  const act = Object.hasOwn(memberActs, name) ? memberActs[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return act;
}

function contextOf(act: MemberAct, name: string, person: Found, choices: AdministrationFormQuery['administrationForm']): { title: string; [name: string]: unknown } {
  const others = choices.members.filter(({ id }) => !person.memberships.some((own) => own.id === id));
  const colleagues = others.filter(({ agencyId }) => agencyId === person.membership.agencyId);
  return { title: `${act.title}: ${person.name}`, act, name, person, choices: { ...choices, others, colleagues } };
}
