import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import type { FileKind } from '../../platform/files/file-kinds.js';
import { type Disclosable, formsOf } from './disclosable.js';
import { disclosableOf } from './disclosable.queries.js';
import type { DisclosureForm, DisclosurePackView } from './disclosure-pack.types.js';

/** A provider has no sight of the case: what it sees is served. */
const stateOf = (p: string): string => `case when ${p}.served_at is not null then 'served' when ${p}.drop_reason is not null then 'dropped' else 'prepared' end`;
/** The packs of a chance to answer `r` as JSON, for the read models of this folder and those above. */
export const packLines = `(select coalesce(json_agg(json_build_object('id', p.id, 'reference', p.reference, 'number', p.number, 'state', ${stateOf('p')}, 'servedOn', p.served_on) order by p.recorded_at, p.id), '[]')
  from disclosure_packs p where p.council_id = r.council_id and p.representation_id = r.id)`;

const one = statement(`
  select json_build_object('id', p.id, 'version', coalesce(w.version, 0), 'reference', p.reference, 'number', p.number, 'state', ${stateOf('p')}, 'representationId', r.id, 'representationReference', r.reference,
    'serviceId', s.id, 'serviceName', l.name, 'servedOn', p.served_on, 'servedHow', p.served_how, 'servedAt', p.served_at, 'windowEndsOn', p.window_ends_on, 'notExtendedReason', p.not_extended_reason,
    'dropReason', p.drop_reason, 'servedBy', (select m.job_title from memberships m where m.council_id = p.council_id and m.id = p.served_by),
    'items', (select coalesce(json_agg(json_build_object('id', i.id, 'position', i.position, 'form', i.form, 'title', i.title, 'words', i.words, 'ground', i.ground, 'fileKind', i.file_kind, 'size', i.size,
      'sha256', encode(i.sha256, 'hex'), 'record', (select json_build_object('recordKind', d.record_kind, 'recordId', d.record_id, 'reference', d.reference, 'reason', d.reason, 'note', d.note)
        from disclosed_records d where d.council_id = i.council_id and d.item_id = i.id)) order by i.position), '[]') from disclosed_items i where i.council_id = p.council_id and i.pack_id = p.id)) as result
  from disclosure_packs p join representations r on r.council_id = p.council_id and r.id = p.representation_id
  join services s on s.council_id = p.council_id and s.id = p.service_id join register_locations l on l.id = s.location_id
  left join workflows w on w.council_id = p.council_id and w.id = p.id
  where p.council_id = current_council() and p.id = $1`);
const form = statement(`
  select json_build_object('records', (select coalesce(json_agg(x order by x."happenedOn" desc, x.reference), '[]') from (${disclosableOf}) x
    where not exists (select from disclosed_records d where d.council_id = p.council_id and d.pack_id = p.id and d.record_id = x."recordId"))) as result
  from disclosure_packs p join services s on s.council_id = p.council_id and s.id = p.service_id where p.council_id = current_council() and p.id = $1`);
const bytesOf = statement(`
  select json_build_object('reference', p.reference, 'position', i.position, 'kind', i.file_kind, 'bytes', encode(f.bytes, 'base64'), 'sha256', encode(i.sha256, 'hex')) as result
  from disclosed_items i join disclosure_packs p on p.council_id = i.council_id and p.id = i.pack_id join disclosed_files f on f.council_id = i.council_id and f.item_id = i.id
  where i.council_id = $1 and i.id = $2`);

/** A disclosed file as a download. */
export interface DisclosedBytes {
  readonly reference: string;
  readonly position: number;
  readonly kind: FileKind;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Reads of packs. A provider sees its own once they are served; which record a thing is of, row-level security keeps from it. */
@Injectable()
export class DisclosurePacksQueries {
  constructor(private readonly reads: ReadUnit) {}

  one(actor: Actor, id: string): Promise<DisclosurePackView | null> {
    return this.reads.one(actor, one, [id], { operation: 'disclosurePack', subjectKind: 'disclosurePack', subjectId: id });
  }

  async form(actor: Actor, id: string): Promise<DisclosureForm | null> {
    const found = await this.reads.one<{ records: Disclosable[] }>(actor, form, [id], { operation: 'disclosureForm', subjectKind: 'disclosurePack', subjectId: id });
    return found && { records: found.records.map((record) => ({ ...record, forms: formsOf(record) })) };
  }

  /** The file itself, and a record that this person took it. */
  async bytes(actor: Actor, itemId: string): Promise<DisclosedBytes | null> {
    const found = await this.reads.one<Omit<DisclosedBytes, 'bytes'> & { bytes: string }>(actor, bytesOf, [actor.councilId, itemId], { operation: 'download:disclosure', subjectKind: 'disclosurePack', subjectId: itemId });
    return found && { ...found, bytes: Buffer.from(found.bytes, 'base64') };
  }
}
