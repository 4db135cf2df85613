import { Injectable } from '@nestjs/common';
import { flawsOf } from './check-machine.js';
import type { AnyMachine } from './machine.js';

/**
 * Every machine of the application by name. A domain folder registers its own in onModuleInit; a flawed one stops the start.
 * Earlier versions may stay registered beside the current one, so that their logs are replayed by the rules of their time.
 */
@Injectable()
export class WorkflowRegistry {
  private readonly byName = new Map<string, AnyMachine[]>();

  /** @throws Error listing every flaw of the machine, or when the version is already taken by another one. */
  register(machine: AnyMachine): void {
    const flaws = flawsOf(machine);
    if (flaws.length > 0) throw new Error(flaws.join(' '));
    const versions = (this.byName.get(machine.name) ?? []).filter((other) => other !== machine);
    if (versions.some((other) => other.version === machine.version)) {
      throw new Error(`Two machines are called "${machine.name}" version ${machine.version}.`);
    }
    this.byName.set(machine.name, [...versions, machine].toSorted((a, b) => b.version - a.version));
  }

  /** The current version of a machine. */
  find(name: string): AnyMachine | undefined {
    return this.byName.get(name)?.[0];
  }

  /** The machine as it was at a version, or the current one where that version is no longer kept. */
  findVersion(name: string, version: number): AnyMachine | undefined {
    return this.byName.get(name)?.find((machine) => machine.version === version) ?? this.find(name);
  }

  /** Current versions, by name in alphabetical order. */
  all(): AnyMachine[] {
    return [...this.byName.values()].flatMap((versions) => versions.slice(0, 1)).toSorted((a, b) => a.name.localeCompare(b.name));
  }
}
