import { Injectable } from '@nestjs/common';
import type { StageNames } from '../../../procedures/index.ts';
import { GraphQLError } from 'graphql';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { isId } from '../../platform/database/ids.js';
import { ReadUnit } from '../../platform/database/read-unit.js';
import { parseDay } from '../../platform/graphql/input-fields.js';
import { chronology } from './chronology.statement.js';
import type { Chronology, ChronologyArgs } from './chronology.types.js';
import { type ChronologyFacts, chronologyWords } from './chronology.words.js';
import { recordPath } from './record-paths.js';

const pageSize = 50;
const largestPage = 200;

interface Row extends ChronologyFacts {
  readonly key: string;
  readonly at: string;
  readonly timed: boolean;
  readonly recordedAt: string;
  readonly detail: string | null;
  readonly machine: string;
  readonly record: string;
  /** The service it happened at. */
  readonly place: string;
  readonly formerly: string | null;
  readonly authority: string | null;
  readonly caveated: boolean;
  readonly who: string | null;
  readonly agencyName: string | null;
}
type Found = Omit<Chronology, 'lines' | 'nextCursor'> & { readonly lines: readonly Row[] };

/** One chronology of everything, paged by where the last line stood: a line written meanwhile neither repeats nor hides another. */
@Injectable()
export class ChronologyQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** @throws GraphQLError PAGE_TOO_LARGE beyond 200 lines, BAD_USER_INPUT for a cursor that is none of ours */
  async of(actor: Actor, { serviceId, kinds, from, to, first, after }: ChronologyArgs): Promise<Chronology | null> {
    const size = first ?? pageSize;
    if (size < 1 || size > largestPage) throw new GraphQLError(`Ask for 1 to ${largestPage} lines.`, { extensions: { code: 'PAGE_TOO_LARGE' } });
    if (!isId(serviceId)) return null;
    const [at, key] = after ? readCursor(after) : [null, null];
    const values = [serviceId, kinds?.length ? kinds : null, parseDay(from?.trim() ?? ''), parseDay(to?.trim() ?? ''), at, key, size, this.clock.today().toString()];
    const found = await this.reads.one<Found>(actor, chronology, values, { operation: 'chronology', subjectKind: 'service', subjectId: serviceId });
    return found && pageOf(found, size, actor.stageNames);
  }
}

function pageOf({ lines, ...found }: Found, size: number, names: StageNames): Chronology {
  const shown = lines.slice(0, size);
  const last = shown.at(-1);
  return {
    ...found,
    lines: shown.map((row) => ({
      id: row.key, kind: row.kind, words: chronologyWords(row, names), detail: row.detail, happenedAt: row.at, timed: row.timed, recordedAt: row.recordedAt,
      path: recordPath(row.machine, row.record, row.place), formerly: row.formerly, reference: row.reference, authority: row.authority, caveated: row.caveated, who: row.who ?? (row.kind === 'rating' ? 'Care Quality Commission' : null), agencyName: row.agencyName,
    })),
    nextCursor: last !== undefined && lines.length > size ? Buffer.from(`${last.at} ${last.key}`).toString('base64url') : null,
  };
}

/** A cursor is text that anybody may send: only an instant that exists, and a key of ours, reach the database. */
function readCursor(cursor: string): [string, string] {
  const found = /^([12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([\w:-]{1,100})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (found?.[1] === undefined || found[2] === undefined || !exists(found[1])) {
    throw new GraphQLError('There is no such page of the chronology.', { extensions: { code: 'BAD_USER_INPUT' } });
  }
  return [found[1], found[2]];
}

function exists(instant: string): boolean {
  try {
    return Temporal.Instant.from(instant) !== null;
  } catch {
    return false;
  }
}
