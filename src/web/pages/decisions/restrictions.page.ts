import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form } from '../../form.js';
import { RestrictionToConfirmDocument, type RestrictionToConfirmQuery } from '../../generated/documents.js';
import { standingOf as caseStandingOf } from '../../components/standing.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import { dateInWords } from '../../../platform/clock/words.js';
import { evidenceContext } from '../evidence/evidence-section.js';
import { type ChangeAct, changeActs, confirmAct, type DecisionAct, extendAct, riskWords, toAnswer } from './decision-acts.js';
import { codeWords, decisionAnswers } from './decisions.page.js';
import { lettersAbout } from './letters-about.js';
import { takeDecision } from './take-decision.js';
import { isImposed, restrictionActsFor } from '../restrictions/restriction-acts.js';

type Restriction = NonNullable<RestrictionToConfirmQuery['standingRestriction']>;
const overview = 'pages/decisions/restriction';
const decisionWords: Readonly<Record<string, string>> = { placed: 'Placed', confirmed: 'Confirmed', varied: 'Changed', ended: 'Ended', extended: 'Kept after its review', phased: 'Lifted in phases', nextPhase: 'Next phase', relapsed: 'Phased lift ended', lifted: 'Lifted', appealHeard: 'Appeal heard' };

/** One restriction, with the fresh decision on it where it is in force as a precaution or an emergency (R03, R04), else its review (R06). */
@Controller('restrictions/:id')
export class RestrictionsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async restriction(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const restriction = await this.find(visit, id);
    return this.pages.view(visit, overview, { ...contextOf(visit, restriction), letters: await lettersAbout(this.pages, visit, { restrictionId: id }), ...(await evidenceContext(this.pages, visit, 'restriction', id)), ...(await caseStandingOf(this.pages, visit, 'restriction', id)), form: new Form({}, [], restriction.version) });
  }

  @Post()
  confirm(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    return this.take(visit, id, body, confirmAct, `/restrictions/${id}`);
  }

  @Post('extend')
  extend(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    return this.take(visit, id, body, extendAct, `/restrictions/${id}/extend`);
  }

  @Get('change/:name')
  async change(@Visited() visit: Visit, @Param('id') id: string, @Param('name') name: string): Promise<string> {
    const act = changeCalled(name);
    const restriction = await this.find(visit, id);
    return this.pages.view(visit, 'pages/decisions/change-restriction', { ...changing(visit, restriction, name, act), form: new Form(standsAs(restriction), [], restriction.version) });
  }

  @Post('change/:name')
  changed(@Visited() visit: Visit, @Param('id') id: string, @Param('name') name: string, @Body() body: Posted): Promise<string> {
    const act = changeCalled(name);
    return this.take(visit, id, body, act, `/restrictions/${id}/change/${name}`, { template: 'pages/decisions/change-restriction', context: (restriction) => changing(visit, restriction, name, act) });
  }

  private async take(visit: Visit, id: string, body: Posted, act: DecisionAct, action: string, on?: { template: string; context: (restriction: Restriction) => { title: string } }): Promise<string> {
    const restriction = await this.find(visit, id);
    return takeDecision(this.pages, visit, body, {
      id, act, template: on?.template ?? overview, context: on?.context(restriction) ?? contextOf(visit, restriction), action,
      answers: () => decisionAnswers(restriction.serviceName, act, body, restriction.waiting, (field, value) => wordsFor(restriction, field, value)),
    });
  }

  private find(visit: Visit, id: string): Promise<Restriction> {
    return this.pages.readOne(visit, RestrictionToConfirmDocument, { id }, (data) => data.standingRestriction);
  }
}

function changeCalled(name: string): ChangeAct {
  const act = Object.hasOwn(changeActs, name) ? changeActs[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return act;
}

/** Changes an authorised officer may decide on it as it stands: never of a stop that is not the council's, nor before the fresh decision. */
function changesOf(visit: Visit, restriction: Restriction): { name: string; title: string }[] {
  if (visit.actor.role !== 'authorisedOfficer' || isImposed(restriction) || restriction.confirmBy) return [];
  return Object.entries(changeActs).flatMap(([name, { title, states }]) => (states.includes(restriction.state) ? [{ name: `change/${name}`, title }] : []));
}

function changing(visit: Visit, restriction: Restriction, name: string, act: ChangeAct): { title: string; [name: string]: unknown } {
  return { ...contextOf(visit, restriction), title: `${act.title}: ${restriction.reference}`, name, act };
}

/** The form of a change begins with what stands. */
function standsAs({ kind, scope, reasonCodes, riskAssessments, liftConditions }: Restriction): Posted {
  return {
    kind, covers: scope.covers, coverDetail: scope.detail ?? '', perWeek: scope.perWeek === null ? '' : String(scope.perWeek), reasonCodes: [...reasonCodes], riskAssessmentId: riskAssessments[0]?.id ?? '',
    liftConditions: liftConditions ?? '',
  };
}

/** What was chosen for a restriction, in the words of its form. */
export function wordsFor({ reasonChoices, kindChoices, riskAssessments }: Pick<Restriction, 'reasonChoices' | 'kindChoices' | 'riskAssessments'>, field: string, value: string): string {
  if (field === 'kind') return kindChoices.find(({ code }) => code === value)?.words ?? value;
  if (field === 'reasonCodes') return reasonChoices.find(({ code }) => code === value)?.words ?? value;
  if (field === 'riskAssessmentId') return riskWords(riskAssessments.find(({ id }) => id === value));
  return codeWords(field, value);
}

function contextOf(visit: Visit, restriction: Restriction): { title: string; [name: string]: unknown } {
  return {
    title: `${restriction.reference}: ${restriction.serviceName}`, restriction, decisionWords, ...standingOf(restriction), waiting: toAnswer(restriction.waiting),
    decider: visit.actor.role === 'authorisedOfficer', imposed: isImposed(restriction), acts: [...changesOf(visit, restriction), ...restrictionActsFor(visit.actor.role, restriction)],
  };
}

/** Where it stands and since when, with the decision that put it there; a stop that is not the council's has none. */
function standingOf({ state, startsOn, endedOn, decisions }: Restriction): { stands: string; standsBy: Restriction['decisions'][number] | undefined } {
  const live = { decided: 'Decided, in force from', inForce: 'In force since', underReview: 'In force, under review, since', phasedLift: 'Lifted in phases; in force since' }[state];
  if (live !== undefined) return { stands: `${live} ${dateInWords(startsOn)}`, standsBy: decisions[0] };
  const over = { lifted: 'Lifted', superseded: 'Superseded', declined: 'Declined' }[state] ?? state;
  return { stands: endedOn === null ? over : `${over} on ${dateInWords(endedOn)}`, standsBy: decisions.findLast(({ act }) => act === 'lifted' || act === 'ended') };
}
