import { Injectable } from '@nestjs/common';
import type { StageNames } from '../../../procedures/index.ts';
import type { Actor } from '../../platform/access/actor.js';
import { inOwnWords } from '../../platform/access/own-words.js';
import { Clock } from '../../platform/clock/clock.js';
import { isId } from '../../platform/database/ids.js';
import { ReadUnit } from '../../platform/database/read-unit.js';
import { parseDay, shortText } from '../../platform/graphql/input-fields.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { recordPath } from './record-paths.js';
import { hitEnd, hitStart, lessThan, searchStatement } from './search.statement.js';
import { type ExcerptPart, type SearchArgs, searchKinds, type SearchHit, type SearchResults } from './search.types.js';

const pageSize = 20;

interface Row extends Omit<SearchHit, 'key' | 'path' | 'excerpt'> {
  readonly id: string;
  readonly service: string | null;
  readonly by: string | null;
  /** What its page is found by. */
  readonly page: string;
  readonly excerpt: string;
}

/** Full-text search over what the searcher may see. The words themselves are recorded nowhere: only that somebody searched. */
@Injectable()
export class SearchQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, args: SearchArgs): Promise<SearchResults> {
    const { words, kinds, from, to, serviceId, membershipId, decision, page } = args;
    const known = (kinds ?? []).filter((kind) => (searchKinds as readonly string[]).includes(kind));
    const typed = (words ?? '').trim().slice(0, shortText);
    const id = (asked: string | null | undefined): string | null => (asked != null && isId(asked) ? asked : null);
    const values = [typed, known.length > 0 ? known : null, parseDay(from?.trim() ?? ''), parseDay(to?.trim() ?? ''), id(serviceId), id(membershipId), decision?.trim() || null, pageNumber(page), pageSize, this.clock.today().toString()];
    const result = await this.reads.one<Omit<SearchResults, 'rows'> & { rows: readonly Row[] }>(actor, searchStatement, values, { operation: 'search', subjectKind: 'service' });
    if (result === null) throw new Error('The search has no result.');
    return {
      ...result, counts: searchKinds.flatMap((kind) => result.counts.filter((one) => one.kind === kind)),
      rows: result.rows.map(named(actor.stageNames)).map(({ id: rowId, service, by, page: pageId, excerpt, ...row }) => ({ ...row, key: `${row.kind}-${rowId}`, path: pathOf(row, { id: rowId, page: pageId, service, by }), excerpt: partsOf(excerpt) })),
    };
  }
}

/** A proposal for a stage is called by the stage. */
const named = (names: StageNames) => (row: Row): Row => (row.kind === 'proposal' ? { ...row, title: inOwnWords(names, row.title) } : row);

function pathOf({ kind, title }: Pick<Row, 'kind' | 'title'>, { id, page, service, by }: { id: string; page: string; service: string | null; by: string | null }): string {
  switch (kind) {
    case 'service': return `/services/${id}`;
    case 'provider': return `/providers?search=${encodeURIComponent(title)}`;
    // Nobody has a page of their own here: what is theirs is found.
    case 'person': return `/search?person=${by ?? ''}`;
    case 'minutes': return `/meetings/${page}/minutes`;
    case 'contribution': return `/meetings/${page}/contributions`;
    case 'written': return recordPath('writtenProcedure', id, service ?? '');
    case 'letter': return `/letters/${id}`;
    default: return recordPath(kind, id, service ?? '');
  }
}

/** An excerpt in pieces, so that whatever it holds is shown as text. */
function partsOf(excerpt: string): ExcerptPart[] {
  return excerpt.replaceAll(lessThan, '<').split(hitStart).flatMap((piece, at) => {
    if (at === 0) return [{ text: piece, hit: false }];
    const [hit = '', rest = ''] = piece.split(hitEnd);
    return [{ text: hit, hit: true }, { text: rest, hit: false }];
  }).filter(({ text }) => text !== '');
}
