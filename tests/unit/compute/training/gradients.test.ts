import { describe, expect, test } from 'vitest';
import { ADAM, type TrainingEngine } from '../../../../src/lib/compute/training/engine.ts';
import type { TrainingBatch } from '../../../../src/lib/compute/training/batch.ts';
import { initialState } from '../../../../src/lib/compute/training/initial.ts';
import { parameterLayout } from '../../../../src/lib/compute/training/layout.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import { TfjsEngine } from '../../../../src/lib/compute/training/tfjs/engine.ts';
import { WasmEngine } from '../../../../src/lib/compute/training/wasm/engine.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { openTf } from '../../../tools/tfjs/backend.ts';
import { LOSSES, randomBatch, smallShape } from './cases.ts';
import { lossInFloat64 } from '../../../../src/lib/compute/training/float64.ts';
import { simdStep } from './simd-step.ts';

const settings = { ...ADAM, learningRate: 1e-3 };
const engines: Record<string, (shape: ModelShape) => Promise<TrainingEngine>> = {
  wasm: (shape) => Promise.resolve(new WasmEngine(simdStep(), shape, settings)),
  tfjs: async (shape) => new TfjsEngine(await openTf('cpu'), shape, settings)
};
const shapes: [string, Partial<ModelShape>][] = [
  ['all features', {}],
  ['one block and head, nothing besides', { blocks: 1, heads: 1, kinds: 0, itemBias: false, dropout: 0 }],
  ['no block, one play a window', { blocks: 0, context: 1, batch: 1, width: 4, heads: 1 }],
  ['more than one panel', { width: 16, heads: 1, hidden: 20, context: 10, batch: 2, blocks: 1, items: 17 }]
];

describe.each(LOSSES)('gradients of the %s loss agree with float64 differences', (loss) => {
  test.each(shapes)('%s', async (_, changes) => {
    const shape = smallShape(loss, changes);
    const random = seededRandom(11);
    const start = initialState(shape, () => random.uniform());
    const batch = randomBatch(shape, random);
    const value = lossInFloat64(shape, start.parameters, batch);
    const slopes = differences(shape, start.parameters, batch);
    for (const [name, open] of Object.entries(engines)) {
      const engine = await open(shape);
      engine.load(start);
      expect(Math.abs((await engine.step(batch)) - value), name).toBeLessThan(1e-5 * Math.max(1, value));
      const { first } = await engine.read();
      engine.dispose();
      for (const { at, slope, label } of slopes) {
        // From zero moments, the first mean of gradients is (1 - beta1) times the gradient.
        const gradient = (first[at] ?? NaN) / (1 - settings.beta1);
        expect(Math.abs(gradient - slope), `${name}: ${label}`).toBeLessThan(
          2e-5 * Math.max(1, Math.abs(slope))
        );
      }
    }
  });
});

/** Central differences by at most `most` values of each parameter, spread over it. */
function differences(shape: ModelShape, parameters: Float32Array, batch: TrainingBatch, most = 12) {
  const step = 1e-5;
  const values = Float64Array.from(parameters);
  const lossAt = (at: number, value: number) => {
    const original = values[at] ?? NaN;
    values[at] = original + value;
    const loss = lossInFloat64(shape, values, batch);
    values[at] = original;
    return loss;
  };
  return parameterLayout(shape).parameters.flatMap(({ name, rows, columns, offset }) => {
    const count = Math.min(rows * columns, most);
    return Array.from({ length: count }, (_, i) => {
      const at = offset + Math.floor((i * rows * columns) / count);
      return {
        at,
        slope: (lossAt(at, step) - lossAt(at, -step)) / (2 * step),
        label: `${name}[${at - offset}]`
      };
    });
  });
}
