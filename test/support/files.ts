import { crc32, deflateRawSync } from 'node:zlib';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** In two parts, so that no scanner takes this file for what it tests. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** A PDF of one empty page; `inside` stands among its objects. */
export function pdf(inside = ''): Buffer {
  return Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n${inside}\ntrailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n0\n%%EOF\n`, 'latin1');
}

export interface Part {
  readonly name: string;
  readonly text: string | Buffer;
  /** What the archive says it unpacks to, where that is not so. */
  readonly saysSize?: number;
  readonly mode?: number;
}

/** A ZIP archive, written by hand so that it can lie. */
export function zip(parts: readonly Part[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, text, saysSize, mode = 0 } of parts) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(bytes), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(saysSize ?? bytes.length, 8);
    const lengths = Buffer.from([name.length, 0, 0, 0]);
    const head = Buffer.concat([Buffer.from('504b0304140000000800000021000000'.slice(0, 28), 'hex'), sizes, lengths, Buffer.from(name), packed]);
    const tail = Buffer.alloc(12);
    tail.writeUInt32LE((mode << 16) >>> 0, 4);
    tail.writeUInt32LE(offset, 8);
    central.push(Buffer.concat([Buffer.from('504b01021403140000000800000021000000'.slice(0, 32), 'hex'), sizes, lengths, Buffer.alloc(2), tail.subarray(2, 4), Buffer.alloc(2), tail.subarray(4), Buffer.from(name)]));
    local.push(head);
    offset += head.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

const types = (main: string): string => `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${main.startsWith('word') ? 'wordprocessingml.document' : 'spreadsheetml.sheet'}.main+xml"/></Types>`;
export function office(main: 'word/document.xml' | 'xl/workbook.xml', more: readonly Part[] = []): Buffer {
  return zip([{ name: '[Content_Types].xml', text: types(main) }, { name: main, text: '<w/>' }, ...more]);
}

/** A scanner that speaks clamd's INSTREAM and knows one signature; `mode` says how it behaves from the next connection on. */
export interface FakeClamd {
  readonly url: string;
  mode: 'up' | 'down' | 'slow' | 'odd';
  /** Bytes of the last file it was sent. */
  readonly lastSize: number;
  stop(): Promise<void>;
}

export async function startFakeClamd(): Promise<FakeClamd> {
  const sockets = new Set<Socket>();
  const state = { mode: 'up' as FakeClamd['mode'], lastSize: 0 };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    if (state.mode === 'down') {
      socket.destroy();
      return;
    }
    let held = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      held = Buffer.concat([held, Buffer.from(chunk)]);
      const file = streamed(held);
      if (file === null || state.mode === 'slow') return;
      state.lastSize = file.length;
      socket.end(state.mode === 'odd' ? 'INSTREAM size limit exceeded. ERROR\0' : file.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get mode() { return state.mode; },
    set mode(mode) { state.mode = mode; },
    get lastSize() { return state.lastSize; },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What was streamed, once its end has come. */
function streamed(held: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= held.length;) {
    const length = held.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(held.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
