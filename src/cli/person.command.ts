import { CommandFailed, group, say, type RegisterCommand } from './command.js';

interface Options {
  council: string;
  mail: string;
  name: string;
  role: string;
  jobTitle: string;
  seat?: string;
  grade: string;
  agency?: string;
  agencyKind: string;
  provider?: string;
}

const people = 'people who use the service; administrators have pages for them';

/** `cli person add`: a person and a membership, for a council's first ones; administrators have pages for the rest. */
export const personAddCommand: RegisterCommand = (program) => {
  group(program, 'person', people)
    .command('add')
    .description('add a person, or another membership of somebody who is there')
    .requiredOption('--council <name>', 'the council they act in')
    .requiredOption('--mail <mail>', 'mail address')
    .requiredOption('--name <name>', 'their name')
    .requiredOption('--role <role>', 'chair, coordinator, qaOfficer, safeguardingLead, partner, cqcObserver, authorisedOfficer, legal, boardReader, provider, brokerage, hospitalDischarge, outOfHours, contributor, placingCouncil, recordsOfficer, auditor or administrator')
    .requiredOption('--job-title <title>', 'as letters and minutes name them')
    .option('--seat <seat>', 'the seat they fill when quorum is counted: chair, contracts, safeguarding, icbNurse, socialWork, cqc or other')
    .option('--grade <number>', 'rank for decisions: 3 Head of Service, 4 Assistant Director, 5 Director', '0')
    .option('--agency <name>', 'the agency they come from; added when it is not there')
    .option('--agency-kind <kind>', 'council, icb, cqc, police, otherCouncil, advocacy, provider or other', 'council')
    .option('--manager <mail>', 'mail address of their manager, who is told first of what they leave overdue')
    .option('--provider <cqc-id>', 'for the role provider: whose letters they see')
    .action(async (options: Options) => {
      const [{ withApplication }, { addMember }] = await Promise.all([import('./with-application.js'), import('./add-member.js')]);
      say(await withApplication((app) => addMember(app, options)));
    });
};

/** `cli person link`: lets what the identity provider calls somebody sign in as a person who is there. */
export const personLinkCommand: RegisterCommand = (program) => {
  group(program, 'person', people)
    .command('link')
    .description('let somebody sign in: the code is on the page they see when they first try')
    .argument('<mail>', 'mail address of the person')
    .argument('<code>', 'what the identity provider calls them')
    .action(async (mail: string, code: string) => {
      const [{ withApplication }, { linkSignIn }] = await Promise.all([import('./with-application.js'), import('./add-member.js')]);
      if (code.trim() === '') throw new CommandFailed('Say the code.');
      say(await withApplication((app) => linkSignIn(app, mail, code.trim())));
    });
};
