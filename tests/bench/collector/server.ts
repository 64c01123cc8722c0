import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openCollector } from '../../../src/collector/index.ts';

/** The collector in a process of its own, which can be killed. Tells its port, and on demand its memory. */
const [folder = ''] = process.argv.slice(2);
const limit = { burst: Number.MAX_SAFE_INTEGER, perSecond: 0 };
const collector = await openCollector({ folder, limit });
const server = createServer((request, response) => {
  void collector.listener(request, response);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('message', () => {
  globalThis.gc?.();
  process.send?.({ memory: process.memoryUsage().rss / 1e6 });
});
process.on('disconnect', () => process.exit());
