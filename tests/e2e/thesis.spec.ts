import AxeBuilder from '@axe-core/playwright';
import { formatMoney, formatPoints } from '../../src/lib/app/thesis/amounts.ts';
import {
  balanceOf,
  compareModels,
  deviceMonth,
  defaultValues,
  stopsOf,
  PARAMETERS,
  weigh,
  type Recommender,
  type Tier,
  type Values
} from '../../src/lib/economics/index.ts';
import { phoneMeasurement } from '../unit/device/measurement.ts';
import { AXE_RULES, expect, test, type Page } from './app.ts';

const defaults = defaultValues();
const ASKED: { query: string; tier: Tier; recommender: Recommender; values: Values }[] = [
  { query: '', tier: 'premium', recommender: 'generative', values: defaults },
  {
    query: '?tier=free&recommender=transformer&breaks=40&priceSpeech=16&listeners=10',
    tier: 'free',
    recommender: 'transformer',
    values: { ...defaults, breaks: 40, priceSpeech: 16, listeners: 10 }
  },
  {
    // What makes no sense is left at its default.
    query: '?tier=rich&breaks=-3&djDevices=0&engineering=20&cores=9',
    tier: 'premium',
    recommender: 'generative',
    values: { ...defaults, djDevices: 0, engineering: 20 }
  }
];

for (const { query, tier, recommender, values } of ASKED) {
  test(`the page shows what the formulas give: ${query === '' ? 'as it begins' : query}`, async ({
    page
  }) => {
    await page.goto(`/thesis/${query}`);
    const models = compareModels(values, recommender);
    const balance = balanceOf(values, recommender);
    const row = page.getByRole('row').filter({
      has: page.getByRole('rowheader', { name: 'The company pays', exact: true })
    });
    await expect(row.getByRole('cell')).toHaveText(
      [models.legacy, models['ai-native'], models.efficient].map(({ company }) => formatMoney(company))
    );
    const strip = page.getByRole('region', { name: 'Move the assumptions' });
    await expect(strip.getByRole('definition')).toHaveText(
      [balance.company, balance.listener, balance.together].map((amount) =>
        amount === 0 ? '0\u202fct' : formatMoney(amount)
      )
    );
    const answer = page.getByRole('region', { name: 'The verdict' }).getByRole('status');
    await expect(answer).toContainText(formatMoney(Math.abs(balance.company)));
    if (balance.company > 0) {
      await expect(answer).toContainText(formatPoints(weigh(balance.company, values, tier).points));
    } else {
      await expect(answer).toContainText('No.');
    }
    await expect(page.getByRole('radio', { name: tier === 'free' ? 'Free' : 'Premium' })).toBeChecked();
  });
}

test('sliders go by keyboard and say their value; the link, the reset and its undo hold', async ({
  page,
  context
}) => {
  await page.goto('/thesis/');
  const breaks = page.getByRole('slider', { name: 'Times the DJ speaks' });
  await expect(breaks).toHaveAttribute('aria-valuetext', '16 a month, 4 h with the DJ');
  await breaks.focus();
  await page.keyboard.press('ArrowRight');
  const stops = stopsOf(PARAMETERS.breaks);
  const next = stops[stops.indexOf(16) + 1] ?? 0;
  await expect(breaks).toHaveAttribute('aria-valuetext', new RegExp(`^${next} a month`));
  await page.keyboard.press('End');
  await expect(breaks).toHaveAttribute('aria-valuetext', '160 a month, 40 h with the DJ');
  await expect(page).toHaveURL(/\/thesis\/\?breaks=160$/);
  const kept = page.getByRole('definition').first();
  const most = formatMoney(balanceOf({ ...defaults, breaks: 160 }, 'generative').company);
  await expect(kept).toHaveText(most);

  await page.getByRole('radio', { name: 'High' }).check();
  await page.getByRole('radio', { name: 'Free listener' }).check();
  await expect(page).toHaveURL(/tier=free&breaks=160&priceSpeech=16$/);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('slider', { name: 'Speech' })).toHaveAttribute(
    'aria-valuetext',
    '$16/M characters'
  );
  await expect(other.getByRole('radio', { name: 'Free listener' })).toBeChecked();
  await expect(other.getByRole('radio', { name: 'High' })).toBeChecked();
  await other.close();

  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page).toHaveURL(/\/thesis\/$/);
  await expect(breaks).toHaveAttribute('aria-valuetext', '16 a month, 4 h with the DJ');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(breaks).toHaveAttribute('aria-valuetext', '160 a month, 40 h with the DJ');
});

test('every figure has its source on demand, and every chart its table', async ({ page }) => {
  await page.goto('/thesis/');
  await page.getByText('How: DJ, its voice').click();
  await expect(page.getByText('n3 × ch × p_tts', { exact: false })).toBeVisible();
  await expect(
    page.getByRole('listitem').filter({ hasText: 'Speech: $4/M characters.' }).first()
  ).toContainText('read second-hand');
  for (const name of [
    'What matters most to company and listener together',
    'How many listeners it takes to pay',
    'How much listening with the DJ it takes to pay'
  ]) {
    await expect(page.getByRole('img', { name })).toBeVisible();
    await page.getByText(`Show as table: ${name}`).click();
    await expect(page.getByRole('table', { name })).toBeVisible();
  }
});

test('this very device: where to measure it, then what a month of it is worth', async ({ page }) => {
  await page.goto('/thesis/');
  const device = page.getByRole('region', { name: 'This very device' });
  await expect(device.getByRole('link', { name: /Measure this device/ })).toHaveAttribute('href', '/model/');
  await seedMeasurement(page);
  await page.reload();
  // 0.3 ms for the answer and 0.4 ms for the ranking.
  const month = deviceMonth(0.7, defaults);
  await expect(device).toContainText(formatMoney(month.cloud));
  await expect(device).toContainText(formatMoney(month.listener));
  await expect(device).toContainText('Measured on 25 Nov 2026 with 5,087 songs');

  await test.step('axe finds nothing with everything open, and it fits a narrow phone', async () => {
    for (const { colorScheme, width } of [
      { colorScheme: 'dark', width: 320 },
      { colorScheme: 'light', width: 1280 }
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await openAll(page);
      // Some have others within, which are made when they are opened.
      await expect(page.getByRole('slider', { name: 'Power', exact: true })).toBeVisible();
      await openAll(page);
      const { violations } = await new AxeBuilder({ page }).withTags(AXE_RULES).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth
      );
      expect(overflow, `${width} px`).toBeLessThanOrEqual(0);
    }
  });
});

async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

/** Puts a measurement where the Model page would have. */
async function seedMeasurement(page: Page): Promise<void> {
  // Asked for too soon, an empty database would come into being.
  await page.waitForFunction(async () =>
    (await indexedDB.databases()).some(({ name }) => name === 'earshot-device')
  );
  await page.evaluate(async (measurement) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('earshot-device');
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(request.error ?? new Error('earshot-device'));
      };
    });
    const transaction = db.transaction('measurement', 'readwrite');
    transaction.objectStore('measurement').put(measurement, 'last');
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    db.close();
  }, phoneMeasurement());
}
