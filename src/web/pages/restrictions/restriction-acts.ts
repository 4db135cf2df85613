import type { Role } from '../../../platform/access/actor.js';
import type { CaseAct } from '../../case-act.js';
import { text } from '../../form.js';
import { EndImposedRestrictionDocument, RecordDisclosureDocument, ReviewImposedRestrictionDocument, SupersedeRestrictionDocument } from '../../generated/documents.js';

interface Standing {
  readonly kind: string;
  readonly state: string;
}
/** An act on a restriction, with the restrictions it is for. */
export interface RestrictionAct extends CaseAct {
  readonly isFor: (restriction: Standing) => boolean;
  /** Whose button it is; all officers' where nothing is said. */
  readonly roles?: readonly Role[];
}

/** Whose buttons are shown; whether they may is asked again where the form goes. */
const officers: readonly Role[] = ['coordinator', 'qaOfficer', 'authorisedOfficer'];
const isLive = ({ state }: Standing): boolean => state === 'inForce' || state === 'underReview';

/** A stop of the provider or a condition of the regulator: nobody here decides on it (R06). */
export const isImposed = ({ kind }: Pick<Standing, 'kind'>): boolean => kind === 'voluntary' || kind === 'regulatorImposed';

/** What is done with a restriction without a decision, one page each. Each is checked first: none can be taken back. */
export const restrictionActs: Readonly<Record<string, RestrictionAct>> = {
  disclosure: {
    title: 'Record what was disclosed', events: ['RECORD_DISCLOSURE'], button: 'Record disclosure', done: 'Disclosure recorded', check: true,
    isFor: (restriction) => !isImposed(restriction) && (isLive(restriction) || restriction.state === 'decided'),
    fields: { disclosedOn: 'Disclosed on', disclosed: 'What was disclosed', withheld: 'Kept back' },
    send: (pages, visit, at, body) => {
      const withheld = text(body['withheld']).split('\n').map((line) => line.trim()).filter((line) => line !== '');
      return pages.send(visit, RecordDisclosureDocument, { ...at, disclosedOn: text(body['disclosedOn']), disclosed: text(body['disclosed']), withheld });
    },
  },
  supersede: {
    title: 'Record that it is superseded', events: ['SUPERSEDE'], button: 'Record as superseded', done: 'It is superseded; brokerage and partners are alerted', check: true,
    isFor: (restriction) => isLive(restriction) || restriction.state === 'phasedLift', roles: ['authorisedOfficer'],
    fields: { contractEndedOn: 'Contract ended on', replacedById: 'Replaced by', reasons: 'Why' },
    send: (pages, visit, at, body) =>
      pages.send(visit, SupersedeRestrictionDocument, { ...at, contractEndedOn: text(body['contractEndedOn']) || null, replacedById: text(body['replacedById']) || null, reasons: text(body['reasons']) }),
  },
  review: {
    title: 'Record its review', events: ['EXTEND'], button: 'Record review', done: 'Review recorded; it stays, and its next review is set', check: true,
    isFor: (restriction) => isImposed(restriction) && isLive(restriction),
    fields: { reviewNote: 'What the review saw', reviewOn: 'Next review' },
    send: (pages, visit, at, body) => pages.send(visit, ReviewImposedRestrictionDocument, { ...at, reviewNote: text(body['reviewNote']), reviewOn: text(body['reviewOn']) }),
  },
  end: {
    title: 'Record its end', events: ['LIFT'], button: 'Record end', done: 'It has ended; brokerage and partners are alerted', check: true,
    isFor: (restriction) => isImposed(restriction) && isLive(restriction),
    fields: { evidenceKind: 'What shows it', evidenceOn: 'Date of the evidence', evidence: 'What it says', evidenceChecked: 'Checked' },
    send: (pages, visit, at, body) =>
      pages.send(visit, EndImposedRestrictionDocument, {
        ...at, evidenceKind: text(body['evidenceKind']), evidenceOn: text(body['evidenceOn']), evidence: text(body['evidence']), evidenceChecked: text(body['evidenceChecked']) === 'yes',
      }),
  },
};

/** The acts that somebody of this role finds on a restriction's page. */
export function restrictionActsFor(role: Role, restriction: Standing): { name: string; title: string }[] {
  if (!officers.includes(role)) return [];
  return Object.entries(restrictionActs).flatMap(([name, act]) => (act.isFor(restriction) && (act.roles ?? officers).includes(role) ? [{ name, title: act.title }] : []));
}
