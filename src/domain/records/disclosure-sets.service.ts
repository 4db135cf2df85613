import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import type { ChooseRecords, RedactWords, RemoveChosenRecord, RemoveRedaction, WithholdRecord } from './disclosure.inputs.js';
import { withheldWhole } from './exemptions.js';
import { informationRequestMachine as machine } from './information-request.machine.js';
import { comparable, knownThirdParties, occurrencesOf, sentencesOf, type Span } from './redaction.js';
import type { RequestReason, RequestStep } from './request.inputs.js';
import { SetPress } from './set-press.js';

/** A record's words as the database gives them for a set. */
interface FoundRecord {
  readonly record_kind: string;
  readonly record_id: string;
  readonly reference: string;
  readonly service_id: string | null;
  readonly provider_id: string | null;
  readonly happened_on: string;
  readonly caveat: string | null;
  readonly source_protected: boolean;
  readonly words: string | null;
}
interface Item {
  readonly id: string;
  readonly text: string | null;
}

const found = `
  select record_kind, record_id, reference, service_id, provider_id, happened_on::text, caveat, source_protected, words from records_for_disclosure(null, null, null, null, $1::uuid[])
  order by happened_on, record_kind, reference`;
const addItem = `
  insert into disclosure_items (council_id, id, request_id, position, record_kind, record_id, reference, service_id, provider_id, happened_on, caveat, text, sha256, withheld_code, withheld_by, copied_by, copied_at)
  select $1, $2, $3, coalesce((select max(position) from disclosure_items where council_id = $1 and request_id = $3), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
  on conflict (council_id, request_id, record_kind, record_id) do nothing`;
const itemsOf = 'select id, text from disclosure_items where council_id = $1 and request_id = $2 and ($3::uuid is null or id = $3) order by position';
const countOf = 'select count(*)::int as items from disclosure_items where council_id = $1 and request_id = $2';
const addRedaction = `
  insert into disclosure_redactions (council_id, id, item_id, starts_at, ends_at, code, note, automatic, proposed_by, proposed_at)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
  where not exists (select from disclosure_redactions where council_id = $1 and item_id = $3 and starts_at = $4 and ends_at = $5 and code = $6)`;
const removeRedactionsOf = 'delete from disclosure_redactions where council_id = $1 and item_id = $2';
const removeItem = 'delete from disclosure_items where council_id = $1 and request_id = $2 and id = $3 returning id';
const removeOne = `
  delete from disclosure_redactions r using disclosure_items d
  where r.council_id = $1 and r.id = $3 and d.council_id = r.council_id and d.id = r.item_id and d.request_id = $2 returning r.id`;
const withhold = `
  update disclosure_items set withheld_code = $4, withheld_note = $5, withheld_by = $6 where council_id = $1 and request_id = $2 and id = $3 and ($4::text is not null or text is not null) returning id`;
const unconsulted = `
  select from disclosure_items d where d.council_id = $1 and d.request_id = $2 and d.provider_id is not null
    and not exists (select from request_consultations c where c.council_id = d.council_id and c.request_id = d.request_id and c.provider_id = d.provider_id)`;

/** The disclosure set of a request: records copied as they are, what is withheld of them, and the check by a second person (case 12, R25). */
@Injectable()
export class DisclosureSets {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly press: SetPress,
  ) {}

  /** Copies records as they are now. What a caveat keeps from records officers comes without words. @throws InvalidInput where one may not be chosen */
  async choose({ id, version, recordIds }: ChooseRecords): Promise<Outcome> {
    const { actor, at } = this.unit;
    let records: FoundRecord[] = [];
    const moved = await this.runner.send(machine, 'CHANGE_RECORDS', {
      id, version,
      facts: async () => {
        records = await this.unit.query<FoundRecord>(found, [recordIds]);
        if (records.length < new Set(recordIds).size) throw new InvalidInput([{ field: 'recordIds', message: 'Choose records of the list' }]);
        for (const record of records) {
          const text = record.words === null ? null : comparable(record.words);
          const code = withheldWhole(record.caveat, record.source_protected, text !== null);
          await this.unit.query(addItem, [
            actor.councilId, newId(), id, record.record_kind, record.record_id, record.reference, record.service_id, record.provider_id, record.happened_on, record.caveat, text,
            text === null ? null : createHash('sha256').update(text).digest(), code, code === null ? null : actor.membershipId, actor.membershipId, at.toString(),
          ]);
        }
        return this.counted(id);
      },
    });
    if (moved.state === 'redaction') await this.proposeKnown(id, recordIds);
    await this.trail.record({ subjectKind: 'informationRequest', subjectId: id, action: 'recordsChosen', after: { references: records.map(({ reference }) => reference), items: moved.context.items } });
    return { id, version: moved.version };
  }

  async remove({ id, version, itemId }: RemoveChosenRecord): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    const moved = await this.runner.send(machine, 'CHANGE_RECORDS', {
      id, version,
      facts: async () => {
        await this.item(id, itemId);
        await this.unit.query(removeRedactionsOf, [councilId, itemId]);
        await this.unit.query(removeItem, [councilId, id, itemId]);
        return this.counted(id);
      },
    });
    await this.trail.record({ subjectKind: 'informationRequest', subjectId: id, action: 'recordRemoved', after: { itemId, items: moved.context.items } });
    return { id, version: moved.version };
  }

  /** Begins redaction with what the service itself proposes: people it knows by name, mail addresses, telephone numbers. */
  async startRedaction({ id, version }: RequestStep): Promise<Outcome> {
    const moved = await this.runner.send(machine, 'START_REDACTION', { id, version, facts: { byPersonId: this.unit.actor.personId } });
    await this.proposeKnown(id);
    return { id, version: moved.version };
  }

  /** @throws InvalidInput where the words stand nowhere, or a sentence has no such number */
  async redact({ id, version, itemId, sentences, words, everywhere, code, note }: RedactWords): Promise<Outcome> {
    const moved = await this.changeRedactions(id, version);
    const chosen = await this.item(id, itemId);
    const spans: [item: Item, span: Span][] = sentencesOf(chosen.text ?? '').filter(({ number }) => sentences.includes(number)).map((span) => [chosen, span]);
    if (spans.length < new Set(sentences).size) throw new InvalidInput([{ field: 'sentences', message: 'Choose sentences of this record' }]);
    if (words !== undefined) {
      const items = everywhere ? await this.items(id) : [chosen];
      const standing = items.flatMap((item) => occurrencesOf(item.text ?? '', words).map((span): [Item, Span] => [item, span]));
      if (standing.length === 0) throw new InvalidInput([{ field: 'words', message: everywhere ? 'These words stand in no record of the set' : 'These words do not stand in this record' }]);
      spans.push(...standing);
    }
    for (const [item, span] of spans) await this.addRedaction(item.id, span, { code, note: note ?? null, automatic: false });
    return { id, version: moved.version };
  }

  async removeRedaction({ id, version, redactionId }: RemoveRedaction): Promise<Outcome> {
    const moved = await this.changeRedactions(id, version);
    if ((await this.unit.query(removeOne, [this.unit.actor.councilId, id, redactionId])).length === 0) throw new NotFound('redaction');
    return { id, version: moved.version };
  }

  /** @throws InvalidInput for releasing a record whose words were never copied */
  async withhold({ id, version, itemId, code, note }: WithholdRecord): Promise<Outcome> {
    const { actor } = this.unit;
    const moved = await this.changeRedactions(id, version);
    await this.item(id, itemId);
    const kept = await this.unit.query(withhold, [actor.councilId, id, itemId, code ?? null, code === undefined ? null : (note ?? null), code === undefined ? null : actor.membershipId]);
    if (kept.length === 0) throw new InvalidInput([{ field: 'code', message: 'This record stays withheld: its caveat keeps its words from you, so they are not in the set' }]);
    return { id, version: moved.version };
  }

  async sendToCheck({ id, version }: RequestStep): Promise<Outcome> {
    const { actor } = this.unit;
    const moved = await this.runner.send(machine, 'SEND_TO_CHECK', {
      id, version, facts: async () => ({ byPersonId: actor.personId, everyProviderConsulted: (await this.unit.query(unconsulted, [actor.councilId, id])).length === 0 }),
    });
    return { id, version: moved.version };
  }

  async giveBack({ id, version, reason }: RequestReason): Promise<Outcome> {
    const { actor } = this.unit;
    const moved = await this.runner.send(machine, 'RETURN_SET', { id, version, facts: { byPersonId: actor.personId, returnReasonGiven: true } });
    await this.unit.query('update information_requests set return_reason = $3 where council_id = $1 and id = $2', [actor.councilId, id, reason]);
    return { id, version: moved.version };
  }

  /** A second person approves, and the set is made and kept byte for byte in the same unit. */
  async approve({ id, version }: RequestStep): Promise<Outcome> {
    const { actor } = this.unit;
    const moved = await this.runner.send(machine, 'APPROVE', {
      id, version,
      facts: async ({ context }) => {
        const mayApprove = actor.personId !== null && !context.proposedBy.includes(actor.personId);
        return { byPersonId: actor.personId, documentId: mayApprove ? await this.press.produce(id) : null };
      },
    });
    return { id, version: moved.version };
  }

  private async proposeKnown(requestId: string, recordIds?: readonly string[]): Promise<void> {
    const { councilId } = this.unit.actor;
    const names = (await this.unit.query<{ name: string }>('select n as name from names_for_redaction() n')).map(({ name }) => name);
    const only = recordIds === undefined ? null : new Set((await this.unit.query<{ id: string }>('select id from disclosure_items where council_id = $1 and request_id = $2 and record_id = any ($3::uuid[])', [councilId, requestId, recordIds])).map(({ id }) => id));
    for (const { id, text } of await this.items(requestId)) {
      if (only !== null && !only.has(id)) continue;
      for (const span of knownThirdParties(text ?? '', names)) await this.addRedaction(id, span, { code: 'thirdParty', note: null, automatic: true });
    }
  }

  private async addRedaction(itemId: string, { startsAt, endsAt }: Span, { code, note, automatic }: { code: string; note: string | null; automatic: boolean }): Promise<void> {
    const { actor, at } = this.unit;
    await this.unit.query(addRedaction, [actor.councilId, newId(), itemId, startsAt, endsAt, code, note, automatic, actor.membershipId, at.toString()]);
  }

  private changeRedactions(id: string, version: number): Promise<{ version: number }> {
    return this.runner.send(machine, 'CHANGE_REDACTIONS', { id, version, facts: { byPersonId: this.unit.actor.personId } });
  }

  private items(requestId: string): Promise<Item[]> {
    return this.unit.query<Item>(itemsOf, [this.unit.actor.councilId, requestId, null]);
  }

  private async item(requestId: string, itemId: string): Promise<Item> {
    const [item] = await this.unit.query<Item>(itemsOf, [this.unit.actor.councilId, requestId, itemId]);
    if (item === undefined) throw new NotFound('record');
    return item;
  }

  private async counted(requestId: string): Promise<{ items: number }> {
    const [count] = await this.unit.query<{ items: number }>(countOf, [this.unit.actor.councilId, requestId]);
    return { items: count?.items ?? 0 };
  }
}
