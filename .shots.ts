import { chromium } from 'playwright';
import { serve } from './src/server/serve.ts';
import { chromiumArgs, ensureChromium } from './tests/tools/chromium.ts';
import { spotifyZip } from './tests/fixtures/spotify.ts';
const site = await serve({ root: 'build', port: 0 });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });
const only = process.argv.slice(2);
for (const [name, viewport, scheme] of [['phone-light',{width:390,height:844},'light'],['desk-dark',{width:1440,height:900},'dark'],['desk-light',{width:1280,height:800},'light'],['phone-dark',{width:360,height:740},'dark']] as const) {
  if (only.length && !only.includes(name)) continue;
  const context = await browser.newContext({ viewport, colorScheme: scheme, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(site.url + '/');
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `/tmp/shots/${name}-welcome.png` });
  await page.goto(site.url + '/history/');
  await page.getByLabel('Import listening history').setInputFiles([{ name: 'my_spotify_data.zip', mimeType: 'application/zip', buffer: Buffer.from(spotifyZip({ rows: 6000, seed: 7 }).bytes) }]);
  await page.getByRole('region', { name: 'What was imported' }).waitFor({ timeout: 60000 });
  await page.waitForTimeout(4000);
  await page.screenshot({ path: `/tmp/shots/${name}-history.png`, fullPage: true });
  for (const path of ['history/plays', 'history/recap', 'history/taste', '', 'model']) {
    await page.goto(site.url + '/' + path + (path ? '/' : ''));
    await page.waitForTimeout(4000);
    await page.screenshot({ path: `/tmp/shots/${name}-${path.replace('/', '-') || 'listen'}.png` });
    if (path === 'history/plays') {
      await page.getByRole('searchbox').fill('a');
      await page.waitForTimeout(1500);
      await page.getByRole('button', { name: /^More/ }).first().click();
      await page.waitForTimeout(500);
      await page.screenshot({ path: `/tmp/shots/${name}-plays-menu.png` });
    }
  }
  await context.close();
}
await browser.close();
await site.close();
