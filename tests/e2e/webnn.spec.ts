import { chromium, type Browser } from '@playwright/test';
import { serveBenchPage, type BenchSite } from '../bench/site.ts';
import { webnnArgs, webnnChromium } from '../tools/webnn-chromium.ts';
import { expect, test } from './app.ts';
import type { WebnnPage } from './webnn/page/main.ts';

declare const webnn: WebnnPage;

/** A browser that runs WebNN, on the processor; the page holds the encoder as the app's build makes it. */
test.describe('where the browser has WebNN', () => {
  let browser: Browser | undefined;
  let own: BenchSite | undefined;

  // Installs and unpacks a browser, the first time.
  test.describe.configure({ timeout: 400_000 });

  test.beforeAll(async () => {
    const found = webnnChromium();
    if ('problem' in found) {
      const words = `WebNN is not tested: ${found.problem}`;
      // The reporter keeps reasons to itself.
      console.warn(words);
      test.skip(true, words);
      return;
    }
    browser = await chromium.launch({ executablePath: found.executable, args: webnnArgs });
    own = await serveBenchPage('tests/e2e/webnn/page');
  });

  test.afterAll(async () => {
    await browser?.close();
    await own?.close();
  });

  const open = async (url: string) => {
    const page = await browser?.newPage({ locale: 'en-GB' });
    if (!page) throw new Error('no browser');
    await page.goto(url);
    return page;
  };

  test('it encodes every shape as float64 does, whatever it is asked for, and finds the same songs', async () => {
    const page = await open(own?.url ?? '');
    const found = await page.evaluate(() => webnn.routes());
    expect(found.length).toBeGreaterThanOrEqual(5 * 3);
    for (const { label, asked, precision, passes, error, overlap, description } of found) {
      const name = `${label}, ${asked}, ${precision}`;
      expect(passes, name).toBe(true);
      expect(error, name).toBeLessThan(precision === 'f32' ? 1e-5 : 1e-2);
      expect(overlap, name).toBeGreaterThanOrEqual(precision === 'f32' ? 20 : 18);
      // It runs on the processor whatever it is asked for, and says so.
      expect(description, name).toMatch(/the engine reports (gpu, )?cpu/);
      expect(description, name).not.toContain('NPU');
    }
  });

  for (const when of ['between calls', 'during a call'] as const) {
    test(`a context that is taken away ${when} gives way to the next rung, and the answer is right`, async () => {
      const page = await open(own?.url ?? '');
      const { falls, rungs, errors, next } = await page.evaluate((w) => webnn.fall(w), when);
      expect(rungs).toEqual(['webnn', 'wasm']);
      expect(falls).toMatchObject([{ from: 'webnn', to: 'wasm' }]);
      for (const error of [...errors, next]) expect(error).toBeLessThan(1e-5);
    });
  }

  test('the Model page says what the engine reports', async ({ site }) => {
    const page = await open(`${site}/model/`);
    await page.getByRole('button', { name: 'Measure this device' }).click();
    const answer = page.getByRole('table', { name: 'The network’s answer' });
    await expect(answer).toBeVisible({ timeout: 90_000 });
    const row = answer.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'WebNN' }) });
    await expect(row.getByRole('cell')).toHaveCount(3);
    await expect(answer.getByText('asked for npu; the engine reports cpu')).toBeVisible();
    await expect(answer).not.toContainText('NPU');
  });
});
