import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Documents } from '../../platform/documents/documents.service.js';
import { NotFound } from '../../platform/graphql/refusals.js';
import { releasedSet, type StoredItem } from './released-set.js';

const request = 'select reference, requester_reference as "requesterReference" from information_requests where council_id = $1 and id = $2';
/** $1 council, $2 request: the items of a set with what is withheld of them, as JSON. */
export const itemsJson = `
  select coalesce(json_agg(json_build_object('id', d.id, 'position', d.position, 'recordKind', d.record_kind, 'reference', d.reference, 'happenedOn', d.happened_on, 'text', d.text, 'withheldCode', d.withheld_code,
    'redactions', coalesce((select json_agg(json_build_object('id', r.id, 'startsAt', r.starts_at, 'endsAt', r.ends_at, 'code', r.code, 'automatic', r.automatic) order by r.starts_at, r.id)
      from disclosure_redactions r where r.council_id = d.council_id and r.item_id = d.id), '[]')) order by d.position), '[]')
  from disclosure_items d where d.council_id = $1 and d.request_id = $2`;

/** Sets a disclosure set as a paper. What is withheld is not in its data, so it cannot be in its bytes. */
@Injectable()
export class SetPress {
  constructor(
    private readonly unit: WriteUnit,
    private readonly documents: Documents,
  ) {}

  /** @returns the id of the document kept */
  async produce(requestId: string): Promise<string> {
    const { actor, at } = this.unit;
    const [found] = await this.unit.query<{ reference: string; requesterReference: string }>(request, [actor.councilId, requestId]);
    if (found === undefined) throw new NotFound('request');
    const [row] = await this.unit.query<{ items: StoredItem[] }>(`select (${itemsJson}) as items`, [actor.councilId, requestId]);
    const { items, passages, withheldWhole, closing } = releasedSet(row?.items ?? []);
    const dated = <Line extends { readonly happenedOn: string }>(line: Line): Line => ({ ...line, happenedOn: dateInWords(Temporal.PlainDate.from(line.happenedOn)) });
    const { id } = await this.documents.storePaper(
      { kind: 'disclosureSet', title: `Disclosure set ${found.reference}`, fileName: `${found.reference}.pdf`, audience: 'named', recipients: [actor.membershipId] },
      {
        template: new URL('templates/disclosure-set.typ', import.meta.url),
        data: {
          council: actor.councilName, title: 'Records released to you', reference: found.reference, producedAt: at.toString(), requester: found.requesterReference,
          date: dateInWords(londonDate(at)), items: items.map(dated), log: passages.map(dated), whole: withheldWhole, closing,
        },
      },
    );
    return id;
  }
}
