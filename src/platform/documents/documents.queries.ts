import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { mayOpen, type SectionAudience } from '../access/audience.js';
import { ReadUnit, statement } from '../database/read-unit.js';
import type { Audience } from './document.entity.js';

/** A document as a download: exactly the bytes that were kept. */
export interface DocumentFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

const fileById = statement(`
  select json_build_object(
    'fileName', file_name, 'mediaType', media_type,
    'bytes', encode(bytes, 'base64'), 'sha256', encode(sha256, 'hex'),
    'audience', audience, 'cleared', cleared_for_names(), 'providerId', provider_id, 'readers', recipients,
    'agendaItems', (select coalesce(json_agg(h.agenda_item_id), '[]') from document_items h where h.council_id = documents.council_id and h.document_id = documents.id),
    'out', (select coalesce(json_agg(h.agenda_item_id), '[]') from document_items h where h.council_id = documents.council_id and h.document_id = documents.id and is_out_of(h.agenda_item_id))) as result
  from documents where council_id = $1 and id = $2`);

interface Row extends Omit<DocumentFile, 'bytes'> {
  readonly bytes: string;
  readonly audience: Audience;
  readonly cleared: boolean;
  readonly providerId: string | null;
  readonly readers: readonly string[];
  readonly agendaItems: readonly string[];
  readonly out: readonly string[];
}

/** What a paper is for, in the words of its sections. */
const sections: Readonly<Record<Audience, SectionAudience>> = { circle: 'members', council: 'council', provider: 'provider', named: 'named', board: 'board', boardNamed: 'board' };

/** Reads of documents. Who may see which is row-level security's, and `mayOpen` looks once more: hidden and missing are the same null. */
@Injectable()
export class DocumentsQueries {
  constructor(private readonly reads: ReadUnit) {}

  /** The file of one document, and a record that this person read it; null where there is none they may see. */
  async file(actor: Actor, id: string): Promise<DocumentFile | null> {
    const record = { operation: 'documentFile', subjectKind: 'document', subjectId: id };
    const row = await this.reads.one<Row>(actor, fileById, [actor.councilId, id], record);
    if (row === null) return null;
    const { fileName, mediaType, bytes, sha256, audience, cleared, out, ...paper } = row;
    if (audience === 'boardNamed' && actor.role === 'boardReader' && !cleared) return null;
    const reader = { role: actor.role, providerId: actor.providerId, membershipId: actor.membershipId, excludedItems: out };
    if (!mayOpen({ ...paper, audience: sections[audience] }, reader)) return null;
    return { fileName, mediaType, bytes: Buffer.from(bytes, 'base64'), sha256 };
  }
}
