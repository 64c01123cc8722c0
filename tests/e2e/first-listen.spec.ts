import { spotifyZip } from '../fixtures/spotify.ts';
import {
  databaseText,
  expect,
  importFiles,
  importReport,
  readyOffline,
  recommendations,
  ROUTES,
  settledTitles,
  test,
  titlesIn,
  zipUpload
} from './app.ts';
import { PERSONAL } from '../fixtures/spotify.ts';

test('from a real export to recommendations, and all of it again in flight mode', async ({
  page,
  context
}) => {
  const made = spotifyZip({ rows: 5200, seed: 11 });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Try it with a sample listener' })).toBeVisible();

  await test.step('import: what was taken, and what was left out and why', async () => {
    await importFiles(page, zipUpload('my_spotify_data.zip', made.bytes));
    const { plays, skips } = made.expected;
    const count = (n: number) => n.toLocaleString('en-GB');
    await expect(page.getByRole('status').first()).toContainText(
      `${count(plays)} plays and ${count(skips)} skips`
    );
    await expect(importReport(page)).toContainText('in private sessions');
    await expect(importReport(page)).toContainText('podcasts, audiobooks and videos');
    const stored = await databaseText(page);
    for (const personal of PERSONAL.filter((value) => value.length > 3))
      expect(stored).not.toContain(personal);
  });

  const titles = await test.step('training starts by itself and settles', async () => {
    const settled = await settledTitles(page);
    expect(settled.length).toBeGreaterThanOrEqual(10);
    return settled;
  });

  await test.step('each row gives a reason and a link that only a click opens', async () => {
    const rows = recommendations(page).getByRole('listitem');
    await expect(rows.first().locator('.reason')).toHaveText(/play|heard/i);
    const link = rows.getByRole('link', { name: /Spotify/ }).first();
    await expect(link).toHaveAttribute('href', /^https:\/\/open\.spotify\.com\/track\/[0-9A-Za-z]{22}$/);
    await expect(link).toHaveAttribute('rel', /noreferrer/);
  });

  await test.step('the Model page compares honestly', async () => {
    await page.goto('/model/');
    const table = page.getByRole('table').first();
    for (const name of ['Most recent', 'Most frequent', 'Base-level activation', 'Sequence network']) {
      await expect(table.getByRole('rowheader', { name: new RegExp(name) })).toBeVisible();
    }
  });

  await test.step('flight mode: every page works, and the list is the same', async () => {
    await readyOffline(page);
    await context.setOffline(true);
    for (const route of ROUTES) {
      const response = await page.goto(route);
      expect(response?.fromServiceWorker(), route).toBe(true);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    }
    expect(await settledTitles(page)).toEqual(titles);
    await page.reload();
    await expect(recommendations(page)).toHaveAttribute('aria-busy', 'false');
    expect(await titlesIn(recommendations(page))).toEqual(titles);
    // As people type it.
    expect((await page.goto('/history'))?.fromServiceWorker()).toBe(true);
    await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
    await page.goto('/no/such/page/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });

  await test.step('offline, "Not for me" takes a song out, and undo brings it back', async () => {
    await page.goto('/');
    const list = recommendations(page);
    await list
      .getByRole('button', { name: /Not for me/ })
      .first()
      .click();
    await expect(list.locator('.title').first()).toHaveText(titles[1] ?? '');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(list.locator('.title').first()).toHaveText(titles[0] ?? '');
    await list
      .getByRole('button', { name: /Not for me/ })
      .first()
      .click();
    await page.reload();
    await expect(list.locator('.title').first()).toHaveText(titles[1] ?? '');
    await page.getByRole('button', { name: /Bring back/ }).click();
    await expect(list.locator('.title').first()).toHaveText(titles[0] ?? '');
  });

  await test.step('offline, the same file again adds nothing and trains nothing', async () => {
    await importFiles(page, zipUpload('my_spotify_data.zip', made.bytes));
    await expect(page.getByRole('status').first()).toContainText('Nothing new');
    expect(await settledTitles(page)).toEqual(titles);
  });

  await test.step('offline, the model can be trained again, and the same seed gives the same list', async () => {
    await page.goto('/model/');
    await page.getByRole('button', { name: 'Train again' }).click();
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
    expect(await settledTitles(page)).toEqual(titles);
  });
});

test('a tab killed in the middle of training goes on where it was', async ({ page, context }) => {
  const made = spotifyZip({ rows: 15_000, seed: 12 });
  await importFiles(page, zipUpload('my_spotify_data.zip', made.bytes));
  await page.goto('/model/');
  // The second epoch: the first one is in a checkpoint.
  await expect(page.getByText(/epoch ([2-9]|\d\d)/i).first()).toBeVisible({ timeout: 60_000 });
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;

  const reopened = await context.newPage();
  await reopened.goto('/model/');
  await expect(reopened.getByText(/resumed|continued|picked up|went on/i).first()).toBeVisible({
    timeout: 60_000
  });
  expect((await settledTitles(reopened)).length).toBeGreaterThanOrEqual(10);
});

test('cancelling settles on simple counts, and resuming goes on', async ({ page }) => {
  const made = spotifyZip({ rows: 15_000, seed: 13 });
  await importFiles(page, zipUpload('my_spotify_data.zip', made.bytes));
  await page.goto('/model/');
  await expect(page.getByText(/epoch ([2-9]|\d\d)/i).first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await page.goto('/');
  await expect(recommendations(page)).toHaveAttribute('aria-busy', 'false');
  expect((await titlesIn(recommendations(page))).length).toBeGreaterThanOrEqual(10);
  await page.goto('/model/');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await settledTitles(page);
  await page.goto('/model/');
  await expect(page.getByRole('rowheader', { name: /Sequence network/ })).toBeVisible();
});

test('two tabs: one trains, the other follows', async ({ page, context }) => {
  await page.goto('/');
  const other = await context.newPage();
  await other.goto('/');
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  const titles = await settledTitles(page);
  await expect(recommendations(other)).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  expect(await titlesIn(recommendations(other))).toEqual(titles);
});
