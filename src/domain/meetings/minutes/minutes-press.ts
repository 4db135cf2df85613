import { Injectable } from '@nestjs/common';
import { dateTimeInWords } from '../../../platform/clock/words.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { Documents, type Paper } from '../../../platform/documents/documents.service.js';
import type { Standing } from '../meeting-desk.js';

export interface PrintedSection {
  readonly heading: string;
  readonly text: string;
  readonly amendments: readonly { readonly number: number; readonly text: string; readonly reason: string }[];
}

/** A section with the item it is about, null where it is about the meeting itself. */
export type SectionOfItem = PrintedSection & { readonly agendaItemId: string | null };

/** Whom a paper of minutes is for and what it is called. */
export interface MinutesMarking {
  readonly title: string;
  readonly reference: string;
  readonly marking: string;
  /** What the paper says of itself under its title. */
  readonly note: string;
}

/** A copy for somebody outside: whom it is for, whether it is a summary, which items it may tell of, and who keeps it. */
export interface RedactedMarking {
  readonly reference: string;
  readonly madeFor: string;
  readonly summary: boolean;
  readonly items: readonly string[];
  readonly recipients: readonly string[];
}

/** Minutes as papers, each with exactly the sections its readers may see. */
@Injectable()
export class MinutesPress {
  constructor(
    private readonly unit: WriteUnit,
    private readonly documents: Documents,
  ) {}

  /** @returns the document's id. @param recipients memberships; nobody else can open it */
  async print(meeting: Standing, sections: readonly SectionOfItem[], recipients: readonly string[]): Promise<string> {
    const title = `${meeting.title}: minutes`;
    const paper = minutesPaper({ ...meeting, title, marking: 'Confidential: for the reader it was sent to', note: ownCopy }, sections, await this.council(), this.unit.at.toString());
    const document = await this.documents.storePaper(
      { kind: 'minutes', title, fileName: `${meeting.reference}-minutes.pdf`, audience: 'named', recipients, agendaItems: itemsOf(sections) }, paper,
    );
    return document.id;
  }

  /** The parts of circulated minutes for one provider, or for the Board where it is null. @returns the document's id */
  async printExtract(meeting: Standing, reference: string, sections: readonly SectionOfItem[], providerId: string | null): Promise<string> {
    const title = `${meeting.title}: extract of the minutes`;
    const marking = providerId === null ? 'Confidential: for the Safeguarding Adults Board' : 'Confidential: for the provider it was sent to';
    const paper = minutesPaper({ ...meeting, title, reference, marking, note: extractNote }, sections, await this.council(), this.unit.at.toString());
    const document = await this.documents.storePaper({
      kind: 'minuteExtract', title, fileName: `${reference}.pdf`, agendaItems: itemsOf(sections), ...(providerId === null ? { audience: 'board' } : { audience: 'provider', providerId }),
    }, paper);
    return document.id;
  }

  /** A copy with parts left out, or the summary that stands instead of them. @returns the document's id */
  async printRedacted(meeting: Standing, copy: RedactedMarking, sections: readonly SectionOfItem[]): Promise<string> {
    const { reference, madeFor, summary, items, recipients } = copy;
    const title = `${meeting.title}: ${summary ? 'summary' : 'redacted copy'} of the minutes`;
    const note = summary ? summaryNote : redactedNote;
    const paper = minutesPaper({ ...meeting, title, reference, marking: `Copy for ${madeFor}`, note }, sections, await this.council(), this.unit.at.toString());
    const document = await this.documents.storePaper({ kind: 'minutesRedacted', title, fileName: `${reference}.pdf`, audience: 'named', recipients, agendaItems: items }, paper);
    return document.id;
  }

  private async council(): Promise<string> {
    const [council] = await this.unit.query<{ name: string }>('select name from councils where id = $1', [this.unit.actor.councilId]);
    return council?.name ?? '';
  }
}

export const ownCopy = 'These minutes are a summary, not a transcript. Sections that are not for this reader are left out.';
export const extractNote = 'This is an extract: the parts of the minutes that are for you. It is a summary, not a transcript.';

const redactedNote = 'Parts of these minutes are left out or covered in this copy. What is left is a summary of the meeting, not a transcript.';
const summaryNote = 'With parts left out these minutes would be no fair and coherent record. An officer of the council wrote this summary of them instead.';

/** The paper of minutes, for whoever may see these sections. @param producedAt an instant */
export function minutesPaper(
  { title, reference, marking, note, startsAt, venue }: MinutesMarking & Pick<Standing, 'startsAt' | 'venue'>, sections: readonly PrintedSection[], council: string, producedAt: string,
): Paper {
  return {
    template: new URL('templates/minutes.typ', import.meta.url),
    data: {
      council, title, reference, producedAt, marking, note, when: dateTimeInWords(startsAt), venue,
      sections: sections.map(({ heading, text, amendments }) => ({ heading, text, amendments })),
    },
  };
}

function itemsOf(sections: readonly SectionOfItem[]): string[] {
  return [...new Set(sections.flatMap(({ agendaItemId }) => agendaItemId ?? []))];
}
