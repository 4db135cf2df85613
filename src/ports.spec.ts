import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { demandFreePorts } from './ports.js';

describe('the ports of a start', () => {
  it('are asked for before anything is started, and a taken one is named with the way out', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(demandFreePorts({ port, demo: false })).rejects.toThrow(
      new RegExp(`^Port ${port} is in use: stop what uses it, or choose another with PORT=\\d+ npm start\\.$`),
    );
    await expect(demandFreePorts({ port: port - 1, demo: true })).rejects.toThrow(`(the demo uses ${port - 1}, ${port}, ${port + 1}, ${port + 2}, ${port + 3})`);
    other.close();
    await once(other, 'close');
    await expect(demandFreePorts({ port, demo: false })).resolves.toBeUndefined();
  });
});
