import { connect, type Socket } from 'node:net';

/** Whether an answer is the one meant: the whole body of a response with status 200. */
export type Check = (body: Buffer) => boolean;
export interface Pressed {
  readonly requests: number;
  readonly seconds: number;
}

/**
 * Presses a server with requests, one at a time on each of the connections, until the time is up or there are none left.
 * It reads just enough HTTP to know where an answer ends: a client library would take a third of the two cores.
 * @throws Error with the beginning of the first answer that is not as it should be
 */
export async function press(port: number, requests: Iterator<Buffer>, check: Check, { connections = 16, milliseconds = Infinity } = {}): Promise<Pressed> {
  const start = performance.now();
  let answered = 0;
  const one = async (): Promise<void> => {
    const line = await Line.open(port);
    try {
      while (performance.now() - start < milliseconds) {
        const next = requests.next();
        if (next.done === true) return;
        const { status, body } = await line.send(next.value);
        if (status !== 200 || !check(body)) throw new Error(`Answered ${status}: ${body.toString('utf8', 0, 600)}`);
        answered += 1;
      }
    } finally {
      line.close();
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return { requests: answered, seconds: (performance.now() - start) / 1000 };
}

/** One request, and its answer as text. */
export async function ask(port: number, request: Buffer): Promise<string> {
  const line = await Line.open(port);
  const { status, body } = await line.send(request).finally(() => line.close());
  if (status !== 200) throw new Error(`Answered ${status}: ${body.toString('utf8', 0, 600)}`);
  return body.toString();
}

export function post(token: string, body: object): Buffer {
  const text = JSON.stringify(body);
  const head = ['POST /graphql HTTP/1.1', 'host: localhost', `authorization: Bearer ${token}`, 'content-type: application/json', `content-length: ${Buffer.byteLength(text)}`];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`);
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** A connection that stays open, with at most one request under way. */
class Line {
  private readonly socket: Socket;
  private received: Buffer = Buffer.alloc(0);
  private waiting: PromiseWithResolvers<Answer> | undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.on('error', (error) => this.waiting?.reject(error));
    socket.on('close', () => this.waiting?.reject(new Error('The server closed the connection.')));
  }

  static async open(port: number): Promise<Line> {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((done, failed) => socket.once('connect', done).once('error', failed));
    return new Line(socket);
  }

  send(request: Buffer): Promise<Answer> {
    this.waiting = Promise.withResolvers<Answer>();
    this.socket.write(request);
    return this.waiting.promise;
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = this.received.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) return this.waiting?.reject(new Error(`An answer without a length: ${head}`));
    const whole = end + 4 + Number(length);
    if (this.received.length < whole) return;
    const body = this.received.subarray(end + 4, whole);
    this.received = this.received.subarray(whole);
    this.waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }
}
