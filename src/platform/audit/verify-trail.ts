import type { Actor } from '../access/actor.js';
import { type ReadUnit, statement } from '../database/read-unit.js';

/** A place where the trail does not prove itself, in words. */
export interface TrailFault {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly seq: number;
  readonly fault: 'altered content' | 'altered row' | 'blanked content' | 'broken chain' | 'missing row' | 'cut tail' | 'missing head' | 'altered head';
}

/** A subject: where one range of the trail ends and the next begins. */
interface Place {
  readonly kind: string;
  readonly id: string;
}
interface Found {
  readonly rows: number;
  readonly faults: TrailFault[];
}

/** Rows one statement looks at: about half a second, far from the server's time limit however long the trail has grown. */
const BATCH = 50_000;
/** Statements at once: one computes hashes while another waits for the disk, and each has a processor of the server's. */
const AT_ONCE = 3;

// Every so many rows the subject that ends a range, by what the heads say of their chains' lengths. A head that lies moves a
// border and no more: the ranges leave nothing out.
const borders = statement(`
  select coalesce(json_agg(json_build_object('kind', subject_kind, 'id', subject_id) order by subject_kind, subject_id), '[]') as result from (
    select distinct on (so_far / ${BATCH}) subject_kind, subject_id
    from (select subject_kind, subject_id, sum(seq) over (order by subject_kind, subject_id) as so_far from trail_heads) sized
    order by so_far / ${BATCH}, subject_kind desc, subject_id desc) ends`);

// The chains of the subjects after ($1, $2) up to ($3, $4), each with its head behind its last row. What a row says by itself is worked
// out as it is read, so that only little is sorted and compared with its neighbour; by id first, since ids compare faster than words.
const verification = statement(`
  with listed as (
    select line ->> 0 as kind, (line ->> 1)::uuid as id, (line ->> 2)::int as seq
    from trail, jsonb_array_elements(content -> 'after' -> 'blanked') line where action = 'contentBlanked'
  ), read as materialized (
    select subject_kind, subject_id, seq, false as head, previous_hash, hash,
      content is null as blank, content is null or content_hash = sha256(convert_to(content::text, 'UTF8')) as content_holds,
      hash = sha256(previous_hash || convert_to(concat_ws('|', council_id, id, subject_kind, subject_id, action, coalesce(person_id::text, '-'), membership_id,
        coalesce(on_behalf_of::text, '-'), encode(content_hash, 'hex'), correlation_id, extract(epoch from recorded_at), seq), 'UTF8')) as row_holds
    from trail where (subject_kind, subject_id) > ($1, $2::uuid) and (subject_kind, subject_id) <= ($3, $4::uuid)
    union all
    select subject_kind, subject_id, seq, true, previous_hash, hash, false, true, true
    from trail_heads where (subject_kind, subject_id) > ($1, $2::uuid) and (subject_kind, subject_id) <= ($3, $4::uuid)
  ), placed as (
    select read.*, lag(hash) over chain as before_hash, coalesce(lag(seq) over chain, 0) as before_seq, lead(head) over chain is null as newest
    from read window chain as (partition by subject_id, subject_kind order by head, seq)
  ), faults as (
    select subject_kind, subject_id, seq, case
      when head then case when before_seq < seq then 'cut tail' when (before_seq, before_hash) is distinct from (seq, hash) then 'altered head' end
      when not content_holds then 'altered content'
      when seq <> before_seq + 1 then 'missing row'
      when previous_hash <> coalesce(before_hash, ''::bytea) then 'broken chain'
      when not row_holds then 'altered row'
      when blank and (subject_kind, subject_id, seq) not in (select kind, id, listed.seq from listed) then 'blanked content'
      when newest then 'missing head'
    end fault from placed
  )
  select json_build_object(
    'rows', (select count(*) from read where not head),
    'faults', coalesce((select json_agg(json_build_object('subjectKind', subject_kind, 'subjectId', subject_id, 'seq', seq, 'fault', fault)
                        order by subject_kind, subject_id, seq) from faults where fault is not null), '[]')) as result`);

const first: Place = { kind: '', id: '00000000-0000-0000-0000-000000000000' };
/** Beyond every kind. */
const last: Place = { kind: '\u{10FFFF}', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** Recomputes every chain of one council, some ranges at once: finds an altered row, words that went otherwise than by a purge (`Trail.blanked`), a gap, a broken chain, a cut tail and a head that is not its chain's, and says where. */
export async function verifyTrail(reads: ReadUnit, actor: Actor): Promise<Found> {
  const ends = [...((await reads.one<Place[]>(actor, borders, [], null)) ?? []), last];
  const found: (Found | null)[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < ends.length; at = next++) {
      const [from, to] = [ends[at - 1] ?? first, ends[at] ?? last];
      found[at] = await reads.one<Found>(actor, verification, [from.kind, from.id, to.kind, to.id], null);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { rows: found.reduce((sum, one) => sum + (one?.rows ?? 0), 0), faults: found.flatMap((one) => one?.faults ?? []) };
}
