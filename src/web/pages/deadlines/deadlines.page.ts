import { Controller, Get } from '@nestjs/common';
import { councilOfficers } from '../../../platform/access/actor.js';
import { dateInWords } from '../../../platform/clock/words.js';
import { everyRow } from '../../every-page.js';
import { type Body, text, whole } from '../../form.js';
import { DeadlinesDocument, type DeadlinesQuery } from '../../generated/documents.js';
import { pagination, withPart } from '../../pagination.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Deadlines = DeadlinesQuery['deadlines'];
type Day = Deadlines['days'][number];
const columns = [{ key: 'due', header: 'Due' }, { key: 'overdue', header: 'Days overdue' }, { key: 'words', header: 'What' }, { key: 'about', header: 'About' }, { key: 'serviceName', header: 'Service' }];
const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Every deadline that runs: as a list, or as the calendar of a month, with its meetings. Both live in the address. */
@Controller('deadlines')
export class DeadlinesPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Body;
    const filters = { month: text(asked['month']), due: text(asked['due']), kind: text(asked['kind']), search: text(asked['search']) };
    if (text(asked['format']) === 'csv') return this.csv(visit, filters);
    const deadlines = await this.read(visit, filters, Math.max(1, whole(asked['page'])));
    const month = filters.month === '' ? null : Temporal.PlainYearMonth.from(filters.month);
    return this.pages.view(visit, 'pages/deadlines/deadlines', {
      title: month === null ? 'Deadlines' : 'Calendar', wide: true, deadlines, filters, dayNames, thisMonth: deadlines.today.slice(0, 7), csv: withPart(visit.request.url, 'format', 'csv'),
      calendar: month && calendarOf(month, deadlines), watches: councilOfficers.includes(visit.actor.role), pagination: pagination(visit.request.url, deadlines),
    });
  }

  private async read(visit: Visit, filters: Record<string, string>, page: number): Promise<Deadlines> {
    return (await this.pages.read(visit, DeadlinesDocument, { ...filters, page })).deadlines;
  }

  private async csv(visit: Visit, filters: Record<string, string>): Promise<string> {
    const rows = await everyRow((page) => this.read(visit, filters, page));
    return this.pages.csv(visit, { name: 'deadlines.csv', of: 'deadlines', subjectKind: 'council' }, columns, rows.map((row) => ({ ...row, due: dateInWords(row.dueOn), overdue: row.daysOverdue || null })));
  }
}

/** The weeks of a month, Monday first, with the months beside it. */
function calendarOf(month: Temporal.PlainYearMonth, { days, meetings, today }: Deadlines): object {
  const first = month.toPlainDate({ day: 1 });
  const found = new Map<string, Day>(days.map((day) => [day.day, day]));
  const held = Map.groupBy(meetings, ({ day }) => day);
  const weeks: { day: string | null; number: number; isToday: boolean; of: Day | null; meetings: Deadlines['meetings'] }[][] = [];
  for (let start = first.subtract({ days: first.dayOfWeek - 1 }); Temporal.PlainDate.compare(start, first.add({ months: 1 })) < 0; start = start.add({ weeks: 1 })) {
    weeks.push(dayNames.map((_, index) => {
      const day = start.add({ days: index });
      const inside = day.toPlainYearMonth().equals(month);
      return { day: inside ? day.toString() : null, number: day.day, isToday: day.toString() === today, of: found.get(day.toString()) ?? null, meetings: held.get(day.toString()) ?? [] };
    }));
  }
  const words = (one: Temporal.PlainYearMonth): string => one.toPlainDate({ day: 1 }).toLocaleString('en-GB', { month: 'long', year: 'numeric' });
  const months = Array.from({ length: 12 }, (_, index) => month.with({ month: index + 1 })).map((one) => ({ month: one.toString(), words: one.toPlainDate({ day: 1 }).toLocaleString('en-GB', { month: 'long' }), isShown: one.equals(month) }));
  const [before, after] = [month.subtract({ months: 1 }), month.add({ months: 1 })];
  return { title: words(month), weeks, months, year: month.year, before: { month: before.toString(), words: words(before) }, after: { month: after.toString(), words: words(after) } };
}
