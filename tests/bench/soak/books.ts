import type { Page } from 'playwright';

/** What the app has stored, read by a page that has nothing of the app in it. */
export interface Books {
  plays: number;
  skips: number;
  /** Paths of imported files; one that was interrupted and imported again stands there once. */
  files: string[];
  likes: number;
  /** Budget entries, and reports that still wait. */
  entries: number;
  waiting: number;
  /** Bytes of the origin as the browser counts them, caches included. */
  bytes: number;
}

declare const stored: () => Promise<Books>;

/** @param page anything of the browser's */
export async function readBooks(page: Page, site: string): Promise<Books> {
  const plain = await page.context().newPage();
  await plain.addInitScript({ path: 'tests/bench/soak/stored.js' });
  await plain.goto(`${site}/robots.txt`);
  const books = await plain.evaluate(() => stored());
  await plain.close();
  return books;
}
