import { describe, expect, test } from 'vitest';
import { ADAM, type AdamSettings } from '../../../../src/lib/compute/training/engine.ts';
import { passesGate } from '../../../../src/lib/compute/training/gate.ts';
import { initialState } from '../../../../src/lib/compute/training/initial.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import { openPlainEngine } from '../../../../src/lib/compute/training/tfjs/plain.ts';
import { WasmEngine } from '../../../../src/lib/compute/training/wasm/engine.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { batches, largestDifference, LOSSES, smallShape } from './cases.ts';
import { FAULTS, mutants } from './faults.ts';
import { simdStep } from './simd-step.ts';

const step = simdStep();

describe.each(LOSSES)('with the %s loss', (loss) => {
  const shape = smallShape(loss);
  const passes = (module: WebAssembly.Module) =>
    passesGate(shape, (small, settings) => new WasmEngine(module, small, settings));

  test('sound engines pass', async () => {
    // The recommender's own widths, and as little as can be.
    const wide = { width: 48, heads: 1, blocks: 1, hidden: 96, context: 32, kinds: 6, dropout: 0.1 };
    const bare = { kinds: 0, itemBias: false, dropout: 0, context: 1 };
    for (const changes of [{}, wide, bare]) {
      const open = (small: ModelShape, settings: AdamSettings) => new WasmEngine(step, small, settings);
      expect(await passesGate(smallShape(loss, changes), open)).toBe(true);
    }
    expect(await passesGate(shape, openPlainEngine)).toBe(true);
  });

  test.each(Object.entries(FAULTS))('an engine fails that %s', async (_, Faulty) => {
    expect(await passesGate(shape, (small, settings) => new Faulty(step, small, settings))).toBe(false);
  });

  test('a step fails if any of its instructions computes something else', async () => {
    const sound = await trainWith(step, shape);
    let caught = 0;
    const missed: number[] = [];
    for (const { at, module } of mutants()) {
      if (!(await passes(module))) caught++;
      // Some stand in code that this shape does not run.
      else if (!(largestDifference(await trainWith(module, shape), sound) < 1e-3)) missed.push(at);
    }
    expect(missed).toEqual([]);
    expect(caught).toBeGreaterThan(100);
  });
});

/** Weights after a few steps. */
async function trainWith(module: WebAssembly.Module, shape: ModelShape): Promise<Float32Array> {
  const engine = new WasmEngine(module, shape, { ...ADAM, learningRate: 3e-3 });
  const random = seededRandom(3);
  engine.load(initialState(shape, () => random.uniform()));
  for (const batch of batches(shape, 4, 9)) await engine.step(batch);
  const { parameters } = await engine.read();
  engine.dispose();
  return parameters;
}
