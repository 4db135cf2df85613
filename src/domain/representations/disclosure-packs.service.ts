import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate, londonInstant } from '../../platform/clock/london.js';
import { addWorkingDays, servedOn as countsAs } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { keptFromProvider, type KeptRecord } from '../intelligence/kept-from-provider.js';
import { RestrictionsService } from '../restrictions/restrictions.service.js';
import { disclosableOf } from './disclosable.queries.js';
import { type Disclosable, type DisclosedForm, groundFor, leakIn, refusalOf } from './disclosable.js';
import type { AddToDisclosure, DropDisclosure, PrepareDisclosure, ServeDisclosure, TakeFromDisclosure } from './disclosure-pack.inputs.js';
import { disclosurePackMachine as machine } from './disclosure-pack.machine.js';
import { RepresentationsService } from './representations.service.js';

interface Pack {
  readonly reference: string;
  readonly representationId: string;
  readonly serviceId: string;
  readonly providerId: string;
}
interface Held {
  readonly position: number;
  readonly form: DisclosedForm;
  readonly title: string | null;
  readonly words: string | null;
  readonly recordId: string | null;
}

const windowOf = `
  select p.service_id as "serviceId", p.provider_id as "providerId" from representations p where p.council_id = $1 and p.id = $2`;
const begin = `
  insert into disclosure_packs (council_id, id, reference, representation_id, service_id, provider_id, prepared_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict do nothing returning id`;
const packOf = `
  select reference, representation_id as "representationId", service_id as "serviceId", provider_id as "providerId" from disclosure_packs where council_id = $1 and id = $2`;
const recordById = `select to_jsonb(r) as record from services s, lateral (${disclosableOf}) r where s.council_id = $1 and s.id = $2 and r."recordId" = $3`;
const keptOf = `select ${keptFromProvider('$1')} as kept`;
const positionOf = 'select coalesce(max(position), 0) + 1 as position, count(*)::int + 1 as items from disclosed_items where council_id = $1 and pack_id = $2';
const addItem = `
  insert into disclosed_items (council_id, id, pack_id, position, form, title, words, ground, sha256, file_kind, file_name, size)
  select $1, $2, $3, $4, $5, $6, $7, $8, coalesce($9::bytea, e.kept_sha256), e.kind, e.name, length(b.bytes)
  from (select) one left join evidence_files e on e.council_id = $1 and e.id = $10 left join evidence_bytes b on b.council_id = e.council_id and b.evidence_id = e.id`;
const addFile = 'insert into disclosed_files (council_id, item_id, pack_id, bytes) select b.council_id, $2, $3, b.bytes from evidence_bytes b where b.council_id = $1 and b.evidence_id = $4 returning item_id';
const addRecord = `
  insert into disclosed_records (council_id, item_id, pack_id, record_kind, record_id, reference, reason, note, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (council_id, pack_id, record_id) do nothing returning item_id`;
const itemsOf = `
  select i.position, i.form, i.title, i.words, r.record_id as "recordId" from disclosed_items i left join disclosed_records r on r.council_id = i.council_id and r.item_id = i.id
  where i.council_id = $1 and i.pack_id = $2 order by i.position`;
const windowState = `
  select w.state, (select count(*)::int from disclosure_packs p where p.council_id = w.council_id and p.representation_id = w.id and p.served_at is not null) as served
  from workflows w where w.council_id = $1 and w.id = $2`;
const serve = `
  update disclosure_packs set number = $3, served_on = $4, served_how = $5, served_by = $6, served_at = $7, window_ends_on = $8, not_extended_reason = $9 where council_id = $1 and id = $2`;
// The deadline of R07 of the restriction that the chance to answer is about, where the disclosure covers its risk assessment's day.
const restrictionAwaiting = `
  select x.id, w.version from representations p join restrictions x on x.council_id = p.council_id and x.decision_id = p.decision_id join workflows w on w.council_id = x.council_id and w.id = x.id
  left join risk_assessments k on k.council_id = x.council_id and k.id = x.risk_assessment_id
  where p.council_id = $1 and p.id = $2 and (k.assessed_on is null or k.assessed_on <= $3::date) and exists (
    select from deadlines t where t.council_id = x.council_id and t.workflow_id = x.id and t.kind = 'restrictionDisclosure' and t.withdrawn_at is null and t.fired_at is null)`;

/** The only writer of what is disclosed: prepared item by item, guarded so that nothing kept gets in, served once and never changed (R04, R25, Davis). */
@Injectable()
export class DisclosurePacksService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly representations: RepresentationsService,
    private readonly restrictions: RestrictionsService,
  ) {}

  /** @throws InvalidInput where one is being prepared already. */
  async prepare({ representationId }: PrepareDisclosure): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [window] = await this.unit.query<{ serviceId: string; providerId: string }>(windowOf, [actor.councilId, representationId]);
    if (window === undefined) throw new NotFound('representation');
    const { serviceId, providerId } = window;
    const procedure = await this.procedures.current();
    const id = newId();
    const reference = await this.unit.reference('PAK');
    const [begun] = await this.unit.query(begin, [actor.councilId, id, reference, representationId, serviceId, providerId, actor.membershipId, at.toString()]);
    if (begun === undefined) throw new InvalidInput([{ field: 'form', message: 'A pack is being prepared already: add to that one' }]);
    const { version } = await this.runner.start(machine, { id, procedureId: procedure.id, serviceId, context: { items: 0 } });
    await this.trail.record({ subjectKind: 'disclosurePack', subjectId: id, action: 'disclosurePrepared', after: { reference, representationId } });
    return { id, version, reference };
  }

  /** @throws InvalidInput at every field: a record that must not reach the provider, or words that name or repeat one (R25, case 6). */
  async add({ id, version, disclosedRecordId, form, title, words, reason, note }: AddToDisclosure): Promise<Outcome> {
    const { actor, at } = this.unit;
    const pack = await this.pack(id);
    const record = disclosedRecordId === undefined ? null : await this.record(pack, disclosedRecordId);
    if (disclosedRecordId !== undefined && record === null) throw new NotFound('record');
    const given = form === 'whole' ? (record?.words ?? words ?? null) : form === 'summary' ? (words ?? null) : null;
    await this.demandSafe(pack, record, form, { title: title ?? '', words: given ?? '' });
    const [place] = await this.unit.query<{ position: number; items: number }>(positionOf, [actor.councilId, id]);
    const moved = await this.runner.send(machine, 'CHANGE', { id, version, facts: { items: place?.items ?? 1 } });
    const itemId = newId();
    const withheld = form === 'withheld';
    const hash = given === null ? null : createHash('sha256').update(given).digest();
    const fileId = form === 'file' ? disclosedRecordId : null;
    await this.unit.query(addItem, [actor.councilId, itemId, id, place?.position ?? 1, form, withheld ? null : title, given, withheld && reason ? groundFor(reason) : null, hash, fileId]);
    if (fileId != null) await this.unit.query(addFile, [actor.councilId, itemId, id, fileId]);
    const [kept] = await this.unit.query(addRecord, [
      actor.councilId, itemId, id, record?.recordKind ?? null, record?.recordId ?? null, record?.reference ?? null, withheld ? reason : null, withheld ? note : null, actor.membershipId, at.toString(),
    ]);
    if (kept === undefined) throw new InvalidInput([{ field: 'disclosedRecordId', message: `${record?.reference ?? 'This'} is in the pack already: take it out first` }]);
    await this.trail.record({ subjectKind: 'disclosurePack', subjectId: id, action: 'disclosureItemAdded', after: { position: place?.position ?? 1, form, reason: (withheld ? reason : null) ?? null } });
    return { id, version: moved.version, reference: pack.reference };
  }

  async take({ id, version, disclosedItemId }: TakeFromDisclosure): Promise<Outcome> {
    const { actor } = this.unit;
    const pack = await this.pack(id);
    const items = await this.items(id);
    const moved = await this.runner.send(machine, 'CHANGE', { id, version, facts: { items: Math.max(0, items.length - 1) } });
    const of = [actor.councilId, id, disclosedItemId];
    for (const table of ['disclosed_records', 'disclosed_files']) await this.unit.query(`delete from ${table} where council_id = $1 and pack_id = $2 and item_id = $3`, of);
    if ((await this.unit.query('delete from disclosed_items where council_id = $1 and pack_id = $2 and id = $3 returning id', of)).length === 0) throw new NotFound('item');
    await this.trail.record({ subjectKind: 'disclosurePack', subjectId: id, action: 'disclosureItemTaken', after: { disclosedItemId } });
    return { id, version: moved.version, reference: pack.reference };
  }

  /**
   * Given to the provider: numbered, frozen, and the days to answer counted from it. What of the records may not be told any more refuses it.
   * @throws InvalidInput for a time ahead. @throws TransitionRefused
   */
  async serve({ id, version, servedOn, servedTime, how, notExtendedReason }: ServeDisclosure): Promise<Outcome> {
    const { actor, at } = this.unit;
    const given = londonInstant(Temporal.PlainDate.from(servedOn), servedTime);
    if (Temporal.Instant.compare(given, at) > 0) throw new InvalidInput([{ field: 'servedOn', message: 'Enter a time that has passed: record it once it is given' }]);
    const pack = await this.pack(id);
    const items = await this.items(id);
    const [window] = await this.unit.query<{ state: string; served: number }>(windowState, [actor.councilId, pack.representationId]);
    const number = (window?.served ?? 0) + 1;
    const keptItems = await this.keptItems(pack, items);
    const moved = await this.runner.send(machine, 'SERVE', {
      id, version, happenedAt: given,
      facts: { keptItems, openToAnswer: ['windowOpen', 'received', 'noneReceived'].includes(window?.state ?? ''), first: number === 1, notExtendedReasonGiven: notExtendedReason !== undefined },
    });
    const counts = countsAs(given);
    const windowEndsOn = notExtendedReason === undefined ? await this.extended(pack.representationId, counts) : null;
    await this.unit.query(serve, [actor.councilId, id, number, counts.toString(), how, actor.membershipId, at.toString(), windowEndsOn, notExtendedReason ?? null]);
    await this.tellRestriction(pack, items, londonDate(given));
    await this.trail.record({ subjectKind: 'disclosurePack', subjectId: id, action: 'disclosureServed', after: { number, servedOn: counts.toString(), windowEndsOn } });
    return { id, version: moved.version, reference: pack.reference };
  }

  async drop({ id, version, reason }: DropDisclosure): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    const pack = await this.pack(id);
    const moved = await this.runner.send(machine, 'DROP', { id, version, facts: { reasonGiven: reason !== '' } });
    await this.unit.query('update disclosure_packs set drop_reason = $3 where council_id = $1 and id = $2', [councilId, id, reason]);
    return { id, version: moved.version, reference: pack.reference };
  }

  private async extended(representationId: string, counts: Temporal.PlainDate): Promise<string> {
    const { content } = await this.procedures.current();
    return this.representations.allowUntil(representationId, addWorkingDays(counts, content.timescales.representationWindowWorkingDays).toString());
  }

  /** R07: with the pack, the restriction's evidence is disclosed. */
  private async tellRestriction({ reference, representationId }: Pack, items: readonly Held[], day: Temporal.PlainDate): Promise<void> {
    const [restriction] = await this.unit.query<{ id: string; version: number }>(restrictionAwaiting, [this.unit.actor.councilId, representationId, day.toString()]);
    if (restriction === undefined) return;
    const disclosed = `${reference}: ${items.filter(({ form }) => form !== 'withheld').map(({ title }) => title).join('; ') || 'nothing is given'}. The provider is asked for its answer.`;
    const withheld = items.filter(({ form }) => form === 'withheld').map(({ position }) => `Item ${position} of ${reference}`);
    await this.restrictions.recordDisclosure({ ...restriction, idempotencyKey: newId(), disclosedOn: day.toString(), disclosed: disclosed.slice(0, 4000), withheld });
  }

  /** What was given when it was added and may not be given now. */
  private async keptItems(pack: Pack, items: readonly Held[]): Promise<string[]> {
    const kept: string[] = [];
    const others = await this.kept(pack);
    for (const { position, form, title, words, recordId } of items) {
      if (form === 'withheld') continue;
      const record = recordId === null ? null : await this.record(pack, recordId);
      const gone = recordId !== null && record === null;
      const own = form === 'whole' && record !== null ? '' : (words ?? '');
      if (gone || (record !== null && refusalOf(record, form) !== null) || leakIn(`${title ?? ''}\n${own}`, record, others) !== null) kept.push(`item ${position}${record === null ? '' : `, ${record.reference}`}`);
    }
    return kept;
  }

  private async demandSafe(pack: Pack, record: Disclosable | null, form: DisclosedForm, said: { title: string; words: string }): Promise<void> {
    const refused = record === null ? null : refusalOf(record, form);
    if (refused !== null) throw new InvalidInput([{ field: 'form', message: refused }]);
    if (form === 'withheld') return;
    const kept = await this.kept(pack);
    const problems = [{ field: 'title', said: said.title }, { field: 'words', said: form === 'whole' && record !== null ? '' : said.words }]
      .flatMap(({ field, said: text }) => [leakIn(text, record, kept)].filter((message) => message !== null).map((message) => ({ field, message })));
    if (problems.length > 0) throw new InvalidInput(problems);
  }

  private async kept({ providerId }: Pack): Promise<readonly KeptRecord[]> {
    const [row] = await this.unit.query<{ kept: KeptRecord[] }>(keptOf, [providerId]);
    return row?.kept ?? [];
  }

  private async record({ serviceId }: Pack, recordId: string): Promise<Disclosable | null> {
    const [row] = await this.unit.query<{ record: Disclosable }>(recordById, [this.unit.actor.councilId, serviceId, recordId]);
    return row?.record ?? null;
  }

  private items(id: string): Promise<Held[]> {
    return this.unit.query<Held>(itemsOf, [this.unit.actor.councilId, id]);
  }

  private async pack(id: string): Promise<Pack> {
    const [pack] = await this.unit.query<Pack>(packOf, [this.unit.actor.councilId, id]);
    if (pack === undefined) throw new NotFound('pack');
    return pack;
  }
}
