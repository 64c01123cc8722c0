import { criticalScripts, gzipKilobytes } from '../tools/critical-scripts.ts';
import { expect, test } from './app.ts';

const BUDGET_KB = 60;

test('the first paint needs little JavaScript, and none of TensorFlow.js', async ({ page }) => {
  const scripts = await criticalScripts(page, '/');
  const kilobytes = gzipKilobytes(scripts.values());
  console.log(`critical JavaScript: ${kilobytes.toFixed(1)} kB gzip in ${scripts.size} files`);
  expect(scripts.size).toBeGreaterThan(0);
  expect(kilobytes).toBeLessThanOrEqual(BUDGET_KB);
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

test('what is touched before its turn answers, by hand and by keyboard', async ({ page }) => {
  // No frame, so no turn ever comes.
  await page.addInitScript(() => {
    globalThis.requestAnimationFrame = () => 0;
  });
  await page.goto('/privacy/');
  await expect(page.getByText('Draw 1.')).toBeVisible();
  const drawing = page.getByRole('button', { name: 'Draw again' });
  await drawing.click();
  await expect(page.getByText('Draw 2.')).toBeVisible();
  await drawing.click();
  await expect(page.getByText('Draw 3.')).toBeVisible();
  await page.goto('/thesis/');
  const slider = page.getByRole('slider').first();
  const before = await slider.getAttribute('aria-valuetext');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(slider).not.toHaveAttribute('aria-valuetext', before ?? '');
});
