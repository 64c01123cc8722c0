import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright';
import { serve } from '../../src/server/serve.ts';
import { chromiumArgs, ensureChromium } from './chromium.ts';

/** `npm run screenshots`: the pictures of the manifest and the README, from the built app and its sample listener. */
const FOLDER = 'static/screenshots';
const PICTURES = [
  { name: 'wide', viewport: { width: 1280, height: 800 } },
  { name: 'narrow', viewport: { width: 390, height: 844 } }
];

mkdirSync(FOLDER, { recursive: true });
const site = await serve({ root: 'build', port: 0 });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });
for (const { name, viewport } of PICTURES) {
  const page = await browser.newPage({ viewport, colorScheme: 'light', locale: 'en-GB' });
  await page.goto(site.url);
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  await page.locator('[aria-label="Recommended for you"][aria-busy="false"]').waitFor({ timeout: 120_000 });
  // What passes by itself has passed.
  await page.getByText('Ready to work offline').waitFor({ state: 'hidden' });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
}
await browser.close();
await site.close();
