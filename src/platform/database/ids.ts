import { randomUUIDv7 } from 'node:crypto';

/** A new primary key: UUIDv7, so that rows of one time lie together in an index (design.md 4). */
export function newId(): string {
  return randomUUIDv7();
}

const shape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text from outside could be an id at all: what is none finds nothing, and is no fault of the database. */
export function isId(text: string): boolean {
  return shape.test(text);
}
