import { randomUUIDv7 } from 'node:crypto';

/** A new primary key: UUIDv7, so that rows of one time lie together in an index (design.md 4). */
export function newId(): string {
  return randomUUIDv7();
}
