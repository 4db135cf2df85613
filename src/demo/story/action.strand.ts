import { ActionsResolver } from '../../domain/actions/actions.resolver.js';
import { newId } from '../../platform/database/ids.js';
import type { AgreedAction } from './plan.js';
import type { Strand, Teller } from './teller.js';

/** One action after the panel that agreed it: more time, reported, checked by an officer who does not own it (R17). */
export async function* actionStrand(teller: Teller, panel: 1 | 2 | 3, id: string, { owner, moreTime, reported, checked, checkedBy }: AgreedAction): Strand {
  const desk = teller.get(ActionsResolver);
  const step = async () => ({ id, version: await teller.version(id), idempotencyKey: newId() });
  const checker = teller.cast[checkedBy ?? (owner === 'qaOfficer' ? 'secondOfficer' : 'qaOfficer')];
  if (moreTime !== undefined) {
    const [after, newDueAfter, reason] = moreTime;
    yield teller.at([panel, after, '10:15']);
    const newDueOn = teller.calendar.after(panel, newDueAfter).toString();
    await teller.done(desk.requestActionExtension({ ...(await step()), newDueOn, reason }, teller.cast[owner]));
    await teller.done(desk.extendAction({ ...(await step()), agreed: true, newDueOn }, checker));
  }
  if (reported === undefined) return;
  yield teller.at([panel, reported[0], '11:55']);
  await teller.done(desk.reportActionComplete({ ...(await step()), evidence: reported[1] }, teller.cast[owner]));
  if (checked === undefined) return;
  yield teller.at([panel, checked[0], '15:05']);
  await teller.done(desk.verifyAction({ ...(await step()), done: true, checkedOn: teller.today().toString(), method: checked[1] }, checker));
}
