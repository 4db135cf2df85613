import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { standingOf } from '../../components/standing.js';
import { answersOf, type CaseAct, changeOf, offeredActs } from '../../case-act.js';
import { type Body as Posted, Form, text } from '../../form.js';
import { IntelligenceRecordDocument, type IntelligenceRecordQuery, SourceAccessDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { evidenceContext } from '../evidence/evidence-section.js';
import { intelligenceActs } from './intelligence-acts.js';

type Found = NonNullable<IntelligenceRecordQuery['intelligenceRecord']>;
const actTemplate = 'pages/intelligence/act';

/** One record of intelligence: what it says, what happened to it, what may be done now. */
@Controller('intelligence/:id')
export class IntelligenceRecordPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async record(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const record = await this.find(visit, id);
    const sealed = record.sourceSealed ? (await this.pages.read(visit, SourceAccessDocument, { id })).sourceAccess : null;
    const acts = offeredActs(`/intelligence/${id}`, intelligenceActs, record.allowedActions);
    return this.pages.view(visit, 'pages/intelligence/record', { title: record.reference, record, sealed, acts, circle: visit.actor.role !== 'contributor', ...(await evidenceContext(this.pages, visit, 'intelligence', id)), ...(await standingOf(this.pages, visit, 'intelligence', id, record.allowedActions)) });
  }

  @Get(':act')
  async form(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const act = actCalled(name);
    const record = await this.find(visit, id);
    const begin = { severity: record.severity, caveat: record.caveat, lawfulBasis: record.lawfulBasis ?? '' };
    return this.pages.view(visit, actTemplate, { ...contextOf(record, name, act), form: new Form(begin, [], record.version) });
  }

  @Post(':act')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const act = actCalled(name);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, actTemplate, { ...contextOf(await this.find(visit, id), name, act), form: new Form(body) });
    const forGood = !act.check || step === 'confirm';
    const sent = await act.send(this.pages, forGood ? visit : rehearsing(visit), changeOf(id, body), body);
    if (sent.done !== null && forGood) return this.pages.onward(visit, `/intelligence/${id}`, act.done);
    const record = await this.find(visit, id);
    if (sent.done === null) return this.pages.again(visit, actTemplate, contextOf(record, name, act), body, sent.problems);
    const about = record.serviceName ?? record.notListed;
    const answers = [...(about == null ? [] : [{ key: 'Service', value: about }]), ...answersOf(act, body, (field, value) => wordsOf(record, field, value))];
    return this.pages.view(visit, actTemplate, { ...contextOf(record, name, act), form: new Form(body), answers });
  }

  private find(visit: Visit, id: string): Promise<Found> {
    return this.pages.readOne(visit, IntelligenceRecordDocument, { id }, (data) => data.intelligenceRecord);
  }
}

function actCalled(name: string): CaseAct {
  const act = Object.hasOwn(intelligenceActs, name) ? intelligenceActs[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return act;
}

function contextOf(record: Found, name: string, act: CaseAct): { title: string; [name: string]: unknown } {
  return { title: `${act.title}: ${record.reference}`, record, act, name };
}

function wordsOf(record: Found, field: string, value: string): string {
  if (field === 'caveat') return record.caveats.find(({ code }) => code === value)?.words ?? value;
  if (field === 'disposition') return record.dispositions.find(({ code }) => code === value)?.words ?? value;
  return value;
}
