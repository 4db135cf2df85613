import type { Command } from 'commander';

/** One sub-command: adds itself, its arguments and its action to the program. Import what is heavy inside the action. */
export type RegisterCommand = (program: Command) => void;

/** A command that cannot do what it was asked; the message is the whole answer. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** A line for the person, on stderr: stdout is for results. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The group `import`, `db`, … that several commands share; made by the first of them. */
export function group(program: Command, name: string, description: string): Command {
  return program.commands.find((command) => command.name() === name) ?? program.command(name).description(description);
}
