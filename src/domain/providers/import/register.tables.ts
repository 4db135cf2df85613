import { Injectable } from '@nestjs/common';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { KnownRegister, RegisterPlan } from './register-plan.js';

// The register is shared between councils: two imports at once would each find a location missing and both add it.
const lock = `select pg_advisory_xact_lock(hashtext('register import'))`;

const load = `
  select json_build_object(
    'providers', (
      select coalesce(json_agg(json_build_object('id', id, 'cqcId', cqc_id, 'name', name, 'factsAsAt', facts_as_at)), '[]')
      from register_providers where cqc_id = any ($2)),
    'locations', (
      select coalesce(json_agg(json_build_object(
        'id', l.id, 'cqcId', l.cqc_id, 'providerId', l.provider_id, 'kind', l.kind, 'localAuthority', l.local_authority,
        'factsAsAt', l.facts_as_at, 'name', l.name, 'category', l.category, 'careHome', l.care_home, 'serviceTypes', l.service_types,
        'address', l.address, 'postcode', l.postcode, 'region', l.region, 'brand', l.brand, 'beds', l.beds, 'phone', l.phone,
        'url', l.url, 'dormant', l.dormant, 'registeredOn', l.registered_on, 'deregisteredOn', l.deregistered_on,
        'ratings', (
          select coalesce(json_agg(json_build_object('id', r.id, 'domain', r.domain, 'rating', r.rating, 'publishedOn', r.published_on,
            'inherited', r.inherited, 'asAt', r.as_at)), '[]') from register_ratings r where r.location_id = l.id),
        'services', (
          select coalesce(json_agg(json_build_object('id', s.id, 'lot', s.lot, 'providerId', s.provider_id) order by s.lot), '[]') from services s where s.council_id = $3 and s.location_id = l.id),
        'told', (
          select coalesce(json_agg(json_build_object('from', f.from_rating, 'to', f.to_rating, 'fromPublishedOn', f.from_published_on,
            'publishedOn', f.published_on)), '[]') from rating_falls f where f.location_id = l.id)
      )), '[]') from register_locations l where l.cqc_id = any ($1))
  ) as result`;

const putProviders = `
  insert into register_providers (id, cqc_id, name, facts_as_at, recorded_at)
  select id, "cqcId", name, "factsAsAt", $2 from jsonb_to_recordset($1) as r (id uuid, "cqcId" text, name text, "factsAsAt" date)
  on conflict (id) do update set name = excluded.name, facts_as_at = excluded.facts_as_at`;

const putLocations = `
  insert into register_locations as l (id, cqc_id, provider_id, name, kind, category, care_home, service_types, address, postcode,
    local_authority, region, brand, beds, phone, url, dormant, registered_on, deregistered_on, facts_as_at, recorded_at, changed_at)
  select id, "cqcId", "providerId", name, kind, category, "careHome", "serviceTypes", address, postcode, "localAuthority", region, brand,
    beds, phone, url, dormant, "registeredOn", "deregisteredOn", "factsAsAt", $2, $2
  from jsonb_to_recordset($1) as r (id uuid, "cqcId" text, "providerId" uuid, name text, kind text, category text, "careHome" boolean,
    "serviceTypes" text, address text, postcode text, "localAuthority" text, region text, brand text, beds int, phone text, url text,
    dormant boolean, "registeredOn" date, "deregisteredOn" date, "factsAsAt" date)
  on conflict (id) do update set provider_id = excluded.provider_id, name = excluded.name, kind = excluded.kind,
    category = excluded.category, care_home = excluded.care_home, service_types = excluded.service_types, address = excluded.address,
    postcode = excluded.postcode, local_authority = excluded.local_authority, region = excluded.region, brand = excluded.brand,
    beds = excluded.beds, phone = excluded.phone, url = excluded.url, dormant = excluded.dormant,
    registered_on = excluded.registered_on, deregistered_on = excluded.deregistered_on, facts_as_at = excluded.facts_as_at,
    changed_at = excluded.changed_at`;

const addRatings = `
  insert into register_ratings (id, location_id, domain, rating, published_on, inherited, as_at, recorded_at)
  select id, "locationId", domain, rating, "publishedOn", inherited, "asAt", $2
  from jsonb_to_recordset($1) as r (id uuid, "locationId" uuid, domain text, rating text, "publishedOn" date, inherited boolean, "asAt" date)`;

const addServices = `
  insert into services (council_id, id, location_id, provider_id, recorded_at)
  select $3, id, "locationId", "providerId", $2 from jsonb_to_recordset($1) as r (id uuid, "locationId" uuid, "providerId" uuid)`;

const moveServices = `
  update services s set provider_id = r."providerId"
  from jsonb_to_recordset($1) as r (id uuid, "providerId" uuid) where s.council_id = $2 and s.id = r.id`;

const addFalls = `
  insert into rating_falls (council_id, id, location_id, service_id, from_rating, to_rating, from_published_on, published_on, recorded_at)
  select $3, id, "locationId", "serviceId", "from", "to", "fromPublishedOn", "publishedOn", $2
  from jsonb_to_recordset($1) as r (id uuid, "locationId" uuid, "serviceId" uuid, "from" text, "to" text, "fromPublishedOn" date, "publishedOn" date)`;

/** The register's tables, read and written a batch at a time: one statement a table, whatever the number of rows. */
@Injectable()
export class RegisterTables {
  constructor(private readonly unit: WriteUnit) {}

  /** What is known of these locations and providers, by CQC id; no other import writes the register until the unit ends. */
  async known(locations: readonly string[], providers: readonly string[]): Promise<KnownRegister> {
    await this.unit.query(lock);
    const [row] = await this.unit.query<{ result: KnownRegister }>(load, [locations, providers, this.unit.actor.councilId]);
    return row?.result ?? { providers: [], locations: [] };
  }

  /** CQC ids of every location this council has a service at, wherever it lies. */
  async ownLocations(): Promise<string[]> {
    const rows = await this.unit.query<{ cqc_id: string }>(
      'select distinct l.cqc_id from services s join register_locations l on l.id = s.location_id where s.council_id = $1 and l.cqc_id is not null',
      [this.unit.actor.councilId],
    );
    return rows.map((row) => row.cqc_id);
  }

  async write(plan: RegisterPlan, asAt: string | null): Promise<void> {
    const at = this.unit.at.toString();
    const { councilId } = this.unit.actor;
    await this.rows(putProviders, plan.providers, at);
    await this.rows(putLocations, plan.locations, at);
    await this.rows(addRatings, plan.ratings, at);
    if (plan.seenRatings.length > 0) await this.unit.query('update register_ratings set as_at = $2 where id = any ($1)', [plan.seenRatings, asAt]);
    await this.rows(addServices, plan.services, at, councilId);
    await this.rows(moveServices, plan.moved, councilId);
    await this.rows(addFalls, plan.falls, at, councilId);
  }

  private async rows(text: string, rows: readonly object[], ...values: string[]): Promise<void> {
    if (rows.length > 0) await this.unit.query(text, [JSON.stringify(rows), ...values]);
  }
}
