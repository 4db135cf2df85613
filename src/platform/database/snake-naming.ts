import { DefaultNamingStrategy } from 'typeorm';

/** `receivedAt` in code is `received_at` in the database; nothing else is renamed. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(property: string, custom: string, prefixes: string[]): string {
    return [...prefixes, custom || property].join('_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
