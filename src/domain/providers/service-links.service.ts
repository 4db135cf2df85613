import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { isSuggested } from './likely-successor.js';
import { ContractNovation, type Followed, type LinkKind, notSuccessor, ServiceLink, successionKinds } from './service-link.entity.js';
import type { DismissSuccessor, RecordNovation, RecordServiceLink, UndoServiceLink } from './service-link.inputs.js';

interface Linked {
  readonly id: string;
  readonly name: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly locationId: string;
  readonly ownName: boolean;
}
interface Standing {
  readonly reference: string;
  readonly kind: LinkKind;
  readonly serviceId: string;
  readonly otherId: string | null;
  readonly otherName: string | null;
  readonly happenedOn: string;
}
/** A link under its lock, with what it joins. */
export interface LockedLink extends Standing {
  readonly id: string;
  readonly fromProviderId: string;
  readonly toProviderId: string | null;
  readonly fromName: string;
  readonly followed: Partial<Followed>;
  readonly undoneAt: string | null;
  readonly novated: readonly string[];
}

// Both services are locked, in one order: of two officers at once the second sees what the first one recorded.
const lockServices = `
  select s.id, l.name, s.provider_id as "providerId", p.name as "providerName", s.location_id as "locationId", l.cqc_id is null as "ownName"
  from services s join register_locations l on l.id = s.location_id join register_providers p on p.id = s.provider_id
  where s.council_id = $1 and s.id = any ($2::uuid[]) order by s.id for update of s`;
const standingOf = `
  select k.reference, k.kind, k.service_id as "serviceId", k.other_id as "otherId", k.to_name as "otherName", k.happened_on::text as "happenedOn" from service_links k
  where k.council_id = $1 and k.undone_at is null and (k.service_id = any ($2::uuid[]) or k.other_id = any ($2::uuid[])) order by k.happened_on, k.reference`;
const lineOf = 'select service_id as id from service_line($1)';
const lockLink = `
  select k.id, k.reference, k.kind, k.service_id as "serviceId", k.other_id as "otherId", k.to_name as "otherName", k.from_name as "fromName", k.happened_on::text as "happenedOn", k.from_provider_id as "fromProviderId",
    k.to_provider_id as "toProviderId", k.followed, k.undone_at::text as "undoneAt",
    (select coalesce(json_agg(n.contract_id), '[]') from contract_novations n where n.council_id = k.council_id and n.link_id = k.id) as novated
  from service_links k where k.council_id = $1 and k.id = $2 for update`;
const suggested = `
  select from services s join register_locations l on l.id = s.location_id join services o on o.council_id = s.council_id join register_locations n on n.id = o.location_id
  where s.council_id = $1 and s.id = $2 and o.id = $3 and ${isSuggested}`;
const contractOf = `
  select k.reference, exists (select from contracts o where o.council_id = k.council_id and o.service_id = $4 and o.reference = k.reference) as taken
  from contracts k where k.council_id = $1 and k.id = $2 and k.service_id = $3`;
const moveContract = 'update contracts set service_id = $3, provider_id = $4 where council_id = $1 and id = $2';
const carryOn = 'update services set carried_on_by = $3 where council_id = $1 and id = $2';
const nameOwnLocation = 'update register_locations set name = $2, changed_at = $3 where id = $1 and cqc_id is null';

const succeeds = (kind: LinkKind): boolean => (successionKinds as readonly LinkKind[]).includes(kind);

/** The writer of what became of services, and of the contracts a novation moves. What follows a link is its caller's. Every call is inside a unit. */
@Injectable()
export class ServiceLinks {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /** @throws NotFound for a service of nobody here, InvalidInput with all that stands against it. */
  async record(wanted: RecordServiceLink): Promise<{ id: string; reference: string }> {
    const { actor, at } = this.unit;
    const { serviceId, kind, otherId, happenedOn, source, note, formerName, newName } = wanted;
    const found = await this.unit.query<Linked>(lockServices, [actor.councilId, [serviceId, ...(otherId === undefined ? [] : [otherId])]]);
    const service = found.find(({ id }) => id === serviceId);
    const other = found.find(({ id }) => id === otherId);
    if (service === undefined || (otherId !== undefined && other === undefined)) throw new NotFound('service');
    await this.mustFit(wanted, service, other);
    if (kind === 'rename' && service.ownName) await this.unit.query(nameOwnLocation, [service.locationId, newName, at.toString()]);
    if (succeeds(kind)) await this.unit.query(carryOn, [actor.councilId, serviceId, otherId]);
    const id = newId();
    const reference = await this.unit.reference('REG');
    await this.unit.manager.insert(ServiceLink, {
      councilId: actor.councilId, id, reference, kind, serviceId, otherId: otherId ?? null, happenedOn, source, note: note ?? null, fromName: formerName ?? service.name,
      toName: newName ?? other?.name ?? null, fromProviderId: service.providerId, toProviderId: other?.providerId ?? null, recordedBy: actor.membershipId, recordedAt: at.toString(),
    });
    await this.trail.record({ subjectKind: 'service', subjectId: serviceId, action: 'serviceLinked', after: { reference, kind, otherId: otherId ?? null, happenedOn } });
    return { id, reference };
  }

  /** A likely successor is none. @throws NotFound, InvalidInput where nothing suggests it, or no longer */
  async dismiss({ serviceId, otherId, reason }: DismissSuccessor): Promise<Outcome> {
    const { actor, at } = this.unit;
    const found = await this.unit.query<Linked>(lockServices, [actor.councilId, [serviceId, otherId]]);
    const [service, other] = [found.find(({ id }) => id === serviceId), found.find(({ id }) => id === otherId)];
    if (service === undefined || other === undefined) throw new NotFound('service');
    const likely = await this.unit.query(suggested, [actor.councilId, serviceId, otherId]);
    if (likely.length === 0) throw new InvalidInput([{ field: 'otherId', message: `Choose one that the register suggests now: nothing suggests that ${other.name} carries ${service.name} on, or somebody answered it already` }]);
    const id = newId();
    const reference = await this.unit.reference('REG');
    await this.unit.manager.insert(ServiceLink, {
      councilId: actor.councilId, id, reference, kind: notSuccessor, serviceId, otherId, happenedOn: this.today, source: 'The register suggested it', note: reason, fromName: service.name, toName: other.name,
      fromProviderId: service.providerId, toProviderId: other.providerId, recordedBy: actor.membershipId, recordedAt: at.toString(),
    });
    await this.trail.record({ subjectKind: 'service', subjectId: serviceId, action: 'successorDismissed', after: { reference, otherId } });
    return { id, version: 1, reference };
  }

  /** Keeps what followed, so that an undoing can take it back. */
  async followed(id: string, followed: Followed): Promise<void> {
    await this.unit.manager.update(ServiceLink, { councilId: this.unit.actor.councilId, id }, { followed });
  }

  /** @throws NotFound, InvalidInput where it was undone already or a later link builds on it. */
  async undo({ id, reason }: UndoServiceLink): Promise<LockedLink> {
    const { actor, at } = this.unit;
    const link = await this.lock(id);
    const built = link.otherId === null || !succeeds(link.kind) ? undefined : (await this.standing([link.otherId])).find(({ kind, serviceId }) => succeeds(kind) && serviceId === link.otherId);
    if (built !== undefined) throw new InvalidInput([{ field: 'form', message: `${link.otherName ?? 'The service'} was itself carried on by ${built.otherName ?? 'another one'} (${built.reference}): undo that first` }]);
    if (link.kind === 'rename') await this.nameAgain(link);
    if (succeeds(link.kind)) await this.unit.query(carryOn, [actor.councilId, link.serviceId, null]);
    await this.unit.manager.update(ServiceLink, { councilId: actor.councilId, id }, { undoneBy: actor.membershipId, undoneAt: at.toString(), undoneReason: reason });
    await this.trail.record({ subjectKind: 'service', subjectId: link.serviceId, action: 'serviceLinkUndone', after: { reference: link.reference, kind: link.kind } });
    return link;
  }

  /** The contract goes to the new owner's service. @throws NotFound, InvalidInput */
  async novate({ linkId, contractId, novatedOn, source }: RecordNovation): Promise<LockedLink & { otherId: string; toProviderId: string }> {
    const { actor, at } = this.unit;
    const link = await this.lock(linkId);
    const { kind, serviceId, otherId, toProviderId, reference, happenedOn } = link;
    const fields: FieldProblem[] = [];
    if (kind !== 'newOwner' || otherId === null || toProviderId === null) throw new InvalidInput([{ field: 'form', message: 'A contract is novated to a new owner alone' }]);
    const [contract] = await this.unit.query<{ reference: string; taken: boolean }>(contractOf, [actor.councilId, contractId, serviceId, otherId]);
    if (contract === undefined) fields.push({ field: 'contractId', message: 'Choose a contract of the service that came before' });
    else if (contract.taken) fields.push({ field: 'contractId', message: `The new owner has a contract ${contract.reference} of its own already: give one of them another reference in the contracts file first` });
    if (novatedOn > this.today) fields.push({ field: 'novatedOn', message: 'Enter a date that has come: record it once it is agreed' });
    if (novatedOn < happenedOn) fields.push({ field: 'novatedOn', message: `Enter ${dateInWords(happenedOn)} or a later date: the owner changed then` });
    if (fields.length > 0) throw new InvalidInput(fields);
    await this.unit.query(moveContract, [actor.councilId, contractId, otherId, toProviderId]);
    await this.unit.manager.insert(ContractNovation, { councilId: actor.councilId, id: newId(), linkId, contractId, novatedOn, source, recordedBy: actor.membershipId, recordedAt: at.toString() });
    await this.trail.record({ subjectKind: 'service', subjectId: serviceId, action: 'contractNovated', after: { reference, contractId, novatedOn } });
    return { ...link, otherId, toProviderId };
  }

  /** A novation went with a link that was a mistake: the contract is its former owner's again. */
  async takeContractBack({ serviceId, fromProviderId }: LockedLink, contractId: string): Promise<void> {
    await this.unit.query(moveContract, [this.unit.actor.councilId, contractId, serviceId, fromProviderId]);
  }

  private async nameAgain({ serviceId, fromName }: LockedLink): Promise<void> {
    const [service] = await this.unit.query<Linked>(lockServices, [this.unit.actor.councilId, [serviceId]]);
    if (service?.ownName === true) await this.unit.query(nameOwnLocation, [service.locationId, fromName, this.unit.at.toString()]);
  }

  private async lock(id: string): Promise<LockedLink> {
    const [link] = await this.unit.query<LockedLink>(lockLink, [this.unit.actor.councilId, id]);
    if (link === undefined) throw new NotFound('link');
    if (link.undoneAt !== null) throw new InvalidInput([{ field: 'form', message: `${link.reference} is undone already` }]);
    return link;
  }

  private async mustFit(wanted: RecordServiceLink, service: Linked, other: Linked | undefined): Promise<void> {
    const { kind, happenedOn } = wanted;
    const fields: FieldProblem[] = [];
    if (happenedOn > this.today) fields.push({ field: 'happenedOn', message: 'Enter a date that has come: record it once it has happened' });
    const standing = await this.standing([service.id, ...(other === undefined ? [] : [other.id])]);
    if (other !== undefined && other.id === service.id) fields.push({ field: 'otherId', message: 'Choose another service: none is linked with itself' });
    else if (other !== undefined && succeeds(kind)) fields.push(...(await this.againstSuccession(wanted, service, other, standing)));
    const again = standing.find((one) => one.kind === kind && !succeeds(kind) && kind !== 'rename' && one.serviceId === service.id && one.otherId === (other?.id ?? null));
    if (again !== undefined) fields.push({ field: 'kind', message: `This is recorded already, as ${again.reference}` });
    if (fields.length > 0) throw new InvalidInput(fields);
  }

  private async againstSuccession({ kind, happenedOn }: RecordServiceLink, service: Linked, other: Linked, standing: readonly Standing[]): Promise<FieldProblem[]> {
    const fields: FieldProblem[] = [];
    const sameOwner = service.providerId === other.providerId;
    if (sameOwner && kind === 'newOwner') fields.push({ field: 'kind', message: `Both are run by ${service.providerName}: choose a new location id, or two entries that are one` });
    if (!sameOwner && kind !== 'newOwner') fields.push({ field: 'kind', message: `${service.name} is run by ${service.providerName} and ${other.name} by ${other.providerName}: choose a new owner` });
    const carried = standing.find((one) => succeeds(one.kind) && one.serviceId === service.id);
    if (carried !== undefined) fields.push({ field: 'otherId', message: `${service.name} was carried on by ${carried.otherName ?? 'another service'} on ${dateInWords(carried.happenedOn)} (${carried.reference}): one service is carried on once, so undo that first if it is wrong` });
    const dismissed = standing.find((one) => one.kind === notSuccessor && one.serviceId === service.id && one.otherId === other.id);
    if (dismissed !== undefined) fields.push({ field: 'otherId', message: `${other.name} was found not to carry ${service.name} on (${dismissed.reference}): undo that first if it is wrong` });
    const began = standing.findLast((one) => succeeds(one.kind) && one.otherId === service.id);
    if (began !== undefined && happenedOn < began.happenedOn) fields.push({ field: 'happenedOn', message: `Enter ${dateInWords(began.happenedOn)} or a later date: ${service.name} began then (${began.reference})` });
    const line = await this.unit.query<{ id: string }>(lineOf, [service.id]);
    if (line.some(({ id }) => id === other.id)) fields.push({ field: 'otherId', message: `${service.name} carries ${other.name} on already, so that cannot carry it on in turn: a chain of services never loops` });
    return fields;
  }

  private standing(ids: readonly string[]): Promise<Standing[]> {
    return this.unit.query<Standing>(standingOf, [this.unit.actor.councilId, ids]);
  }

  private get today(): string {
    return londonDate(this.unit.at).toString();
  }
}
