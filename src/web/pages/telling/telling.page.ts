import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { standingOf } from '../../components/standing.js';
import { changeOf } from '../../case-act.js';
import { type Body as Posted, Form, text } from '../../form.js';
import { DeferTellingDocument, PlanTellingDocument, RecordToldDocument, TellingDocument, type TellingQuery } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages, type Sent } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Telling = NonNullable<TellingQuery['telling']>;
const writers = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer'];
const template = 'pages/telling/telling';

/** The steps, by the button that was pressed. */
const steps: Readonly<Record<string, { readonly done: string; readonly send: (pages: Pages, visit: Visit, id: string, body: Posted) => Promise<Sent> }>> = {
  plan: {
    done: 'Recorded who tells whom, and when',
    send: (pages, visit, id, body) => pages.send(visit, PlanTellingDocument, { ...changeOf(id, body), whoIsTold: text(body['whoIsTold']), whoTells: text(body['whoTells']), tellOn: text(body['tellOn']) }),
  },
  defer: {
    done: 'Recorded why not yet, and when it is considered again',
    send: (pages, visit, id, body) => pages.send(visit, DeferTellingDocument, { ...changeOf(id, body), whyNotYet: text(body['whyNotYet']), considerOn: text(body['considerOn']) }),
  },
  told: {
    done: 'Recorded that they were told',
    send: (pages, visit, id, body) => pages.send(visit, RecordToldDocument, { ...changeOf(id, body), toldOn: text(body['toldOn']), toldNote: text(body['toldNote']) || null }),
  },
};

/** Telling people, families and advocates of one decision (R41). */
@Controller('decisions/made/:id/telling')
export class TellingPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async telling(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const telling = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(visit, telling), ...(await standingOf(this.pages, visit, 'telling', telling.id)), form: new Form({ whoIsTold: telling.whoIsTold ?? '', whoTells: telling.whoTells ?? '' }, [], telling.version) });
  }

  @Post(':step')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('step') name: string, @Body() body: Posted): Promise<string> {
    const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
    if (step === undefined) throw PageProblem.missing();
    const telling = await this.find(visit, id);
    const sent = await step.send(this.pages, visit, id, body);
    return sent.done === null ? this.pages.again(visit, template, contextOf(visit, telling), body, sent.problems) : this.pages.onward(visit, `/decisions/made/${id}/telling`, step.done);
  }

  private find(visit: Visit, decisionId: string): Promise<Telling> {
    return this.pages.readOne(visit, TellingDocument, { decisionId }, (data) => data.telling);
  }
}

function contextOf({ actor }: Visit, telling: Telling) {
  return { title: `Telling people and families: ${telling.decisionReference}`, telling, base: `/decisions/made/${telling.id}/telling`, writer: writers.includes(actor.role) && telling.state !== 'told' };
}
