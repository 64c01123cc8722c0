import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';

/**
 * Every script that a page asks for by itself on a first visit, by its address.
 * @param page a fresh one: it never gets a service worker, which would fetch everything for later
 */
export async function criticalScripts(page: Page, url: string): Promise<Map<string, Buffer>> {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'serviceWorker', { value: undefined });
  });
  const scripts = new Map<string, Buffer>();
  page.on('response', async (response) => {
    if (/javascript/.test(response.headers()['content-type'] ?? '')) {
      scripts.set(response.url(), await response.body().catch(() => Buffer.alloc(0)));
    }
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  return scripts;
}

/** What the files weigh on their way, each compressed by itself; in thousands of bytes. */
export function gzipKilobytes(files: Iterable<Buffer>): number {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(file, { level: 9 }).length;
  return bytes / 1000;
}
