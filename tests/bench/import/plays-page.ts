import type { Page } from 'playwright';

/** How the list of plays answers, ms. */
export interface PlaysPage {
  /** From navigation to the first rows. */
  open: number;
  /** From a letter in the search box to the count of what it finds. */
  search: number;
  /** Longest task of the page's main thread while it is scrolled, as the browser reports it; 0 below 50. */
  scrollLongTask: number;
  /** Longest time between two frames while it is scrolled. */
  scrollFrame: number;
}

/** Wheel turns of one screen each, and jumps of the scroll bar to places all over the list. */
const TURNS = 60;
const JUMPS = 30;

export async function measurePlaysPage(page: Page, url: string): Promise<PlaysPage> {
  await page.goto('about:blank');
  const startedAt = performance.now();
  await page.goto(`${url}/history/plays/`, { waitUntil: 'commit' });
  const grid = page.getByRole('grid', { name: 'Plays, newest first' });
  await grid.getByRole('row').first().waitFor({ timeout: 120_000 });
  const open = performance.now() - startedAt;
  await page.waitForLoadState('networkidle');

  await page.evaluate(() => {
    mainThread.reset();
  });
  await grid.hover();
  for (let turn = 0; turn < TURNS; turn++) {
    await page.mouse.wheel(0, 700);
    await page.waitForTimeout(30);
  }
  for (let jump = 0; jump < JUMPS; jump++) {
    // Places that do not follow each other; the golden ratio spreads them.
    await grid.evaluate(
      (element, part) => {
        element.scrollTop = part * element.scrollHeight;
      },
      (jump * 0.618) % 1
    );
    await page.waitForTimeout(60);
  }
  const { longTask: scrollLongTask, frame: scrollFrame } = await page.evaluate(() => mainThread.read());

  const found = page.getByRole('main').getByRole('status').first();
  const before = (await found.textContent()) ?? '';
  const askedAt = performance.now();
  await page.getByRole('searchbox', { name: 'Search plays' }).fill('a');
  await page.waitForFunction(
    (text) => document.querySelector('main [role=status]')?.textContent !== text,
    before,
    { timeout: 60_000 }
  );
  return { open, search: performance.now() - askedAt, scrollLongTask, scrollFrame };
}

declare const mainThread: { reset(): void; read(): { longTask: number; frame: number } };
