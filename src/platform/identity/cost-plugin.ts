import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { Plugin } from '@nestjs/apollo';
import type { Actor } from '../access/actor.js';
import { documentLimits, sizeOf } from '../graphql/limits.js';
import { RateLimits } from './rate-limits.js';

/** So much cost of a document is one point more: the largest counts as twenty-one requests. */
const costAPoint = documentLimits.cost / 20;

/** @param cost of a document, by the rule of `sizeOf` */
export function extraPoints(cost: number): number {
  return Math.floor(cost / costAPoint);
}

/**
 * Counts a large ad hoc document as the several requests it is worth. Taken when the document has been read, so it is the next
 * request that is refused: what one document may cost is bounded already (`documentLimits`).
 */
@Plugin()
export class CostPlugin implements ApolloServerPlugin<{ actor?: Actor }> {
  constructor(private readonly limits: RateLimits) {}

  async requestDidStart(): Promise<GraphQLRequestListener<{ actor?: Actor }>> {
    const { limits } = this;
    return {
      async didResolveOperation({ document, schema, contextValue: { actor } }) {
        const points = extraPoints(sizeOf(document, schema).cost);
        if (points > 0 && actor !== undefined) await limits.ofPerson(actor.personId ?? actor.membershipId, points);
      },
    };
  }
}
