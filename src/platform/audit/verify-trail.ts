import type { Actor } from '../access/actor.js';
import { type ReadUnit, statement } from '../database/read-unit.js';

/** A place where the trail does not prove itself, in words. */
export interface TrailFault {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly seq: number;
  readonly fault: 'altered content' | 'altered row' | 'broken chain' | 'missing row' | 'cut tail';
}

const verification = statement(`
  with rows as (
    select t.*, lag(t.hash) over chain before_hash, lag(t.seq) over chain before_seq,
           concat_ws('|', council_id, id, subject_kind, subject_id, action, coalesce(person_id::text, '-'), membership_id,
             coalesce(on_behalf_of::text, '-'), encode(content_hash, 'hex'), correlation_id, extract(epoch from recorded_at)) covered
    from trail t window chain as (partition by subject_kind, subject_id order by seq)
  ), faults as (
    select subject_kind, subject_id, seq, case
      when content is not null and content_hash <> sha256(convert_to(content::text, 'UTF8')) then 'altered content'
      when seq <> coalesce(before_seq, 0) + 1 then 'missing row'
      when previous_hash <> coalesce(before_hash, ''::bytea) then 'broken chain'
      when hash <> sha256(previous_hash || convert_to(covered || '|' || seq, 'UTF8')) then 'altered row'
    end fault from rows
    union all
    select h.subject_kind, h.subject_id, h.seq, 'cut tail' from trail_heads h
    where not exists (select from trail t where t.subject_kind = h.subject_kind and t.subject_id = h.subject_id and t.seq = h.seq and t.hash = h.hash)
  )
  select json_build_object(
    'rows', (select count(*) from trail),
    'faults', coalesce((select json_agg(json_build_object('subjectKind', subject_kind, 'subjectId', subject_id, 'seq', seq, 'fault', fault)
                        order by subject_kind, subject_id, seq) from faults where fault is not null), '[]')) as result`);

/** Recomputes every chain of one council: finds an altered row, a gap, a rewritten chain and a cut tail, and says where. */
export async function verifyTrail(reads: ReadUnit, actor: Actor): Promise<{ rows: number; faults: TrailFault[] }> {
  const found = await reads.one<{ rows: number; faults: TrailFault[] }>(actor, verification, [], null);
  return found ?? { rows: 0, faults: [] };
}
