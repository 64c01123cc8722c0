import { readFile } from 'node:fs/promises';
import { spotifyZip } from '../fixtures/spotify.ts';
import {
  expect,
  importFiles,
  type Page,
  recommendations,
  settledTitles,
  test,
  titlesIn,
  type Upload,
  zipUpload
} from './app.ts';

async function exportModel(page: Page): Promise<Upload> {
  await page.goto('/model/');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export the model' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^earshot-model-\d{4}-\d\d-\d\d\.gz$/);
  return {
    name: file.suggestedFilename(),
    mimeType: 'application/gzip',
    buffer: await readFile(await file.path())
  };
}

test('the model is reset, stays so, and comes back from its file; what does not fit is refused', async ({
  page,
  browser,
  site
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  const titles = await settledTitles(page);
  const file = await exportModel(page);
  await expect(page.getByText('Saved among your downloads.')).toBeVisible();
  await expect(page.getByText(/It takes about .* on this device/)).toBeVisible();

  await test.step('reset: no list, also after a reload, and the history stays', async () => {
    await page.getByRole('button', { name: 'Reset the model' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset the model' }).click();
    await expect(page.getByText('The model was reset.')).toBeVisible();
    await page.goto('/');
    await expect(page.getByText('The model was reset.')).toBeVisible();
    await expect(recommendations(page)).toHaveCount(0);
    await page.goto('/history/');
    await expect(page.getByRole('region', { name: 'What the sample listener played' })).toContainText(
      'plays'
    );
  });

  await test.step('a damaged file and one of something else are refused', async () => {
    await page.goto('/model/');
    const input = page.getByLabel('Import a model');
    const broken = Buffer.from(file.buffer);
    broken.fill(0, broken.length >> 1, (broken.length >> 1) + 100);
    await input.setInputFiles([{ ...file, buffer: broken }]);
    await expect(page.getByRole('alert')).toContainText('damaged');
    await input.setInputFiles([{ ...file, buffer: Buffer.from('notes') }]);
    await expect(page.getByRole('alert')).toContainText('not a model');
    await expect(page.getByText('The model was reset.')).toBeVisible();
  });

  await test.step('imported, it serves, without training', async () => {
    await page.getByLabel('Import a model').setInputFiles([file]);
    await expect(page.getByText('Imported. This model serves you now.')).toBeVisible();
    await expect(page.getByText('Your model is up to date.')).toBeVisible();
    await page.goto('/');
    expect(await settledTitles(page)).toEqual(titles);
    await page.reload();
    expect(await settledTitles(page)).toEqual(titles);
  });

  await test.step('on a device with other plays it is refused', async () => {
    const device = await browser.newContext({ baseURL: site, locale: 'en-GB' });
    const other = await device.newPage();
    await importFiles(other, zipUpload('my_spotify_data.zip', spotifyZip({ rows: 300, seed: 71 }).bytes));
    await settledTitles(other);
    await other.goto('/model/');
    await other.getByLabel('Import a model').setInputFiles([file]);
    await expect(other.getByRole('alert')).toContainText('trained on other plays');
    await device.close();
  });
});

test('training waits where the listener wants to be asked; the list follows new plays meanwhile', async ({
  page
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  await settledTitles(page);
  await page.goto('/model/');
  await page.getByRole('radio', { name: 'Only when I ask' }).press('Space');
  await importFiles(page, zipUpload('my_spotify_data.zip', spotifyZip({ rows: 600, seed: 72 }).bytes));
  await page.goto('/');
  await expect(page.getByText('Training begins when you ask for it.')).toBeVisible();
  // Titles are invented from the same words as the sample's, so that equal ones tell nothing; links do.
  const list = recommendations(page);
  const links = list.getByRole('link', { name: /^Open in Spotify: / });
  await expect
    .poll(async () => {
      const linked = await links.count();
      return linked > 5 && linked === (await titlesIn(list)).length;
    })
    .toBe(true);
  await page.reload();
  await page.getByRole('button', { name: 'Train now' }).click();
  expect((await settledTitles(page)).length).toBeGreaterThan(5);
  await expect(page.getByText('Training begins when you ask for it.')).toHaveCount(0);
});

test('on power alone: begins when the device is plugged in', async ({ page }) => {
  await page.addInitScript(() => {
    const battery = Object.assign(new EventTarget(), { charging: false });
    Object.assign(globalThis, { battery });
    Object.defineProperty(navigator, 'getBattery', { value: () => Promise.resolve(battery) });
    localStorage.setItem('earshot-training', 'power');
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  await expect(page.getByText('Training begins when this device is on power.')).toBeVisible();
  await page.evaluate(() => {
    const { battery } = globalThis as unknown as { battery: EventTarget & { charging: boolean } };
    battery.charging = true;
    battery.dispatchEvent(new Event('chargingchange'));
  });
  expect((await settledTitles(page)).length).toBe(30);
});

test('a browser that does not tell about power offers no such choice, and says so', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'getBattery', { value: undefined });
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  await settledTitles(page);
  await page.goto('/model/');
  await expect(page.getByText('does not tell pages whether the device is on power')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Only on power' })).toHaveCount(0);
});
