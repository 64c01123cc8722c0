import AxeBuilder from '@axe-core/playwright';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCollector } from '../../src/collector/index.ts';
import { weekOf } from '../../src/lib/telemetry/index.ts';
import { serve } from '../../src/server/serve.ts';
import { AXE_RULES, expect, test } from './app.ts';

test('the estimates are a page that a phone can read, in light and dark', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-e2e-'));
  const collector = await openCollector({ folder });
  const { url, close } = await serve({ root: 'build', port: 0, collector });
  const period = weekOf(Date.now());
  for (let i = 0; i < 120; i++) {
    const key = i.toString(16).padStart(32, '0');
    const data = { metric: 'serving', period, epsilon: 4, value: [i % 8], key };
    expect((await page.request.post(`${url}/collect`, { data })).status()).toBe(202);
  }
  await page.setViewportSize({ width: 360, height: 700 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${url}/estimates`);
    await expect(page.getByRole('heading', { name: 'Part that serves' })).toBeVisible();
    await expect(page.getByText('120 reports: 120 at ε 4')).toBeVisible();
    await expect(page.getByRole('row', { name: /mixture/ })).toContainText('%');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(360);
    const { violations } = await new AxeBuilder({ page }).withTags(AXE_RULES).analyze();
    expect(violations).toEqual([]);
  }
  await close();
  await collector.close();
  await rm(folder, { recursive: true });
});
