import { readFile } from 'node:fs/promises';
import { spotifyZip } from '../fixtures/spotify.ts';
import {
  expect,
  importFiles,
  importReport,
  type Page,
  recommendations,
  recordCounts,
  settledTitles,
  test,
  titlesIn,
  type Upload,
  zipUpload
} from './app.ts';

/** What the History page says is here. */
function totals(page: Page): Promise<string> {
  return page.getByRole('region', { name: 'What is here' }).innerText();
}

/** Presses the button and takes the file that comes. */
async function backUp(page: Page, button = 'Back up everything'): Promise<Upload> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^earshot-backup-\d{4}-\d\d-\d\d\.zip$/);
  return zipUpload(file.suggestedFilename(), await readFile(await file.path()));
}

async function restore(page: Page, file: Upload): Promise<void> {
  await page.getByLabel('Restore a backup').setInputFiles([file]);
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('Restored.')).toBeVisible();
}

test('everything lives on in a backup: deleted here, restored here and on another device', async ({
  page,
  browser,
  site
}) => {
  const made = spotifyZip({ rows: 1500, seed: 61 });
  await importFiles(page, zipUpload('my_spotify_data.zip', made.bytes));
  await settledTitles(page);
  await recommendations(page)
    .getByRole('button', { name: /Not for me/ })
    .first()
    .click();
  await page.reload();
  const titles = await settledTitles(page);
  await page.goto('/history/');
  const here = await totals(page);
  const file = await backUp(page);

  await test.step('the dialog that deletes everything offers a backup first', async () => {
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await backUp(page, 'Back up first');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
    await expect(page.getByText('Everything is deleted.').first()).toBeVisible();
  });

  await test.step('restored: the same history, the same list, the same hidden song, without training', async () => {
    await restore(page, file);
    expect(await totals(page)).toBe(here);
    await page.goto('/');
    await expect(recommendations(page)).toHaveAttribute('aria-busy', 'false');
    expect(await titlesIn(recommendations(page))).toEqual(titles);
    await expect(page.getByRole('button', { name: /Bring back/ })).toBeVisible();
  });

  await test.step('another device, another tab of it included, has the same', async () => {
    const device = await browser.newContext({ baseURL: site, locale: 'en-GB' });
    const first = await device.newPage();
    const second = await device.newPage();
    await second.goto('/');
    await expect(second.getByRole('button', { name: 'Try it with a sample listener' })).toBeVisible();
    await first.goto('/history/');
    await restore(first, file);
    expect(await totals(first)).toBe(here);
    await expect(recommendations(second)).toHaveAttribute('aria-busy', 'false');
    expect(await titlesIn(recommendations(second))).toEqual(titles);
    expect(await recordCounts(first)).toEqual(await recordCounts(page));
    await device.close();
  });

  await test.step('restoring over other plays says what goes, and can be left', async () => {
    await page.goto('/history/');
    await page.getByLabel('Restore a backup').setInputFiles([file]);
    const dialog = page.getByRole('dialog', { name: 'Restore this backup?' });
    await expect(dialog).toContainText(`${made.expected.plays.toLocaleString('en-GB')} plays here now`);
    await backUp(page, 'Back up first');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
    expect(await totals(page)).toBe(here);
  });
});

test('what is no backup, or a broken one, is refused and nothing changes', async ({ page }) => {
  await importFiles(page, zipUpload('my_spotify_data.zip', spotifyZip({ rows: 300, seed: 62 }).bytes));
  const here = await totals(page);
  const file = await backUp(page);
  const input = page.getByLabel('Restore a backup');

  await input.setInputFiles([zipUpload('my_spotify_data.zip', spotifyZip({ rows: 10, seed: 63 }).bytes)]);
  await expect(page.getByRole('alert')).toContainText('not a backup that Earshot made');

  const broken = Buffer.from(file.buffer);
  const middle = Math.floor(broken.length / 2);
  broken.fill(0, middle, middle + 200);
  await input.setInputFiles([{ ...file, buffer: broken }]);
  await expect(page.getByRole('alert')).toContainText('damaged');
  expect(await totals(page)).toBe(here);

  await page.getByLabel('Import listening history').setInputFiles([file]);
  await expect(importReport(page)).toContainText('This is an Earshot backup');
});
