import { describe, expect, test } from 'vitest';
import { checkBatch, type TrainingBatch } from '../../../../../src/lib/compute/training/batch.ts';
import { ADAM } from '../../../../../src/lib/compute/training/engine.ts';
import { initialState } from '../../../../../src/lib/compute/training/initial.ts';
import type { ModelShape } from '../../../../../src/lib/compute/training/shape.ts';
import { touchedItems } from '../../../../../src/lib/compute/training/touched.ts';
import { WasmEngine } from '../../../../../src/lib/compute/training/wasm/engine.ts';
import { Replica } from '../../../../../src/lib/compute/training/wasm/threads/replica.ts';
import { seededRandom } from '../../../../../src/lib/random/index.ts';
import { batches, largestDifference, LOSSES, smallShape } from '../cases.ts';
import { simdStep } from '../simd-step.ts';

const settings = { ...ADAM, learningRate: 1e-3 };
const module = simdStep();

function start(shape: ModelShape) {
  const random = seededRandom(5);
  return initialState(shape, () => random.uniform());
}

/** Threads that one thread plays: none of them waits. */
function open(shape: ModelShape, threads: number): Replica[] {
  const source = { module, shape, settings };
  const first = Replica.first(source, threads, 0);
  const others = Array.from({ length: threads - 1 }, (_, i) =>
    Replica.another(source, first.exchange, i + 1)
  );
  const replicas = [first, ...others];
  for (const replica of replicas) replica.load(start(shape));
  return replicas;
}

/** @returns the mean loss, as each of them finds it */
function step(replicas: readonly Replica[], shape: ModelShape, batch: TrainingBatch): number[] {
  const plays = checkBatch(shape, batch);
  for (const replica of replicas) replica.differentiate(batch, plays);
  return replicas.map((replica) => replica.adam() / plays);
}

describe.each([2, 3, 4])('%i replicas', (threads) => {
  test.each(LOSSES)('stay equal to the bit, and take the steps that one thread takes: %s', async (loss) => {
    // Of four threads the last one has no window.
    const shape = smallShape(loss, { items: 60 });
    const alone = new WasmEngine(module, shape, settings);
    alone.load(start(shape));
    const replicas = open(shape, threads);
    for (const batch of batches(shape, 20, 6)) {
      const expected = await alone.step(batch);
      const losses = step(replicas, shape, batch);
      expect(new Set(losses).size).toBe(1);
      expect(Math.abs((losses[0] ?? NaN) - expected)).toBeLessThan(1e-5 * expected);
    }
    const [mine, ...others] = replicas.map((replica) => replica.read());
    for (const other of others) expect(other).toEqual(mine);
    const expected = await alone.read();
    for (const list of ['parameters', 'first', 'second'] as const) {
      expect(largestDifference(mine?.[list] ?? [], expected[list]), list).toBeLessThan(1e-5);
    }
  });

  test.each(LOSSES)('change exactly the rows that the batch touches: %s', (loss) => {
    const shape = smallShape(loss, { items: 200, batch: 6 });
    const replicas = open(shape, threads);
    const [warm, batch] = batches(shape, 2, 3);
    if (!warm || !batch) throw new Error('no batches');
    step(replicas, shape, warm);
    const before = replicas.map((replica) => replica.read());
    step(replicas, shape, batch);
    const after = replicas.map((replica) => replica.read());
    const touched = touchedItems(shape, batch);
    expect(touched.includes(0)).toBe(loss !== 'full');
    const biases = before[0]?.parameters.length ?? NaN;
    replicas.forEach((_, i) => {
      for (let item = 0; item < shape.items; item++) {
        const row = (values: Float32Array = new Float32Array()) => [
          ...values.subarray(item * shape.width, (item + 1) * shape.width),
          values[biases - shape.items + item] ?? NaN
        ];
        const change = largestDifference(row(before[i]?.parameters), row(after[i]?.parameters));
        expect(change > 0, `item ${item} of replica ${i}`).toBe(touched[item] === 1);
      }
    });
  });
});
