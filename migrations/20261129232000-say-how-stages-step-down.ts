import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the default procedure says; here as it was, since a migration never changes. */
const visits = [['planned', 'Planned review visit'], ['followUp', 'Follow-up visit that tests parts of the plan'], ['responsive', 'Responsive visit'], ['safeAndWell', 'Safe-and-wellbeing visit']] as const;
const others = [['calls', 'Calls to people using the service'], ['spotChecks', 'Spot checks'], ['careMonitoringSample', 'Sample of electronic care monitoring']] as const;
const reactive: readonly string[] = ['responsive', 'safeAndWell'];
const json = (value: object): string => `'${JSON.stringify(value)}'::jsonb`;
const choice = ([code, words]: readonly [string, string]): object => ({ code, words });

/** Procedures stored before say neither what visits there are nor what must be so before a service steps down: they get the default's. */
export class SayHowStagesStepDown20261129232000 implements MigrationInterface {
  name = 'SayHowStagesStepDown20261129232000';

  async up(runner: QueryRunner): Promise<void> {
    const kinds = [...visits, ...others].map(([code, words]) => ({ code, words, reactive: reactive.includes(code) }));
    await runner.query(`
      update procedures set content = content || jsonb_build_object(
        'visitKinds', ${json(kinds)},
        'stages', (select jsonb_agg(stage || jsonb_build_object('stepDown', case stage ->> 'key'
            when 'enhanced' then ${json(['panelsOnTrack', 'closedPlan'])}
            when 'seriousConcerns' then ${json(['verifiedActions', 'firstHandCheck', 'noRedRisk', 'noFullStop', 'findingsMeeting'])}
            else '[]'::jsonb end) order by place) from jsonb_array_elements(content -> 'stages') with ordinality as s (stage, place)),
        'firstHandChecks', (select jsonb_object_agg(kind, case when checks @> '[{"code": "visit"}]'
            then ${json(visits.map(choice))} || (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(checks) one where one ->> 'code' <> 'visit')
            else checks end) from jsonb_each(content -> 'firstHandChecks') as c (kind, checks)))
      where content ? 'firstHandChecks' and content ? 'stages'`);
  }

  async down(): Promise<void> {
    throw new Error('A council may have said otherwise since: restore a backup instead.');
  }
}
