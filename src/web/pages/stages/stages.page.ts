import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { inOwnWords } from '../../../platform/access/own-words.js';
import { answersOf, changeOf, offeredActs } from '../../case-act.js';
import { type Body as Posted, Form, text } from '../../form.js';
import { StageStepsDocument, StageToMoveDocument, type StageToMoveQuery } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { statechart } from '../../components/statechart.js';
import { Pages } from '../../pages.service.js';
import { wordsFor } from '../../state-words.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { type StageAct, stageActs } from './stage-acts.js';

type Found = NonNullable<StageToMoveQuery['stageForm']>;
const template = 'pages/stages/act';

/** The steps of a service's stage that are no decision on a recommendation: what may be done now, and a page for each. */
@Controller('services/:id/stage')
export class StagesPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async steps(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const stage = await this.find(visit, id);
    const { allowedActions, stage: at, stageStep } = await this.pages.readOne(visit, StageStepsDocument, { id }, (data) => data.service);
    const mine = Object.fromEntries(Object.entries(inOwnWords(visit.actor.stageNames, stageActs)).filter(([, { roles }]) => roles.includes(visit.actor.role)));
    // Who decides, and what a form answers, is asked where the step leads.
    const steps = allowedActions.map((one) => ({ ...one, ...withoutForm(one.unmet) }));
    return this.pages.view(visit, 'pages/stages/stage', { title: `Stage: ${stage.serviceName}`, stage, at, stageStep, drawing: statechart('stage', stageStep ? `${at}.${stageStep}` : at, visit.actor.stageNames), acts: offeredActs(`/services/${id}/stage`, mine, steps) });
  }

  @Get(':act')
  async form(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const act = actCalled(visit, name);
    const stage = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(stage, name, act), form: new Form({}, [], stage.version) });
  }

  @Post(':act')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const act = actCalled(visit, name);
    const stage = await this.find(visit, id);
    const context = contextOf(stage, name, act);
    const given = text(body['step']);
    if (given === 'change') return this.pages.view(visit, template, { ...context, form: new Form(body) });
    const forGood = !act.check || given === 'confirm';
    const sent = await act.send(this.pages, forGood ? visit : rehearsing(visit), changeOf(id, body), body);
    if (sent.done !== null && forGood) return this.pages.onward(visit, `/services/${id}/stage`, `${act.done}${sent.done.reference ? `. Reference ${sent.done.reference}` : ''}`);
    if (sent.done === null) return this.pages.again(visit, template, context, body, sent.problems);
    const answers = [{ key: 'Service', value: stage.serviceName }, ...answersOf(act, body, (field, value) => inOwnWords(visit.actor.stageNames, wordsOf(stage, body, field, value)))];
    return this.pages.view(visit, template, { ...context, form: new Form(body), answers });
  }

  private find(visit: Visit, id: string): Promise<Found> {
    return this.pages.readOne(visit, StageToMoveDocument, { id }, (data) => data.stageForm);
  }
}

const deciding = ['hasAuthorisedDecider', 'isIndependentDecider', 'hasReasons', 'hasSeniorConfirmer', 'hasCriterionWithEvidence', 'hasConfirmationDate'];
function withoutForm(unmet: readonly { requirement: string; sentence: string }[]) {
  const left = unmet.filter(({ requirement }) => !deciding.includes(requirement));
  return { allowed: left.length === 0, unmet: left };
}

function actCalled({ actor }: Visit, name: string): StageAct {
  const act = Object.hasOwn(stageActs, name) ? stageActs[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return inOwnWords(actor.stageNames, act);
}

function contextOf(stage: Found, name: string, act: StageAct): { title: string; [name: string]: unknown } {
  return { title: `${act.title}: ${stage.serviceName}`, stage, act, name, action: `/services/${stage.serviceId}/stage/${name}` };
}

const words: Readonly<Record<string, string>> = {
  approve: 'Start {enhanced}', decline: 'Decline the proposal', confirm: 'Confirm it', end: 'End it', yes: 'Yes', no: 'No', providerCeased: 'The provider has ceased', contractEnded: 'The contract has ended',
};
function wordsOf({ officers, criteria }: Found, body: Posted, field: string, value: string): string {
  if (field === 'confidentiality') return wordsFor('confidentiality', value);
  if (field.endsWith('Id')) return officers.find(({ id }) => id === value)?.words ?? value;
  if (field === 'criteria') return `${criteria.find(({ code }) => code === value)?.words ?? value}: ${text(body[`evidence_${value}`])}`;
  return ['outcome', 'otherDirector', 'immediateDanger', 'closingReason', 'safeguardingOwnerAccepts'].includes(field) ? (words[value] ?? value) : value;
}
