import { createServer } from 'node:net';
import type { Settings } from './config/settings.js';

/** A port we need is taken; the message says which and how to choose another. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
}

/**
 * Asked before anything else is started: the answer should not come after a minute of work.
 * @throws PortInUse
 */
export async function demandFreePorts({ port, demo }: Pick<Settings, 'port' | 'demo'>): Promise<void> {
  const needed = demo ? [port, port + 1, port + 2, port + 3, port + 4] : [port];
  for (const one of needed) {
    const obstacle = await obstacleAt(one);
    if (!obstacle) continue;
    const uses = demo ? ` (the demo uses ${needed.join(', ')})` : '';
    throw new PortInUse(`Port ${one} ${obstacle}${uses}: stop what uses it, or choose another with PORT=${port < 1024 || port > 60_000 ? 3000 : port + 100} npm start.`);
  }
}

const obstacles: Readonly<Record<string, string>> = { EADDRINUSE: 'is in use', EACCES: 'is not for this user' };

function obstacleAt(port: number): Promise<string | null> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.on('error', (error: NodeJS.ErrnoException) => {
      const obstacle = obstacles[error.code ?? ''];
      if (obstacle) done(obstacle);
      else failed(error);
    });
    probe.listen(port, () => probe.close(() => done(null)));
  });
}
