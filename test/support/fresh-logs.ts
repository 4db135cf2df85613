/** nestjs-pino keeps one logger a process: whoever reads the lines of a house of their own asks for a new one first. */
export async function freshLogger(): Promise<void> {
  const { resetRootLogger } = (await import(new URL('../../node_modules/nestjs-pino/dist/esm/rootLogger.js', import.meta.url).href)) as { resetRootLogger(): void };
  resetRootLogger();
}
