import { LettersResolver } from '../../domain/letters/letters.resolver.js';
import { newId } from '../../platform/database/ids.js';
import { demoAddress, demoCast } from '../cast.js';
import type { Strand, Teller } from './teller.js';

const letterOf = 'select id from letters where council_id = $1 and decision_id = $2';

/** The letter that tells a provider of a decision: sent the same afternoon by mail (R07). */
export async function* letterStrand(teller: Teller, decisionId: string, place: string): Strand {
  yield teller.calendar.at(teller.today(), '15:30');
  const [letter] = await teller.read<{ id: string }>(letterOf, [teller.cast.chair.councilId, decisionId], teller.cast.coordinator);
  if (letter === undefined) throw new Error(`No letter was drafted after a decision on ${place}.`);
  await teller.done(teller.get(LettersResolver).issueLetter({
    id: letter.id, version: await teller.version(letter.id), idempotencyKey: newId(), method: 'email', ...addressee(place),
  }, teller.cast.coordinator));
}

function addressee(place: string): { toName: string; toAddress: string } {
  const { provider } = demoCast;
  if (provider.jobTitle.endsWith(place)) return { toName: provider.name, toAddress: demoAddress(provider) };
  return { toName: 'The registered manager', toAddress: `manager@${place.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.example` };
}
