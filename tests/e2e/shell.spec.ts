import { spotifyZip } from '../fixtures/spotify.ts';
import {
  expect,
  importFiles,
  importReport,
  recommendations,
  recordCounts,
  settledTitles,
  test,
  zipUpload
} from './app.ts';

test('a sample listener is one click away, labelled, and gone with another', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  expect((await settledTitles(page)).length).toBeGreaterThanOrEqual(10);
  await expect(page.getByText(/two invented years with Earshot’s own music/)).toBeVisible();
  await page.getByRole('button', { name: 'Remove sample' }).click();
  await expect(page.getByRole('button', { name: 'Try it with a sample listener' })).toBeVisible();
  await expect(recommendations(page)).toHaveCount(0);
});

test('real listening takes the place of the sample, and nothing of it is left', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  const sample = await settledTitles(page);
  const made = spotifyZip({ rows: 800, seed: 41 });
  await importFiles(page, zipUpload('my_spotify_data.zip', made.bytes));
  await expect(page.getByText(/two invented years with Earshot’s own music/)).toHaveCount(0);
  await expect(page.getByText(made.expected.plays.toLocaleString('en-GB'), { exact: true })).toBeVisible();
  const own = await settledTitles(page);
  expect(own).not.toEqual(sample);
});

test('cancelling an import leaves nothing behind', async ({ page }) => {
  const made = spotifyZip({ rows: 60_000, seed: 42 });
  await page.goto('/history/');
  await page.getByLabel('Import listening history').setInputFiles([zipUpload('large.zip', made.bytes)]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Cancelled. Nothing was added.')).toBeVisible();
  for (const count of Object.values(await recordCounts(page))) expect(count).toBe(0);
});

test('files chosen before the scripts have come are not lost', async ({ page }) => {
  await page.route('**/_app/immutable/entry/*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.goto('/history/', { waitUntil: 'commit' });
  const made = spotifyZip({ rows: 300, seed: 45 });
  await page.getByLabel('Import listening history').setInputFiles([zipUpload('early.zip', made.bytes)]);
  await expect(importReport(page)).toContainText('Spotify extended streaming history');
});

test('files dropped on any page are imported', async ({ page }) => {
  await page.goto('/thesis/');
  const bytes = [...spotifyZip({ rows: 300, seed: 43 }).bytes];
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(content)], 'my_spotify_data.zip', { type: 'application/zip' }));
    return data;
  }, bytes);
  await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  await expect(page).toHaveURL(/\/history\/$/);
  await expect(importReport(page)).toContainText('Spotify extended streaming history');
});

test('"Delete everything" asks, then empties every tab, and the app still works', async ({
  page,
  context
}) => {
  await importFiles(page, zipUpload('my_spotify_data.zip', spotifyZip({ rows: 800, seed: 44 }).bytes));
  await settledTitles(page);
  const other = await context.newPage();
  await settledTitles(other);

  await page.goto('/history/');
  await page.getByRole('button', { name: 'Delete everything' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  expect(Object.values(await recordCounts(page)).some((count) => count > 0)).toBe(true);

  await page.getByRole('button', { name: 'Delete everything' }).click();
  await dialog.getByRole('button', { name: 'Delete everything' }).click();
  await expect(page.getByText('Everything is deleted.').first()).toBeVisible();
  for (const count of Object.values(await recordCounts(page))) expect(count).toBe(0);
  await expect(other.getByRole('button', { name: 'Try it with a sample listener' })).toBeVisible();

  await page.goto('/');
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  expect((await settledTitles(page)).length).toBeGreaterThanOrEqual(10);
});
