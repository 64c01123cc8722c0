import { wrap } from 'comlink';
import { expect, it, onTestFinished } from 'vitest';
import type { MagicWorker } from '../../../src/workers/magic.worker.ts';
import { sampleCrowd } from '../../../src/workers/sample-crowd.ts';

it('finds what budgets cost invented listeners', { timeout: 120_000 }, async () => {
  const worker = new Worker(new URL('../../../src/workers/magic.worker.ts', import.meta.url), {
    type: 'module'
  });
  onTestFinished(() => {
    worker.terminate();
  });
  const remote = wrap<MagicWorker>(worker);
  const { cloud, device, popularity } = await remote.exact();
  expect(device.ndcg).toBeGreaterThan(3 * popularity.ndcg);
  const [strong, none] = [await remote.local(1, 1), await remote.local(20, 1)];
  expect(strong.ndcg).toBeLessThan(device.ndcg / 2);
  expect(Math.abs(none.ndcg - cloud.ndcg)).toBeLessThan(0.1 * cloud.ndcg);
  const [few, many] = [await remote.summed(1, 1, 300), await remote.summed(1, 1, 1e6)];
  expect(few.ndcg).toBeLessThan(many.ndcg / 2);
  expect(many.ndcg).toBeGreaterThan(device.ndcg / 2);
});

it('invents listeners who have come across different pieces, equal each time', () => {
  const { items, all } = sampleCrowd(5);
  expect(all).toHaveLength(5);
  for (const { past, tuned, tested } of all) {
    const heard = [...past, tuned, tested];
    expect(heard).toHaveLength(30);
    expect(new Set(heard).size).toBe(30);
    expect(heard.every((piece) => piece >= 0 && piece < items)).toBe(true);
  }
  expect(sampleCrowd(5).all).toEqual(all);
  expect(all[0]).not.toEqual(all[1]);
});
