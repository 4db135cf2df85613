import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Trail } from '../audit/trail.js';
import { newId } from '../database/ids.js';
import { WriteUnit } from '../database/write-unit.js';
import { type Audience, Document } from './document.entity.js';
import { compilePaper, type PaperData } from './typst.js';

/** What every stored document says of itself. */
export interface DocumentLabel {
  readonly kind: string;
  readonly title: string;
  /** What a download is called: plain letters, digits, dots and hyphens; no name of a service, person or sanction. */
  readonly fileName: string;
  readonly audience: Audience;
  /** The provider who may see it, where the audience is `provider`. */
  readonly providerId?: string;
  /** The memberships who may see it, where the audience is `named`. */
  readonly recipients?: readonly string[];
  /** Items of an agenda that are in it: who is ruled out of one loses the document, also where it was made before (R21). */
  readonly agendaItems?: readonly string[];
  /** The earlier version this one corrects. */
  readonly replacesId?: string;
}

/** A document ready to be kept: its label and its bytes. */
export interface NewDocument extends DocumentLabel {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly template?: string;
  readonly mergeData?: object;
}

/** A template file and the data it is set with. */
export interface Paper {
  /** A `.typ` file below `src`, as `new URL('letter.typ', import.meta.url)`. */
  readonly template: URL;
  readonly data: PaperData & Readonly<Record<string, unknown>>;
}

export interface StoredDocument {
  readonly id: string;
  /** SHA-256 of the bytes, 64 hexadecimal digits. */
  readonly sha256: string;
}

const SOURCE_FOLDER = new URL('../../', import.meta.url);
const keepItems = 'insert into document_items (council_id, document_id, agenda_item_id) select $1, $2, item from unnest($3::uuid[]) item';
const SAFE_FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9.-]{0,120}$/;

/** Keeps papers byte for byte with their SHA-256 and the data they were set with (R38). There is no way to change one. */
@Injectable()
export class Documents {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /** Sets a template and keeps the PDF with its data. Inside a unit of work. */
  async storePaper(label: DocumentLabel, paper: Paper): Promise<StoredDocument> {
    const bytes = await compilePaper(paper.template, paper.data);
    const template = paper.template.href.replace(SOURCE_FOLDER.href, '');
    return this.store({ ...label, mediaType: 'application/pdf', bytes, template, mergeData: paper.data });
  }

  /**
   * Keeps a document as it is. Inside a unit of work: it comes to be with what it tells of, or not at all.
   * @throws Error where the audience lacks its provider or recipients: nobody could ever read it
   */
  async store(document: NewDocument): Promise<StoredDocument> {
    const { providerId = null, recipients = [], agendaItems = [], replacesId = null, template = null, mergeData = null } = document;
    if (document.audience === 'provider' && providerId === null) throw new Error('A document to the provider names the provider.');
    if (document.audience === 'named' && recipients.length === 0) throw new Error('A document to named people names them.');
    if (!SAFE_FILE_NAME.test(document.fileName)) throw new Error(`Not a file name: ${JSON.stringify(document.fileName)}`);
    const id = newId();
    const hash = createHash('sha256').update(document.bytes);
    const sha256 = hash.digest();
    const { kind, title, mediaType, fileName, audience } = document;
    await this.unit.manager.insert(Document, {
      councilId: this.unit.actor.councilId, id, kind, title, mediaType, fileName, template, mergeData,
      bytes: Buffer.from(document.bytes), sha256, audience, providerId, recipients: [...recipients], replacesId,
      recordedBy: this.unit.actor.membershipId, recordedAt: this.unit.at.toString(),
    });
    if (agendaItems.length > 0) await this.unit.query(keepItems, [this.unit.actor.councilId, id, agendaItems]);
    await this.trail.record({
      subjectKind: 'document', subjectId: id, action: 'documentStored',
      after: { kind, audience, sha256: sha256.toString('hex'), replacesId },
    });
    return { id, sha256: sha256.toString('hex') };
  }
}
