import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A provider reads the actions of its own plan, and says how they go (domain.md 2.6, 1.3 F). What it may read of one, its queries choose. */
export class SharePlansWithProviders20261203160000 implements MigrationInterface {
  name = 'SharePlansWithProviders20261203160000';

  async up(runner: QueryRunner): Promise<void> {
    const provider = `council_id = current_council() and (select acting_as()) = 'provider'`;
    const own = `${provider} and for_provider and exists (select from services s where s.council_id = actions.council_id and s.id = actions.service_id and s.provider_id = current_provider())`;
    const ofOwn = (column: string): string => `${provider} and exists (select from actions a where a.council_id = current_council() and a.id = ${column})`;
    await runner.query(`
      alter table actions
        add column for_provider boolean not null default false,
        -- That what shows that it is done is in the provider's own words, and in nobody's beside.
        add column provider_reported boolean not null default false,
        add constraint actions_provider_of_service check (service_id is not null or not for_provider);
      create policy own_plan on actions for select using (${own});
      create policy own_plan_moves on actions for update using (${own}) with check (${own});
      create policy own_plan on workflows for select using (machine = 'action' and ${ofOwn('workflows.id')});
      create policy own_plan_moves on workflows for update using (machine = 'action' and ${ofOwn('workflows.id')}) with check (council_id = current_council());
      create policy own_plan on transitions for select using (machine = 'action' and ${ofOwn('transitions.workflow_id')});
      create policy own_plan on deadlines for select using (${ofOwn('deadlines.workflow_id')});
      create policy own_plan_moves on deadlines for update using (${ofOwn('deadlines.workflow_id')}) with check (council_id = current_council());
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was told to a provider stays told: restore a backup instead.');
  }
}
