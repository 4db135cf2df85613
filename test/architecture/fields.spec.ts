import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { fieldRules, fieldsText } from '../../scripts/field-rules.js';

const read = (path: string): string => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const sdl = read('schema.graphql');
const subjects = new Map([...read('docs/permissions.md').matchAll(/^\| (\w+) \| `(\w+)` \|/gm)].map(([, subject = '', act = '']) => [act, subject]));
const subjectOf = (act: string): string | undefined => subjects.get(act);

describe('Sec-1: the rule of every field of the schema', () => {
  it('is known: each type is reached by what a policy gates, and each field that tells more than facts of the case has a rule of its own', () => {
    const rules = fieldRules(buildSchema(sdl), subjectOf);
    expect(rules.types.length).toBeGreaterThan(500);
    expect(rules.uncovered).toEqual([]);
    // `npm run check` says what to do where this is stale.
    expect(read('docs/fields.md')).toBe(fieldsText(rules));
  });

  it('is missed where a field, a type or a query comes without one', () => {
    const grown = `${sdl}\nextend type SealedSource { sourceTelephone: String }\nextend type Query { everything: Orphan }\ntype Orphan { id: ID! }\n`;
    expect(fieldRules(buildSchema(grown), subjectOf).uncovered).toEqual(expect.arrayContaining([
      'everything is asked for by no policy', 'Orphan is reached by no query or mutation of a policy', expect.stringContaining('SealedSource.sourceTelephone may tell who told us'),
    ]));
  });
});
