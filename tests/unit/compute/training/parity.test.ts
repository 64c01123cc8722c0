import { beforeAll, describe, expect, test } from 'vitest';
import type { Tf } from '../../../../src/lib/compute/training/tfjs/tf.ts';
import { ADAM } from '../../../../src/lib/compute/training/engine.ts';
import { initialState } from '../../../../src/lib/compute/training/initial.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import { TfjsEngine } from '../../../../src/lib/compute/training/tfjs/engine.ts';
import { WasmEngine } from '../../../../src/lib/compute/training/wasm/engine.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { openTf } from '../../../tools/tfjs/backend.ts';
import { batches, largestDifference, LOSSES, randomBatch, smallShape } from './cases.ts';
import { statesInFloat64 } from '../../../../src/lib/compute/training/float64.ts';
import { simdStep } from './simd-step.ts';

const settings = { ...ADAM, learningRate: 1e-3 };
const shapes: [string, Partial<ModelShape>][] = [
  ['all features', { items: 60 }],
  ['wider', { width: 24, heads: 3, hidden: 48, context: 12, batch: 4, items: 50, kinds: 0, dropout: 0 }]
];
let tf: Tf;
beforeAll(async () => {
  tf = await openTf('cpu');
});

describe.each(LOSSES)('after 20 Adam steps with the %s loss', (loss) => {
  test.each(shapes)('the WASM engine agrees with tfjs: %s', async (_, changes) => {
    const shape = smallShape(loss, changes);
    const random = seededRandom(5);
    const start = initialState(shape, () => random.uniform());
    const wasm = new WasmEngine(simdStep(), shape, settings);
    const tfjs = new TfjsEngine(tf, shape, settings);
    wasm.load(start);
    tfjs.load(start);
    for (const batch of batches(shape, 20, 6)) {
      const losses = [await wasm.step(batch), await tfjs.step(batch)];
      expect(Math.abs((losses[0] ?? NaN) - (losses[1] ?? NaN))).toBeLessThan(1e-4);
    }
    const [mine, reference] = [await wasm.read(), await tfjs.read()];
    tfjs.dispose();
    for (const list of ['parameters', 'first', 'second'] as const) {
      expect(largestDifference(mine[list], reference[list]), list).toBeLessThan(1e-4);
    }
    expect(largestDifference(mine.parameters, start.parameters)).toBeGreaterThan(5e-3);
  });
});

test('both engines encode windows as float64 does, after a step as before', async () => {
  const shape = smallShape('sampled', { items: 60 });
  const random = seededRandom(5);
  const start = initialState(shape, () => random.uniform());
  const windows = randomBatch(shape, seededRandom(7));
  for (const engine of [new WasmEngine(simdStep(), shape, settings), new TfjsEngine(tf, shape, settings)]) {
    engine.load(start);
    const before = await engine.encode(windows);
    expect(largestDifference(before, statesInFloat64(shape, start.parameters, windows))).toBeLessThan(1e-5);
    await engine.step(randomBatch(shape, seededRandom(8)));
    const { parameters } = await engine.read();
    const after = await engine.encode(windows);
    expect(largestDifference(after, statesInFloat64(shape, parameters, windows))).toBeLessThan(1e-5);
    expect(largestDifference(before, after)).toBeGreaterThan(1e-3);
    engine.dispose();
  }
});

test('tfjs holds no more tensors after a step than before, and none when disposed of', async () => {
  const before = tf.memory().numTensors;
  const shape = smallShape('sampled');
  const engine = new TfjsEngine(tf, shape, settings);
  engine.load(initialState(shape, () => 0.3));
  const loaded = tf.memory().numTensors;
  for (const batch of batches(shape, 2, 1)) await engine.step(batch);
  expect(tf.memory().numTensors).toBe(loaded);
  engine.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
