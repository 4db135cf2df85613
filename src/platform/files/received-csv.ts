import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Bytes: some 600,000 rows of the register at 340 bytes each, which is all of England several times over. */
export const largestCsv = 200 * 1024 * 1024;
/** All of it at three megabits a second. */
const longestMs = 600_000;

/** More came than is taken. */
export class CsvTooLarge extends Error {
  override readonly name = 'CsvTooLarge';
}
/** The sender broke off, or took too long. */
export class CsvBrokenOff extends Error {
  override readonly name = 'CsvBrokenOff';
}

/**
 * Keeps a body on the disk while it is worked on, readable by this process's user alone, and removes it whatever happens: a file
 * that is read twice does not fit into memory.
 * @throws CsvTooLarge, CsvBrokenOff; nobody worked on it then
 */
export async function withReceivedCsv<T>(body: Readable, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'provider-concerns-'));
  try {
    const path = join(folder, 'received.csv');
    await receive(body, path);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function receive(body: Readable, path: string): Promise<void> {
  const late = setTimeout(() => body.destroy(new CsvBrokenOff()), longestMs);
  try {
    const file = await open(path, 'wx', 0o600);
    await pipeline(bounded(body), file.createWriteStream());
  } finally {
    clearTimeout(late);
  }
}

/** The body itself stays open, so that a refusal can still be answered. */
async function* bounded(body: Readable): AsyncGenerator<Buffer> {
  let bytes = 0;
  const chunks = body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > largestCsv) throw new CsvTooLarge();
      yield chunk;
    }
  } catch (error) {
    throw error instanceof CsvTooLarge ? error : new CsvBrokenOff();
  }
}
