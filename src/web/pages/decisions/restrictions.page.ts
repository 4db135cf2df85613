import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { LetterPreviewedDocument, RestrictionToConfirmDocument, type RestrictionToConfirmQuery } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { dateInWords } from '../../../platform/clock/words.js';
import { evidenceContext } from '../evidence/evidence-section.js';
import { answerField, confirmAct, type DecisionAct, extendAct } from './decision-acts.js';
import { codeWords, decisionAnswers } from './decisions.page.js';
import { lettersAbout } from './letters-about.js';
import { isImposed, restrictionActsFor } from '../restrictions/restriction-acts.js';

type Restriction = NonNullable<RestrictionToConfirmQuery['standingRestriction']>;
const template = 'pages/decisions/restriction';
const decisionWords: Readonly<Record<string, string>> = { placed: 'Placed', confirmed: 'Confirmed', varied: 'Changed', ended: 'Ended', extended: 'Kept after its review', lifted: 'Lifted' };

/** One restriction, with the fresh decision on it where it is in force as a precaution or an emergency (R03, R04), else its review (R06). */
@Controller('restrictions/:id')
export class RestrictionsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async restriction(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const restriction = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(visit, restriction), letters: await lettersAbout(this.pages, visit, { restrictionId: id }), ...(await evidenceContext(this.pages, visit, 'restriction', id)), form: new Form({}, [], restriction.version) });
  }

  @Post()
  confirm(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    return this.take(visit, id, body, confirmAct, `/restrictions/${id}`);
  }

  @Post('extend')
  extend(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    return this.take(visit, id, body, extendAct, `/restrictions/${id}/extend`);
  }

  /** First the check, with the letter as the provider will see it; the decision only on the second press. */
  private async take(visit: Visit, id: string, body: Posted, act: DecisionAct, action: string): Promise<string> {
    const restriction = await this.find(visit, id);
    const context = contextOf(visit, restriction);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, template, { ...context, form: new Form(body) });
    if (step === 'confirm') {
      const sent = await act.send(this.pages, visit, id, body);
      if (sent.done !== null) return this.pages.onward(visit, `/decisions/made/${sent.done.id}`, `${act.done}. Reference ${sent.done.reference ?? ''}`);
      return this.pages.again(visit, template, context, body, sent.problems);
    }
    const tried = await act.send(this.pages, rehearsing(visit), id, body);
    if (tried.done === null) return this.pages.again(visit, template, context, body, tried.problems);
    const { letterPreview } = await this.pages.read(visit, LetterPreviewedDocument, act.preview(id, body));
    if (letterPreview == null) throw PageProblem.missing();
    return this.pages.view(visit, 'pages/decisions/check', {
      ...context, title: 'Check your answers', letter: letterPreview, form: new Form(body), action, button: act.button(body),
      answers: decisionAnswers(restriction.serviceName, act, body, restriction.waiting, codeWords),
    });
  }

  private find(visit: Visit, id: string): Promise<Restriction> {
    return this.pages.readOne(visit, RestrictionToConfirmDocument, { id }, (data) => data.standingRestriction);
  }
}

function contextOf(visit: Visit, restriction: Restriction): { title: string; [name: string]: unknown } {
  return {
    title: `${restriction.reference}: ${restriction.serviceName}`, restriction, decisionWords, ...standingOf(restriction), waiting: restriction.waiting.map((one) => ({ ...one, field: answerField(one.id) })),
    decider: visit.actor.role === 'authorisedOfficer', imposed: isImposed(restriction), acts: restrictionActsFor(visit.actor.role, restriction),
  };
}

/** Where it stands and since when, with the decision that put it there; a stop that is not the council's has none. */
function standingOf({ state, startsOn, endedOn, decisions }: Restriction): { stands: string; standsBy: Restriction['decisions'][number] | undefined } {
  const live = { decided: 'Decided, in force from', inForce: 'In force since', underReview: 'In force, under review, since' }[state];
  if (live !== undefined) return { stands: `${live} ${dateInWords(startsOn)}`, standsBy: decisions[0] };
  const over = { lifted: 'Lifted', superseded: 'Superseded', declined: 'Declined' }[state] ?? state;
  return { stands: endedOn === null ? over : `${over} on ${dateInWords(endedOn)}`, standsBy: decisions.findLast(({ act }) => act === 'lifted' || act === 'ended') };
}
