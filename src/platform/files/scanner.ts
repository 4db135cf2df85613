import { connect, type Socket } from 'node:net';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';

/** `notScanned`: none is set, or it did not answer in time; nothing is known of the file. */
export type ScanResult = 'clean' | 'infected' | 'notScanned';

/** Long for 20 MB on a busy scanner; whoever uploads waits for it. */
const answerWithinMs = 30_000;
const chunkBytes = 65_536;
const longestAnswer = 4_096;

/**
 * clamd's INSTREAM, over TCP or a local socket: four bytes of length before each chunk, four zero bytes at the end, one line back.
 * Written here since the package for it never ends where the connection closes without a word (ADR 0022).
 */
@Injectable()
export class Scanner {
  private readonly log = new Logger(Scanner.name);

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  async scan(bytes: Buffer): Promise<ScanResult> {
    const { clamdUrl } = this.settings;
    if (clamdUrl === undefined) return 'notScanned';
    try {
      return meaning(await ask(clamdUrl, bytes, this.settings.clamdTimeoutMs ?? answerWithinMs));
    } catch (error) {
      this.log.warn(`A file was not scanned: ${error instanceof Error && 'code' in error ? String(error.code) : 'clamd gave no answer'}`);
      return 'notScanned';
    }
  }
}

/** "stream: OK" or "stream: <signature> FOUND". Anything else, such as a limit that was reached, says nothing. */
function meaning(answer: string): ScanResult {
  if (/^stream: OK\0?$/.test(answer)) return 'clean';
  if (/^stream: .+ FOUND\0?$/.test(answer)) return 'infected';
  throw new Error('clamd gave no verdict');
}

function ask(address: string, bytes: Buffer, withinMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = open(address);
    let answer = '';
    const late = setTimeout(() => socket.destroy(new Error('clamd was too slow')), withinMs);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      answer += text;
      if (answer.includes('\0')) socket.end();
      if (answer.length > longestAnswer) socket.destroy(new Error('clamd said too much'));
    });
    // A virus may be named before all of it was sent: what was said counts, not how the connection ended.
    socket.on('error', (error) => (answer.includes('\0') ? undefined : reject(error)));
    socket.on('close', () => {
      clearTimeout(late);
      if (answer.includes('\0')) resolve(answer);
      else reject(new Error('clamd closed without an answer'));
    });
    socket.on('connect', () => send(socket, bytes));
  });
}

function open(address: string): Socket {
  const { protocol, hostname, port, pathname } = new URL(address);
  return protocol === 'unix:' ? connect(pathname) : connect(Number(port), hostname.replace(/^\[|\]$/g, ''));
}

function send(socket: Socket, bytes: Buffer): void {
  socket.write('zINSTREAM\0');
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    const chunk = bytes.subarray(from, from + chunkBytes);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    socket.write(length);
    socket.write(chunk);
  }
  socket.write(Buffer.alloc(4));
}
