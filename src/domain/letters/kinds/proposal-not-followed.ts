import type { DecisionLetter } from '../letter-kind.js';

/** D: a proposal the provider was told of is not followed. */
export const proposalNotFollowed: DecisionLetter = {
  code: 'D',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: () => 'Decision on a proposal',
  tellsOf: ({ outcome }) => outcome === 'declined',
  reply: null,
  inYourFavour: () => true,
  onlyIfToldOfProposal: true,
  act: ({ serviceName }) => `not to follow the proposal of which you were told about ${serviceName}.`,
  follows: () => [],
};
