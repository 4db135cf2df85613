import { ConsoleLogger, Logger } from '@nestjs/common';

/** nestjs-pino keeps one logger a process, and Nest the one that was used last: whoever reads the lines of a house of their own asks for new ones first. */
export async function freshLogger(): Promise<void> {
  const { resetRootLogger } = (await import(new URL('../../node_modules/nestjs-pino/dist/esm/rootLogger.js', import.meta.url).href)) as { resetRootLogger(): void };
  resetRootLogger();
  Logger.overrideLogger(new ConsoleLogger({ logLevels: ['fatal', 'error'] }));
}
