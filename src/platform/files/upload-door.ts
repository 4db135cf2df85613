import type { Actor } from '../access/actor.js';
import type { Outcome } from '../graphql/mutation-types.js';
import type { Refused } from '../graphql/refusals.js';

/** A file as it came, in memory, at most 20 MB. */
export interface ReceivedFile {
  /** As the sender calls it. */
  readonly name: string;
  /** Empty where it was `tooLarge`. */
  readonly bytes: Buffer;
  readonly tooLarge: boolean;
}

/** Fields of the form beside the file; what is missing is ''. */
export interface UploadFields {
  readonly idempotencyKey: string;
  readonly recordKind: string;
  readonly recordId: string;
  readonly description: string;
  readonly audience: string;
  readonly caveat: string;
  readonly replacesId: string;
}

/** What became of a file: kept and shown, kept until an officer releases it, or kept out. */
export type UploadState = 'released' | 'waiting' | 'keptOut';
export type Uploaded = { readonly done: Outcome; readonly state: UploadState } | { readonly done: null; readonly refused: Refused };

/**
 * Where pages and the API hand in a file: a file does not go through GraphQL, but through the same abilities, policies, unit of
 * work and words. The domain answers to this name.
 */
export abstract class UploadDoor {
  abstract take(actor: Actor, fields: UploadFields, file: ReceivedFile | null): Promise<Uploaded>;
}
