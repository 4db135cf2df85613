import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Seal } from './seal.js';

/** A line of a seals file, or what stands where one should be. */
export interface SealLine {
  readonly line: number;
  readonly seal: Seal | null;
}

const words: Readonly<Record<keyof Seal, 'string' | 'number'>> = {
  councilId: 'string', number: 'number', sealedAt: 'number', fromUnit: 'number', toUnit: 'number', headCount: 'number', headsHash: 'string',
  readCount: 'number', readsHash: 'string', previousHash: 'string', hash: 'string', keyId: 'string', signature: 'string',
};

/**
 * The seals outside the database: one line of JSON a seal, only ever added to. Several workers may share it: each reads what
 * others added before it adds.
 */
export class SealFile {
  private readonly newest = new Map<string, Seal>();
  private offset = 0;
  private lines = 0;

  constructor(readonly path: string) {}

  /** The newest seal of a council in the file; reads what was added since. A line that is none is for `cli verify` to name. */
  async newestOf(councilId: string): Promise<Seal | null> {
    for (const { seal } of await this.added()) {
      if (seal !== null && (this.newest.get(seal.councilId)?.number ?? 0) < seal.number) this.newest.set(seal.councilId, seal);
    }
    return this.newest.get(councilId) ?? null;
  }

  /** Adds lines, and answers when they are on the disk. */
  async append(seals: readonly Seal[]): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const file = await open(this.path, 'a+', 0o640);
    try {
      const lines = seals.map((seal) => `${JSON.stringify(seal)}\n`).join('');
      // A line torn by a crash stays by itself.
      await file.appendFile((await endsMidLine(file)) ? `\n${lines}` : lines);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Every whole line from where the last reading ended; none where there is no file yet. */
  async added(): Promise<SealLine[]> {
    const file = await open(this.path, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (file === null) return [];
    try {
      const { size } = await file.stat();
      // Somebody put a shorter file here: it is read anew.
      if (size < this.offset) this.forget();
      const { buffer } = await file.read(Buffer.alloc(size - this.offset), 0, size - this.offset, this.offset);
      const whole = buffer.subarray(0, buffer.lastIndexOf(10) + 1);
      this.offset += whole.length;
      return whole.toString().split('\n').slice(0, -1).map((text) => ({ line: (this.lines += 1), seal: sealOf(text) }));
    } finally {
      await file.close();
    }
  }

  private forget(): void {
    this.newest.clear();
    this.offset = 0;
    this.lines = 0;
  }
}

async function endsMidLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  return size > 0 && (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0] !== 10;
}

function sealOf(text: string): Seal | null {
  try {
    const read = JSON.parse(text) as Record<string, unknown> | null;
    return Object.entries(words).every(([name, kind]) => typeof read?.[name] === kind) ? (read as unknown as Seal) : null;
  } catch {
    return null;
  }
}
