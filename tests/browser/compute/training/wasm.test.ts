import { beforeAll, describe, expect, test } from 'vitest';
import { ADAM } from '../../../../src/lib/compute/training/engine.ts';
import { initialState } from '../../../../src/lib/compute/training/initial.ts';
import type { Tf } from '../../../../src/lib/compute/training/tfjs/tf.ts';
import { openTf } from '../../../tools/tfjs/backend.ts';
import { TfjsEngine } from '../../../../src/lib/compute/training/tfjs/engine.ts';
import { WasmEngine } from '../../../../src/lib/compute/training/wasm/engine.ts';
import { loadWasmStep, type WasmStep } from '../../../../src/lib/compute/training/wasm/load.ts';
import { seededRandom } from '$lib/random/index.ts';
import relaxedUrl from '../../../../src/lib/compute/training/wasm/assembly/relaxed.wasm?url&no-inline';
import simdUrl from '../../../../src/lib/compute/training/wasm/assembly/index.wasm?url&no-inline';
import { batches, largestDifference, LOSSES, smallShape } from '../../../unit/compute/training/cases.ts';

const settings = { ...ADAM, learningRate: 1e-3 };
let tf: Tf;
let step: WasmStep;
beforeAll(async () => {
  tf = await openTf('cpu');
  const loaded = await loadWasmStep({ simd: simdUrl, relaxed: relaxedUrl });
  if (!loaded) throw new Error('no SIMD');
  step = loaded;
});

test('this browser takes the step with relaxed SIMD', () => {
  expect(step.variant).toBe('relaxed SIMD');
});

test('a step that is not there says so', async () => {
  const missing = '/nowhere.wasm';
  await expect(loadWasmStep({ simd: missing, relaxed: missing })).rejects.toThrow();
});

describe.each(LOSSES)('with relaxed SIMD and the %s loss', (loss) => {
  test('20 Adam steps agree with tfjs, and two runs with each other to the bit', async () => {
    const shape = smallShape(loss, { items: 60 });
    const random = seededRandom(5);
    const start = initialState(shape, () => random.uniform());
    const engines = [
      new WasmEngine(step.module, shape, settings),
      new WasmEngine(step.module, shape, settings),
      new TfjsEngine(tf, shape, settings)
    ];
    const states = await Promise.all(
      engines.map(async (engine) => {
        engine.load(start);
        for (const batch of batches(shape, 20, 6)) await engine.step(batch);
        const state = await engine.read();
        engine.dispose();
        return state;
      })
    );
    const [first, second, reference] = states;
    expect(second).toEqual(first);
    for (const list of ['parameters', 'first', 'second'] as const) {
      expect(largestDifference(first?.[list] ?? [], reference?.[list] ?? []), list).toBeLessThan(1e-4);
    }
  });
});
