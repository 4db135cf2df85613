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

/** Another rule of who may see the rows of a council table that has `tenancy`: tenancy itself stays. */
export function resee(table: string, seen: string): string {
  return `
    alter policy seen on ${table} using (council_id = current_council() and (${seen}));
    alter policy changed on ${table} using (council_id = current_council() and (${seen}));
    alter policy removed on ${table} using (council_id = current_council() and (${seen}));
  `;
}

/**
 * R37: `sits_with` of a column, as an expression PostgreSQL evaluates once a statement (an InitPlan and a hashed subplan)
 * and not once a row. It narrows and never grants; the function's comment has the whole contract.
 */
export function satWith(column: string): string {
  return `((select sees_every_service()) or ${column} in (select services_in_sight()))`;
}
