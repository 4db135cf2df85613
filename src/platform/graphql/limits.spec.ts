import { buildSchema, parse } from 'graphql';
import { documentLimits, longestWalk, sizeOf } from './limits.js';

const schema = buildSchema(`
  type Query { a: A, others: [A!]!, page(first: Int): Page, words: [String!]! }
  type Page { total: Int!, rows: [A!]! }
  type A { b: B, e: A, f: Int, many: [A!] }
  type B { c: Int }`);
const size = (source: string) => sizeOf(parse(source), schema);

describe('the size of a document (qualities 3.2)', () => {
  it('counts fields, aliases, directives and depth, and a fragment wherever it is used', () => {
    expect(size('{ a { b { c } ...F } z: a @skip(if: false) { f } } fragment F on A { e { f } }')).toEqual({ cost: 7, aliases: 1, depth: 3, directives: 1, walked: 8 });
  });

  it('counts what is selected of a list as often as the list is long: a page 50, others 10, words once', () => {
    expect(size('{ others { f } }').cost).toBe(1 + 10);
    expect(size('{ page { total rows { f } } }').cost).toBe(1 + 1 + 1 + 50);
    expect(size('{ page(first: 7) { rows { f } } }').cost).toBe(1 + 1 + 7);
    expect(size('query ($n: Int) { page(first: $n) { rows { f } } }').cost).toBe(1 + 1 + 200);
    expect(size('{ words }').cost).toBe(1);
    expect(size('{ others { many { f } } }').cost).toBe(1 + 10 + 100);
    expect(size('{ others { ...F } } fragment F on A { many { f } }').cost).toBe(1 + 10 + 100);
  });

  it('ends on a fragment that spreads itself', () => {
    expect(size('{ a { ...F } } fragment F on A { f ...F }').cost).toBe(2);
  });

  it.each([['with a field', 'f'], ['that ask for nothing at all', '...F0']])('ends on fragments that double at every level, %s, after a bounded walk', (_, last) => {
    const levels = Array.from({ length: 30 }, (_level, i) => `fragment F${i} on A { ...F${i + 1} ...F${i + 1} }`).join(' ');
    const { cost, walked } = size(`{ a { ...F0 } } ${levels} fragment F30 on A { ${last} }`);
    expect(walked).toBeLessThanOrEqual(longestWalk + 32);
    expect(cost > documentLimits.cost || walked > longestWalk).toBe(true);
  });

  it('looks no deeper than is allowed', () => {
    expect(size(`{ a ${'{ e '.repeat(500)} { f } ${'}'.repeat(500)} }`).walked).toBeLessThanOrEqual(documentLimits.depth + 2);
  });
});
