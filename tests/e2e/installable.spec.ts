import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, cp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { serve } from '../../src/server/serve.ts';
import { chromiumArgs, findChromium } from '../tools/chromium.ts';
import { spotifyZip } from '../fixtures/spotify.ts';
import { expect, importReport, readyOffline, test, zipUpload } from './app.ts';

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

test('what another app shares is imported once, and no server is asked', async ({ page, site, context }) => {
  await page.goto(site);
  await readyOffline(page);
  // Posts as the system does for an app that shares; the app's own pages may post no forms.
  const sharing = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<form method="post" enctype="multipart/form-data" action="${site}/share/">
      <input type="file" name="files" multiple /><button>Share</button></form>`);
  });
  await new Promise<void>((resolve) => sharing.listen(0, 'localhost', resolve));
  await page.goto(`http://localhost:${(sharing.address() as AddressInfo).port}`);
  const { bytes } = spotifyZip({ rows: 300, seed: 46 });
  await page.locator('input').setInputFiles([zipUpload('my data & more.zip', bytes)]);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(importReport(page)).toContainText('Spotify extended streaming history');
  await expect(importReport(page)).toContainText('my data & more.zip');
  await expect(page).toHaveURL(`${site}/history/`);
  expect(await page.evaluate(async () => (await (await caches.open('earshot-shared')).keys()).length)).toBe(
    0
  );
  await page.goto(`${site}/history/?shared`);
  await expect(page.getByText(/no file that could be an export or music in what was shared/)).toBeVisible();
  sharing.close();
});

test('files that the system opens with the app are imported; one that is gone is named', async ({ page }) => {
  const rows = Array.from({ length: 20 }, (_, i) => ({
    ts: new Date(Date.UTC(2024, 0, 1 + i)).toISOString(),
    ms_played: 200_000,
    master_metadata_track_name: `Song ${i % 7}`,
    master_metadata_album_artist_name: `Artist ${i % 5}`,
    spotify_track_uri: `spotify:track:${String(i % 7).padStart(22, '0')}`
  }));
  // Stands in for the system, which no test can make open a file.
  await page.addInitScript((text) => {
    const handles = [
      { name: 'Streaming_History_Audio_2024.json', getFile: (name: string) => new File([text], name) },
      {
        name: 'moved.zip',
        getFile: () => {
          throw new DOMException('', 'NotFoundError');
        }
      }
    ].map(({ name, getFile }) => ({
      kind: 'file',
      name,
      getFile: () => Promise.resolve(name).then(getFile)
    }));
    const setConsumer = (consumer: (launch: { files: typeof handles }) => void) => {
      consumer({ files: handles });
    };
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
  }, JSON.stringify(rows));
  await page.goto('/');
  await expect(importReport(page)).toContainText('Streaming_History_Audio_2024.json');
  await expect(page.getByText('The browser could not read moved.zip. Choose it again here.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'What is here' })).toContainText('20 plays');
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
