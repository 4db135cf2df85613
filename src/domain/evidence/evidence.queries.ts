import { Injectable } from '@nestjs/common';
import { type Actor, councilOfficers } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import type { FileKind } from '../../platform/files/file-kinds.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import type { EvidenceFile, EvidenceList, EvidenceWaiting } from './evidence.types.js';
import { EvidenceRecords } from './evidence-records.js';

const pageSize = 25;
/** Who may see a file is chosen for it alone; "named people only" belongs to a record, whose readers are named there. */
export const caveatsOfProcedure = `(select jsonb_path_query_array(p.content, '$.intelligence.caveats[*] ? (@.code != "namedPeople")')
  from procedures p where p.council_id = current_council() order by p.version desc limit 1)`;

const who = (membership: string): string => `(select coalesce(p.name || ', ', '') || m.job_title from memberships m left join people p on p.id = m.person_id
  where m.council_id = e.council_id and m.id = ${membership})`;
const file = (reference: string): string => `e.id, e.version, e.reference, e.record_kind as "recordKind", e.record_id as "recordId", ${reference} as "recordReference", e.name, e.description, e.kind,
  e.received_bytes as size, encode(e.received_sha256, 'hex') as "receivedSha256", encode(e.kept_sha256, 'hex') as "keptSha256", e.audience, e.caveat,
  (select c ->> 'words' from jsonb_array_elements(${caveatsOfProcedure}) c where c ->> 'code' = e.caveat and e.caveat <> 'none') as "caveatWords",
  e.state, e.scan, ${who('e.uploaded_by')} as "uploadedBy", e.uploaded_at as "uploadedAt",
  case when e.decided_by is not null then ${who('e.decided_by')} end as "decidedBy", e.decided_at as "decidedAt", e.decision_reason as "decisionReason",
  case when e.withdrawn_by is not null then ${who('e.withdrawn_by')} end as "withdrawnBy", e.withdrawn_at as "withdrawnAt", e.withdrawal_reason as "withdrawalReason",
  (select o.reference from evidence_files o where o.council_id = e.council_id and o.id = e.replaces_id) as replaces,
  (select n.reference from evidence_files n where n.council_id = e.council_id and n.replaces_id = e.id) as "replacedBy",
  coalesce(e.person_id = current_person(), false) as own,
  exists (select from evidence_bytes b where b.council_id = e.council_id and b.evidence_id = e.id) as "mayDownload"`;

const bytesOf = statement(`
  select json_build_object('reference', e.reference, 'kind', e.kind, 'bytes', encode(b.bytes, 'base64'), 'sha256', encode(e.kept_sha256, 'hex')) as result
  from evidence_files e join evidence_bytes b on b.council_id = e.council_id and b.evidence_id = e.id where e.council_id = $1 and e.id = $2`);

const nothing = statement(`select null::json as result`);
const waitingBytes = statement(`
  select to_json(encode(b.bytes, 'base64')) as result
  from evidence_files e join evidence_bytes b on b.council_id = e.council_id and b.evidence_id = e.id where e.council_id = $1 and e.id = $2 and e.state = 'waiting'`);

type Row = Omit<EvidenceFile, 'mayRelease' | 'mayWithdraw'>;

/** A file as a download. */
export interface EvidenceBytes {
  readonly reference: string;
  readonly kind: FileKind;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Reads of files. Who may see which is row-level security's, of the file and of its record: hidden and missing are the same null. */
@Injectable()
export class EvidenceQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly records: EvidenceRecords,
  ) {}

  async list(actor: Actor, recordKind: string, recordId: string): Promise<EvidenceList | null> {
    const record = this.records.find(recordKind);
    // Recorded like every asking, though there is nothing to be found (Sec-3).
    if (record === undefined) return this.reads.one(actor, nothing, [], { operation: 'evidence', subjectKind: 'evidence', subjectId: recordId });
    const read = statement(`
      select json_build_object('recordKind', '${record.kind}', 'recordId', r.id, 'reference', r.reference, 'caveats', coalesce(${caveatsOfProcedure}, '[]'),
        'files', coalesce((select json_agg(x order by x."uploadedAt" desc, x.id desc) from (
          select ${file('r.reference')} from evidence_files e where e.council_id = r.council_id and e.record_kind = '${record.kind}' and e.record_id = r.id) x), '[]')) as result
      from ${record.table} r where r.council_id = current_council() and r.id = $1`);
    const found = await this.reads.one<Omit<EvidenceList, 'mayAdd' | 'audiences' | 'files'> & { files: Row[] }>(actor, read, [recordId], { operation: 'evidence', subjectKind: record.kind, subjectId: recordId });
    if (found === null) return null;
    return {
      ...found, caveats: actor.role === 'provider' ? [] : found.caveats, mayAdd: may(actor, 'uploadEvidence') && record.adders.includes(actor.role),
      audiences: councilOfficers.includes(actor.role) || actor.role === 'legal' ? ['members', 'council'] : [], files: found.files.map((row) => withActs(actor, row)),
    };
  }

  async one(actor: Actor, id: string): Promise<EvidenceFile | null> {
    const read = statement(`select to_jsonb(x) as result from (select ${file(this.records.referenceOf())} from evidence_files e where e.council_id = current_council() and e.id = $1) x`);
    const row = await this.reads.one<Row>(actor, read, [id], { operation: 'evidenceFile', subjectKind: 'evidence', subjectId: id });
    return row && withActs(actor, row);
  }

  async waiting(actor: Actor, page: number): Promise<EvidenceWaiting> {
    const waiting = `evidence_files e where e.council_id = current_council() and e.state = 'waiting' and e.withdrawn_at is null
      and not exists (select from evidence_files n where n.council_id = e.council_id and n.replaces_id = e.id)`;
    const read = statement(`
      select json_build_object('total', (select count(*) from ${waiting}), 'page', $1::int, 'pageSize', $2::int, 'rows', coalesce((select json_agg(x order by x."uploadedAt", x.id) from (
        select ${file(this.records.referenceOf())} from ${waiting} order by e.uploaded_at, e.id limit $2 offset ($1::int - 1) * $2) x), '[]')) as result`);
    const found = await this.reads.one<Omit<EvidenceWaiting, 'rows'> & { rows: Row[] }>(actor, read, [pageNumber(page), pageSize], { operation: 'evidenceWaiting', subjectKind: 'evidence' });
    return found === null ? { total: 0, page: 1, pageSize, rows: [] } : { ...found, rows: found.rows.map((row) => withActs(actor, row)) };
  }

  /** A file that waits, to be scanned before it is released; null where none waits that this person sees. */
  async waitingBytes(actor: Actor, id: string): Promise<Buffer | null> {
    const found = await this.reads.one<string>(actor, waitingBytes, [actor.councilId, id], { operation: 'evidenceScanned', subjectKind: 'evidence', subjectId: id });
    return found === null ? null : Buffer.from(found, 'base64');
  }

  /** The file itself, and a record that this person took it. */
  async bytes(actor: Actor, id: string): Promise<EvidenceBytes | null> {
    const found = await this.reads.one<Omit<EvidenceBytes, 'bytes'> & { bytes: string }>(actor, bytesOf, [actor.councilId, id], { operation: 'download:evidence', subjectKind: 'evidence', subjectId: id });
    return found && { ...found, bytes: Buffer.from(found.bytes, 'base64') };
  }
}

/** What of `Evidence` asks again when it is done. */
function withActs(actor: Actor, row: Row): EvidenceFile {
  const stands = row.withdrawnAt === null && row.replacedBy === null && (row.state === 'waiting' || row.state === 'released');
  return {
    ...row,
    mayRelease: stands && row.state === 'waiting' && !row.own && may(actor, 'releaseEvidence'),
    mayWithdraw: stands && may(actor, 'withdrawEvidence') && (row.own || councilOfficers.includes(actor.role)),
  };
}
