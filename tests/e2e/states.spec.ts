import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import { wavFile } from '../fixtures/audio-files.ts';
import { spotifyZip } from '../fixtures/spotify.ts';
import { chromiumArgs, findChromium } from '../tools/chromium.ts';
import {
  AXE_RULES,
  type BrowserContext,
  expect,
  importFiles,
  type Page,
  readyOffline,
  ROUTES,
  settledTitles,
  test,
  zipUpload
} from './app.ts';

const KEEPS_NOTHING =
  /The browser does not let Earshot keep data\. Leave private browsing or allow site data/;
const NO_ROOM = /The browser has no room left for Earshot\. Nothing was changed\. Free some disk space/;

/** What a browser may lack, as a script for pages and workers. */
const LACKING = {
  database: `Object.defineProperty(globalThis, 'indexedDB', { value: undefined });`,
  room: `const full = () => {
    throw new DOMException('', 'QuotaExceededError');
  };
  for (const name of ['add', 'put']) IDBObjectStore.prototype[name] = full;
  if (globalThis.Storage) Storage.prototype.setItem = full;`,
  gpu: `delete Object.getPrototypeOf(navigator).gpu;`,
  adapter: `if (globalThis.GPU) GPU.prototype.requestAdapter = () => Promise.resolve(null);`,
  others: `for (const name of ['gpu', 'storage', 'locks', 'mediaSession', 'getBattery'])
    delete Object.getPrototypeOf(navigator)[name];`
};

/** What a fresh profile says, and what can be done next: something to press, or a link. */
const EMPTY: readonly { route: string; says: string; press?: string; link?: { name: string; to: string } }[] =
  [
    { route: '/', says: 'Press play, and quiet music sounds', press: 'Press play' },
    {
      route: '/',
      says: 'Bring the listening you already have',
      link: { name: 'Bring your music', to: '/history/' }
    },
    { route: '/catalogue/', says: 'Music files of your own, played here', press: 'Play Drift' },
    { route: '/history/', says: 'Choose your export', press: 'Back up everything' },
    {
      route: '/history/plays/',
      says: 'Everything you have played appears here',
      link: { name: 'Add your listening history', to: '/history/' }
    },
    {
      route: '/history/recap/',
      says: 'There is nothing to look back on yet',
      link: { name: 'Bring your listening history', to: '/history/' }
    },
    {
      route: '/history/taste/',
      says: 'Once there are plays, you can leave some of them out here',
      link: { name: 'Bring your listening history', to: '/history/' }
    },
    {
      route: '/model/',
      says: 'There is nothing to learn from yet',
      link: { name: 'Bring your music', to: '/history/' }
    },
    {
      route: '/privacy/',
      says: 'Everything is worked out on this device',
      press: 'Try them on 300 invented listeners'
    },
    { route: '/telemetry/', says: 'Everything here is off, and nothing is sent' },
    {
      route: '/thesis/',
      says: 'Nothing was measured on this device yet',
      link: { name: 'Measure this device on the Model page', to: '/model/' }
    }
  ];

/** Workers get no init scripts. They are read from the network, so there must be no service worker. */
async function lack(context: BrowserContext, script: string): Promise<void> {
  await context.addInitScript(script);
  await context.route(/worker[^/]*\.js$/, async (route) => {
    try {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()};${script}` });
    } catch {
      // The page has gone, and its answers with it.
      await route.abort().catch(() => undefined);
    }
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

/** Puts something on, likes it, skips it and opens the queue: it plays on, and what cannot be kept is said once. */
async function playsOn(page: Page, said?: RegExp): Promise<void> {
  const title = page.getByTestId('now-playing');
  const plays = async () => {
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
    const position = page.getByRole('slider', { name: 'Position' });
    await expect.poll(async () => Number(await position.inputValue())).toBeGreaterThan(0);
  };
  await page.goto('/');
  await page.getByRole('button', { name: 'Press play' }).click();
  await plays();
  const first = (await title.textContent()) ?? '';
  const player = page.getByRole('region', { name: 'Player' });
  await player.getByRole('button', { name: /^Like/ }).click();
  await player.getByRole('button', { name: 'Next' }).click();
  await expect(title).not.toHaveText(first);
  await plays();
  await player.getByRole('button', { name: 'Queue' }).click();
  const queue = page.getByRole('region', { name: 'Queue' });
  await expect(queue.getByRole('list', { name: 'Then, picked by Earshot' })).toBeVisible();
  await queue.getByText('Played before').click();
  await expect(queue.getByRole('button', { name: first })).toBeVisible();
  const alerts = page.getByRole('alert');
  if (said) await expect(alerts).toHaveText(said);
  else await expect(alerts).toHaveCount(0);
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
    await playsOn(page, KEEPS_NOTHING);
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
    await playsOn(page, NO_ROOM);
    const told = page.getByText(/What you set, and your queue, are kept only as long as this page is open/);
    await expect(told).toBeVisible();
    await expectAccessible(page);
    await page.goto('/catalogue/');
    await expect(page.getByRole('button', { name: 'Play Drift' })).toBeVisible();
    await page.getByRole('switch', { name: 'Music generated by Earshot' }).uncheck({ force: true });
    await expect(page.getByRole('button', { name: 'Play Drift' })).toHaveCount(0);
    await expect(told).toBeVisible();
  });

  test('no GPU, no locks and other things that not every browser has: every page is there', async ({
    page,
    context
  }) => {
    await lack(context, LACKING.others);
    await walk(page);
    await playsOn(page, /Earshot can keep nothing here\. Open it at an address that begins with https/);
  });

  for (const lacking of ['gpu', 'adapter'] as const) {
    test(`no WebGPU (${lacking}): the model is trained all the same`, async ({ page, context }) => {
      await lack(context, LACKING[lacking]);
      await importFiles(page, zipUpload('my_spotify_data.zip', spotifyZip({ rows: 300, seed: 49 }).bytes));
      expect((await settledTitles(page)).length).toBeGreaterThan(5);
      await page.goto('/model/');
      await expect(page.getByText('Your model is up to date.')).toBeVisible();
      await expect(page.getByText(/WebAssembly \(.*SIMD/).first()).toBeVisible();
    });
  }
});

test('a fresh profile: every page says what it is for, and what to do next works', async ({ page }) => {
  for (const { route, says, press, link } of EMPTY) {
    await page.goto(route);
    const main = page.getByRole('main');
    await expect(main.getByRole('heading', { level: 1 }), route).toBeVisible();
    await expect(main.getByText(says).first(), route).toBeVisible();
    if (press !== undefined) await expect(main.getByRole('button', { name: press })).toBeEnabled();
    if (link === undefined) continue;
    await main.getByRole('link', { name: link.name }).click();
    await expect(page, route).toHaveURL((url) => url.pathname === link.to);
    await expect(main.getByRole('heading', { level: 1 }), route).toBeVisible();
  }
});

test('a file that the browser cannot play says so, and what comes next plays', async ({ page }) => {
  await page.goto('/catalogue/');
  const sound = Buffer.from(await wavFile(40).arrayBuffer());
  // A way to write samples that nobody knows.
  sound.writeUInt16LE(0x7abc, 20);
  const file = { name: 'Bob - Morning.wav', mimeType: 'audio/wav', buffer: sound };
  await page.getByLabel('Choose audio files').setInputFiles([file]);
  await page.getByRole('list', { name: 'Your files' }).getByRole('button', { name: /^Play/ }).click();
  await expect(page.getByText(/^This browser cannot play that file/)).toBeVisible();
  await expect(page.getByTestId('now-playing')).toHaveText('Morning');
  await page.getByRole('button', { name: 'Play Drift' }).click();
  const position = page.getByRole('slider', { name: 'Position' });
  await expect.poll(async () => Number(await position.inputValue())).toBeGreaterThan(0);
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
  await playsOn(page, KEEPS_NOTHING);
  await context.close();
  await rm(profile, { recursive: true });
});

test('no network: every page is there, and what is not says so', async ({ page, context }) => {
  await page.goto('/');
  await readyOffline(page);
  await context.setOffline(true);
  await walk(page);
  await playsOn(page);
  await page.goto('/nowhere/');
  await expect(page.getByText('This page is not part of the offline app.')).toBeVisible();
});
