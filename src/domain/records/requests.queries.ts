import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { allowedActions } from '../../platform/workflow/decide.js';
import { recordsAtOnce } from './disclosure.inputs.js';
import { exemptionOf, exemptions } from './exemptions.js';
import { informationRequestMachine, type RequestContext } from './information-request.machine.js';
import { sentencesOf } from './redaction.js';
import { exemptionLogOf, recordKinds, releasedSet, type StoredItem } from './released-set.js';
import type { DisclosableRecords, DisclosureItemView, DisclosurePreview, ExemptionLog, InformationRequestList, InformationRequestView } from './request.types.js';
import { itemsJson } from './set-press.js';

const pageSize = 25;
/** What may be looked for. */
export interface RecordSearch {
  /** Also what is of no service: a place that was not listed, notes of a forum. */
  readonly ofNoService: boolean;
  readonly serviceIds: readonly string[];
  readonly kinds: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
}

const who = (membership: string): string => `(select case when m.role = 'system' then 'Automatic' else coalesce(p.name || ', ', '') || m.job_title end from memberships m left join people p on p.id = m.person_id where m.council_id = q.council_id and m.id = ${membership})`;
const ended = `w.state in ('released', 'refused', 'withdrawn')`;
const head = `q.id, q.reference, q.kind, w.state, q.received_on as "receivedOn", q.requester_reference as "requesterReference", q.due_on as "dueOn", w.context ->> 'stoppedOn' as "stoppedOn",
  case when ${ended} or w.context ->> 'stoppedOn' is not null then 0 else greatest(0, $1::date - q.due_on) end as "daysOverdue", (w.context ->> 'items')::int as "itemsTotal"`;
const from = `information_requests q join workflows w on w.council_id = q.council_id and w.id = q.id`;

const list = statement(`
  select json_build_object('total', (select count(*) from information_requests), 'page', $2::int, 'pageSize', $3::int,
    'rows', coalesce((select json_agg(x order by x.place) from (
      select ${head}, row_number() over (order by ${ended}, q.due_on, q.reference) as place from ${from} order by place limit $3 offset ($2::int - 1) * $3) x), '[]')) as result`);

const itemHead = `d.id, d.position, d.record_kind as "recordKind", d.reference, d.happened_on as "happenedOn", d.caveat, d.text is not null as "hasWords", d.withheld_code as "withheldCode",
  encode(d.sha256, 'hex') as sha256, d.copied_at as "copiedAt", (select count(*) from disclosure_redactions r where r.council_id = d.council_id and r.item_id = d.id) as "redactionsTotal",
  (select l.name from services s join register_locations l on l.id = s.location_id where s.council_id = d.council_id and s.id = d.service_id) as "serviceName"`;

const one = statement(`
  select to_jsonb(x) as result from (
    select ${head}, w.version, w.context, q.requester_name as "requesterName", q.asked, q.clarification, w.context ->> 'awaited' as awaited, (w.context ->> 'extended')::boolean as extended,
      q.extension_reason as "extensionReason", q.return_reason as "returnReason", q.outcome_code as "outcomeCode", q.outcome_reason as "outcomeReason", q.released_on as "releasedOn",
      q.release_method as "releaseMethod", ${who('q.released_by')} as "releasedBy", w.context ->> 'documentId' as "documentId",
      (select encode(f.sha256, 'hex') from documents f where f.council_id = q.council_id and f.id = (w.context ->> 'documentId')::uuid) as "documentSha256",
      coalesce((select json_agg(i order by i.position) from (select ${itemHead} from disclosure_items d where d.council_id = q.council_id and d.request_id = q.id) i), '[]') as items,
      coalesce((select json_agg(json_build_object('providerId', v.id, 'name', v.name, 'consultedOn', c.consulted_on, 'note', c.note) order by v.name, c.consulted_on)
        from (select distinct d.provider_id from disclosure_items d where d.council_id = q.council_id and d.request_id = q.id and d.provider_id is not null) d
        join register_providers v on v.id = d.provider_id left join request_consultations c on c.council_id = q.council_id and c.request_id = q.id and c.provider_id = v.id), '[]') as providers,
      coalesce((select json_agg(json_build_object('event', t.event, 'toState', t.to_state, 'at', t.happened_at, 'by', coalesce(${who('t.membership_id')}, 'Automatic')) order by t.seq)
        from transitions t where t.council_id = q.council_id and t.workflow_id = q.id), '[]') as steps
    from ${from} where q.id = $2) x`);

const records = statement(`
  with found as materialized (select * from records_for_disclosure($2::uuid[], $3::text[], $4::date, $5::date, null) where $6::boolean)
  select json_build_object('reference', q.reference, 'version', w.version, 'total', (select count(*) from found),
    'services', coalesce((select json_agg(json_build_object('code', s.id, 'words', l.name) order by l.name, s.id) from services s join register_locations l on l.id = s.location_id), '[]'),
    'rows', coalesce((select json_agg(x order by x.place) from (
      select f.record_id as "recordId", f.record_kind as kind, f.reference, f.happened_on as "happenedOn", f.caveat, left(f.words, 160) as begins,
        (select l.name from services s join register_locations l on l.id = s.location_id where s.id = f.service_id) as "serviceName",
        exists (select from disclosure_items d where d.request_id = q.id and d.record_id = f.record_id and d.record_kind = f.record_kind) as "inSet",
        row_number() over (order by f.happened_on desc, f.record_kind, f.reference) as place
      from found f order by place limit ${recordsAtOnce}) x), '[]')) as result
  from ${from} where q.id = $1`);

const item = statement(`
  select to_jsonb(x) as result from (
    select ${itemHead}, d.text, q.id as "requestId", q.reference as "requestReference", w.state, w.version,
      (select n.id from disclosure_items n where n.council_id = d.council_id and n.request_id = d.request_id and n.position > d.position order by n.position limit 1) as "nextItemId",
      coalesce((select json_agg(json_build_object('id', r.id, 'startsAt', r.starts_at, 'endsAt', r.ends_at, 'code', r.code, 'automatic', r.automatic) order by r.starts_at, r.id)
        from disclosure_redactions r where r.council_id = d.council_id and r.item_id = d.id), '[]') as redactions
    from disclosure_items d join information_requests q on q.council_id = d.council_id and q.id = d.request_id join workflows w on w.council_id = q.council_id and w.id = q.id where d.id = $1) x`);

const set = statement(`
  select json_build_object('id', q.id, 'reference', q.reference, 'items', (${itemsJson}),
    'approvedBy', (select ${who('t.membership_id')} from transitions t where t.council_id = q.council_id and t.workflow_id = q.id and t.event = 'APPROVE'),
    'approvedAt', (select t.happened_at from transitions t where t.council_id = q.council_id and t.workflow_id = q.id and t.event = 'APPROVE'),
    'proposedBy', (select ${who('t.membership_id')} from transitions t where t.council_id = q.council_id and t.workflow_id = q.id and t.event = 'SEND_TO_CHECK' order by t.seq desc limit 1)) as result
  from information_requests q where q.council_id = $1 and q.id = $2`);

type Stored = Omit<InformationRequestView, 'allowedActions' | 'exemptions'> & { readonly context: RequestContext };
type StoredView = Omit<DisclosureItemView, 'sentences' | 'redactions' | 'exemptions' | 'kindWords'> & { readonly text: string | null; readonly redactions: StoredItem['redactions'] };
interface StoredSet {
  readonly id: string;
  readonly reference: string;
  readonly items: readonly StoredItem[];
  readonly proposedBy: string | null;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
}

const mutationOf: Readonly<Record<string, string>> = {
  START_GATHERING: 'startGathering', ASK_REQUESTER: 'askRequester', RECORD_ANSWER: 'recordRequesterAnswer', EXTEND: 'extendInformationRequest', CHANGE_RECORDS: 'chooseRecords',
  RECORD_CONSULTATION: 'recordProviderConsultation', START_REDACTION: 'startRedaction', SEND_TO_CHECK: 'sendSetToCheck', RETURN_SET: 'returnDisclosureSet', APPROVE: 'approveDisclosureSet',
  RELEASE: 'releaseDisclosureSet', REFUSE: 'refuseInformationRequest', WITHDRAW: 'withdrawInformationRequest',
};
const choicesOfExemptions = exemptions.map(({ code, label, words }) => ({ code, words: `${label}: ${words}` }));
const kindWords = (kind: string): string => recordKinds[kind] ?? kind;

/** Reads of requests and their sets; row-level security gives them to the records office alone, and each read is recorded. */
@Injectable()
export class RequestsQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, page: number): Promise<InformationRequestList> {
    const found = await this.reads.one<InformationRequestList>(actor, list, [this.today(), pageNumber(page), pageSize], { operation: 'informationRequests', subjectKind: 'informationRequest' });
    if (found === null) throw new Error('The list of requests has no result.');
    return found;
  }

  async one(actor: Actor, id: string): Promise<InformationRequestView | null> {
    const found = await this.reads.one<Stored>(actor, one, [this.today(), id], this.about('informationRequest', id));
    if (found === null) return null;
    const items = found.items.map((each) => ({ ...each, kindWords: kindWords(each.recordKind) }));
    return { ...found, items, exemptions: choicesOfExemptions, allowedActions: this.openSteps(actor, found) };
  }

  async records(actor: Actor, id: string, { ofNoService, serviceIds, kinds, from: fromDay, to }: RecordSearch): Promise<DisclosableRecords | null> {
    const asked = ofNoService ? [...serviceIds, null] : serviceIds;
    const found = await this.reads.one<Omit<DisclosableRecords, 'rows' | 'kinds'> & { rows: (Omit<DisclosableRecords['rows'][number], 'kindWords'> & { kind: string })[] }>(
      actor, records, [id, asked, kinds.length === 0 ? null : kinds, fromDay, to, asked.length > 0], this.about('disclosableRecords', id),
    );
    return found && { ...found, rows: found.rows.map((row) => ({ ...row, kindWords: kindWords(row.kind) })), kinds: Object.entries(recordKinds).map(([code, words]) => ({ code, words })) };
  }

  async item(actor: Actor, id: string): Promise<DisclosureItemView | null> {
    const found = await this.reads.one<StoredView>(actor, item, [id], this.about('disclosureItem', id));
    if (found === null) return null;
    const { text, redactions, ...rest } = found;
    const words = text ?? '';
    return {
      ...rest,
      kindWords: kindWords(found.recordKind),
      sentences: sentencesOf(words).map(({ number, text: sentence, startsAt, endsAt }) => ({ number, text: sentence, covered: redactions.some((one) => one.startsAt <= startsAt && one.endsAt >= endsAt) })),
      redactions: redactions.map(({ id: redactionId, code, automatic, startsAt, endsAt }) => ({ id: redactionId, code, label: exemptionOf(code).label, automatic, covers: words.slice(startsAt, endsAt) })),
      exemptions: choicesOfExemptions,
    };
  }

  async preview(actor: Actor, id: string): Promise<DisclosurePreview | null> {
    const found = await this.set(actor, id, 'disclosurePreview');
    if (found === null) return null;
    const { items, ...rest } = releasedSet(found.items);
    return { ...rest, id: found.id, reference: found.reference, items: items.map((each) => ({ ...each, paragraphs: each.paragraphs.map((pieces) => ({ pieces })) })) };
  }

  async log(actor: Actor, id: string): Promise<ExemptionLog | null> {
    const found = await this.set(actor, id, 'exemptionLog');
    if (found === null) return null;
    const { proposedBy, approvedBy, approvedAt } = found;
    return { id: found.id, reference: found.reference, rows: exemptionLogOf(found.items).map((row) => ({ ...row, proposedBy, approvedBy, approvedAt })) };
  }

  private set(actor: Actor, id: string, operation: string): Promise<StoredSet | null> {
    return this.reads.one<StoredSet>(actor, set, [actor.councilId, id], this.about(operation, id));
  }

  private about(operation: string, subjectId: string): { operation: string; subjectKind: string; subjectId: string } {
    return { operation, subjectKind: operation === 'disclosureItem' ? 'disclosureItem' : 'informationRequest', subjectId };
  }

  private openSteps(actor: Actor, { state, context, providers }: Stored): InformationRequestView['allowedActions'] {
    const byPersonId = actor.personId;
    const today = this.today();
    const known = {
      SEND_TO_CHECK: { everyProviderConsulted: providers.every(({ consultedOn }) => consultedOn !== null) }, RETURN_SET: { byPersonId }, APPROVE: { byPersonId }, EXTEND: { extendedOn: today },
    };
    return allowedActions(informationRequestMachine, { state, context }, known)
      .filter(({ event }) => may(actor, mutationOf[event] ?? ''))
      .map((step) => ({ ...step, unmet: [...step.unmet] }));
  }

  private today(): string {
    return this.clock.today().toString();
  }
}
