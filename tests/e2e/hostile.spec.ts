import type { Page } from '@playwright/test';
import {
  accountDataZip,
  bombZip,
  longNameZip,
  rowsToJson,
  spotifyZip,
  truncatedZip,
  zipOf
} from '../fixtures/spotify.ts';
import {
  databaseText,
  expect,
  importFiles,
  importReport,
  jsonUpload,
  settledTitles,
  test,
  zipUpload
} from './app.ts';

const honest = spotifyZip({ rows: 600, seed: 21 });
const row = (changes: object) => ({
  ts: '2024-03-09T19:04:11Z',
  ms_played: 201_440,
  master_metadata_track_name: 'Paper Lantern',
  master_metadata_album_artist_name: 'Quiet Harbour',
  master_metadata_album_album_name: 'Slow Tide',
  spotify_track_uri: 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7',
  incognito_mode: false,
  ...changes
});
const FOLDER = 'Spotify Extended Streaming History';

/** Whatever was on the page before is still there, and no script of a stranger ran. */
async function expectUnharmed(page: Page, before: string): Promise<void> {
  expect(await databaseText(page)).toContain(before);
  expect(await page.evaluate(() => (window as { harmed?: boolean }).harmed)).toBeUndefined();
}

test.beforeEach(async ({ page }) => {
  page.on('dialog', (dialog) => {
    throw new Error(`A dialog opened: ${dialog.message()}`);
  });
  await importFiles(
    page,
    jsonUpload('Streaming_History_Audio_2024_0.json', [row({ master_metadata_track_name: 'Keepsake' })])
  );
});

test('a truncated zip keeps the whole records before the cut and says so', async ({ page }) => {
  await importFiles(page, zipUpload('half.zip', truncatedZip()));
  await expect(importReport(page)).toContainText('breaks off in the middle');
  await expect(page.getByRole('status').first()).toContainText(/Added [\d,]+ plays/);
  await expectUnharmed(page, 'Keepsake');
});

test('a zip bomb is refused, and the page stays responsive', async ({ page }) => {
  await importFiles(page, zipUpload('bomb.zip', bombZip()), zipUpload('honest.zip', honest.bytes));
  await expect(importReport(page)).toContainText('more than 100 times its size');
  // The honest file beside it is not lost.
  await expect(page.getByRole('status').first()).toContainText(/Added [\d,]+ plays/);
  await expectUnharmed(page, 'Keepsake');
});

test('the wrong download is named, with the right one to ask for', async ({ page }) => {
  await importFiles(page, zipUpload('my_spotify_data.zip', accountDataZip()));
  await expect(importReport(page)).toContainText('Account data');
  await expect(importReport(page)).toContainText('Extended streaming history');
  expect(await databaseText(page)).not.toContain('sentinel');
  await expectUnharmed(page, 'Keepsake');
});

test('titles are text: markup is shown, never run', async ({ page }) => {
  const markup = '<img src=x onerror="window.harmed=true">';
  const plays = Array.from({ length: 30 }, (_, i) =>
    row({
      ts: `2024-03-10T10:${String(10 + i)}:00Z`,
      master_metadata_track_name: markup,
      spotify_track_uri: null
    })
  );
  const name = '<script>window.harmed=true</script>.zip';
  await importFiles(
    page,
    zipUpload(name, zipOf({ [`${FOLDER}/Streaming_History_Audio_2024_1.json`]: rowsToJson(plays) }))
  );
  await expect(importReport(page)).toContainText(name);
  expect(await settledTitles(page)).toContain(markup);
  await expectUnharmed(page, 'Keepsake');
});

test('keys that name prototypes are data like any other', async ({ page }) => {
  const text = JSON.stringify([
    row({ ts: '2024-06-01T10:00:00Z', master_metadata_track_name: 'Proto' })
  ]).replace('{"ts"', '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"ts"');
  await importFiles(page, jsonUpload('Streaming_History_Audio_2024_2.json', text));
  await expect(page.getByRole('status').first()).toContainText('Added 1 play');
  expect(await page.evaluate(() => ({}))).toEqual({});
  expect(await page.evaluate(() => (({}) as { polluted?: boolean }).polluted)).toBeUndefined();
  await expectUnharmed(page, 'Keepsake');
});

test('names of many thousand characters are cut and do not break the pages', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await importFiles(page, zipUpload('long.zip', longNameZip()));
  await settledTitles(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await expectUnharmed(page, 'Keepsake');
});

for (const [what, content, message] of [
  ['an empty file', '', /empty/i],
  ['a file of another kind', 'not a listening history', /looks like a text file/i],
  [
    'a broken record between good ones',
    `[${JSON.stringify(row({ ts: '2024-05-01T10:00:00Z' }))},{"ts":,},${JSON.stringify(row({ ts: '2024-05-01T11:00:00Z' }))}]`,
    /unreadable/i
  ]
] as const) {
  test(`${what} gets a clear word`, async ({ page }) => {
    await importFiles(page, jsonUpload('Streaming_History_Audio_2024_3.json', content));
    await expect(importReport(page)).toContainText(message);
    await expectUnharmed(page, 'Keepsake');
  });
}
