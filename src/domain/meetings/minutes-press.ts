import { Injectable } from '@nestjs/common';
import { dateTimeInWords } from '../../platform/clock/words.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Documents } from '../../platform/documents/documents.service.js';
import type { Standing } from './meeting-desk.js';

export interface PrintedSection {
  readonly heading: string;
  readonly text: string;
  readonly amendments: readonly { readonly number: number; readonly text: string; readonly reason: string }[];
}

/** Minutes as a paper, with exactly the sections its readers may see. */
@Injectable()
export class MinutesPress {
  constructor(
    private readonly unit: WriteUnit,
    private readonly documents: Documents,
  ) {}

  /** @returns the document's id. @param recipients memberships; nobody else can open it */
  async print(meeting: Standing, sections: readonly PrintedSection[], recipients: readonly string[]): Promise<string> {
    const { actor, at } = this.unit;
    const [council] = await this.unit.query<{ name: string }>('select name from councils where id = $1', [actor.councilId]);
    const document = await this.documents.storePaper(
      { kind: 'minutes', title: `${meeting.title}: minutes`, fileName: `${meeting.reference}-minutes.pdf`, audience: 'named', recipients },
      {
        template: new URL('templates/minutes.typ', import.meta.url),
        data: {
          council: council?.name ?? '', title: `${meeting.title}: minutes`, reference: meeting.reference, producedAt: at.toString(),
          marking: 'Confidential: for the reader it was sent to', when: dateTimeInWords(meeting.startsAt), venue: meeting.venue,
          sections: sections.map(({ heading, text, amendments }) => ({ heading, text, amendments })),
        },
      },
    );
    return document.id;
  }
}
