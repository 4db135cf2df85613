import type { DecisionLetter } from '../letter-kind.js';

const why: Readonly<Record<string, string>> = { providerCeased: 'you no longer provide it', contractEnded: 'the contract has ended' };

/** The service's case is closed (D16, R19): why, what ends with it and what may open it again. */
export const serviceClosed: DecisionLetter = {
  code: 'SC',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: () => 'Our monitoring has ended',
  tellsOf: ({ code, change }) => code === 'D16' && change === 'close',
  reply: null,
  inYourFavour: () => true,
  act: ({ serviceName, terms }) => `to close our monitoring of ${serviceName}, since ${why[terms.closingReason ?? ''] ?? 'it has ended'}.`,
  follows: () => [
    { heading: 'What that means', text: 'No action, restriction or notice of ours is open. What you still owe the people who used the service, and your duties to the Care Quality Commission, go on.' },
    { heading: 'If something new is told to us', text: 'It may be opened again, and you will be told.' },
  ],
};
