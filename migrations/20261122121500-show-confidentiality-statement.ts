import type { MigrationInterface, QueryRunner } from 'typeorm';

// As procedures/default.ts said them on the day: a released migration never follows it.
const statement = 'What is said and shown here, and the papers, are for the panel’s work alone. I share them only with those who need them to keep people safe, and by the information-sharing agreement of my agency. I keep papers secure, do not copy or forward them, and do not name anybody who told us something. Who may see a record is written beside it, and I keep to it. I declare any interest before its item. If I become aware of a breach, I tell the chair at once.';
const recorded = {
  worksFor: 'works, or a relative works, for the provider, or did recently',
  livesIn: 'lives in the service or uses it, or a relative does',
  owns: 'owns part of the provider, or a relative does',
  negotiates: 'is negotiating with the provider',
  agencyIsProvider: 'is from an agency that is the provider',
  agencyCompetes: 'is from an agency that competes with the provider or is its landlord',
  other: 'something else that people may think sways them',
};

/**
 * What members accept is now part of the procedure and shown to them, and a declared interest is read by others in the third
 * person. Procedures stored before get the default's words; a kind of interest of a council's own keeps the words it has.
 */
export class ShowConfidentialityStatement20261122121500 implements MigrationInterface {
  name = 'ShowConfidentialityStatement20261122121500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `update procedures
       set content = jsonb_build_object('confidentialityStatement', $1::text) || content || jsonb_build_object('interests', (
         select jsonb_agg(jsonb_build_object('recorded', coalesce($2::jsonb ->> (one ->> 'code'), one ->> 'words')) || one order by place)
         from jsonb_array_elements(content -> 'interests') with ordinality as kinds (one, place)))
       where content ? 'interests'`,
      [statement, JSON.stringify(recorded)],
    );
  }

  async down(): Promise<void> {
    throw new Error('A council may have set its own words since: restore a backup instead.');
  }
}
