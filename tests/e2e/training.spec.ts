import { gzipSync } from 'node:zlib';
import { expect, recommendations, test } from './app.ts';

const BUDGET_KB = 90;

test('training on WebAssembly fetches little JavaScript, and none of TensorFlow.js', async ({
  page,
  context
}) => {
  // A service worker would fetch everything for later; here only what training itself asks for counts.
  await context.addInitScript(() => {
    Object.defineProperty(navigator, 'serviceWorker', { value: undefined });
  });
  const sizes = { javascript: 0, wasm: 0 };
  const bodies: Promise<Buffer>[] = [];
  let training = false;
  let settled = false;
  page.on('response', (response) => {
    const url = response.url();
    training ||= url.includes('/training.worker');
    // Whatever workers ask for from here on: pages' scripts lie elsewhere.
    if (!training || settled || !url.includes('/workers/')) return;
    const type = response.headers()['content-type'] ?? '';
    const body = response.body();
    bodies.push(body);
    const kind = type.includes('javascript') ? 'javascript' : type.includes('wasm') ? 'wasm' : undefined;
    void body.then((bytes) => {
      if (kind) sizes[kind] += gzipSync(bytes, { level: 9 }).length / 1000;
    });
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  await expect(recommendations(page)).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  settled = true;
  for (const body of await Promise.all(bodies)) expect(body.includes('UnsortedSegmentSum')).toBe(false);

  await page.goto('/model/');
  await expect(page.getByText(/WebAssembly \(.*SIMD/).first()).toBeVisible();
  const { javascript, wasm } = sizes;
  console.log(
    `training: ${javascript.toFixed(1)} kB of JavaScript, ${wasm.toFixed(1)} kB of WebAssembly, gzip`
  );
  expect(wasm).toBeGreaterThan(1);
  expect(javascript).toBeGreaterThan(1);
  expect(javascript).toBeLessThanOrEqual(BUDGET_KB);
});
