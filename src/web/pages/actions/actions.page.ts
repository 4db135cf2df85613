import { Body, Controller, Get, Param, Post, type StreamableFile } from '@nestjs/common';
import { londonDate } from '../../../platform/clock/london.js';
import { dateInWords, dateTimeInWords } from '../../../platform/clock/words.js';
import { compilePaper } from '../../../platform/documents/typst.js';
import { standingOf } from '../../components/standing.js';
import { answersOf, type CaseAct, changeOf, offeredActs } from '../../case-act.js';
import { everyRow } from '../../every-page.js';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { ActionDocument, ActionFormDocument, type ActionQuery, ActionsDocument, type ActionsQuery, type ActionsQueryVariables, CreateActionDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { pagination, withPart } from '../../pagination.js';
import { wordsFor } from '../../state-words.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { evidenceContext } from '../evidence/evidence-section.js';
import { actionActs } from './action-acts.js';

type Found = NonNullable<ActionQuery['action']>;
const columns = [
  { key: 'reference', header: 'Action' }, { key: 'description', header: 'What', width: 60 }, { key: 'mustDo', header: 'Must do', width: 10 }, { key: 'serviceName', header: 'Service', width: 32 },
  { key: 'ownerName', header: 'Owner', width: 32 }, { key: 'agencyName', header: 'Agency', width: 24 }, { key: 'meetingReference', header: 'Agreed at', width: 16 }, { key: 'dueOn', header: 'Due', width: 12, date: true as const }, { key: 'daysOverdue', header: 'Days overdue', width: 10 }, { key: 'state', header: 'Where it stands', width: 24 },
  { key: 'extensions', header: 'Times more time was agreed', width: 12 }, { key: 'extensionReason', header: 'Why more time', width: 40 }, { key: 'reopened', header: 'Times opened again', width: 12 }, { key: 'verifiedOn', header: 'Checked by an officer on', width: 14, date: true as const },
  { key: 'fromEarlierRecords', header: 'From earlier records' },
];
/** What the log is narrowed to, beside whose and what state: its name in the address, the variable, the list of choices and its label. */
const narrowing = [
  { name: 'owner', variable: 'ownerMembershipId', of: 'owners', label: 'Owner' }, { name: 'agency', variable: 'agencyId', of: 'agencies', label: 'Agency' }, { name: 'service', variable: 'serviceId', of: 'services', label: 'Service' },
  { name: 'provider', variable: 'providerId', of: 'providers', label: 'Provider' }, { name: 'meeting', variable: 'meetingId', of: 'meetings', label: 'Meeting' },
] as const;
const actTemplate = 'pages/actions/act';
const officers = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer'];

/** Actions: mine first, overdue first; each with what happened to it and what may be done now. */
@Controller('actions')
export class ActionsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string | StreamableFile> {
    const asked = visit.request.query as Posted;
    const serviceId = text(asked['service']);
    const narrow = Object.fromEntries(narrowing.map(({ name }) => [name, text(asked[name])]));
    // One's own first: who asks for everybody's, or for a service's or a meeting's, says so.
    const filters = { mine: text(asked['whose']) !== 'all' && Object.values(narrow).every((id) => id === ''), overdue: text(asked['overdue']) === 'yes', closed: text(asked['closed']) === 'yes' };
    const narrowed = { ...filters, ...Object.fromEntries(narrowing.map(({ name, variable }) => [variable, narrow[name] || null])) };
    if (text(asked['format']) === 'csv') return this.csv(visit, narrowed);
    if (text(asked['format']) === 'xlsx') return this.xlsx(visit, narrowed);
    if (text(asked['format']) === 'pdf') return this.paper(visit, narrowed);
    const actions = await this.read(visit, narrowed, whole(asked['page']));
    return this.pages.view(visit, 'pages/actions/actions', {
      title: filters.mine ? 'My actions' : 'Action log', wide: true, actions, filters, serviceId, narrowing: narrowing.map((one) => ({ ...one, chosen: narrow[one.name], items: actions.choices[one.of] })), narrowed: Object.values(narrow).some((id) => id !== ''), adds: officers.includes(visit.actor.role),
      csv: withPart(visit.request.url, 'format', 'csv'), xlsx: withPart(visit.request.url, 'format', 'xlsx'), pdf: withPart(visit.request.url, 'format', 'pdf'), pagination: pagination(visit.request.url, actions),
    });
  }

  @Get('add')
  async add(@Visited() visit: Visit): Promise<string> {
    const serviceId = text((visit.request.query as Posted)['service']);
    return this.pages.view(visit, 'pages/actions/add', { ...(await this.adding(visit, serviceId)), form: new Form({ serviceId }) });
  }

  @Post('add')
  async create(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const given = (field: string): string => text(body[field]);
    const sent = await this.pages.send(visit, CreateActionDocument, {
      idempotencyKey: given('idempotencyKey'), serviceId: given('serviceId') || null, description: given('description'),
      ownerMembershipId: given('ownerMembershipId'), dueOn: given('dueOn'), mustDo: given('mustDo') === 'yes', forProvider: given('forProvider') === 'yes',
    });
    if (sent.done !== null) return this.pages.onward(visit, `/actions/${sent.done.id}`, `Action ${sent.done.reference ?? ''} added; its owner is told`);
    return this.pages.again(visit, 'pages/actions/add', await this.adding(visit, given('serviceId')), body, sent.problems);
  }

  @Get(':id')
  async action(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const action = await this.find(visit, id);
    return this.pages.view(visit, 'pages/actions/action', { title: action.reference, action, acts: offeredActs(`/actions/${id}`, actionActs, action.allowedActions), ...(await evidenceContext(this.pages, visit, 'action', id)), ...(await standingOf(this.pages, visit, 'action', id, action.allowedActions)) });
  }

  @Get(':id/:act')
  async form(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const act = actCalled(name);
    const action = await this.find(visit, id);
    const begin = name === 'extend' ? { newDueOn: action.extensionDueOn ?? '' } : {};
    return this.pages.view(visit, actTemplate, { ...contextOf(action, name, act), form: new Form(begin, [], action.version) });
  }

  @Post(':id/:act')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const act = actCalled(name);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, actTemplate, { ...contextOf(await this.find(visit, id), name, act), form: new Form(body) });
    const forGood = !act.check || step === 'confirm';
    const sent = await act.send(this.pages, forGood ? visit : rehearsing(visit), changeOf(id, body), body);
    if (sent.done !== null && forGood) return this.pages.onward(visit, `/actions/${id}`, act.done);
    const action = await this.find(visit, id);
    if (sent.done === null) return this.pages.again(visit, actTemplate, contextOf(action, name, act), body, sent.problems);
    const answers = [{ key: 'Service', value: action.serviceName ?? 'The panel' }, ...answersOf(act, body, (_, value) => (value === 'yes' ? 'Yes' : value === 'no' ? 'No' : value))];
    return this.pages.view(visit, actTemplate, { ...contextOf(action, name, act), form: new Form(body), answers });
  }

  private async read(visit: Visit, narrowed: ActionsQueryVariables, page: number): Promise<ActionsQuery['actions']> {
    return (await this.pages.read(visit, ActionsDocument, { ...narrowed, page: Math.max(1, page) })).actions;
  }

  private async csv(visit: Visit, narrowed: ActionsQueryVariables): Promise<string> {
    const rows = (await this.all(visit, narrowed)).map((row) => ({ ...row, dueOn: dateInWords(row.dueOn), verifiedOn: row.verifiedOn == null ? null : dateInWords(row.verifiedOn) }));
    return this.pages.csv(visit, { name: 'actions.csv', of: 'actions', subjectKind: 'action' }, columns, rows);
  }

  private async xlsx(visit: Visit, narrowed: ActionsQueryVariables): Promise<StreamableFile> {
    const filter = narrowedTo(narrowed, (await this.read(visit, narrowed, 1)).choices);
    return this.pages.xlsx(visit, { name: 'actions.xlsx', of: 'actionsWorkbook', subjectKind: 'action', title: 'Actions', filter }, columns, await this.all(visit, narrowed));
  }

  /** The log as a paper: overdue first, with how often and why more time was given. */
  private async paper(visit: Visit, narrowed: ActionsQueryVariables): Promise<StreamableFile> {
    const { choices, total, overdue } = await this.read(visit, narrowed, 1);
    const at = this.pages.now();
    const day = londonDate(at).toString();
    const rows = await this.all(visit, narrowed);
    const bytes = await compilePaper(new URL('action-log.typ', import.meta.url), {
      council: visit.actor.councilName, title: 'Action log', reference: `Action log ${day}`, producedAt: at.toString(), marking: 'Confidential: for whoever made this copy', when: dateTimeInWords(at), narrowed: narrowedTo(narrowed, choices), total, overdue,
      rows: rows.map((row) => ({
        reference: row.reference, mustDo: row.mustDo, description: row.description, service: row.serviceName ?? 'The panel', owner: [row.ownerName, row.agencyName].filter(Boolean).join(', '), meeting: row.meetingReference ?? null,
        due: dateInWords(row.dueOn), daysOverdue: row.daysOverdue, state: row.state, extensions: row.extensions, extensionReason: row.extensionReason ?? null, verified: row.verifiedOn == null ? null : dateInWords(row.verifiedOn),
      })),
    });
    return this.pages.paper(visit, { name: `action-log-${day}.pdf`, of: 'actionsPaper', subjectKind: 'action' }, bytes);
  }

  private async all(visit: Visit, narrowed: ActionsQueryVariables) {
    const rows = await everyRow((page) => this.read(visit, narrowed, page));
    return rows.map((row) => ({ ...row, state: wordsFor('action', row.state) }));
  }

  private find(visit: Visit, id: string): Promise<Found> {
    return this.pages.readOne(visit, ActionDocument, { id }, (data) => data.action);
  }

  private async adding(visit: Visit, serviceId: string): Promise<{ title: string; [name: string]: unknown }> {
    const { actionForm } = await this.pages.read(visit, ActionFormDocument, { serviceId: serviceId || null });
    return { title: 'Add an action', facts: actionForm };
  }
}

function narrowedTo(narrowed: ActionsQueryVariables, choices: ActionsQuery['actions']['choices']): string {
  const { mine, overdue, closed } = narrowed;
  const chosen = narrowing.flatMap(({ variable, of, label }) => choices[of].filter(({ code }) => code === narrowed[variable]).map(({ words }) => `${label.toLowerCase()} ${words}`));
  return [mine ? 'one’s own' : 'everybody’s', ...(overdue ? ['only overdue'] : []), ...(closed ? ['closed ones too'] : []), ...chosen].join(', ');
}

function actCalled(name: string): CaseAct {
  const act = Object.hasOwn(actionActs, name) ? actionActs[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return act;
}

function contextOf(action: Found, name: string, act: CaseAct): { title: string; [name: string]: unknown } {
  return { title: `${act.title}: ${action.reference}`, action, act, name };
}
