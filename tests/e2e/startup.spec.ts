import { gzipSync } from 'node:zlib';
import { expect, test } from './app.ts';

const BUDGET_KB = 60;

test('the first paint needs little JavaScript, and none of TensorFlow.js', async ({ page, context }) => {
  // A service worker would fetch everything for later; here only what the page itself asks for counts.
  await context.addInitScript(() => {
    Object.defineProperty(navigator, 'serviceWorker', { value: undefined });
  });
  const scripts = new Map<string, Buffer>();
  page.on('response', async (response) => {
    if (/javascript/.test(response.headers()['content-type'] ?? '')) {
      scripts.set(response.url(), await response.body().catch(() => Buffer.alloc(0)));
    }
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  const bytes = [...scripts.values()].reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  console.log(`critical JavaScript: ${(bytes / 1000).toFixed(1)} kB gzip in ${scripts.size} files`);
  expect(scripts.size).toBeGreaterThan(0);
  expect(bytes / 1000).toBeLessThanOrEqual(BUDGET_KB);
  for (const [url, body] of scripts) {
    expect(body.includes('UnsortedSegmentSum'), url).toBe(false);
    expect(url).not.toContain('worker');
  }
});

test('the page shows its words before any JavaScript has run', async ({ browser, site }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'History' }).first()).toBeVisible();
  await context.close();
});
