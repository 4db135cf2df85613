import { Injectable } from '@nestjs/common';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { compare } from './legal-copy.js';
import { readCopy, type ReturnedCopy } from './legal-copy-file.js';
import type { RefuseLegalCopy, ReturnLetter, SendToLegal, TakeLegalCopy } from './letter.inputs.js';
import { letterMachine } from './letter.machine.js';
import { LettersService } from './letters.service.js';

/** A copy that may be read: released, not withdrawn, of this letter. */
export const copyOf = `select b.bytes from evidence_files e join evidence_bytes b on b.council_id = e.council_id and b.evidence_id = e.id
  where e.record_kind = 'letter' and e.kind = 'docx' and e.state = 'released' and e.withdrawn_at is null`;
const copyBytes = `${copyOf} and e.council_id = $1 and e.record_id = $2 and e.id = $3`;

/** @throws InvalidInput where it is not a copy of this letter, or cannot be read */
export async function readCopyOf(letterId: string, bytes: Buffer): Promise<ReturnedCopy> {
  const copy = await readCopy(bytes).catch(() => null);
  if (copy?.letterId !== letterId) throw new InvalidInput([{ field: 'copyId', message: 'This file is not a copy of this letter: download the letter for Legal, and send back that file' }]);
  return copy;
}

/** What goes to Legal and comes back: the letter's text does not move meanwhile, and each answer of Legal's is kept. */
@Injectable()
export class LegalReview {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly letters: LettersService,
  ) {}

  async send({ id, version, asked }: SendToLegal): Promise<Outcome> {
    const moved = await this.runner.send(letterMachine, 'SEND_TO_LEGAL', { id, version, facts: {} });
    await this.letters.record(id, { kind: 'sentToLegal', words: { asked: asked ?? '' } });
    return { id, version: moved.version };
  }

  /** Takes over Legal's changes of the parts people write. @throws TransitionRefused where a part from the record was changed and not left out */
  async take({ id, version, copyId, leaveRecord }: TakeLegalCopy): Promise<Outcome> {
    const { body } = await this.letters.known(id);
    const compared = compare(body, await this.copy(id, copyId));
    const moved = await this.runner.send(letterMachine, 'TAKE_LEGAL_COPY', { id, version, facts: { recordKept: compared.recordKept || leaveRecord } });
    const { paragraph } = body;
    await this.letters.rewrite(id, body, { paragraph: compared.texts.get('paragraph') ?? paragraph, texts: compared.texts }, { kind: 'copyTaken', evidenceId: copyId, words: { notTaken: compared.notTaken } });
    return { id, version: moved.version };
  }

  async refuse({ id, version, copyId, reason }: RefuseLegalCopy): Promise<Outcome> {
    await this.copy(id, copyId);
    const moved = await this.runner.send(letterMachine, 'REFUSE_LEGAL_COPY', { id, version, facts: {} });
    await this.letters.record(id, { kind: 'copyRefused', evidenceId: copyId, words: { reason } });
    return { id, version: moved.version };
  }

  async return({ id, version, agreed, lawyer, comments = '' }: ReturnLetter): Promise<Outcome> {
    const moved = await this.runner.send(letterMachine, 'RETURN', { id, version, facts: { agreed, commentsGiven: comments !== '' } });
    await this.letters.record(id, { kind: 'returned', words: { agreed, lawyer, comments } });
    return { id, version: moved.version };
  }

  private async copy(letterId: string, copyId: string): Promise<ReturnedCopy> {
    const [file] = await this.unit.query<{ bytes: Buffer }>(copyBytes, [this.unit.actor.councilId, letterId, copyId]);
    if (file === undefined) throw new NotFound('file');
    return readCopyOf(letterId, file.bytes);
  }
}
