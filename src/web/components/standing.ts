import { panelCircle, type Role } from '../../platform/access/actor.js';
import { CaseStandingDocument, type CaseStandingQuery } from '../generated/documents.js';
import type { Pages } from '../pages.service.js';
import type { Visit } from '../visit.js';
import { statechart } from './statechart.js';

/** A step as a page's own record judges it, by all that is known there. */
interface Judged {
  readonly event: string;
  readonly unmet: readonly { readonly sentence: string }[];
}
type Standing = NonNullable<CaseStandingQuery['caseStanding']>;

/** Whoever reads a case from outside the panel's circle has no drawing of it. */
const readers: readonly Role[] = [...panelCircle, 'recordsOfficer'];

/** What `components/standing.njk` shows on the page of a record: its drawing with today's state, and in words what may come next. @param judged steps whose facts the page knows better */
export async function standingOf(pages: Pages, visit: Visit, machine: string, id: string, judged: readonly Judged[] = []): Promise<{ standing: (Standing & { drawing: string | null }) | null }> {
  if (!readers.includes(visit.actor.role)) return { standing: null };
  const { caseStanding } = await pages.read(visit, CaseStandingDocument, { machine, id });
  if (caseStanding == null) return { standing: null };
  const next = caseStanding.next.map((way) => ({ ...way, missing: judged.find(({ event }) => event === way.event)?.unmet.map(({ sentence }) => sentence) ?? way.missing }));
  return { standing: { ...caseStanding, next, drawing: statechart(machine, caseStanding.state) } };
}
