import AxeBuilder from '@axe-core/playwright';
import { AXE_RULES, expect, type Locator, type Page, ROUTES, test } from './app.ts';

// What a service worker fetches, a page's routes do not see; reports are the page's own.
test.use({ serviceWorkers: 'block' });

/** A Tuesday: two days later it is still the same week. */
const NOW = new Date('2026-11-24T10:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

interface Received {
  body: string;
  headers: Record<string, string>;
}

/** Stands in for the service. @param answers in turn; 202 when they are used up */
async function collector(page: Page, ...answers: number[]): Promise<Received[]> {
  const received: Received[] = [];
  await page.clock.install({ time: NOW });
  await page.route('**/collect', async (route) => {
    const request = route.request();
    received.push({ body: request.postData() ?? '', headers: await request.allHeaders() });
    await route.fulfill({ status: answers[received.length - 1] ?? 202 });
  });
  return received;
}

function question(page: Page, name: string): Locator {
  return page.getByRole('article', { name });
}

function waiting(page: Page): Locator {
  return page.getByRole('list', { name: 'Waiting to be sent' }).getByRole('listitem');
}

async function switchOn(page: Page, name: string): Promise<void> {
  await page.goto('/telemetry/');
  await question(page, name).getByText('See what would be sent').click();
  await question(page, name).getByRole('button', { name: 'Switch on' }).click();
  await expect(question(page, name).getByText(/^On, ε/)).toBeVisible();
}

test('what is opened before the page comes to life stays open', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/telemetry/', { waitUntil: 'commit' });
  const asked = question(page, 'Minutes listened');
  await asked.getByText('See what would be sent').click();
  await expect(asked.locator('details')).toHaveAttribute('open');
  release();
  await expect(asked.getByText('An example for the last full week')).toBeVisible();
  await expect(asked.locator('details').first()).toHaveAttribute('open');
});

test('with everything off, no report is made and nothing is sent, whatever week it is', async ({ page }) => {
  const received = await collector(page);
  const posted: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') posted.push(request.url());
  });
  for (const route of ROUTES) await page.goto(route);
  await page.goto('/telemetry/');
  for (const summary of await page.getByText('See what would be sent').all()) await summary.click();
  await expect(page.getByText('An example for the last full week')).toHaveCount(7);
  for (let week = 0; week < 3; week++) await page.clock.fastForward(7 * DAY);
  await expect(page.getByText('Nothing waits.')).toBeVisible();
  await expect(page.getByText('Nothing was spent yet.')).toBeVisible();
  expect([received, posted]).toEqual([[], []]);
});

test('what is switched on sends exactly the bytes that were shown, once, and again only with the same key', async ({
  page
}) => {
  const received = await collector(page, 503, 202);
  await switchOn(page, 'Minutes listened');
  await expect(waiting(page)).toHaveCount(1);
  const shown = await waiting(page).locator('code').first().textContent();
  expect(received).toEqual([]);
  await page.clock.fastForward(2 * DAY);
  await expect(page.getByText('Not now (503).')).toBeVisible();
  await page.clock.fastForward('00:02:00');
  await expect(page.getByText('Stored (202).')).toBeVisible();
  await expect(page.getByText('Nothing waits.')).toBeVisible();
  expect(received.map(({ body }) => body)).toEqual([shown, shown]);
  for (const { headers } of received) {
    expect(headers['cookie']).toBeUndefined();
    expect(headers['referer']).toBeUndefined();
  }

  await test.step('the next week it is the page of another visit that reports, wherever it is', async () => {
    await page.goto('/history/');
    await page.clock.fastForward(5 * DAY);
    await page.goto('/telemetry/');
    await expect(waiting(page)).toHaveCount(1);
    await expect(page.getByRole('region', { name: 'Ledger' }).getByRole('row')).toHaveCount(3);
    expect(received).toHaveLength(2);
  });
});

test('switched off, nothing more leaves; on again, no week is drawn twice', async ({ page }) => {
  const received = await collector(page);
  await switchOn(page, 'Skips');
  await expect(waiting(page)).toHaveCount(1);
  await question(page, 'Skips').getByRole('button', { name: 'Switch off' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Switch it off' }).click();
  await expect(page.getByText('Nothing waits.')).toBeVisible();
  await page.clock.fastForward(2 * DAY);

  await switchOn(page, 'Skips');
  await expect(question(page, 'Skips').getByText(/^Answered for the last full week/)).toBeVisible();
  await page.clock.fastForward(DAY);
  await expect(page.getByText('Nothing waits.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Ledger' }).getByRole('row')).toHaveCount(2);
  expect(received).toEqual([]);
});

test('axe finds nothing on a phone, with an example open and with reports sent', async ({ page }) => {
  await collector(page);
  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await switchOn(page, colorScheme === 'light' ? 'Listening hour' : 'Skips');
    await page.clock.fastForward(DAY);
    for (const details of await page.getByText(/^The odds for every answer/).all()) await details.click();
    const { violations } = await new AxeBuilder({ page }).withTags(AXE_RULES).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
      []
    );
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    );
    expect(overflow).toBeLessThanOrEqual(0);
  }
});
