import { CommandFailed, type RegisterCommand, say } from './command.js';

/** `cli verify`: every trail proves itself, every case is rebuilt by its log. Exit code 1 with each fault named. */
export const verifyCommand: RegisterCommand = (program) => {
  program
    .command('verify')
    .description('prove the trail and the cases: no row altered, missing or cut off; every log rebuilds its case')
    .action(async () => {
      const [{ withApplication }, { SystemActors }, { ReadUnit }, { verifyTrail }, { WorkflowVerification }, { WorkflowCouncils }] = await Promise.all([
        import('./with-application.js'), import('../platform/access/system-actors.js'), import('../platform/database/read-unit.js'),
        import('../platform/audit/verify-trail.js'), import('../platform/workflow/workflow-verification.js'), import('../platform/workflow/workflow-councils.js'),
      ]);
      const faults = await withApplication(async (app) => {
        const found: string[] = [];
        for (const councilId of await app.get(WorkflowCouncils).ids()) {
          const actor = await app.get(SystemActors).of(councilId, 'deadlines');
          const trail = await verifyTrail(app.get(ReadUnit), actor);
          const cases = await app.get(WorkflowVerification).replayAll(actor);
          say(`${actor.councilName}: ${trail.rows} trail rows, ${cases.cases} cases`);
          found.push(...trail.faults.map(({ subjectKind, subjectId, seq, fault }) => `${fault}: ${subjectKind} ${subjectId}, row ${seq}`));
          found.push(...cases.faults.map(({ machine, workflowId, fault }) => `${machine} ${workflowId}: ${fault}`));
        }
        return found;
      });
      if (faults.length > 0) throw new CommandFailed(`The records do not prove themselves.\n${faults.join('\n')}`);
      say('Every record proves itself.');
    });
};
