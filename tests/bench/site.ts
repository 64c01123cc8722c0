import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { type Site, serve } from '../../src/server/serve.ts';

/** The bench's own page, built and served, and the folder it is served from. */
export interface BenchSite extends Site {
  folder: string;
}

/**
 * Builds a bench's page, which holds parts of the app as the app ships them, and serves it with the app's headers. A
 * page of its own, so that the app needs no door for benches.
 * @param root the folder that holds the page's source
 * @param options.missing packages that are imported when asked for and not installed
 * @param options.policy false: without the app's content policy, which peers that make workers of blobs cannot keep
 */
export async function serveBenchPage(
  root: string,
  { missing = [], policy = true }: { missing?: string[]; policy?: boolean } = {}
): Promise<BenchSite> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  await build({
    configFile: false,
    root,
    base: '/',
    publicDir: false,
    logLevel: 'warn',
    // What vite.config.ts says for the app.
    worker: { format: 'es' },
    build: { target: 'es2022', outDir: folder, emptyOutDir: true, rolldownOptions: { external: missing } }
  });
  const headers = await readFile('static/_headers', 'utf8');
  const kept = policy ? headers : headers.replace(/^ *Content-Security-Policy:.*$/m, '');
  await writeFile(join(folder, '_headers'), kept.replace(/\{page-(?:script|style)-hashes\}/g, ''));
  await writeFile(join(folder, '404.html'), '');
  const site = await serve({ root: folder, port: 0 });
  return {
    ...site,
    folder,
    close: async () => {
      await site.close();
      await rm(folder, { recursive: true, force: true });
    }
  };
}
