import { Injectable } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { isId } from '../../platform/database/ids.js';
import { type ReadRecord, ReadUnit, type Statement } from '../../platform/database/read-unit.js';
import { parseDay } from '../../platform/graphql/input-fields.js';
import { recordPath } from './record-paths.js';
import { ownTrail, personTrail, recordKinds, recordTrail, trailPeople } from './trail.statement.js';
import type { PersonTrailArgs, RecordTrailArgs, TrailArgs, TrailLine, TrailLog, TrailPerson } from './trail.types.js';
import { actWords, type Change, changeWords } from './trail.words.js';

const pageSize = 50;
const largestPage = 200;
/** Kinds that have a page of their own, or a place in one, and what reads it: whoever may not ask that is shown no way there. */
const pageReads: ReadonlyMap<string, string> = new Map([
  ['service', 'service'], ['intelligence', 'intelligenceRecord'], ['action', 'action'], ['meeting', 'meeting'], ['recommendation', 'recommendation'],
  ['restriction', 'standingRestriction'], ['decision', 'decision'], ['representation', 'representation'], ['appeal', 'appeal'], ['disclosurePack', 'disclosurePack'], ['letter', 'letters'],
]);

interface Row {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly act: string;
  readonly content: Change | null;
  /** What members and records of the content are called, by id; null where the content names none. */
  readonly names: Readonly<Record<string, string>> | null;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  readonly label: string | null;
  readonly serviceId: string | null;
  readonly who: string | null;
  readonly jobTitle: string | null;
  readonly isSystem: boolean | null;
  readonly agencyName: string | null;
  readonly onBehalfOf: string | null;
}
interface Found {
  readonly title: string | null;
  readonly lines: readonly Row[];
}

/** Who has seen and done what, of a record, of a person, or one's own: reads and changes in one list, paged by where the last line stood. */
@Injectable()
export class TrailQueries {
  constructor(private readonly reads: ReadUnit) {}

  /** Null where there is no such record, or none that whoever asks may see. */
  async ofRecord(actor: Actor, { id, kind, ...asked }: RecordTrailArgs): Promise<TrailLog | null> {
    if (!recordKinds.has(kind)) return null;
    return this.page(actor, recordTrail, id, asked, { operation: 'recordAccess', subjectKind: kind, subjectId: id }, [kind]);
  }

  /** Null where nobody of this council has this id. */
  async ofPerson(actor: Actor, { personId, ...asked }: PersonTrailArgs): Promise<TrailLog | null> {
    return this.page(actor, personTrail, personId, asked, { operation: 'personTrail', subjectKind: 'person', subjectId: personId });
  }

  async own(actor: Actor, asked: TrailArgs): Promise<TrailLog> {
    const id = actor.personId ?? actor.membershipId;
    const log = await this.page(actor, ownTrail, id, asked, { operation: 'myAccess', subjectKind: 'person', subjectId: id });
    if (log === null) throw new Error('The trail has no result.');
    return log;
  }

  async people(actor: Actor): Promise<TrailPerson[]> {
    return (await this.reads.one<TrailPerson[]>(actor, trailPeople, [], { operation: 'trailPeople', subjectKind: 'council', subjectId: actor.councilId })) ?? [];
  }

  /** @throws GraphQLError PAGE_TOO_LARGE beyond 200 lines, BAD_USER_INPUT for a cursor that is none of ours */
  private async page(actor: Actor, read: Statement, id: string, { kinds, from, to, first, after }: TrailArgs, record: ReadRecord, more: readonly string[] = []): Promise<TrailLog | null> {
    const size = first ?? pageSize;
    if (size < 1 || size > largestPage) throw new GraphQLError(`Ask for 1 to ${largestPage} lines.`, { extensions: { code: 'PAGE_TOO_LARGE' } });
    if (!isId(id)) return null;
    const [at, last] = after ? readCursor(after) : [null, null];
    const values = [id, kinds?.length ? kinds : null, parseDay(from?.trim() ?? ''), parseDay(to?.trim() ?? ''), at, last, size, ...more];
    const found = await this.reads.one<Found>(actor, read, values, record);
    return found && logOf(actor, found, size);
  }
}

function logOf(actor: Actor, { title, lines }: Found, size: number): TrailLog {
  const shown = lines.slice(0, size);
  const last = shown.at(-1);
  return { title, lines: shown.map((line) => lineOf(actor, line)), nextCursor: last !== undefined && lines.length > size ? Buffer.from(`${last.at} ${last.id}`).toString('base64url') : null };
}

function lineOf(actor: Actor, { act, content, names, subjectKind, subjectId, serviceId, who, isSystem, ...row }: Row): TrailLine {
  const linked = subjectId !== null && row.label !== null && may(actor, pageReads.get(subjectKind) ?? '') && (subjectKind !== 'letter' || serviceId !== null);
  return {
    ...row, who: who ?? (isSystem === false ? (row.jobTitle ?? 'Automatic') : 'Automatic'), jobTitle: who === null ? null : row.jobTitle,
    words: actWords(row.kind, act, subjectKind, actor.stageNames), changes: row.kind === 'change' ? changeWords(content, actor.stageNames, names ?? {}) : [],
    path: linked ? (subjectKind === 'service' ? `/services/${subjectId}` : recordPath(subjectKind, subjectId, serviceId ?? '')) : null,
  };
}

/** A cursor is text that anybody may send: only an instant that exists, and an id, reach the database. */
function readCursor(cursor: string): [string, string] {
  const [at = '', id = '', ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (rest.length > 0 || !isId(id) || !/^[12]\d{3}-[\d-]+T[\d:.]+Z$/.test(at) || !exists(at)) throw new GraphQLError('There is no such page of the trail.', { extensions: { code: 'BAD_USER_INPUT' } });
  return [at, id];
}

function exists(instant: string): boolean {
  try {
    return Temporal.Instant.from(instant) !== null;
  } catch {
    return false;
  }
}
