import { readFile } from 'node:fs/promises';
import { spotifyZip } from '../fixtures/spotify.ts';
import { expect, importFiles, readyOffline, test, zipUpload } from './app.ts';

test('from an export to the picture of a year, without the network', async ({ page, context }) => {
  const made = spotifyZip({ rows: 3000, seed: 21 });
  await page.goto('/history/recap/');
  await expect(page.getByRole('link', { name: 'Bring your listening history' })).toBeVisible();
  await importFiles(page, zipUpload('my_spotify_data.zip', made.bytes));
  await page.getByRole('navigation', { name: 'History' }).getByRole('link', { name: 'Recap' }).click();
  const save = page.getByRole('link', { name: 'Save image' });
  await expect(save).toBeVisible();
  await readyOffline(page);
  await expect(save).toBeVisible();
  await context.setOffline(true);

  const period = page.getByLabel('Period');
  const years = (await period.locator('option').allTextContents()).filter((name) => /^\d{4}$/.test(name));
  const year = years[1] ?? '';
  await period.selectOption(year);
  await expect(page.getByRole('heading', { level: 2, name: year, exact: true })).toBeVisible();
  await expect(page).toHaveURL(`/history/recap/?period=${year}`);
  await expect(page.getByRole('region', { name: 'Artists' }).getByRole('listitem')).toHaveCount(5);
  await expect(page.getByRole('img', { name: `My listening: ${year}. ` })).toBeVisible();

  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  expect(download.suggestedFilename()).toBe(`earshot-recap-${year}.png`);
  const image = await readFile(await download.path());
  expect(image.subarray(1, 4).toString()).toBe('PNG');
  expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([1080, 1350]);

  await page.getByLabel('Month').selectOption('March');
  await expect(page.getByRole('heading', { level: 2, name: `March ${year}`, exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 2, name: `March ${year}`, exact: true })).toBeVisible();
});
