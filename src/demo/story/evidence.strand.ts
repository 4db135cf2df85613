import { EvidenceUploads } from '../../domain/evidence/evidence-uploads.service.js';
import { EvidenceResolver } from '../../domain/evidence/evidence.resolver.js';
import type { Actor } from '../../platform/access/actor.js';
import { newId } from '../../platform/database/ids.js';
import { compilePaper } from '../../platform/documents/typst.js';
import { demoAgencies } from '../cast.js';
import type { Strand, Teller } from './teller.js';

const answerWaiting = `
  select p.id from representations p join recommendations r on r.council_id = p.council_id and r.id = p.recommendation_id
  where p.council_id = $1 and r.service_id = $2 order by r.recorded_at desc limit 1`;
const actionOf = `select id from actions where council_id = $1 and service_id = $2 and description like $3 order by recorded_at desc limit 1`;

interface Sent {
  readonly kind: 'representation' | 'action';
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly from: string;
  readonly text: string;
  readonly audience?: 'members' | 'council';
}

/** Files beside what the provider says and beside its plan. None is scanned here, so each waits for an officer: one is released, one still waits. */
export async function* evidenceStrand(teller: Teller): Strand {
  const { cast } = teller;
  const read = async (text: string, ...values: string[]): Promise<string> => (await teller.read<{ id: string }>(text, [cast.chair.councilId, ...values]))[0]?.id ?? '';

  yield teller.at([3, 8, '10:05']);
  await release(teller, await send(teller, cast.qaOfficer, {
    kind: 'action', id: await read(actionOf, await teller.service('Saltmarrow House'), 'Evening visit%'), name: 'Visit note Saltmarrow Saturday.pdf', audience: 'members',
    title: 'Visit note: Saturday evening, nursing unit', from: 'Quality team', text: 'Two registered nurses on duty. Charts of the ground floor complete for the week; two of the first floor not signed on Thursday night.',
  }), 'I was at the visit and know the note; opened on a machine of the council with its own virus check.', cast.secondOfficer);

  yield teller.at([3, 8, '16:25']);
  const representation = await read(answerWaiting, await teller.service('Brindlemoor Grange'));
  const sent = { kind: 'representation', id: representation, from: demoAgencies.provider.name } as const;
  const rota = await send(teller, cast.provider, {
    ...sent, name: 'Night rota.pdf', title: 'Night rota, four weeks', text: 'Every night: one registered nurse of ours. Monday, Tuesday, Friday and Saturday: a second nurse of the agency. From the first of next month: two of ours every night.',
  });
  await send(teller, cast.provider, { ...sent, name: 'Medicines audit by the pharmacist.pdf', title: 'Medicines round: three checks', text: 'Missed doses in the week: Monday two, Wednesday three, Friday one. None was of an anticoagulant.' });
  yield teller.at([3, 9, '09:15']);
  await release(teller, rota, 'Sent by the manager from her own account and opened on a machine of the council with its own virus check.', cast.qaOfficer);
}

/** @returns the file where it waits for an officer: with a scanner set, a clean one is released at once */
async function send(teller: Teller, by: Actor, { kind, id, name, title, from, text, audience }: Sent): Promise<string | null> {
  const on = teller.today().toString();
  const bytes = Buffer.from(await compilePaper(new URL('templates/file.typ', import.meta.url), {
    council: from, title, reference: name.replace('.pdf', ''), producedAt: `${on}T12:00:00Z`, facts: [['From', from], ['Date', on]], text,
  }));
  const fields = { idempotencyKey: newId(), recordKind: kind, recordId: id, description: title, audience: audience ?? '', caveat: '', replacesId: '' };
  const uploaded = await teller.get(EvidenceUploads).take(by, fields, { name, bytes, tooLarge: false });
  if (uploaded.done === null) throw new Error(`On ${on}: ${uploaded.refused.message}`);
  return uploaded.state === 'waiting' ? uploaded.done.id : null;
}

async function release(teller: Teller, id: string | null, reason: string, by: Actor): Promise<void> {
  if (id !== null) await teller.done(teller.get(EvidenceResolver).releaseEvidence({ id, version: 1, idempotencyKey: newId(), reason }, by));
}
