import { Injectable } from '@nestjs/common';
import type { Statement } from '../database/read-unit.js';

/** Something whose page may be followed live. */
export interface LiveSubject {
  /** The act that opens its page: who may not, follows nothing. */
  readonly act: string;
  /** $1 its id. A row where the reader sees it. */
  readonly follows: Statement;
  /** By kind of change. $1 its id, $2 the id of what changed. A row where that belongs to it and the reader may know of it. */
  readonly told: Readonly<Record<string, Statement>>;
}

/** What may be followed, by kind. What is not declared here is told to nobody. */
@Injectable()
export class LiveSubjects {
  private readonly subjects = new Map<string, LiveSubject>();

  declare(kind: string, subject: LiveSubject): void {
    this.subjects.set(kind, subject);
  }

  of(kind: string): LiveSubject | undefined {
    return this.subjects.get(kind);
  }
}
