import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { changeOf } from '../../case-act.js';
import { type Body as Posted, Form, text } from '../../form.js';
import { ClassDecisionDocument, DecisionHandlingDocument, RestrictionHandlingDocument, SetRestrictionPublicityDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { stateWords } from '../../state-words.js';
import { type Visit, Visited } from '../../visit.js';

interface Choice {
  readonly number: number;
}
/** What is handled, with its field in the form and the words of its choices. */
interface Handled {
  readonly field: 'confidentiality' | 'publicity';
  readonly about: string;
  readonly address: string;
  readonly reference: string;
  readonly now: string | null;
  readonly choices: readonly Choice[];
}
const template = 'pages/decisions/handling';

/** Who may be told of a decision or a restriction: how that was chosen, and choosing otherwise, with why (ADR 0050). */
@Controller()
export class HandlingPage {
  constructor(private readonly pages: Pages) {}

  @Get('decisions/made/:id/handling')
  async decision(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.show(visit, await this.ofDecision(visit, id));
  }

  @Post('decisions/made/:id/handling')
  async classDecision(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, ClassDecisionDocument, { ...changeOf(id, body), confidentiality: text(body['confidentiality']), reason: text(body['reason']) });
    const handled = await this.ofDecision(visit, id);
    return sent.done === null ? this.pages.again(visit, template, contextOf(handled), body, sent.problems) : this.pages.onward(visit, handled.address, 'Changed; what it was before stays below');
  }

  @Get('restrictions/:id/handling')
  async restriction(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.show(visit, await this.ofRestriction(visit, id));
  }

  @Post('restrictions/:id/handling')
  async setPublicity(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, SetRestrictionPublicityDocument, { ...changeOf(id, body), publicity: text(body['publicity']), reason: text(body['reason']) });
    const handled = await this.ofRestriction(visit, id);
    return sent.done === null ? this.pages.again(visit, template, contextOf(handled), body, sent.problems) : this.pages.onward(visit, handled.address, 'Changed; what it was before stays below');
  }

  private show(visit: Visit, handled: Handled): string {
    return this.pages.view(visit, template, { ...contextOf(handled), form: new Form({}, [], handled.choices[0]?.number ?? 0) });
  }

  private async ofDecision(visit: Visit, id: string): Promise<Handled> {
    const { reference, name, serviceName, confidentiality, handlingChoices } = await this.pages.readOne(visit, DecisionHandlingDocument, { id }, (data) => data.decision);
    return { field: 'confidentiality', about: `${name}, ${serviceName}`, address: `/decisions/made/${id}/handling`, reference, now: confidentiality ?? null, choices: handlingChoices };
  }

  private async ofRestriction(visit: Visit, id: string): Promise<Handled> {
    const { reference, what, serviceName, publicity, handlingChoices } = await this.pages.readOne(visit, RestrictionHandlingDocument, { id }, (data) => data.standingRestriction);
    return { field: 'publicity', about: `${what}: ${serviceName}`, address: `/restrictions/${id}/handling`, reference, now: publicity, choices: handlingChoices };
  }
}

function contextOf(handled: Handled): { title: string; [name: string]: unknown } {
  return { title: `Who may be told: ${handled.reference}`, handled, words: stateWords[handled.field] };
}
