import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import type { Collector } from '../collector/index.ts';
import { headersFor, parseHeaders } from './headers.ts';

export interface Site {
  url: string;
  close: () => Promise<void>;
}

export interface ServeOptions {
  root: string;
  port: number;
  collector?: Pick<Collector, 'handles' | 'listener'>;
}

/**
 * Serves a built site the way a static host does: its `_headers`, its `404.html`, folders by their `index.html`.
 * Only this machine can reach it.
 * @param options.root the folder that holds the built site
 * @param options.port 0 takes any free one
 * @param options.collector answers its paths on the same origin; nobody does without one
 * @throws Error with code `EADDRINUSE` when the port is taken
 */
export async function serve({ root, port, collector }: ServeOptions): Promise<Site> {
  const readRules = async () => parseHeaders(await readFile(join(root, '_headers'), 'utf8'));
  let rules = await readRules();
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
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (collector?.handles(path)) {
      await collector.listener(request, response);
      return;
    }
    // A new build has new hashes in its policy.
    rules = await readRules();
    const notFound = await readFile(join(root, '404.html'));
    const end = () => {
      addHeaders(response, path);
      response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(notFound);
    };
    if (path === '/_headers') end();
    else files(request, response, end);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      // In the middle of a build there is nothing to serve.
      response.writeHead(503, { 'Retry-After': '5' });
      response.end();
    });
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
