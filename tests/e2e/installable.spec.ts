import { mkdtemp, rm, cp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { serve } from '../../src/server/serve.ts';
import { chromiumArgs, findChromium } from '../tools/chromium.ts';
import { expect, readyOffline, test } from './app.ts';

test('Chromium itself finds nothing that stands against installing', async ({ site }) => {
  // An ordinary test context counts as incognito, where nothing can be installed.
  const profile = await mkdtemp(join(tmpdir(), 'earshot-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? '',
    args: chromiumArgs
  });
  const page = await context.newPage();
  await page.goto(site);
  await readyOffline(page);
  const devtools = await context.newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  const { errors, data } = await devtools.send('Page.getAppManifest');
  await context.close();
  await rm(profile, { recursive: true });
  expect(installabilityErrors).toEqual([]);
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? '{}') as { icons: { purpose?: string; sizes: string }[] };
  expect(manifest.icons.map(({ purpose }) => purpose ?? 'any')).toEqual(
    expect.arrayContaining(['any', 'maskable', 'monochrome'])
  );
});

test('a new version waits until the person says so', async ({ page }) => {
  const root = await mkdtemp(join(tmpdir(), 'earshot-site-'));
  await cp('build', root, { recursive: true });
  const server = await serve({ root, port: 0 });
  await page.goto(server.url);
  await readyOffline(page);
  await expect(page.getByRole('button', { name: 'Reload' })).toHaveCount(0);

  const worker = join(root, 'service-worker.js');
  await writeFile(worker, `${await readFile(worker, 'utf8')}\n// the next version`);
  await page.evaluate(() => {
    (window as { mark?: string }).mark = 'not reloaded';
  });
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const reload = page.getByRole('button', { name: 'Reload' });
  await expect(reload).toBeVisible();
  expect(await page.evaluate(() => (window as { mark?: string }).mark)).toBe('not reloaded');

  await Promise.all([page.waitForEvent('load'), reload.click()]);
  expect(await page.evaluate(() => (window as { mark?: string }).mark)).toBeUndefined();
  await expect(reload).toHaveCount(0);
  await server.close();
  await rm(root, { recursive: true });
});
