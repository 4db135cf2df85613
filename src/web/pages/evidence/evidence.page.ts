import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import '../../../platform/files/uploads.hook.js';
import { UploadDoor, type UploadState } from '../../../platform/files/upload-door.js';
import { changeOf } from '../../case-act.js';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { EvidenceFileDocument, type EvidenceFileQuery, EvidenceWaitingDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { pagination } from '../../pagination.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import { evidenceActs } from './evidence-acts.js';
import { type EvidenceOfRecord, evidenceOf } from './evidence-section.js';

type File = NonNullable<EvidenceFileQuery['evidenceFile']>;
const template = 'pages/evidence/evidence';
const actTemplate = 'pages/evidence/act';

const became: Readonly<Record<UploadState, string>> = {
  released: 'was scanned and is added',
  waiting: 'is received. It was not scanned: an officer of the council looks at it before others can open it',
  keptOut: 'was not kept: a virus was found in it. That it was sent is recorded',
};

/** The files of one record, and files that wait for an officer. */
@Controller('evidence')
export class EvidencePage {
  constructor(
    private readonly pages: Pages,
    private readonly door: UploadDoor,
  ) {}

  @Get('waiting')
  async waiting(@Visited() visit: Visit): Promise<string> {
    const { evidenceWaiting } = await this.pages.read(visit, EvidenceWaitingDocument, { page: Math.max(1, whole((visit.request.query as Posted)['page'])) });
    const rows = evidenceWaiting.rows.map((row) => ({ ...row, recordHref: recordHref(visit, row.recordKind, row.recordId) }));
    return this.pages.view(visit, 'pages/evidence/waiting', { title: 'Files waiting for release', wide: true, files: { ...evidenceWaiting, rows }, pagination: pagination(visit.request.url, evidenceWaiting) });
  }

  @Get('files/:id/:act')
  async act(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const file = await this.find(visit, id);
    return this.pages.view(visit, actTemplate, { ...actContext(file, name), form: new Form({}, [], file.version) });
  }

  @Post('files/:id/:act')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const file = await this.find(visit, id);
    const context = actContext(file, name);
    const sent = await context.act.send(this.pages, visit, changeOf(id, body), body);
    if (sent.done !== null) {
      const keptOut = (await this.find(visit, id)).state === 'keptOut';
      return this.pages.onward(visit, `/evidence/${file.recordKind}/${file.recordId}`, keptOut ? `${file.reference} was scanned now and not released: a virus was found in it` : `${context.act.done}: ${file.reference}`);
    }
    return this.pages.again(visit, actTemplate, context, body, sent.problems);
  }

  @Get(':kind/:id')
  async record(@Visited() visit: Visit, @Param('kind') kind: string, @Param('id') id: string): Promise<string> {
    const evidence = await this.files(visit, kind, id);
    const replacesId = text((visit.request.query as Posted)['replaces']);
    const upload = new Form({ replacesId: evidence.files.some((one) => one.id === replacesId && one.mayWithdraw) ? replacesId : '' });
    return this.pages.view(visit, template, { ...contextOf(visit, evidence, upload), form: upload });
  }

  /** Multipart: the hook has read its fields and its file. */
  @Post(':kind/:id')
  async add(@Visited() visit: Visit, @Param('kind') recordKind: string, @Param('id') recordId: string, @Body() given: Posted | undefined): Promise<string> {
    const body = given ?? {};
    const field = (name: string): string => text(body[name]);
    const uploaded = await this.door.take(visit.actor, {
      recordKind, recordId, idempotencyKey: field('idempotencyKey'), description: field('description'), audience: field('audience'), caveat: field('caveat'), replacesId: field('replacesId'),
    }, visit.request.upload);
    if (uploaded.done !== null) return this.pages.onward(visit, `/evidence/${recordKind}/${recordId}`, `${uploaded.done.reference ?? 'The file'} ${became[uploaded.state]}`);
    const { refused } = uploaded;
    if (refused.code === 'NOT_FOUND') throw PageProblem.missing();
    if (refused.code === 'NOT_PERMITTED') throw PageProblem.forbidden(refused.message);
    const problems = 'fields' in refused ? (refused.fields as { field: string; message: string }[]) : [{ field: 'form', message: refused.message }];
    const evidence = await this.files(visit, recordKind, recordId);
    return this.pages.again(visit, template, contextOf(visit, evidence, new Form(body, problems)), body, problems);
  }

  private async files(visit: Visit, kind: string, id: string): Promise<EvidenceOfRecord> {
    const found = await evidenceOf(this.pages, visit, kind, id);
    if (found === null) throw PageProblem.missing();
    return found;
  }

  private find(visit: Visit, id: string): Promise<File> {
    return this.pages.readOne(visit, EvidenceFileDocument, { id }, (data) => data.evidenceFile);
  }
}

function contextOf(visit: Visit, evidence: EvidenceOfRecord, upload: Form): { title: string; [name: string]: unknown } {
  const replaced = evidence.files.find(({ id }) => id === text(upload.values['replacesId']));
  return { title: `Evidence: ${evidence.reference}`, evidence, upload, replaced, recordHref: recordHref(visit, evidence.recordKind, evidence.recordId), whole: true };
}

function actContext(file: File, name: string): { title: string; act: (typeof evidenceActs)[string]; [name: string]: unknown } {
  const act = Object.hasOwn(evidenceActs, name) ? evidenceActs[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return { title: `${act.title}: ${file.reference}`, file, act, name };
}

/** Where a record is read, by its kind. */
function recordHref(visit: Visit, kind: string, id: string): string {
  if (kind === 'representation') return visit.actor.role === 'provider' ? `/replies/${id}` : `/representations/${id}`;
  if (kind === 'notice' && visit.actor.role === 'provider') return `/my-notices/${id}`;
  if (kind === 'action' && visit.actor.role === 'provider') return `/my-plan/${id}`;
  const paths: Readonly<Record<string, string>> = {
    intelligence: 'intelligence', restriction: 'restrictions', decision: 'decisions/made', action: 'actions', visit: 'visits', letter: 'letters', notice: 'notices', termination: 'terminations',
  };
  return `/${paths[kind] ?? ''}/${id}`;
}
