import { Injectable } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { FileKind } from '../../platform/files/file-kinds.js';
import type { ScanResult } from '../../platform/files/scanner.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound, NotPermitted, StaleVersion } from '../../platform/graphql/refusals.js';
import type { EvidenceReason, UploadEvidence } from './evidence.inputs.js';
import { caveatsOfProcedure } from './evidence.queries.js';
import { type EvidenceRecord, EvidenceRecords } from './evidence-records.js';

/** A file that was looked over and scanned. */
export interface CheckedFile {
  readonly name: string;
  readonly kind: FileKind;
  readonly size: number;
  readonly bytes: Buffer;
  readonly receivedSha256: Buffer;
  readonly keptSha256: Buffer;
  readonly scan: ScanResult;
}
interface Held {
  readonly version: number;
  readonly state: string;
  readonly person_id: string | null;
  readonly uploaded_by: string;
  readonly record_kind: string;
  readonly record_id: string;
  readonly withdrawn_at: string | null;
  readonly replaced: boolean;
  readonly reference: string;
}

/** One record's files are added one after the other, so that of two alike the second is recognised. */
const oneByOne = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
const same = `
  select e.reference from evidence_files e where e.council_id = $1 and e.record_kind = $2 and e.record_id = $3 and e.received_sha256 = $4 and e.withdrawn_at is null
    and e.state in ('waiting', 'released') and not exists (select from evidence_files n where n.council_id = e.council_id and n.replaces_id = e.id) limit 1`;
const insert = `
  insert into evidence_files (council_id, id, reference, record_kind, record_id, name, description, kind, received_bytes, received_sha256, kept_sha256, audience, caveat,
    from_provider_id, scan, state, replaces_id, uploaded_by, person_id, uploaded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`;
const keep = 'insert into evidence_bytes (council_id, evidence_id, bytes) values ($1, $2, $3)';
const hold = `
  select to_jsonb(e) || jsonb_build_object('replaced', exists (select from evidence_files n where n.council_id = e.council_id and n.replaces_id = e.id)) as row
  from evidence_files e where e.council_id = $1 and e.id = $2 for update`;
const decide = `
  update evidence_files set state = $3, decided_by = $4, decided_at = $5, decision_reason = $6, scan = $7, version = version + 1 where council_id = $1 and id = $2 returning version`;
const discard = 'delete from evidence_bytes where council_id = $1 and evidence_id = $2';
const withdraw = 'update evidence_files set withdrawn_by = $3, withdrawn_at = $4, withdrawal_reason = $5, version = version + 1 where council_id = $1 and id = $2 returning version';
const lastChange = `
  select p.name, to_char(t.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') at from trail t left join people p on p.id = t.person_id
  where t.council_id = $1 and t.subject_kind = 'evidence' and t.subject_id = $2 order by t.seq desc limit 1`;

/** The only writer of evidence: files come in, are released or refused, withdrawn, replaced. Names and reasons stand in the row, never in the trail. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly records: EvidenceRecords,
  ) {}

  /**
   * Keeps a file with its record: released where it was scanned and is clean, waiting where it was not. An infected one is not kept,
   * but that it came is.
   * @throws NotFound, NotPermitted, InvalidInput
   */
  async add(input: UploadEvidence, file: CheckedFile): Promise<Outcome> {
    const { actor, at } = this.unit;
    const record = await this.demandRecord(input);
    const { audience, caveat } = await this.demandAudience(input);
    await this.unit.query(oneByOne, [input.recordId]);
    await this.demandNew(record, input.recordId, file.receivedSha256);
    if (input.replacesId !== undefined) await this.demandReplaceable(input.replacesId, input);
    const infected = file.scan === 'infected';
    const state = infected ? 'keptOut' : file.scan === 'clean' ? 'released' : 'waiting';
    const id = newId();
    const reference = await this.unit.reference('EVI');
    // What was kept out replaces nothing.
    const replacesId = infected ? null : (input.replacesId ?? null);
    await this.unit.query(insert, [
      actor.councilId, id, reference, record.kind, input.recordId, file.name, input.description ?? null, file.kind, file.size, file.receivedSha256, infected ? null : file.keptSha256,
      audience, caveat, actor.role === 'provider' ? actor.providerId : null, file.scan, state, replacesId, actor.membershipId, actor.personId, at.toString(),
    ]);
    if (!infected) await this.unit.query(keep, [actor.councilId, id, file.bytes]);
    await this.trail.record({
      subjectKind: 'evidence', subjectId: id, action: infected ? 'evidenceKeptOut' : 'evidenceAdded',
      after: { reference, recordKind: record.kind, recordId: input.recordId, kind: file.kind, size: file.size, sha256: file.receivedSha256.toString('hex'), audience, caveat, scan: file.scan, state, replacesId },
    });
    return { id, version: 1, reference };
  }

  /**
   * An officer takes responsibility for a file nobody scanned when it came; never their own.
   * @param scan what the scanner says of it now: where it finds a virus the file is kept out after all
   */
  async release(input: EvidenceReason, scan: ScanResult): Promise<Outcome> {
    if (scan !== 'infected') return this.decide(input, 'released', 'evidenceReleased', scan);
    const done = await this.decide(input, 'keptOut', 'evidenceKeptOut', scan);
    await this.unit.query(discard, [this.unit.actor.councilId, input.id]);
    return done;
  }

  /** The file is not wanted: its bytes go, that it came and why it went stays. */
  async refuse(input: EvidenceReason): Promise<Outcome> {
    const done = await this.decide(input, 'refused', 'evidenceRefused', 'notScanned');
    await this.unit.query(discard, [this.unit.actor.councilId, input.id]);
    return done;
  }

  async withdraw({ id, version, reason }: EvidenceReason): Promise<Outcome> {
    const { actor, at } = this.unit;
    const held = await this.hold(id, version);
    this.demandMine(held);
    this.demandStanding(held);
    const [row] = await this.unit.query<{ version: number }>(withdraw, [actor.councilId, id, actor.membershipId, at.toString(), reason]);
    await this.trail.record({ subjectKind: 'evidence', subjectId: id, action: 'evidenceWithdrawn', after: { reasonGiven: true } });
    return { id, version: row?.version ?? version + 1, reference: held.reference };
  }

  private async decide({ id, version, reason }: EvidenceReason, state: 'released' | 'refused' | 'keptOut', action: string, scan: ScanResult): Promise<Outcome> {
    const { actor, at } = this.unit;
    const held = await this.hold(id, version);
    if (this.isOwn(held)) throw new NotPermitted('another officer of the council: nobody releases or refuses their own file');
    this.demandStanding(held);
    if (held.state !== 'waiting') throw new InvalidInput([{ field: 'form', message: 'This file does not wait any more' }]);
    const [row] = await this.unit.query<{ version: number }>(decide, [actor.councilId, id, state, actor.membershipId, at.toString(), reason, scan]);
    await this.trail.record({ subjectKind: 'evidence', subjectId: id, action, before: { state: held.state }, after: { state, scan, reasonGiven: true } });
    return { id, version: row?.version ?? version + 1, reference: held.reference };
  }

  /** The record must be there for this person, and take files from their role. */
  private async demandRecord({ recordKind, recordId }: UploadEvidence): Promise<EvidenceRecord> {
    const { actor } = this.unit;
    const record = this.records.find(recordKind);
    if (record === undefined) throw new NotFound('record');
    if (!record.adders.includes(actor.role)) throw new NotPermitted(record.who);
    const [found] = await this.unit.query(`select from ${record.table} where council_id = $1 and id = $2`, [actor.councilId, recordId]);
    if (found === undefined) throw new NotFound('record');
    return record;
  }

  /** What a provider sends, it and the panel see. Officers may keep a file to the council; a caveat is one of the procedure's. */
  private async demandAudience({ audience, caveat = 'none' }: UploadEvidence): Promise<{ audience: string; caveat: string }> {
    const { actor } = this.unit;
    if (actor.role === 'provider') return { audience: 'provider', caveat: 'none' };
    const inside = councilOfficers.includes(actor.role) || actor.role === 'legal';
    if (audience === undefined && inside) throw new InvalidInput([{ field: 'audience', message: 'Choose who may see this' }]);
    if (audience === 'provider' || (audience === 'council' && !inside)) throw new InvalidInput([{ field: 'audience', message: 'Choose who may see this from the list' }]);
    const [known] = await this.unit.query(`select from jsonb_array_elements(${caveatsOfProcedure}) c where c ->> 'code' = $1`, [caveat]);
    if (known === undefined && caveat !== 'none') throw new InvalidInput([{ field: 'caveat', message: 'Choose a caveat of the list' }]);
    return { audience: audience ?? 'members', caveat };
  }

  /** As far as this person sees: a file hidden from them does not show by being refused. */
  private async demandNew({ kind }: EvidenceRecord, recordId: string, sha256: Buffer): Promise<void> {
    const [twin] = await this.unit.query<{ reference: string }>(same, [this.unit.actor.councilId, kind, recordId, sha256]);
    if (twin !== undefined) throw new InvalidInput([{ field: 'file', message: `This file is here already, as ${twin.reference}` }]);
  }

  private async demandReplaceable(id: string, { recordKind, recordId }: UploadEvidence): Promise<void> {
    const held = await this.hold(id, null);
    if (held.record_kind !== recordKind || held.record_id !== recordId) throw new NotFound('file');
    this.demandMine(held);
    this.demandStanding(held);
  }

  private isOwn(held: Held): boolean {
    const { actor } = this.unit;
    return held.uploaded_by === actor.membershipId || (held.person_id !== null && held.person_id === actor.personId);
  }

  private demandMine(held: Held): void {
    if (!this.isOwn(held) && !councilOfficers.includes(this.unit.actor.role)) throw new NotPermitted('whoever sent the file, or an officer of the council');
  }

  private demandStanding(held: Held): void {
    if (held.withdrawn_at !== null) throw new InvalidInput([{ field: 'form', message: 'This file is withdrawn already' }]);
    if (held.replaced) throw new InvalidInput([{ field: 'form', message: 'This file is replaced already' }]);
    if (held.state === 'refused' || held.state === 'keptOut') throw new InvalidInput([{ field: 'form', message: 'This file was not taken: there is nothing to change' }]);
  }

  private async hold(id: string, version: number | null): Promise<Held> {
    const { actor, at } = this.unit;
    const [found] = await this.unit.query<{ row: Held }>(hold, [actor.councilId, id]);
    if (found === undefined) throw new NotFound('file');
    if (version === null || found.row.version === version) return found.row;
    const [change] = await this.unit.query<{ name: string | null; at: string }>(lastChange, [actor.councilId, id]);
    throw new StaleVersion({ currentVersion: found.row.version, changedBy: change?.name ?? 'Somebody', changedAt: change?.at ?? at.toString() });
  }
}
