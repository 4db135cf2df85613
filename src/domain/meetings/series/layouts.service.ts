import { Injectable } from '@nestjs/common';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { InvalidInput } from '../../../platform/graphql/refusals.js';
import { problems } from '../meeting.refusals.js';
import { MeetingsService } from '../meetings.service.js';
import { beginning } from './meeting-dates.js';
import { MeetingPlanning } from './meeting-planning.service.js';
import type { LayOutMeetings } from './series.inputs.js';

/** A year of meetings laid out in one act. Inside a unit. */
@Injectable()
export class LayoutsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly planning: MeetingPlanning,
    private readonly meetings: MeetingsService,
  ) {}

  /**
   * Creates a meeting on each date that has none of this kind yet: done again, or by two at once, there are no doubles.
   * @throws InvalidInput with every date that speaks against itself, where every date has a meeting, or for a kind about one service
   */
  async layOut({ series: key, panelId, startTime, dates, ...who }: LayOutMeetings): Promise<Outcome> {
    const kind = await this.planning.kindOf(key);
    const { series } = kind;
    if (series.shape === 'oneService') throw problems.notLaidOut(series.name);
    const begun = dates.map((date) => beginning({ ...date, startTime, mayBePast: false }, this.unit.at));
    const wrong = begun.flatMap(({ problems: ofDate }, index) => ofDate.map(({ field, message }) => ({ field: field === 'startsOn' ? `dates.${index}.startsOn` : field, message })));
    if (wrong.length > 0) throw new InvalidInput(wrong.filter(({ field, message }, index) => wrong.findIndex((one) => one.field === field && one.message === message) === index));
    const panel = await this.planning.panelFor(series, panelId ?? null, undefined);
    const there = await this.planning.thatDay(panel.id, series.key, null, dates.map(({ startsOn }) => startsOn));
    const open = dates.map(({ startsOn }, index) => ({ startsOn, startsAt: begun[index]?.at })).filter(({ startsOn }) => !there.has(startsOn)).toSorted((a, b) => a.startsOn.localeCompare(b.startsOn));
    const created: Outcome[] = [];
    for (const { startsAt } of open) {
      if (startsAt === undefined) continue;
      const { members } = await this.planning.asked(who, series, panel.id, startsAt);
      created.push(await this.meetings.create({ ...who, kind, panelId: panel.id, title: series.shape === 'notesOnly' ? series.name : panel.name, startsAt, members }));
    }
    const [first] = created;
    if (first === undefined) throw problems.allThere;
    return first;
  }
}
