import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import { spotifyZip } from '../fixtures/spotify.ts';
import { chromiumArgs, findChromium } from '../tools/chromium.ts';
import {
  AXE_RULES,
  type BrowserContext,
  expect,
  type Page,
  readyOffline,
  ROUTES,
  test,
  zipUpload
} from './app.ts';

const KEEPS_NOTHING =
  /The browser does not let Earshot keep data\. Leave private browsing or allow site data/;
const NO_ROOM = /The browser has no room left for Earshot\. Nothing was changed\. Free some disk space/;

/** What a browser may lack, as a script for pages and workers. */
const LACKING = {
  database: `Object.defineProperty(globalThis, 'indexedDB', { value: undefined });`,
  room: `for (const name of ['add', 'put']) IDBObjectStore.prototype[name] = () => {
    throw new DOMException('', 'QuotaExceededError');
  };`,
  others: `for (const name of ['gpu', 'storage', 'locks', 'mediaSession', 'getBattery'])
    delete Object.getPrototypeOf(navigator)[name];`
};

/** Workers get no init scripts. They are read from the network, so there must be no service worker. */
async function lack(context: BrowserContext, script: string): Promise<void> {
  await context.addInitScript(script);
  await context.route(/worker[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()};${script}` });
  });
}

/** Opens every page. On each there is a heading, what is said of the state is said once, and nothing breaks. */
async function walk(page: Page, said?: RegExp): Promise<void> {
  const broken: string[] = [];
  page.on('pageerror', ({ message }) => broken.push(`${page.url()}: ${message}`));
  for (const route of ROUTES) {
    await page.goto(route, { waitUntil: 'networkidle' });
    await expect(page.getByRole('heading', { level: 1 }), route).toBeVisible();
    if (said) await expect(page.getByRole('alert').filter({ hasText: said }), route).toHaveCount(1);
    else await expect(page.getByRole('alert'), route).toHaveCount(0);
  }
  expect(broken).toEqual([]);
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(AXE_RULES).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
    []
  );
}

test.describe('without a service worker', () => {
  test.use({ serviceWorkers: 'block' });

  test('no database: every page says what to do, once', async ({ page, context }) => {
    await lack(context, LACKING.database);
    await walk(page, KEEPS_NOTHING);
    await page.goto('/');
    await expectAccessible(page);
  });

  test('no room: every page is there, and what needs room says so where it was asked for', async ({
    page,
    context
  }) => {
    await lack(context, LACKING.room);
    await walk(page);
    await page.goto('/');
    await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
    await expect(page.getByRole('alert')).toHaveText(NO_ROOM);
    await expect(page.getByRole('alert')).toBeInViewport();
    await expectAccessible(page);
    await page.goto('/history/');
    const upload = zipUpload('my_spotify_data.zip', spotifyZip({ rows: 300, seed: 47 }).bytes);
    await page.getByLabel('Import listening history').setInputFiles([upload]);
    await expect(page.getByRole('alert')).toHaveText(NO_ROOM);
  });

  test('no GPU, no locks and other things that not every browser has: every page is there', async ({
    page,
    context
  }) => {
    await lack(context, LACKING.others);
    await walk(page);
  });
});

test('site data forbidden in the browser’s own settings: every page says what to do, and music plays', async ({
  site
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'earshot-profile-'));
  await mkdir(join(profile, 'Default'));
  const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? '',
    args: chromiumArgs,
    baseURL: site
  });
  const page = await context.newPage();
  await walk(page, KEEPS_NOTHING);
  await page.goto('/');
  await page.getByRole('button', { name: 'Press play' }).click();
  const position = page.getByRole('slider', { name: 'Position' });
  await expect.poll(async () => Number(await position.inputValue())).toBeGreaterThan(0);
  await context.close();
  await rm(profile, { recursive: true });
});

test('no network: every page is there, and what is not says so', async ({ page, context }) => {
  await page.goto('/');
  await readyOffline(page);
  await context.setOffline(true);
  await walk(page);
  await page.goto('/nowhere/');
  await expect(page.getByText('This page is not part of the offline app.')).toBeVisible();
});
