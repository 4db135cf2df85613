import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { isId } from '../../platform/database/ids.js';
import { FileRefused } from '../../platform/files/file-kinds.js';
import { shownName } from '../../platform/files/file-name.js';
import { inspect, sha256, tooLarge } from '../../platform/files/inspect-file.js';
import { Scanner } from '../../platform/files/scanner.js';
import { type ReceivedFile, UploadDoor, type Uploaded, type UploadFields, type UploadState } from '../../platform/files/upload-door.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import { InvalidInput, type Refused } from '../../platform/graphql/refusals.js';
import { evidenceReasonInput, type EvidenceReasonInput, uploadEvidenceInput } from './evidence.inputs.js';
import { EvidenceQueries } from './evidence.queries.js';
import { type CheckedFile, EvidenceService } from './evidence.service.js';

/** A file from a page or the API: looked over and scanned first, since that takes time, then kept in one unit as every mutation is. */
@Injectable()
export class EvidenceUploads extends UploadDoor {
  constructor(
    private readonly mutations: Mutations,
    private readonly evidence: EvidenceService,
    private readonly queries: EvidenceQueries,
    private readonly scanner: Scanner,
  ) {
    super();
  }

  override async take(actor: Actor, fields: UploadFields, file: ReceivedFile | null): Promise<Uploaded> {
    // Who may not, costs nothing.
    const checked = may(actor, 'uploadEvidence') ? await this.check(file) : 'Choose a file';
    // The same form sent twice is the same in its bytes too.
    const input = { ...fields, file: file === null ? null : sha256(file.bytes).toString('hex') };
    const answer = await this.mutations.run(actor, 'uploadEvidence', input, uploadEvidenceInput, (valid) => {
      if (typeof checked === 'string') throw new InvalidInput([{ field: 'file', message: checked }]);
      return this.evidence.add(valid, checked);
    });
    if ('refusedAs' in answer) return { done: null, refused: answer };
    const kept = await this.queries.one(actor, answer.id);
    return { done: answer, state: (kept?.state ?? 'waiting') as UploadState };
  }

  /** Scanned once more before an officer's word counts: the scanner may be back. */
  async release(actor: Actor, input: EvidenceReasonInput): Promise<Outcome | Refused> {
    const bytes = may(actor, 'releaseEvidence') && isId(input.id) ? await this.queries.waitingBytes(actor, input.id) : null;
    const scan = bytes === null ? 'notScanned' : await this.scanner.scan(bytes);
    return this.mutations.run(actor, 'releaseEvidence', input, evidenceReasonInput('how you know that the file is safe'), (valid) => this.evidence.release(valid, scan));
  }

  /** @returns why it is not taken, in words, where it is not */
  private async check(file: ReceivedFile | null): Promise<CheckedFile | string> {
    if (file === null) return 'Choose a file';
    if (file.tooLarge) return tooLarge;
    try {
      const inspected = await inspect(file.bytes);
      // What came is scanned, also where a picture is drawn anew.
      return { ...inspected, name: shownName(file.name), size: file.bytes.length, scan: await this.scanner.scan(file.bytes) };
    } catch (error) {
      if (error instanceof FileRefused) return error.message;
      throw error;
    }
  }
}
