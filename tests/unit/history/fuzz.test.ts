import { expect, it } from 'vitest';
import { fuzzFormat } from '../../bench/fuzz/run.ts';
import { loadSamples } from '../../bench/fuzz/samples.ts';

/** Always the same: a test that fails must fail again. `npm run bench -- fuzz` tries others. */
const SEED = 1;
const RUNS = 1000;

// Each has a thread of its own, so they need not wait for each other.
it.concurrent.each(await loadSamples())(
  'mutated $format files end in a report that adds up',
  { timeout: 180_000 },
  async ({ format }) => {
    expect(await fuzzFormat(format, SEED, RUNS)).toEqual([]);
  }
);
