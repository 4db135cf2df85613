import { Injectable } from '@nestjs/common';
import { newId } from '../database/ids.js';
import { WriteUnit } from '../database/write-unit.js';

/** One change (or one refused act) as the trail keeps it. */
export interface TrailEntry {
  readonly subjectKind: string;
  readonly subjectId: string;
  /** What happened, past tense: `intelligenceRecorded`; a refused act is `refused:<mutation>`. */
  readonly action: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

// A row's hash covers `covered`, its number and the hash before it. It covers the content's hash, not the content, so that
// content can be blanked later and the chain still proves itself (design.md 6). verify-trail.ts recomputes the same text.
const append = `
  with entry as (
    select $1::uuid council_id, $2::uuid id, $3::text subject_kind, $4::uuid subject_id, $5::text action, $6::uuid person_id,
           $7::uuid membership_id, $8::uuid on_behalf_of, $9::jsonb content, sha256(convert_to(($9::jsonb)::text, 'UTF8')) content_hash,
           $10::uuid correlation_id, $11::timestamptz recorded_at
  ), text as (
    select entry.*, concat_ws('|', council_id, id, subject_kind, subject_id, action, coalesce(person_id::text, '-'), membership_id,
           coalesce(on_behalf_of::text, '-'), encode(content_hash, 'hex'), correlation_id, extract(epoch from recorded_at)) covered
    from entry
  ), head as (
    insert into trail_heads as h (council_id, subject_kind, subject_id, seq, previous_hash, hash)
    select council_id, subject_kind, subject_id, 1, ''::bytea, sha256(convert_to(covered || '|1', 'UTF8')) from text
    on conflict (council_id, subject_kind, subject_id) do update
      set seq = h.seq + 1, previous_hash = h.hash,
          hash = sha256(h.hash || convert_to((select covered from text) || '|' || (h.seq + 1), 'UTF8'))
    returning h.seq, h.previous_hash, h.hash
  )
  insert into trail (council_id, id, subject_kind, subject_id, seq, action, person_id, membership_id, on_behalf_of, content,
                     content_hash, previous_hash, hash, correlation_id, recorded_at)
  select t.council_id, t.id, t.subject_kind, t.subject_id, head.seq, t.action, t.person_id, t.membership_id, t.on_behalf_of, t.content,
         t.content_hash, head.previous_hash, head.hash, t.correlation_id, t.recorded_at
  from text t, head`;

const takeBlanked = 'delete from blanked_trail where council_id = $1 returning subject_kind as kind, subject_id as id, seq';

/** The append-only trail: one row a change, in the change's own transaction, chained per subject. */
@Injectable()
export class Trail {
  constructor(private readonly unit: WriteUnit) {}

  async record(entry: TrailEntry): Promise<void> {
    const { actor, at } = this.unit;
    const { before, after, reason } = entry;
    const content = { ...(before && { before }), ...(after && { after }), ...(reason !== undefined && { reason }) };
    this.unit.queue(append, [
      actor.councilId, newId(), entry.subjectKind, entry.subjectId, entry.action, actor.personId, actor.membershipId,
      actor.onBehalfOf, JSON.stringify(content), actor.correlationId, at.toString(),
    ]);
  }

  /** Lists which rows of the trail lost their words in this unit, so that `cli verify` tells them from rows that somebody blanked. The list itself is never blanked. */
  async blanked(subjectKind: string, subjectId: string): Promise<void> {
    const rows = await this.unit.query<{ kind: string; id: string; seq: number }>(takeBlanked, [this.unit.actor.councilId]);
    if (rows.length === 0) return;
    await this.record({ subjectKind, subjectId, action: 'contentBlanked', after: { rows: rows.length, blanked: rows.map(({ kind, id, seq }) => [kind, id, seq]) } });
  }
}
