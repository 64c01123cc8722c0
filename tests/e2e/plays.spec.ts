import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import Papa from 'papaparse';
import { spotifyZip } from '../fixtures/spotify.ts';
import { expect, importFiles, test, zipUpload } from './app.ts';

test('find plays, keep one out of taste, export what was found', async ({ page }) => {
  const made = spotifyZip({ rows: 2000, seed: 11 });
  const { plays, skips } = made.expected;
  const all = plays + skips;
  await importFiles(page, zipUpload('my_spotify_data.zip', made.bytes));
  await page.goto('/history/plays/');
  const grid = page.getByRole('grid', { name: 'Plays, newest first' });
  const found = page.getByRole('main').getByRole('status').first();
  await expect(found).toHaveText(`${all.toLocaleString('en-GB')} plays and skips`);

  await test.step('"/" goes to the search box, and searching forgives what keyboards lack', async () => {
    await grid.focus();
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: 'Search plays' })).toBeFocused();
    await page.keyboard.type('zoe astrom');
    await expect(found).toHaveText(/^[1-9]\d* plays? (and|or) skips? match(es)?$/);
    const rows = grid.getByRole('row');
    await expect(rows.first()).toContainText('Zoë Åström');
    for (const text of await rows.allTextContents()) expect(text).toContain('Zoë Åström');
    await expect(page).toHaveURL(/\?q=zoe\+astrom$/);
    await page.reload();
    await expect(rows.first()).toContainText('Zoë Åström');
  });

  await test.step('filters add up, and nothing found says so', async () => {
    await page.getByRole('searchbox').fill('');
    await page.getByRole('radio', { name: 'Skipped' }).check();
    await expect(found).toHaveText(`${skips.toLocaleString('en-GB')} skips match`);
    await page.getByLabel('To', { exact: true }).fill('2001-01-01');
    await expect(page.getByText('Nothing matches')).toBeVisible();
    await page.getByRole('button', { name: 'show all plays' }).click();
    await expect(found).toHaveText(`${all.toLocaleString('en-GB')} plays and skips`);
  });

  await test.step('the keyboard goes to the oldest play and back', async () => {
    await grid.focus();
    await page.keyboard.press('End');
    await expect(grid.locator(`[aria-rowindex="${all}"]`)).toBeInViewport();
    await expect(grid.locator(`[aria-rowindex="${all}"]`)).toContainText(/\d{4}/);
    await page.keyboard.press('Home');
    await expect(grid.locator('[aria-rowindex="1"]')).toBeInViewport();
  });

  await test.step('a play is kept out of taste, stays in the list, and counts again after undo', async () => {
    const row = grid.locator('[aria-rowindex="3"]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: /Keep this play out of taste/ }).press('Enter');
    await expect(row).toContainText('Out of taste');
    await expect(grid.getByText('Out of taste')).toHaveCount(1);
    await expect(found).toHaveText(`${all.toLocaleString('en-GB')} plays and skips`);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(grid.getByText('Out of taste')).toHaveCount(0);
    await row.getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: /Everything by this artist/ }).click();
    await expect(row).toContainText('Out of taste');
  });

  await test.step('what was found is saved as a table and as a playlist', async () => {
    await page.getByRole('searchbox').fill('quotes');
    await expect(found).toHaveText(/match/);
    const table = await exported(page, /CSV table/);
    expect(table.suggestedFilename()).toMatch(/^earshot-plays-\d{4}-\d{2}-\d{2}\.csv$/);
    const text = await textOf(table);
    expect(text.startsWith('\ufeffartist,title')).toBe(true);
    const { data } = Papa.parse<{ artist: string; title: string }>(text.slice(1), {
      header: true,
      skipEmptyLines: true
    });
    expect(data).toMatchObject([{ artist: 'Semicolon; & "Quotes"', title: '<img src=x onerror=alert(1)>' }]);
    const playlist = await exported(page, /M3U8/);
    expect(await textOf(playlist)).toMatch(
      /^#EXTM3U\n#PLAYLIST:Plays: quotes\n#EXTINF:-1,Semicolon.*\nspotify:track:\w{22}\n$/
    );
    await expect(page.getByText(/Saved 1 song as earshot-plays/).last()).toBeVisible();
  });
});

test('an empty history is met with a way to fill it', async ({ page }) => {
  await page.goto('/history/plays/');
  await expect(page.getByText('Everything you have played appears here')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add your listening history' })).toBeVisible();
});

async function exported(page: Page, format: RegExp): Promise<Download> {
  await page.getByRole('button', { name: 'Export list' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: format }).click()
  ]);
  return download;
}

async function textOf(download: Download): Promise<string> {
  return await readFile(await download.path(), 'utf8');
}
