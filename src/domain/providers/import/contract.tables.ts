import { Injectable } from '@nestjs/common';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { ContractFacts } from './contract-plan.js';
import type { ContractRow } from './contract-row.js';

// One writer of the register at a time: see register.tables.ts.
const lock = `select pg_advisory_xact_lock(hashtext('register import'))`;

const load = `
  with found_providers as (
    select * from register_providers where cqc_id = any ($1) or lower(name) = any ($2)
  ), found_places as (
    select * from register_locations where cqc_id = any ($3)
       or (council_id = $4 and cqc_id is null and provider_id in (select id from found_providers))
  ), found_services as (
    select * from services where council_id = $4 and location_id in (select id from found_places)
  )
  select json_build_object(
    'providers', (select coalesce(json_agg(json_build_object('id', id, 'cqcId', cqc_id, 'name', name, 'own', council_id is not null)), '[]') from found_providers),
    'places', (select coalesce(json_agg(json_build_object('id', id, 'cqcId', cqc_id, 'providerId', provider_id, 'name', name, 'kind', kind,
      'address', address, 'postcode', postcode, 'registered', facts_as_at is not null)), '[]') from found_places),
    'services', (select coalesce(json_agg(json_build_object('id', id, 'locationId', location_id, 'providerId', provider_id, 'lot', lot)), '[]') from found_services),
    'contracts', (select coalesce(json_agg(json_build_object('id', id, 'serviceId', service_id, 'providerId', provider_id, 'reference', reference,
      'startsOn', starts_on, 'endsOn', ends_on, 'annualValue', annual_value, 'capacity', capacity, 'hoursPerWeek', hours_per_week,
      'noticeClause', notice_clause, 'suspensionClause', suspension_clause)), '[]')
      from contracts where council_id = $4 and service_id in (select id from found_services)),
    'counts', (select coalesce(json_agg(json_build_object('id', id, 'serviceId', service_id, 'funder', funder, 'people', people, 'asAt', as_at,
      'source', source)), '[]') from people_counts where council_id = $4 and service_id in (select id from found_services))
  ) as result`;

const putProviders = `
  insert into register_providers (id, cqc_id, council_id, name, recorded_at)
  select id, "cqcId", case when own then $2::uuid end, name, $3
  from jsonb_to_recordset($1) as r (id uuid, "cqcId" text, name text, own boolean)`;

const putPlaces = `
  insert into register_locations (id, cqc_id, council_id, provider_id, name, kind, address, postcode, recorded_at, changed_at)
  select id, "cqcId", case when "cqcId" is null then $2::uuid end, "providerId", name, kind, address, postcode, $3, $3
  from jsonb_to_recordset($1) as r (id uuid, "cqcId" text, "providerId" uuid, name text, kind text, address text, postcode text)
  on conflict (id) do update set name = excluded.name, kind = excluded.kind, address = excluded.address,
    postcode = excluded.postcode, changed_at = excluded.changed_at`;

const putServices = `
  insert into services (council_id, id, location_id, provider_id, lot, recorded_at)
  select $2, id, "locationId", "providerId", lot, $3
  from jsonb_to_recordset($1) as r (id uuid, "locationId" uuid, "providerId" uuid, lot text)`;

const putContracts = `
  insert into contracts (council_id, id, service_id, provider_id, reference, starts_on, ends_on, annual_value, capacity, hours_per_week,
    notice_clause, suspension_clause, recorded_at)
  select $2, id, "serviceId", "providerId", reference, "startsOn", "endsOn", "annualValue", capacity, "hoursPerWeek", "noticeClause", "suspensionClause", $3
  from jsonb_to_recordset($1) as r (id uuid, "serviceId" uuid, "providerId" uuid, reference text, "startsOn" date, "endsOn" date,
    "annualValue" numeric, capacity int, "hoursPerWeek" numeric, "noticeClause" text, "suspensionClause" text)
  on conflict (council_id, id) do update set starts_on = excluded.starts_on, ends_on = excluded.ends_on,
    annual_value = excluded.annual_value, capacity = excluded.capacity, hours_per_week = excluded.hours_per_week,
    notice_clause = excluded.notice_clause, suspension_clause = excluded.suspension_clause`;

const putCounts = `
  insert into people_counts (council_id, id, service_id, funder, people, as_at, source, recorded_at)
  select $2, id, "serviceId", funder, people, "asAt", source, $3
  from jsonb_to_recordset($1) as r (id uuid, "serviceId" uuid, funder text, people int, "asAt" date, source text)
  on conflict (council_id, id) do update set people = excluded.people`;

/** Contracts and what hangs on them, read and written a batch at a time: one statement a table. */
@Injectable()
export class ContractTables {
  constructor(private readonly unit: WriteUnit) {}

  async known(rows: readonly ContractRow[]): Promise<ContractFacts> {
    await this.unit.query(lock);
    const providerIds = rows.flatMap(({ provider }) => provider.cqcId ?? []);
    const names = rows.map(({ provider }) => provider.name.toLowerCase());
    const locationIds = rows.flatMap(({ cqcId }) => cqcId ?? []);
    const [row] = await this.unit.query<{ result: ContractFacts }>(load, [providerIds, names, locationIds, this.unit.actor.councilId]);
    return row?.result ?? { providers: [], places: [], services: [], contracts: [], counts: [] };
  }

  async write(put: ContractFacts): Promise<void> {
    await this.rows(putProviders, put.providers);
    await this.rows(putPlaces, put.places);
    await this.rows(putServices, put.services);
    await this.rows(putContracts, put.contracts);
    await this.rows(putCounts, put.counts);
  }

  private async rows(text: string, rows: readonly object[]): Promise<void> {
    if (rows.length > 0) await this.unit.query(text, [JSON.stringify(rows), this.unit.actor.councilId, this.unit.at.toString()]);
  }
}
