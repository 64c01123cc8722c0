import { expect, test } from 'vitest';
import { ADAM } from '../../../../src/lib/compute/training/engine.ts';
import { initialState } from '../../../../src/lib/compute/training/initial.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import { touchedItems } from '../../../../src/lib/compute/training/touched.ts';
import { WasmEngine } from '../../../../src/lib/compute/training/wasm/engine.ts';
import { bestVariant } from '../../../../src/lib/compute/training/wasm/load.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { batches, LOSSES, randomBatch, smallShape } from './cases.ts';
import { simdStep } from './simd-step.ts';

const settings = { ...ADAM, learningRate: 0.01 };

function freshEngine(shape: ModelShape): WasmEngine {
  const engine = new WasmEngine(simdStep(), shape, settings);
  const random = seededRandom(1);
  engine.load(initialState(shape, () => random.uniform()));
  return engine;
}

test('this engine runs one of them', () => {
  expect(bestVariant()).toMatch(/SIMD/);
});

test.each(LOSSES)('equal runs give equal bits, resumed ones too: %s', async (loss) => {
  const shape = smallShape(loss);
  const steps = batches(shape, 6, 2);
  const whole = freshEngine(shape);
  for (const batch of steps) await whole.step(batch);

  const before = freshEngine(shape);
  for (const batch of steps.slice(0, 3)) await before.step(batch);
  const after = new WasmEngine(simdStep(), shape, settings);
  after.load(await before.read());
  before.dispose();
  for (const batch of steps.slice(3)) await after.step(batch);
  expect(await after.read()).toEqual(await whole.read());
});

test.each(LOSSES)('items that a batch does not touch keep their rows and moments: %s', async (loss) => {
  const shape = smallShape(loss, { items: 200, batch: 2 });
  const engine = freshEngine(shape);
  const [warm, batch] = batches(shape, 2, 3);
  if (!warm || !batch) throw new Error('no batches');
  await engine.step(warm);
  const before = await engine.read();
  await engine.step(batch);
  const after = await engine.read();
  const touched = touchedItems(shape, batch);
  const biases = before.parameters.length - shape.items;
  for (const list of ['parameters', 'first', 'second'] as const) {
    for (let item = 0; item < shape.items; item++) {
      const row = (values: Float32Array) => [
        ...values.subarray(item * shape.width, (item + 1) * shape.width),
        values[biases + item]
      ];
      const same = row(before[list]).every((value, i) => value === row(after[list])[i]);
      if (!touched[item]) expect(same, `${list} of ${item}`).toBe(true);
      else if (list === 'parameters') expect(same, `${list} of ${item}`).toBe(false);
    }
  }
  expect(touched.includes(0)).toBe(loss !== 'full');
});

test('what stands past a window’s last play counts for nothing', async () => {
  const shape = smallShape('bce', { dropout: 0 });
  const batch = randomBatch(shape, seededRandom(4));
  const states = await Promise.all(
    [0, 7].map(async (filling) => {
      const engine = freshEngine(shape);
      const changed = structuredClone(batch);
      batch.lengths.forEach((length, window) => {
        for (const list of [changed.items, changed.targets, changed.negatives]) {
          list.fill(filling, window * shape.context + length, (window + 1) * shape.context);
        }
      });
      await engine.step(changed);
      return engine.read();
    })
  );
  expect(states[1]).toEqual(states[0]);
});

test.each(LOSSES)('training learns which item follows which: %s', async (loss) => {
  const shape = smallShape(loss, { dropout: 0, kinds: 0, negatives: loss === 'sampled' ? 8 : 0 });
  const engine = freshEngine(shape);
  const random = seededRandom(8);
  const losses: number[] = [];
  for (let i = 0; i < 150; i++) {
    const batch = randomBatch(shape, random);
    batch.logQ.fill(-Math.log(shape.items));
    // The next item but two follows each, whatever came before.
    batch.targets.forEach((_, place) => {
      batch.targets[place] = ((batch.items[place] ?? 0) + 3) % shape.items;
    });
    losses.push(await engine.step(batch));
  }
  const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  expect(mean(losses.slice(-10))).toBeLessThan(0.5 * mean(losses.slice(0, 5)));
});

test('a batch or state that does not fit is refused and changes nothing', async () => {
  const shape = smallShape('sampled');
  const engine = freshEngine(shape);
  const before = await engine.read();
  const batch = randomBatch(shape, seededRandom(1));
  const refused = [
    { ...batch, items: batch.items.subarray(1) },
    { ...batch, items: batch.items.map(() => shape.items) },
    { ...batch, targets: batch.targets.map(() => -1) },
    { ...batch, negatives: batch.negatives.map(() => shape.items) },
    { ...batch, kinds: batch.kinds.map(() => shape.kinds) },
    { ...batch, lengths: batch.lengths.map(() => shape.context + 1) },
    { ...batch, lengths: batch.lengths.map(() => 0) }
  ];
  for (const wrong of refused) await expect(engine.step(wrong)).rejects.toThrow(RangeError);
  expect(() => {
    engine.load({ ...before, first: before.first.subarray(1) });
  }).toThrow(RangeError);
  expect(await engine.read()).toEqual(before);
});

test('sizes that no engine could take are refused', () => {
  const changes: Partial<ModelShape>[] = [
    { width: 12, heads: 2 },
    { hidden: 10 },
    { items: 0 },
    { blocks: 1.5 },
    { negatives: 0 },
    { dropout: 1 }
  ];
  for (const change of changes) expect(() => freshEngine(smallShape('sampled', change))).toThrow(RangeError);
});

test('a diverged run says so by its loss', async () => {
  const shape = smallShape('full');
  const engine = freshEngine(shape);
  const state = await engine.read();
  engine.load({ ...state, parameters: state.parameters.map(() => NaN) });
  expect(await engine.step(randomBatch(shape, seededRandom(1)))).toBeNaN();
});
