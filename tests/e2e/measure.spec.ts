import AxeBuilder from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import { expect, readyOffline, settledTitles, test, type Page } from './app.ts';

test('offline, a device is measured, and the result stays, and is exported', async ({ page, context }) => {
  await page.goto('/model/');
  await readyOffline(page);
  await context.setOffline(true);
  await page.reload();
  await measureDevice(page);

  await test.step('what is there has figures, what is not has its reason', async () => {
    const answer = page.getByRole('table', { name: 'The network’s answer' });
    for (const route of ['WebAssembly', 'Plain JavaScript']) {
      const row = answer.getByRole('row').filter({ has: page.getByRole('rowheader', { name: route }) });
      await expect(row.getByRole('cell')).toHaveCount(3);
      for (const cell of await row.getByRole('cell').all())
        await expect(cell).toHaveText(/^(under )?[\d.]+ m?s$/);
    }
    await expect(answer.getByText('This browser has no WebNN')).toBeVisible();
    await expect(answer.getByText('imitates a GPU')).toBeVisible();
    await expect(answer.getByRole('rowheader', { name: /Chosen/ })).toHaveText(/WebAssembly/);
    await expect(page.getByRole('table', { name: 'Ranking 5,000 songs' })).toBeVisible();
    await expect(page.getByRole('table', { name: 'A step of training, 1,024 plays' })).toBeVisible();
    await expect(
      page.getByText(/^Ranking 5,000 songs takes .* Nothing here needs a data centre\.$/)
    ).toBeVisible();
    await expect(page.getByText(/invented weights for 5,000 songs/)).toBeVisible();
  });

  await test.step('a reload shows it again, with its date', async () => {
    const words = page.getByText(/^Measured on \d+ \w+ \d{4}, \d\d:\d\d/);
    const measured = await words.textContent();
    await page.reload();
    await expect(words).toHaveText(measured ?? '');
    await expect(page.getByRole('table')).toHaveCount(3);
  });

  await test.step('the export holds it all', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as JSON' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^earshot-measurement-\d{4}-\d\d-\d\d\.json$/);
    const content = JSON.parse(await readFile(await file.path(), 'utf8')) as {
      encoder: { chosen: string; rungs: { name: string; overlap?: number }[] };
    };
    expect(content.encoder.chosen).toBe('wasm');
    expect(content.encoder.rungs.map(({ name }) => name)).toEqual(['webnn', 'webgpu', 'wasm', 'cpu']);
    expect(content.encoder.rungs.map(({ overlap }) => overlap)).toEqual([undefined, 20, 20, 20]);
  });

  await test.step('it reads on a phone, and axe finds nothing, light and dark', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth
      );
      expect(overflow).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });
});

test('cancelling leaves what was measured before, and measuring goes by the listener’s own network', async ({
  page
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  await settledTitles(page);
  await page.goto('/model/');
  await page.getByRole('button', { name: 'Measure this device' }).click();
  await expect(page.getByRole('progressbar', { name: /Building|Timing/ })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel measuring' }).click();
  await expect(page.getByRole('button', { name: 'Measure this device' })).toBeVisible();
  await expect(page.getByText(/^Measured on \d/)).toHaveCount(0);

  await measureDevice(page);
  await expect(page.getByText(/with your own trained network/)).toBeVisible();
  const measured = await page.getByText(/^Measured on \d/).textContent();
  await page.getByRole('button', { name: 'Measure this device' }).click();
  await page.getByRole('button', { name: 'Cancel measuring' }).click();
  await expect(page.getByText(/^Measured on \d/)).toHaveText(measured ?? '');
});

async function measureDevice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Measure this device' }).click();
  await expect(page.getByText(/^Measured on \d/)).toBeVisible({ timeout: 90_000 });
}
