import { fork } from 'node:child_process';

/** A server in a process of its own, so that its CPU can be told from everybody else's. */
export interface Child {
  readonly port: number;
  ask<Answer>(call: string, argument?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}
type Handlers = Readonly<Record<string, (argument: never) => unknown>>;
interface Call {
  readonly call: string;
  readonly argument: unknown;
}
type Answered = { readonly answer: unknown } | { readonly fault: string };

/** Starts a module that ends in `beChild`. Its log goes nowhere, its errors to ours. */
export function startChild(module: string, argument: string): Promise<Child> {
  const child = fork(module, [argument], { cwd: '/', serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<never>((_, failed) => child.once('exit', (code) => failed(new Error(`${module} ended with ${code}.`))));
  ended.catch(() => undefined);
  const next = <Message>() => Promise.race([ended, new Promise<Message>((done) => child.once('message', (message) => done(message as Message)))]);
  return next<number>().then((port) => ({
    port,
    async ask<Answer>(call: string, argument?: unknown) {
      const answered = next<Answered>();
      child.send({ call, argument } satisfies Call);
      const message = await answered;
      if ('fault' in message) throw new Error(`${call}: ${message.fault}`);
      return message.answer as Answer;
    },
    async stop() {
      const gone = new Promise((done) => child.once('exit', done));
      child.disconnect();
      await gone;
    },
  }));
}

/** In the child: says its port, answers calls one at a time, and ends with its parent. `cpu` is answered for everybody: microseconds so far. */
export function beChild(port: number, handlers: Handlers): void {
  const all: Handlers = { ...handlers, cpu: () => process.cpuUsage().user + process.cpuUsage().system };
  process.on('message', ({ call, argument }: Call) => {
    try {
      process.send?.({ answer: all[call]?.(argument as never) });
    } catch (error) {
      process.send?.({ fault: (error as Error).message });
    }
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(port);
}
