import { createRequire } from 'node:module';
import { ConsoleLogger, Logger } from '@nestjs/common';

/** nestjs-pino keeps one logger a process, and Nest the one that was used last: whoever reads the lines of a house of their own asks for new ones first. */
export async function freshLogger(): Promise<void> {
  const { resetRootLogger } = (await import(new URL('../../node_modules/nestjs-pino/dist/esm/rootLogger.js', import.meta.url).href)) as { resetRootLogger(): void };
  resetRootLogger();
  Logger.overrideLogger(new ConsoleLogger({ logLevels: ['fatal', 'error'] }));
}

/** Everything this process writes to its standard output and error, however it does; pino writes past process.stdout. */
export function gatherLogs(): { text(): string; stop(): void } {
  const fs = createRequire(import.meta.url)('node:fs') as { writeSync: (...args: unknown[]) => number; write: (...args: unknown[]) => void };
  const { writeSync, write } = fs;
  const parts: string[] = [];
  const keep = (fd: unknown, what: unknown): boolean => {
    if (fd !== 1 && fd !== 2) return false;
    parts.push(typeof what === 'string' ? what : Buffer.from(what as Uint8Array).toString('latin1'));
    return true;
  };
  fs.writeSync = (...args) => (keep(args[0], args[1]) ? Buffer.byteLength(args[1] as string) : writeSync.apply(fs, args));
  fs.write = (...args) => {
    if (!keep(args[0], args[1])) return write.apply(fs, args);
    (args.at(-1) as (error: null, written: number) => void)(null, Buffer.byteLength(args[1] as string));
  };
  const [out, error] = [process.stdout.write, process.stderr.write];
  const instead = (what: unknown): boolean => keep(1, what);
  process.stdout.write = instead as never;
  process.stderr.write = instead as never;
  return {
    text: () => parts.join(''),
    stop() {
      Object.assign(fs, { writeSync, write });
      process.stdout.write = out;
      process.stderr.write = error;
    },
  };
}
