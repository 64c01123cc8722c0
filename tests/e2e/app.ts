import { test as base, expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { serve } from '../../src/server/serve.ts';

/** Serves the built app, headers and all, to each test worker on a port of its own. */
export const test = base.extend<object, { site: string }>({
  site: [
    // Playwright insists on a pattern for the fixtures used, here none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await serve({ root: 'build', port: 0 });
      await use(server.url);
      await server.close();
    },
    { scope: 'worker' }
  ],
  baseURL: async ({ site }, use) => {
    await use(site);
  }
});

export { expect };
export { ROUTES } from '../tools/routes.ts';

export const AXE_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What a test gives to the file input. */
export interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export function zipUpload(name: string, bytes: Uint8Array): Upload {
  return { name, mimeType: 'application/zip', buffer: Buffer.from(bytes) };
}

export function jsonUpload(name: string, content: unknown): Upload {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return { name, mimeType: 'application/json', buffer: Buffer.from(text) };
}

/** Gives files to the History page and waits for the report. */
export async function importFiles(page: Page, ...files: Upload[]): Promise<void> {
  await page.goto('/history/');
  await page.getByLabel('Import listening history').setInputFiles(files);
  await expect(importReport(page)).toBeVisible({ timeout: 60_000 });
}

export function importReport(page: Page): Locator {
  return page.getByRole('list', { name: 'Files' }).first();
}

export function recommendations(page: Page): Locator {
  return page.getByRole('list', { name: 'Recommended for you' });
}

/** Waits on the Listen page until the model that serves has settled; returns the titles in order. */
export async function settledTitles(page: Page): Promise<string[]> {
  // No reload where it is not needed: it would end what the page has just begun.
  if (new URL(page.url()).pathname !== '/') await page.goto('/');
  const list = recommendations(page);
  await expect(list).toHaveAttribute('aria-busy', 'false', { timeout: 120_000 });
  return titlesIn(list);
}

export function titlesIn(list: Locator): Promise<string[]> {
  return list.locator('.title').allTextContents();
}

/** Resolves once a service worker controls the page, so that the next load needs no network. */
export async function readyOffline(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  if (!(await page.evaluate(() => navigator.serviceWorker.controller !== null))) await page.reload();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

/** Everything the origin's databases hold, as one text to search in. */
export function databaseText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const texts: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(request.error ?? new Error(name));
        };
      });
      for (const store of db.objectStoreNames) {
        const request = db.transaction(store).objectStore(store).getAll();
        await new Promise((resolve) => (request.onsuccess = resolve));
        texts.push(
          JSON.stringify(request.result, (_, value: unknown) => (value instanceof Map ? [...value] : value))
        );
      }
      db.close();
    }
    return texts.join('\n');
  });
}

/** Counts of everything stored: database name -> records. */
export function recordCounts(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const counts: Record<string, number> = {};
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => {
          resolve(request.result);
        };
      });
      let count = 0;
      for (const store of db.objectStoreNames) {
        const request = db.transaction(store).objectStore(store).count();
        await new Promise((resolve) => (request.onsuccess = resolve));
        count += request.result;
      }
      counts[name] = count;
      db.close();
    }
    return counts;
  });
}

export type { BrowserContext, Locator, Page };
