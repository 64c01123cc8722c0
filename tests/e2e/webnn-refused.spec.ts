import { findChromium } from '../tools/chromium.ts';
import { webnnArgs } from '../tools/webnn-chromium.ts';
import { expect, test } from './app.ts';

// The flag brings the interface alone: the usual builds for Linux have no engine behind it.
test.use({ launchOptions: { executablePath: findChromium() ?? '', args: webnnArgs } });

test('a browser whose WebNN refuses is measured without it, and the refusal is told', async ({ page }) => {
  await page.goto('/model/');
  const offered = await page.evaluate(async () => {
    const { ml } = navigator as { ml?: { createContext: () => Promise<unknown> } };
    return ml?.createContext().then(
      () => true,
      () => false
    );
  });
  test.skip(offered === true, 'This browser has an engine for WebNN.');
  expect(offered, 'the interface is there').toBe(false);
  await page.getByRole('button', { name: 'Measure this device' }).click();
  const answer = page.getByRole('table', { name: 'The network’s answer' });
  await expect(answer).toBeVisible({ timeout: 90_000 });
  await expect(answer.getByText(/This browser has WebNN, but nothing to run it on/)).toBeVisible();
  await expect(answer.getByRole('rowheader', { name: /Chosen/ })).toHaveText(/WebAssembly/);
});
