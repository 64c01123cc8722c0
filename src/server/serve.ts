import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import { headersFor, parseHeaders } from './headers.ts';

export interface Site {
  url: string;
  close: () => Promise<void>;
}

/**
 * Serves a built site the way a static host does: its `_headers`, its `404.html`, folders by their `index.html`.
 * Only this machine can reach it.
 * @param options.root the folder that holds the built site
 * @param options.port 0 takes any free one
 * @throws Error with code `EADDRINUSE` when the port is taken
 */
export async function serve({ root, port }: { root: string; port: number }): Promise<Site> {
  const rules = parseHeaders(await readFile(join(root, '_headers'), 'utf8'));
  const notFound = await readFile(join(root, '404.html'));
  const addHeaders = (response: ServerResponse, path: string) => {
    for (const [name, value] of headersFor(rules, path)) response.setHeader(name, value);
  };
  const files = sirv(root, {
    // The folder may be built anew while it is being served.
    dev: true,
    etag: true,
    extensions: ['html'],
    setHeaders: addHeaders
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const end = () => {
      addHeaders(response, path);
      response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(notFound);
    };
    if (path === '/_headers') end();
    else files(request, response, end);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      })
  };
}
