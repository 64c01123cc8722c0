import AxeBuilder from '@axe-core/playwright';
import { wavFile } from '../fixtures/audio-files.ts';
import { spotifyZip } from '../fixtures/spotify.ts';
import { AXE_RULES, expect, importFiles, type Page, settledTitles, test, zipUpload } from './app.ts';

// Workers' scripts are held back on their way, which a service worker's would not be.
test.use({ serviceWorkers: 'block' });

/** Good, by the web vitals' standard. */
const SHIFT = 0.1;

interface Wait {
  /** What is held back: a database, or a worker's script. */
  for: `earshot-${string}` | `${string}.worker`;
  /** What the page says meanwhile. */
  says: string;
}

interface Case {
  route: string;
  /** One after the other: each is let go once the page was seen to wait for it. */
  waits: readonly Wait[];
  /** Not to be said before it is known. */
  never: RegExp;
  /** Shown in the end. */
  then: string | RegExp;
}

const HISTORY: Wait = { for: 'earshot-history', says: 'Reading your history' };
const CASES: readonly Case[] = [
  {
    route: '/',
    waits: [HISTORY, { for: 'earshot-model', says: 'Looking up your list' }],
    never: /nothing to recommend|nothing to learn/i,
    then: /^Ranked by/
  },
  {
    route: '/history/',
    waits: [HISTORY, { for: 'history.worker', says: 'Counting your plays' }],
    never: /nothing was played|too few/i,
    then: 'Habits'
  },
  {
    route: '/history/plays/',
    waits: [HISTORY, { for: 'history.worker', says: 'Finding your plays' }],
    never: /you have played appears here|nothing matches|\b0 plays/i,
    then: /\d plays and skips$/
  },
  {
    route: '/history/recap/',
    waits: [HISTORY, { for: 'history.worker', says: 'Looking back' }],
    never: /nothing to look back on|nothing was played/i,
    then: 'Songs'
  },
  {
    route: '/history/taste/',
    waits: [HISTORY, { for: 'history.worker', says: 'Counting what came from where' }],
    never: /once there are plays/i,
    then: 'Spotify'
  },
  {
    route: '/model/',
    waits: [HISTORY, { for: 'earshot-model', says: 'Looking up the model' }],
    never: /nothing to (learn|train)|no model|once training has settled/i,
    then: 'Your model is up to date.'
  },
  {
    route: '/telemetry/',
    waits: [{ for: 'earshot-telemetry', says: 'Looking up which questions are on' }],
    never: /everything here is off|nothing waits|nothing was spent|nothing ever left|^Off$/i,
    then: '1 of 7 questions are on'
  },
  {
    route: '/thesis/',
    waits: [{ for: 'earshot-device', says: 'Looking up what was measured here' }],
    never: /nothing was measured/i,
    then: 'Nothing was measured on this device yet'
  },
  {
    route: '/catalogue/',
    waits: [{ for: 'earshot-files', says: 'Looking up your files' }],
    never: /no files/i,
    then: 'Choose the file again to play it'
  },
  {
    route: '/privacy/',
    waits: [{ for: 'lab.worker', says: 'Working it out …' }],
    never: /went wrong/i,
    then: /^Adding up is always right/
  }
];

/** What says so is the same elsewhere. */
const LOOKED_AT: ReadonlySet<string> = new Set(['/', '/telemetry/']);

interface Held {
  letGo: (database: string) => void;
  shift: number;
}

/** Runs in the page: opened databases answer once they are let go; how far the page jumps is added up. */
function holdDatabases(names: readonly string[]): void {
  const world = globalThis as unknown as Held;
  const waiting = new Map(names.map((name) => [name, new Set<IDBOpenDBRequest>()]));
  const open = Object.getOwnPropertyDescriptor(IDBFactory.prototype, 'open')?.value as IDBFactory['open'];
  IDBFactory.prototype.open = function (name, version) {
    const request = open.call(this, name, version);
    request.addEventListener('success', (event) => {
      const held = waiting.get(name);
      if (!held) return;
      event.stopImmediatePropagation();
      held.add(request);
    });
    return request;
  };
  world.letGo = (name) => {
    const held = waiting.get(name) ?? [];
    waiting.delete(name);
    for (const request of held) request.dispatchEvent(new Event('success'));
  };
  world.shift = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries() as (PerformanceEntry & { value: number })[])
      world.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
}

/** @returns what lets go of one of them */
async function hold(page: Page, names: readonly string[]): Promise<(name: string) => Promise<void>> {
  await page.addInitScript(holdDatabases, names);
  const scripts = new Map<string, () => void>();
  for (const name of names.filter((each) => each.endsWith('.worker'))) {
    const free = new Promise<void>((resolve) => scripts.set(name, resolve));
    await page.route(`**/${name}*.js`, async (route) => {
      await free;
      await route.continue();
    });
  }
  return async (name) => {
    scripts.get(name)?.();
    await page.evaluate((database) => {
      (globalThis as unknown as Held).letGo(database);
    }, name);
  };
}

test('while something is read or worked out, every page says so, claims nothing, and does not jump', async ({
  page,
  context
}) => {
  await importFiles(page, zipUpload('my_spotify_data.zip', spotifyZip({ rows: 300, seed: 48 }).bytes));
  await settledTitles(page);
  await page.goto('/catalogue/');
  const sound = Buffer.from(await wavFile(40).arrayBuffer());
  const file = { name: 'Bob - Morning.wav', mimeType: 'audio/wav', buffer: sound };
  await page.getByLabel('Choose audio files').setInputFiles([file]);
  await expect(page.getByText('1 file added')).toBeVisible();
  await page.goto('/telemetry/');
  await page.getByText('See what would be sent').first().click();
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect(page.getByText('1 of 7 questions are on')).toBeVisible();
  await page.close();

  for (const { route, waits, never, then } of CASES) {
    await test.step(route, async () => {
      const reader = await context.newPage();
      await reader.emulateMedia({ reducedMotion: 'reduce' });
      const letGo = await hold(
        reader,
        waits.map((wait) => wait.for)
      );
      await reader.goto(route);
      const main = reader.getByRole('main');
      for (const wait of waits) {
        await expect(main.getByText(wait.says).first(), route).toBeVisible();
        await expect(main.getByRole('heading', { level: 1 }), wait.says).toBeVisible();
        await expect(main.getByText(never), wait.says).toHaveCount(0);
        if (LOOKED_AT.has(route)) await expectAccessible(reader, wait.says);
        await letGo(wait.for);
      }
      await expect(main.getByText(then).first()).toBeVisible();
      for (const { says } of waits) await expect(main.getByText(says), route).toHaveCount(0);
      const shift = await reader.evaluate(() => (globalThis as unknown as Held).shift);
      console.log(`${route}: moved by ${shift.toFixed(3)}`);
      expect(shift, route).toBeLessThan(SHIFT);
      await reader.close();
    });
  }
});

async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(AXE_RULES).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect(found, where).toEqual([]);
}
