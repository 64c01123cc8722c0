import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { finishBuild } from '../../../src/packaging/finish-build.js';

const SCRIPT = '\n\t{ start("page"); }\n';
const STYLE = 'p { margin: 0 }';
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'earshot-finish-'));
  const write = async (path: string, text: string) => {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await write('service-worker.js', 'precache(self.__WB_MANIFEST)');
  const policy = "script-src 'self' {page-script-hashes}; style-src 'self' {page-style-hashes}";
  await write('_headers', `/*\n  Content-Security-Policy: ${policy}\n`);
  await write('index.html', `<style>${STYLE}</style><script>${SCRIPT}</script>`);
  await write('history/index.html', `<script>${SCRIPT}</script>`);
  await write('404.html', '<script>other()</script>');
  await write('_app/immutable/workers/training-abc.js', '1');
  await write('screenshots/wide.png', '1');
  await finishBuild(root);
});
afterAll(() => rm(root, { recursive: true }));

test('everything that must work offline is listed, workers included', async () => {
  const worker = await readFile(join(root, 'service-worker.js'), 'utf8');
  const entries = JSON.parse(worker.slice('precache('.length, -1)) as {
    url: string;
    revision: string | null;
  }[];
  const urls = entries.map(({ url }) => url);
  expect(urls).toEqual(['_app/immutable/workers/training-abc.js', 'history/', './', 'licenses.txt']);
  // A name with a hash never changes its content; the others are told apart by their revision.
  for (const { url, revision } of entries) expect(revision === null).toBe(url.includes('/immutable/'));
});

test("the header's policy allows exactly the pages' own start scripts and styles", async () => {
  const headers = await readFile(join(root, '_headers'), 'utf8');
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const [scripts, styles] = headers.split(';');
  expect(scripts).toContain(hash(SCRIPT));
  expect(scripts).toContain(hash('other()'));
  expect(styles).toContain(hash(STYLE));
  expect(headers.match(/sha256-/g)).toHaveLength(3);
  expect(headers).not.toContain('unsafe-inline');
});

test('the licences of what is shipped are complete', async () => {
  const text = await readFile(join(root, 'licenses.txt'), 'utf8');
  for (const name of ['@tensorflow/tfjs-core', 'svelte', 'idb', 'workbox-precaching'])
    expect(text).toContain(name);
  expect(text).toContain('Apache License');
});
