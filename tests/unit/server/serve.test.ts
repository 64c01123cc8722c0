import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headersFor, parseHeaders } from '../../../src/server/headers.ts';
import { serve, type Site } from '../../../src/server/serve.ts';

const HEADERS = `# policy
/*
  X-Everywhere: yes
  Cache-Control: no-cache

/fixed/*
  Cache-Control: immutable
`;

test('headers of all matching rules are sent, later rules winning', () => {
  const rules = parseHeaders(HEADERS);
  expect(Object.fromEntries(headersFor(rules, '/fixed/a.js'))).toEqual({
    'X-Everywhere': 'yes',
    'Cache-Control': 'immutable'
  });
  expect(headersFor(rules, '/').get('Cache-Control')).toBe('no-cache');
});

test('a pattern is text but for its star', () => {
  const rules = parseHeaders('/a.b\n  X-A: 1');
  expect(headersFor(rules, '/a.b').size).toBe(1);
  expect(headersFor(rules, '/aXb').size).toBe(0);
});

test.each(['  X-A: before any path', '/a\n  no colon here', 'neither path nor header'])(
  '%j is refused',
  (text) => {
    expect(() => parseHeaders(text)).toThrow(/line/);
  }
);

let root: string;
let site: Site;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'earshot-serve-'));
  await mkdir(join(root, 'history'));
  await Promise.all([
    writeFile(join(root, '_headers'), HEADERS),
    writeFile(join(root, 'index.html'), 'home'),
    writeFile(join(root, 'history', 'index.html'), 'history'),
    writeFile(join(root, '404.html'), 'not here')
  ]);
  site = await serve({ root, port: 0 });
});
afterAll(async () => {
  await site.close();
  await rm(root, { recursive: true });
});

/** Asks for exactly this path, which `fetch` would tidy up first. */
function ask(
  path: string
): Promise<{ status: number | undefined; body: string; header: string | undefined }> {
  return new Promise((resolve, reject) => {
    get(site.url, { path }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => {
        const header = response.headers['x-everywhere'];
        resolve({ status: response.statusCode, body, header: Array.isArray(header) ? header[0] : header });
      });
    }).on('error', reject);
  });
}

test.each([
  ['/', 200, 'home'],
  ['/history/', 200, 'history'],
  ['/nothing/here/', 404, 'not here'],
  ['/_headers', 404, 'not here'],
  ['/../../etc/passwd', 404, 'not here'],
  ['/%2e%2e/%2e%2e/etc/passwd', 404, 'not here'],
  ['//evil.example/', 404, 'not here'],
  ['/%', 404, 'not here']
])('%s answers %d, with the headers', async (path, status, body) => {
  expect(await ask(path)).toEqual({ status, body, header: 'yes' });
});

test('a taken port is told by its code', async () => {
  const port = Number(new URL(site.url).port);
  await expect(serve({ root, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
