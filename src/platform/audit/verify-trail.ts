import type { Actor } from '../access/actor.js';
import { type ReadUnit, statement } from '../database/read-unit.js';

/** A place where the trail does not prove itself, in words. */
export interface TrailFault {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly seq: number;
  readonly fault: 'altered content' | 'altered row' | 'broken chain' | 'missing row' | 'cut tail';
}

interface Place {
  readonly kind: string;
  readonly id: string;
  readonly seq: number;
  readonly hash: string;
}
interface Batch {
  readonly rows: number;
  readonly faults: TrailFault[];
  readonly last: Place | null;
}

/** Rows one statement looks at: about half a second, far from the server's time limit however long the trail has grown. */
const BATCH = 50_000;

// Rows in the order of the chains, from after the row of $1-$4: kind, id, number and hash of the row before. What a row says by
// itself is worked out as it is read, so that only little goes on to be compared with its neighbour.
const verification = statement(`
  with read as materialized (
    select subject_kind, subject_id, seq, previous_hash, hash,
      content is null or content_hash = sha256(convert_to(content::text, 'UTF8')) as content_holds,
      hash = sha256(previous_hash || convert_to(concat_ws('|', council_id, id, subject_kind, subject_id, action, coalesce(person_id::text, '-'), membership_id,
        coalesce(on_behalf_of::text, '-'), encode(content_hash, 'hex'), correlation_id, extract(epoch from recorded_at), seq), 'UTF8')) as row_holds
    from trail where (subject_kind, subject_id, seq) > ($1, $2::uuid, $3::int) order by subject_kind, subject_id, seq limit $5
  ), placed as (
    select read.*, subject_kind = $1 and subject_id = $2::uuid as goes_on, lag(hash) over chain before_hash, lag(seq) over chain before_seq
    from read window chain as (partition by subject_kind, subject_id order by seq)
  ), faults as (
    select subject_kind, subject_id, seq, case
      when not content_holds then 'altered content'
      when seq <> coalesce(before_seq, case when goes_on then $3::int end, 0) + 1 then 'missing row'
      when previous_hash <> coalesce(before_hash, case when goes_on then decode($4, 'hex') end, ''::bytea) then 'broken chain'
      when not row_holds then 'altered row'
    end fault from placed
  )
  select json_build_object(
    'rows', (select count(*) from read),
    'last', (select json_build_object('kind', subject_kind, 'id', subject_id, 'seq', seq, 'hash', encode(hash, 'hex')) from read offset greatest((select count(*) from read) - 1, 0)),
    'faults', coalesce((select json_agg(json_build_object('subjectKind', subject_kind, 'subjectId', subject_id, 'seq', seq, 'fault', fault)
                        order by subject_kind, subject_id, seq) from faults where fault is not null), '[]')) as result`);

const heads = statement(`
  select coalesce(json_agg(json_build_object('subjectKind', h.subject_kind, 'subjectId', h.subject_id, 'seq', h.seq, 'fault', 'cut tail') order by h.subject_kind, h.subject_id), '[]') as result
  from trail_heads h left join trail t on t.council_id = h.council_id and t.subject_kind = h.subject_kind and t.subject_id = h.subject_id and t.seq = h.seq and t.hash = h.hash
  where t.id is null`);

/** Recomputes every chain of one council, batch by batch: finds an altered row, a gap, a broken chain and a cut tail, and says where. */
export async function verifyTrail(reads: ReadUnit, actor: Actor): Promise<{ rows: number; faults: TrailFault[] }> {
  const faults: TrailFault[] = [];
  let rows = 0;
  for (let from: Place | null = { kind: '', id: '00000000-0000-0000-0000-000000000000', seq: 0, hash: '' }; from !== null; ) {
    const batch: Batch | null = await reads.one<Batch>(actor, verification, [from.kind, from.id, from.seq, from.hash, BATCH], null);
    rows += batch?.rows ?? 0;
    faults.push(...(batch?.faults ?? []));
    from = batch?.last ?? null;
  }
  faults.push(...((await reads.one<TrailFault[]>(actor, heads, [], null)) ?? []));
  return { rows, faults };
}
