import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { ReadUnit, statement } from '../database/read-unit.js';

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
    'bytes', encode(bytes, 'base64'), 'sha256', encode(sha256, 'hex')) as result
  from documents where council_id = $1 and id = $2`);

/** Reads of documents. Who may see which is row-level security's: hidden and missing are the same null. */
@Injectable()
export class DocumentsQueries {
  constructor(private readonly reads: ReadUnit) {}

  /** The file of one document, and a record that this person read it; null where there is none they may see. */
  async file(actor: Actor, id: string): Promise<DocumentFile | null> {
    const record = { operation: 'documentFile', subjectKind: 'document', subjectId: id };
    const row = await this.reads.one<Omit<DocumentFile, 'bytes'> & { bytes: string }>(actor, fileById, [actor.councilId, id], record);
    return row && { ...row, bytes: Buffer.from(row.bytes, 'base64') };
  }
}
