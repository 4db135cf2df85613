import { dateInWords, dateTimeInWords } from '../../../platform/clock/words.js';
import type { Paper } from '../../../platform/documents/documents.service.js';
import type { ContributionView } from '../contributions/contribution.types.js';
import { ownServiceWords } from './agenda-press.js';
import type { MeetingPack, PackItem } from './pack.types.js';

const forWhom: Readonly<Record<string, string>> = { members: 'Members of the panel', council: 'The council’s officers', cqc: 'The council’s officers and CQC', provider: 'Members and the provider' };

/** The pack as one PDF: each item is a heading, so that its bookmarks lead to it. */
export function packPaper(pack: MeetingPack, councilName: string, producedAt: string): Paper {
  const { title, reference, startsAt, venue, chairName, chairStandIn, number, items } = pack;
  return {
    template: new URL('templates/pack.typ', import.meta.url),
    data: {
      council: councilName, title: `${title}: papers`, reference, producedAt, marking: 'Confidential: made for one member of the panel', when: dateTimeInWords(Temporal.Instant.from(startsAt)), venue, number, chair: chairStandIn === null ? chairName : `${chairName}. In their place: ${chairStandIn}`,
      sections: bySection(items), papers: items.filter((item) => item.serviceId !== null && !item.forNoting).map(paperOf), noting: items.filter(({ forNoting }) => forNoting).map(({ title: name }) => name),
    },
  };
}

function bySection(items: readonly PackItem[]): object[] {
  const sections: { title: string; items: object[] }[] = [];
  for (const { place, title, sectionTitle, minutesEstimate, presenterName, late, deferredReason } of items) {
    if (sections.at(-1)?.title !== sectionTitle) sections.push({ title: sectionTitle, items: [] });
    sections.at(-1)?.items.push({ place, title, minutes: minutesEstimate, presenter: presenterName, late, deferred: deferredReason !== null });
  }
  return sections;
}

function paperOf({ place, title, closed, reasons, lateReason, deferredReason, people, runBy, contributions, actions }: PackItem): object {
  const silent = contributions.filter(({ answer }) => answer === 'nilReturn').map(({ agencyName }) => agencyName);
  return {
    title: `${place}. ${title}`, closed, reasons, lateReason, deferredReason, people, runBy: runBy && ownServiceWords(runBy), nilReturns: silent.length === 0 ? null : `Nil return: ${[...new Set(silent)].join(', ')}.`,
    contributions: contributions.filter(({ answer }) => answer === 'returned').map(contributionOf),
    actions: actions.map(({ reference, description, owner, dueOn }) => [reference, description, owner, dateInWords(dueOn)]),
  };
}

function contributionOf({ agencyName, formTitle, entries, by, returnedAt, late, audience, caveat, caveatWords }: ContributionView): object {
  const handling = caveat === 'none' ? '' : ` ${caveatWords}.`;
  return {
    agency: `${agencyName}: ${formTitle.toLowerCase()}`, entries: entries.map(({ label, words }) => [label, words]),
    by: `${by}, ${dateTimeInWords(Temporal.Instant.from(returnedAt))}${late ? ', late' : ''}. ${forWhom[audience] ?? audience}.${handling}`,
  };
}
