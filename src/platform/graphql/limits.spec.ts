import { parse } from 'graphql';
import { documentLimits, sizeOf } from './limits.js';

describe('the size of a document', () => {
  it('counts fields, aliases and depth, and a fragment wherever it is used', () => {
    const size = sizeOf(parse('{ a { b { c } ...F } z: d } fragment F on T { e { f } }'));
    expect(size).toEqual({ cost: 6, aliases: 1, depth: 3 });
  });

  it('ends on a fragment that spreads itself', () => {
    expect(sizeOf(parse('{ ...F } fragment F on T { a ...F }')).cost).toBe(1);
  });

  it('ends on fragments that double at every level', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `fragment F${i} on T { a ...F${i + 1} ...F${i + 1} }`).join(' ');
    expect(sizeOf(parse(`{ ...F0 } ${levels} fragment F30 on T { a }`)).cost).toBeGreaterThan(documentLimits.cost);
  });
});
