import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { practitionerOf } from '../providers/insolvency.js';
import { kindOf } from './kinds/index.js';
import type { DecisionLetter, LetterBody, LetterKind, LetterPart, OccasionLetter } from './letter-kind.js';
import { asServed, letterSource, type LetterSource, type OpenedWindow, replyDates } from './letter-facts.js';
import { letterParts, subjectOf, withEdits } from './letter-text.js';
import { planAnswerAsServed } from './plan-answer-facts.js';
import { occasionSource, type OccasionSource } from './occasion-facts.js';

/** What says which letter is written: what is kept of one, or what one will be. */
export interface LetterAsked {
  readonly kind: string;
  readonly serviceId: string;
  readonly decisionId: string | null;
  readonly aboutId: string | null;
  readonly representationId: string | null;
  /** The provider's plan it answers; none where it answers none. */
  readonly planId?: string | null;
  /** What people wrote in it; null before it is drafted. */
  readonly body: LetterBody | null;
}

/** A letter as the record makes it today. */
export interface Written {
  readonly providerId: string;
  readonly procedureId: string;
  readonly subject: string;
  readonly parts: readonly LetterPart[];
  readonly replyBy: string | null;
  readonly signature: { readonly name: string; readonly role: string };
  /** Whether it gives reasons; one that tells of no decision needs none. */
  readonly reasonsGiven: boolean;
  /** To whom the paper says it goes, where that is not the names given. */
  readonly recipient: string | null;
  /** Whom its first line greets, where that is not the names given. */
  readonly dear: string | null;
  /** Who is served for a provider in administration, with the address (case 23). */
  readonly practitioner: string | null;
}

// Case 23: every letter to a provider in administration is addressed to its insolvency practitioner.
const servedFor = `select ${practitionerOf('$1', '$2::date')} as practitioner`;
const windowOf = 'select window_ends_on::text as "windowEndsOn", served from representations where council_id = $1 and id = $2';

/** Writes a letter's parts from the record, inside a unit of work. */
@Injectable()
export class LetterWriting {
  constructor(private readonly unit: WriteUnit) {}

  /** `served` is the day its days to answer are counted from. @throws NotFound where there is no such service, decision or occasion */
  async write(asked: LetterAsked, served: Temporal.PlainDate): Promise<Written> {
    const kind = kindOf(asked.kind);
    return kind.occasion === 'decision' ? this.ofDecision(kind, asked, await this.decision(asked.decisionId), served) : this.ofOccasion(kind, asked, served);
  }

  async decision(decisionId: string | null): Promise<LetterSource> {
    const [row] = await this.unit.query<{ source: LetterSource }>(letterSource, [this.unit.actor.councilId, decisionId]);
    if (row === undefined) throw new NotFound('decision');
    return row.source;
  }

  private async ofDecision(kind: DecisionLetter, { representationId, body }: LetterAsked, source: LetterSource, served: Temporal.PlainDate): Promise<Written> {
    const dates = kind.reply === null ? null : replyDates(source.timescales, served, await this.window(representationId));
    const { providerId, procedureId, decision } = source;
    const facts = asServed(source, served, this.unit.actor.stageNames);
    return {
      providerId, procedureId, subject: subjectOf(kind, facts), parts: withEdits(letterParts(kind, facts, dates), body), replyBy: dates?.replyBy ?? null,
      signature: { name: decision.decidedBy, role: decision.decidedByTitle }, reasonsGiven: decision.reasons !== '', recipient: null, dear: null, practitioner: await this.practitioner(kind, providerId, source.notice?.practitioner),
    };
  }

  private async ofOccasion(kind: OccasionLetter, { serviceId, aboutId, planId, body }: LetterAsked, served: Temporal.PlainDate): Promise<Written> {
    const { actor, at } = this.unit;
    const [row] = await this.unit.query<{ source: OccasionSource }>(occasionSource, [actor.councilId, serviceId, aboutId, actor.membershipId, at.toString(), planId ?? null]);
    if (row === undefined) throw new NotFound('service');
    const source = { ...row.source, stageNames: actor.stageNames, plan: row.source.plan && planAnswerAsServed(row.source.plan, served) };
    const needsAbout = kind.occasion !== 'service';
    if (needsAbout !== (aboutId !== null)) throw new InvalidInput([{ field: 'aboutId', message: needsAbout ? 'Choose what the letter is about' : 'This letter is about the service: leave out what else it is about' }]);
    if (!source.known) throw new NotFound('record');
    const missing = body === null ? (kind.missing?.(source) ?? null) : null;
    if (missing !== null) throw new InvalidInput([{ field: 'aboutId', message: missing }]);
    return {
      providerId: source.providerId, procedureId: source.procedureId, subject: `${kind.title}: ${source.serviceName}`, parts: withEdits(kind.parts(source), body), replyBy: null,
      signature: { name: actor.personName, role: actor.jobTitle }, reasonsGiven: true, recipient: kind.recipient?.(source) ?? null, dear: kind.dear?.(source) ?? null, practitioner: await this.practitioner(kind, source.providerId, source.plan?.notice.practitioner),
    };
  }

  /** Whom the paper is addressed to for a provider in administration: as its record says today, else as the notice does. */
  private async practitioner({ addressee }: Pick<LetterKind, 'addressee'>, providerId: string, ofNotice: string | null | undefined): Promise<string | null> {
    if (addressee !== 'provider') return null;
    const [row] = await this.unit.query<{ practitioner: string | null }>(servedFor, [providerId, londonDate(this.unit.at).toString()]);
    return row?.practitioner ?? ofNotice ?? null;
  }

  private async window(representationId: string | null): Promise<OpenedWindow | null> {
    const [window] = representationId === null ? [] : await this.unit.query<OpenedWindow>(windowOf, [this.unit.actor.councilId, representationId]);
    return window ?? null;
  }
}
