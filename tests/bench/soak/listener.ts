import type { Page } from 'playwright';

const PATIENCE = 120_000;

/** Lines as ListenBrainz exports them: so many plays in the morning of a day. */
export function listensOf(day: number, dayStart: number, count: number): Buffer {
  const lines = Array.from({ length: count }, (_, i) => {
    const song = (day * 7 + i * i) % 90;
    return JSON.stringify({
      listened_at: Math.floor(dayStart / 1000) + 360 * i,
      track_metadata: {
        artist_name: `Soaked ${song % 18}`,
        track_name: `Song ${song}`,
        release_name: `Album ${song % 30}`,
        additional_info: { duration_played: 200 }
      }
    });
  });
  return Buffer.from(lines.join('\n'));
}

/** Goes to another page of the app by its own links, so that nothing is loaded anew. */
export async function walkTo(page: Page, path: '' | 'history/' | 'catalogue/' | 'model/'): Promise<void> {
  await page.evaluate((wanted) => {
    const link = [...document.querySelectorAll('a')].find(
      ({ href, origin, pathname }) =>
        origin === location.origin && pathname === `/${wanted}` && !href.includes('#')
    );
    if (!link) throw new Error(`no link to "${wanted}" on ${location.pathname}`);
    link.click();
  }, path);
  await page.waitForURL(`**/${path}`);
}

export async function giveFile(page: Page, name: string, mimeType: string, buffer: Buffer): Promise<void> {
  await page.getByLabel('Import listening history').setInputFiles({ name, mimeType, buffer });
}

/** Waits until the list on the Listen page has settled. */
export async function settled(page: Page): Promise<void> {
  const list = page.getByRole('list', { name: 'Recommended for you' });
  await list.and(page.locator('[aria-busy="false"]')).waitFor({ timeout: PATIENCE });
}

/** Likes the first song of the list that is not liked yet. */
export async function likeOne(page: Page): Promise<void> {
  const list = page.getByRole('list', { name: 'Recommended for you' });
  const button = list.getByRole('button', { name: /^Like: /, pressed: false }).first();
  const label = await button.textContent();
  await button.click();
  await list.getByRole('button', { name: label?.trim() ?? '', exact: true, pressed: true }).waitFor();
}

/** Hears what plays until it has come so far. @param seconds from the beginning of the piece */
export async function hear(page: Page, seconds: number): Promise<void> {
  const position = page.getByRole('slider', { name: 'Position' });
  const deadline = Date.now() + PATIENCE;
  while (Number(await position.inputValue()) < seconds) {
    if (Date.now() > deadline) throw new Error(`no sound for ${PATIENCE / 1000} s`);
    await page.waitForTimeout(100);
  }
}

/** Goes on to the next piece. */
export async function skip(page: Page): Promise<void> {
  const title = page.getByTestId('now-playing');
  const before = await title.textContent();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  while ((await title.textContent()) === before) await page.waitForTimeout(50);
}

/** The tab's process ends at once, without being asked. */
export async function crash(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // Nobody is left to answer.
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

/** Bytes of the page's JavaScript heap that are still needed. */
export async function heapOf(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  return usedSize;
}
