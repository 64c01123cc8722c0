import AxeBuilder from '@axe-core/playwright';
import { allPieces, FAMILIES, pieceOf } from '../../src/lib/catalogue/index.ts';
import {
  AXE_RULES,
  databaseText,
  expect,
  importFiles,
  type Page,
  readyOffline,
  recommendations,
  settledTitles,
  test
} from './app.ts';

/** Remembers in the page what is played, and the bytes of it. */
async function watchSound(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const world = globalThis as unknown as Watched;
    world.elements = new Set();
    world.files = new Map();
    const played = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'play');
    const play = played?.value as () => Promise<void>;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      world.elements.add(this);
      return play.call(this);
    };
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (file: Blob) => {
      const address = create(file);
      world.files.set(address, file);
      return address;
    };
  });
}

interface Watched {
  elements: Set<HTMLMediaElement>;
  files: Map<string, Blob>;
}

/** Of what sounds now: where it is, and how loud its samples are there (root mean square, 1 = full scale). */
function sounding(page: Page): Promise<{ at: number; level: number } | undefined> {
  return page.evaluate(async () => {
    const { elements, files } = globalThis as unknown as Watched;
    const element = [...elements].find(({ paused, ended, duration }) => !paused && !ended && duration > 1);
    const file = files.get(element?.src ?? '');
    if (!element || !file) return undefined;
    const at = element.currentTime;
    const samples = new Int16Array((await file.arrayBuffer()).slice(44));
    const first = Math.floor(at * 32_000) * 2;
    const heard = samples.slice(first, first + 64_000);
    const square = heard.reduce((sum, value) => sum + (value / 32_768) ** 2, 0) / heard.length;
    return { at, level: Math.sqrt(square) };
  });
}

async function hears(page: Page): Promise<number> {
  await expect.poll(async () => (await sounding(page))?.at ?? 0, { intervals: [50] }).toBeGreaterThan(0.5);
  const now = await sounding(page);
  expect(now?.level).toBeGreaterThan(0.005);
  return now?.at ?? 0;
}

const titleOf = (page: Page) => page.getByTestId('now-playing');

test('offline on a fresh install, one press plays, and after a reload it goes on where it was', async ({
  page,
  context
}) => {
  await watchSound(page);
  await page.goto('/');
  await readyOffline(page);
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('button', { name: 'Press play' }).click();
  const pressed = Date.now();
  const at = await hears(page);
  console.log(`sound after ${Date.now() - pressed - 1000 * at} ms`);
  await expect.poll(async () => (await sounding(page))?.at ?? 0).toBeGreaterThan(at);
  // The whole piece is there after a while, and any place of it can be gone to.
  await page.getByRole('slider', { name: 'Position' }).fill('100');
  await expect.poll(async () => (await sounding(page))?.at ?? 0, { timeout: 30_000 }).toBeGreaterThan(100);

  const title = await titleOf(page).textContent();
  // The lock screen knows it, with a picture.
  const shown = () =>
    page.evaluate(() => {
      const { metadata, playbackState } = navigator.mediaSession;
      return [metadata?.title, metadata?.artwork[0]?.sizes, playbackState];
    });
  await expect.poll(shown).toEqual([title, '512x512', 'playing']);
  await page.goto('/thesis/');
  await expect(titleOf(page)).toHaveText(title ?? '');
  const position = async () => Number(await page.getByRole('slider', { name: 'Position' }).inputValue());
  await expect.poll(position).toBeGreaterThanOrEqual(100);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => (await sounding(page))?.at ?? 0, { timeout: 30_000 }).toBeGreaterThan(100);
  expect((await sounding(page))?.level).toBeGreaterThan(0.005);
});

test('what is skipped comes less often, and the queue says so', async ({ page }) => {
  await watchSound(page);
  await page.goto('/catalogue/');
  await page.getByRole('button', { name: 'Play Drift' }).click();
  for (let skipped = 0; skipped < 2; skipped++) {
    await hears(page);
    const title = await titleOf(page).textContent();
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(titleOf(page)).not.toHaveText(title ?? '');
  }
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  const queue = page.getByRole('region', { name: 'Queue' });
  await expect(queue.getByText('Less often: Drift (skipped 2 of 2)')).toBeVisible();
  const picked = queue.getByRole('list', { name: 'Then, picked by Earshot' }).getByRole('listitem');
  await expect(picked).toHaveCount(8);
  await expect(picked.first()).toContainText(/New to you|Now and then/);
  expect(await databaseText(page)).toContain('earshot:piece:drift-01');

  await queue.getByRole('switch', { name: 'Keep playing' }).uncheck({ force: true });
  await expect(picked).toHaveCount(0);
});

test('pieces in the list play there, rise when they are liked, and can be switched off', async ({ page }) => {
  await watchSound(page);
  const hour = 3_600_000;
  const pieces = allPieces().filter(({ number }) => number <= 3);
  const plays = Array.from({ length: 96 }, (_, i) => {
    const { id, family, title, parameters } = pieces[(i * i) % pieces.length] ?? pieceOf('felt', 1);
    const startedAt = Math.floor(Date.now() / hour) * hour - (100 - i) * hour;
    const names = { artist: FAMILIES[family].name, title, album: 'Generated by Earshot' };
    const heard = { startedAt, msPlayed: 1000 * parameters.seconds, skipped: false, source: 'earshot' };
    return { ...names, uri: `earshot:piece:${id}`, ...heard };
  });
  const lines = [{ format: 'earshot-plays', version: 1 }, ...plays].map((line) => JSON.stringify(line));
  const buffer = Buffer.from(lines.join('\n'));
  await importFiles(page, { name: 'earshot.jsonl', mimeType: 'application/jsonl', buffer });
  const titles = await settledTitles(page);
  const rows = recommendations(page).getByRole('listitem');
  await expect(rows.first()).toContainText('generated by Earshot');
  await rows.first().getByRole('button', { name: /^Play/ }).click();
  await expect(titleOf(page)).toHaveText(titles[0] ?? '');
  await hears(page);

  const last = titles.at(-1) ?? '';
  const liked = rows.filter({ hasText: last });
  await liked.getByRole('button', { name: 'Like' }).click();
  await liked.getByText('Why?').click();
  await expect(liked).toContainText(/You liked it: up about \d+ place/);

  await page.goto('/history/taste/');
  const generated = page.getByRole('switch', { name: 'Music generated by Earshot' });
  await generated.uncheck({ force: true });
  await page.getByRole('link', { name: 'Listen' }).first().click();
  await expect(page.getByText('All there is to recommend is music that Earshot makes')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Music generated by Earshot' })).toHaveCount(0);
});

test('the queue by keyboard on a phone: order, removal, undo, and all of it after a reload', async ({
  page
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/catalogue/');
  await page.getByText('All 40 pieces of Felt').click();
  const pieces = page.getByRole('list', { name: 'Felt' }).getByRole('listitem');
  await pieces.nth(0).getByRole('button', { name: /^Play/ }).click();
  const names = await pieces.locator('.title').allTextContents();
  const [first = '', a = '', b = '', c = ''] = names;
  for (const place of [1, 2, 3]) {
    await pieces.nth(place).getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: 'Add to the queue' }).click();
  }
  await page.getByRole('heading', { level: 1 }).click();
  await page.evaluate(() => {
    (document.activeElement as HTMLElement).blur();
  });
  await page.keyboard.press('q');
  const queue = page.getByRole('region', { name: 'Queue' });
  const own = queue.getByRole('list', { name: 'Your queue' }).locator('.title');
  await expect(own).toHaveText([a, b, c]);

  const { violations } = await new AxeBuilder({ page }).withTags(AXE_RULES).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);

  const grip = queue.getByRole('button', { name: `Move ${a}: arrow up or down` });
  await grip.focus();
  await page.keyboard.press('ArrowDown');
  await expect(own).toHaveText([b, a, c]);
  await expect(grip).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(own).toHaveText([b, c, a]);
  await queue.getByRole('button', { name: `Remove ${b}` }).press('Enter');
  await expect(own).toHaveText([c, a]);
  await expect(queue.getByRole('button', { name: `Remove ${c}` })).toBeFocused();
  await queue.getByRole('button', { name: 'Clear' }).press('Enter');
  await expect(own).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(own).toHaveText([c, a]);
  await queue.getByRole('button', { name: 'Close the queue' }).press('Enter');

  await page.reload();
  await expect(titleOf(page)).toHaveText(first);
  await page.keyboard.press('q');
  await expect(own).toHaveText([c, a]);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    (document.activeElement as HTMLElement).blur();
  });
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('only one tab plays', async ({ page, context }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Press play' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  const other = await context.newPage();
  await other.goto('/');
  await other.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(other.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});
