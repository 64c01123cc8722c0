import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../src/server/serve.ts';
import { expect, readyOffline, test, type Page } from './app.ts';

const isolated = () => crossOriginIsolated;

/** Starts the training, and asks its worker. */
async function trainingIsIsolated(page: Page): Promise<boolean> {
  const started = page.waitForEvent('worker', (worker) => worker.url().includes('training.worker'));
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  return (await started).evaluate(isolated);
}

/** Measures the device, which takes steps on several threads where threads are to be had. */
async function expectThreads(page: Page): Promise<void> {
  await page.goto(new URL('/model/', page.url()).href);
  // Nothing is measured while training goes on, which the page takes up again.
  await expect(page.getByText('Your model is up to date.')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Measure this device' }).click();
  await expect(page.getByText(/^Measured on \d/)).toBeVisible({ timeout: 90_000 });
  const row = page
    .getByRole('table', { name: 'A step of training' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'WebAssembly, several threads' }) });
  await expect(row.getByRole('cell')).toHaveCount(availableParallelism() > 1 ? 3 : 1);
}

test('pages and workers may share memory: training runs on several threads, offline too', async ({
  page,
  context
}) => {
  await page.goto('/');
  expect(await page.evaluate(isolated)).toBe(true);
  expect(await trainingIsIsolated(page)).toBe(true);
  await readyOffline(page);
  await context.setOffline(true);
  await page.reload();
  expect(await page.evaluate(isolated)).toBe(true);
  await expectThreads(page);
});

test('on a host that sends no headers, the service worker sees to it', async ({ page, context }) => {
  const root = await mkdtemp(join(tmpdir(), 'earshot-bare-'));
  await cp('build', root, { recursive: true });
  await writeFile(join(root, '_headers'), '');
  const server = await serve({ root, port: 0 });
  await page.goto(server.url);
  expect(await page.evaluate(isolated)).toBe(false);
  await readyOffline(page);
  await context.setOffline(true);
  await page.reload();
  expect(await page.evaluate(isolated)).toBe(true);
  expect(await trainingIsIsolated(page)).toBe(true);
  await expectThreads(page);
  await server.close();
  await rm(root, { recursive: true });
});
