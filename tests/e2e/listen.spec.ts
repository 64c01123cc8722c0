import AxeBuilder from '@axe-core/playwright';
import { spotifyZip } from '../fixtures/spotify.ts';
import {
  expect,
  importFiles,
  type Locator,
  type Page,
  recommendations,
  settledTitles,
  test,
  titlesIn,
  zipUpload
} from './app.ts';

/** Shows the sample listener and waits for its list. */
async function addSample(page: Page): Promise<string[]> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  return await settledTitles(page);
}

function rowOf(page: Page, title: string): Locator {
  return page.getByRole('listitem').filter({ has: page.locator('.title', { hasText: exactly(title) }) });
}

async function choose(row: Locator, item: string): Promise<void> {
  await row.getByRole('button', { name: /^More: / }).click();
  await row.page().getByRole('menuitem', { name: item }).click();
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}

test('feedback counts at once, can be undone, outlives a reload and can all be taken back', async ({
  page
}) => {
  const titles = await addSample(page);
  const list = recommendations(page);
  const [first = '', second = ''] = titles;

  await test.step('"Not now" hides a song, and undo restores the list exactly', async () => {
    await choose(rowOf(page, first), 'Not now');
    await expect(list.locator('.title').first()).toHaveText(second);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => titlesIn(list)).toEqual(titles);
  });

  await test.step('"Less of this artist" moves their songs down', async () => {
    const artist = await rowOf(page, first).locator('.artist bdi').textContent();
    await choose(rowOf(page, first), 'Less of this artist');
    await expect(page.getByText(`Songs by ${artist ?? ''} move down your list.`)).toBeVisible();
    await expect(list.locator('.title').first()).not.toHaveText(first);
  });

  const liked = (await titlesIn(list))[20] ?? '';
  await test.step('a like moves a song up', async () => {
    const before = (await titlesIn(list)).indexOf(liked);
    const button = rowOf(page, liked).getByRole('button', { name: /^Like: / });
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    expect((await titlesIn(list)).indexOf(liked)).toBeLessThan(before);
    await rowOf(page, liked).getByText('Why?').click();
    await expect(rowOf(page, liked)).toContainText('You liked it: up about');
  });

  const [hidden = ''] = await titlesIn(list);
  await choose(rowOf(page, hidden), 'Not now');
  const changed = await titlesIn(list);
  await page.reload();
  expect(await settledTitles(page)).toEqual(changed);

  await test.step('another tab has it, too', async () => {
    const other = await page.context().newPage();
    await other.goto('/');
    expect(await settledTitles(other)).toEqual(changed);
    await other.getByRole('button', { name: /Bring back/ }).click();
    await expect(rowOf(page, hidden)).toBeVisible();
    await other.close();
  });

  await test.step('all of it is listed, and can be taken back', async () => {
    await page.getByRole('link', { name: 'Your feedback' }).click();
    const feedback = page.getByRole('region', { name: 'Your feedback' });
    await expect(feedback.getByRole('listitem')).toHaveCount(2);
    await expect(feedback).toContainText(liked);
    for (let left = 1; left >= 0; left--) {
      await feedback
        .getByRole('button', { name: /Take back/ })
        .first()
        .click();
      await expect(feedback.getByRole('listitem')).toHaveCount(left);
    }
    expect(await settledTitles(page)).toEqual(titles);
  });
});

test('the slider changes the list at once, says what it does, and is remembered', async ({ page }) => {
  const titles = await addSample(page);
  const list = recommendations(page);
  const slider = page.getByRole('slider', { name: 'Familiar or new' });
  await expect(slider).toHaveAttribute('aria-valuetext', 'As the model ranks them');
  await slider.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', 'Long unheard and seldom played first');
  const newest = await titlesIn(list);
  expect(newest).not.toEqual(titles);
  await expect(list.getByText('Exploring: lifted because you asked for new').first()).toBeVisible();
  await page.reload();
  expect(await settledTitles(page)).toEqual(newest);
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', 'The most familiar first');
  expect(await titlesIn(list)).not.toEqual(newest);
  for (let step = 0; step < 2; step++) await slider.press('ArrowRight');
  expect(await titlesIn(list)).toEqual(titles);
});

test('no artist comes twice in a row, and one place in eight explores', async ({ page }) => {
  // Of the sample listener's music, kinds may follow each other: they are no artists.
  await importFiles(page, zipUpload('my_spotify_data.zip', spotifyZip({ rows: 600, seed: 73 }).bytes));
  await settledTitles(page);
  const list = recommendations(page);
  const artists = await list.locator('.artist bdi').allTextContents();
  expect(artists.length).toBe(30);
  for (const [i, artist] of artists.entries()) expect(artists[i + 1]).not.toBe(artist);
  await expect(list.getByText('Exploring: a less certain pick')).toHaveCount(3);
});

test('the time of the week plays a part that can be taken away', async ({ page }) => {
  // A Saturday, at ten in the morning.
  await page.clock.setFixedTime(nextSaturday());
  const titles = await addSample(page);
  const chip = page.getByText('Saturday morning', { exact: true });
  await expect(chip).toBeVisible();
  await page.getByRole('button', { name: 'Leave the time of the week out of it' }).click();
  const without = await titlesIn(recommendations(page));
  expect(without).not.toEqual(titles);
  await page.reload();
  expect(await settledTitles(page)).toEqual(without);
  await page.getByRole('button', { name: 'Fit it to Saturday morning' }).click();
  expect(await titlesIn(recommendations(page))).toEqual(titles);
});

test('"More like this" shows what is heard together with a song, until it is let go', async ({ page }) => {
  const titles = await addSample(page);
  const list = recommendations(page);
  const [, chosen = ''] = titles;
  await choose(rowOf(page, chosen), 'More like this');
  await expect(page.getByText(`Goes with ${chosen}`)).toBeVisible();
  const back = page.getByRole('button', { name: 'Back to the whole list' });
  await expect(back).toBeFocused();
  await expect(list.locator('.reason').first()).toContainText(`near ${chosen} in a sitting`);
  expect(await titlesIn(list)).not.toContain(chosen);
  await back.click();
  await expect.poll(() => titlesIn(list)).toEqual(titles);
});

test('songs once loved stand by themselves and not in the list', async ({ page }) => {
  const titles = await addSample(page);
  const section = page.getByRole('region', { name: 'Rediscover' });
  // Both are drawn in their turn.
  await expect(section.locator('.title')).not.toHaveCount(0);
  const loved = await titlesIn(section);
  await page.getByRole('button', { name: 'Show more' }).click();
  const all = await settledTitles(page);
  expect(all.length).toBeGreaterThan(titles.length);
  const { [titles.length]: next = '' } = all;
  await expect(rowOf(page, next).getByRole('button').first()).toBeFocused();
  for (const title of loved) expect(all).not.toContain(title);
  await section
    .getByRole('button', { name: /Not for me/ })
    .first()
    .click();
  await expect(section.locator('.title').filter({ hasText: exactly(loved[0] ?? '') })).toHaveCount(0);
});

test('on a phone, by keyboard alone: menu, undo, and on to the next row; axe finds nothing', async ({
  page
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const titles = await addSample(page);
  const list = recommendations(page);
  const menuOf = (title: string) => page.getByRole('button', { name: `More: ${title}` });
  const [first = '', second = ''] = titles;

  await page.getByRole('slider').focus();
  for (let presses = 0; presses < 6 && !(await menuOf(first).evaluate(isFocused)); presses++)
    await page.keyboard.press('Tab');
  await expect(menuOf(first)).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Like', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rowOf(page, first)).toContainText('Liked.');
  await expect(menuOf(first)).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(rowOf(page, first)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(rowOf(page, second).getByRole('button').first()).toBeFocused();

  await page.getByText('Why?').first().click();
  await page.getByRole('slider').press('End');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  );
  expect(overflow).toBeLessThanOrEqual(0);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
  await expect(list).toBeVisible();
});

function isFocused(element: Element): boolean {
  return document.activeElement === element;
}

function nextSaturday(): Date {
  const date = new Date();
  date.setDate(date.getDate() + ((6 - date.getDay() + 7) % 7));
  date.setHours(10, 30, 0, 0);
  return date;
}
