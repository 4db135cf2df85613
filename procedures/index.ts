import { bradford } from './bradford.ts';
import { coventry } from './coventry.ts';
import { defaultProcedure } from './default.ts';
import { leicester } from './leicester.ts';
import { type Procedure, procedureSchema } from './procedure.ts';
import { wolverhampton } from './wolverhampton.ts';

export * from './procedure.ts';
export * from './handling.ts';
export * from './series-of.ts';
export * from './stage-names.ts';
export { defaultProcedure };

const procedures = new Map([defaultProcedure, bradford, coventry, leicester, wolverhampton].map((each) => [each.name, each]));

/** The names a council can be created with. */
export const procedureNames: readonly string[] = [...procedures.keys()];

/** There is no procedure of this name; the message lists those there are. */
export class UnknownProcedure extends Error {
  override readonly name = 'UnknownProcedure';
  constructor(name: string) {
    super(`There is no procedure called "${name}". There are: ${procedureNames.join(', ')}.`);
  }
}

/** One of the files in this folder, checked whole. @throws UnknownProcedure; ZodError where the file contradicts itself */
export function procedureNamed(name: string): Procedure {
  const found = procedures.get(name);
  if (!found) throw new UnknownProcedure(name);
  return procedureSchema.parse(found);
}
