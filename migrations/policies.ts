/**
 * Shared by migrations and frozen: a released migration must give the same schema for ever.
 * A new shape of policy is a new function beside this one.
 *
 * Policies of a council table: tenancy on every command, and for SELECT and UPDATE who may see the row (design.md 6).
 */
export function tenancy(table: string, seen = 'true'): string {
  return `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy owner_all on ${table} to current_user using (true) with check (true);
    create policy seen on ${table} for select using (council_id = current_council() and (${seen}));
    create policy added on ${table} for insert with check (council_id = current_council());
    create policy changed on ${table} for update using (council_id = current_council() and (${seen})) with check (council_id = current_council());
    create policy removed on ${table} for delete using (council_id = current_council() and (${seen}));
  `;
}
