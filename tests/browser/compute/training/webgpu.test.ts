import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ADAM,
  initialState,
  openGpu,
  WgslEngine,
  type ModelShape,
  type TrainingState
} from '$lib/compute/index.ts';
import type { Tf } from '../../../../src/lib/compute/training/tfjs/tf.ts';
import { openTf } from '../../../tools/tfjs/backend.ts';
import { TfjsEngine } from '../../../../src/lib/compute/training/tfjs/engine.ts';
import { seededRandom } from '$lib/random/index.ts';
import { touchedItems } from '../../../../src/lib/compute/training/touched.ts';
import {
  batches,
  largestDifference,
  LOSSES,
  randomBatch,
  smallShape
} from '../../../unit/compute/training/cases.ts';
import { lossInFloat64, statesInFloat64 } from '../../../../src/lib/compute/training/float64.ts';
import { countGpuCalls } from '../../../tools/gpu-calls.ts';

const settings = { ...ADAM, learningRate: 1e-3 };
const LISTS = ['parameters', 'first', 'second'] as const;
let device: GPUDevice;
let tf: Tf;
beforeAll(async () => {
  device = await openDevice();
  tf = await openTf('wasm', wasmUrl);
});
afterAll(() => {
  device.destroy();
});

async function openDevice(): Promise<GPUDevice> {
  const gpu = await openGpu({ allowSoftware: true });
  if (!gpu) throw new Error('no WebGPU');
  return gpu.device;
}

function start(shape: ModelShape): TrainingState {
  const random = seededRandom(5);
  return initialState(shape, () => random.uniform());
}

async function openEngine(shape: ModelShape, on = device): Promise<WgslEngine> {
  const engine = await WgslEngine.create(on, shape, settings);
  engine.load(start(shape));
  return engine;
}

describe.each(LOSSES)('with the %s loss', (loss) => {
  const shapes: [string, Partial<ModelShape>][] = [
    ['all features', { items: 60 }],
    ['no block, one play a window', { blocks: 0, context: 1, batch: 2, width: 4, heads: 1, items: 60 }],
    ['wider', { width: 24, heads: 3, hidden: 48, context: 12, batch: 4, items: 50, kinds: 0, dropout: 0 }],
    [
      // Up to 296 plays, 12 quads in a head, more than 512 candidates.
      'several parts, splits and chunks',
      {
        ...{ width: 48, heads: 1, hidden: 20, context: 37, batch: 8, items: 530 },
        ...{ blocks: 1, negatives: loss === 'sampled' ? 523 : 0 }
      }
    ]
  ];
  test.each(shapes)('20 Adam steps agree with tfjs: %s', async (_, changes) => {
    const shape = smallShape(loss, changes);
    const mine = await openEngine(shape);
    const reference = new TfjsEngine(tf, shape, settings);
    reference.load(start(shape));
    for (const batch of batches(shape, 20, 6)) {
      const [ours, theirs] = [await mine.step(batch), await reference.step(batch)];
      expect(Math.abs(ours - theirs)).toBeLessThan(1e-4);
    }
    const [after, expected] = [await mine.read(), await reference.read()];
    mine.dispose();
    reference.dispose();
    for (const list of LISTS) expect(largestDifference(after[list], expected[list]), list).toBeLessThan(1e-4);
    expect(largestDifference(after.parameters, start(shape).parameters)).toBeGreaterThan(5e-3);
    expect(after.steps).toBe(20);
  });

  test('equal runs give equal bits, resumed ones too, and steps need not be awaited', async () => {
    const shape = smallShape(loss);
    const steps = batches(shape, 8, 2);
    const whole = await openEngine(shape);
    const losses: number[] = [];
    for (const batch of steps) losses.push(await whole.step(batch));

    const before = await openEngine(shape);
    const first = await Promise.all(steps.slice(0, 5).map((batch) => before.step(batch)));
    const after = await WgslEngine.create(device, shape, settings);
    after.load(await before.read());
    before.dispose();
    const rest = await Promise.all(steps.slice(5).map((batch) => after.step(batch)));
    expect([...first, ...rest]).toEqual(losses);
    expect(await after.read()).toEqual(await whole.read());
    after.dispose();
    whole.dispose();
  });

  test('items that a batch does not touch keep their rows and moments', async () => {
    const shape = smallShape(loss, { items: 200, batch: 2 });
    const engine = await openEngine(shape);
    const [warm, batch] = batches(shape, 2, 3);
    if (!warm || !batch) throw new Error('no batches');
    await engine.step(warm);
    const before = await engine.read();
    await engine.step(batch);
    const after = await engine.read();
    engine.dispose();
    const touched = touchedItems(shape, batch);
    const biases = before.parameters.length - shape.items;
    const wrong = [...touched.keys()].filter((item) => {
      const row = (values: Float32Array) => [
        ...values.subarray(item * shape.width, (item + 1) * shape.width),
        values[biases + item]
      ];
      const same = LISTS.map((list) => row(before[list]).every((value, i) => value === row(after[list])[i]));
      return touched[item] ? same[0] : same.includes(false);
    });
    expect(wrong).toEqual([]);
    expect(touched.includes(0)).toBe(loss !== 'full');
  });

  test('a diverged run says so by its loss, and leaves nothing behind', async () => {
    const shape = smallShape(loss);
    const engine = await openEngine(shape);
    const good = await engine.read();
    const full = randomBatch(shape, seededRandom(1));
    full.lengths.fill(shape.context);
    const short = structuredClone(full);
    short.lengths.fill(0).set([3]);
    engine.load({ ...good, parameters: good.parameters.map(() => NaN) });
    expect(await engine.step(full)).toBeNaN();
    engine.load(good);
    expect(Math.abs((await engine.step(short)) - lossInFloat64(shape, good.parameters, short))).toBeLessThan(
      1e-5
    );
    expect((await engine.read()).parameters.every(Number.isFinite)).toBe(true);
    engine.dispose();
  });
});

test('windows are encoded as float64 encodes them, after a step as before', async () => {
  const shape = smallShape('sampled', { items: 60 });
  const engine = await openEngine(shape);
  const windows = randomBatch(shape, seededRandom(7));
  const before = await engine.encode(windows);
  expect(largestDifference(before, statesInFloat64(shape, start(shape).parameters, windows))).toBeLessThan(
    1e-5
  );
  await engine.step(randomBatch(shape, seededRandom(8)));
  const { parameters } = await engine.read();
  const other = { ...windows, lengths: windows.lengths.toReversed() };
  const [after, afterOther] = await Promise.all([engine.encode(windows), engine.encode(other)]);
  expect(largestDifference(after, statesInFloat64(shape, parameters, windows))).toBeLessThan(1e-5);
  expect(largestDifference(afterOther, statesInFloat64(shape, parameters, other))).toBeLessThan(1e-5);
  expect(largestDifference(before, after)).toBeGreaterThan(1e-3);
  const empty = await engine.encode({ ...windows, lengths: new Int32Array(shape.batch) });
  expect(empty).toEqual(new Float32Array(shape.batch * shape.width));
  engine.dispose();
});

test('what stands past a window’s last play counts for nothing', async () => {
  const shape = smallShape('bce', { dropout: 0 });
  const batch = randomBatch(shape, seededRandom(4));
  const states = [];
  for (const filling of [0, 7]) {
    const changed = structuredClone(batch);
    batch.lengths.forEach((length, window) => {
      for (const list of [changed.items, changed.targets, changed.negatives]) {
        list.fill(filling, window * shape.context + length, (window + 1) * shape.context);
      }
    });
    const engine = await openEngine(shape);
    await engine.step(changed);
    states.push(await engine.read());
    engine.dispose();
  }
  expect(states[1]).toEqual(states[0]);
});

test.each(['bce', 'sampled'] as const)(
  'at the reference shape, a step is one submission of one pass and makes nothing: %s',
  async (loss) => {
    const shape: ModelShape = {
      ...{ width: 64, heads: 2, blocks: 2, hidden: 64, context: 50, batch: 128, items: 4000 },
      ...{ kinds: 0, itemBias: false, loss, negatives: loss === 'sampled' ? 512 : 0, dropout: 0.2 }
    };
    const engine = await openEngine(shape);
    const [first, second] = batches(shape, 2, 1);
    if (!first || !second) throw new Error('no batches');
    await engine.step(first);
    const { calls, stop } = countGpuCalls();
    await engine.step(second);
    stop();
    engine.dispose();
    expect(calls).toEqual({
      dispatches: { bce: 52, sampled: 58 }[loss],
      passes: 1,
      submits: 1,
      buffers: 0,
      destroyed: 0,
      bindGroups: 0,
      pipelines: 0
    });
  }
);

test('a thousand steps leave no buffer behind, and disposal none at all', async () => {
  const { calls, stop } = countGpuCalls();
  const shape = smallShape('sampled', { batch: 2, context: 3, blocks: 1 });
  const engine = await openEngine(shape);
  const made = calls.buffers;
  expect(calls.destroyed).toBe(0);
  const steps = batches(shape, 10, 1);
  for (let i = 0; i < 100; i++) await Promise.all(steps.map((batch) => engine.step(batch)));
  expect(calls.buffers).toBe(made);
  const windows = steps[0];
  if (!windows) throw new Error('no batch');
  await engine.encode(windows);
  expect((await engine.read()).steps).toBe(1000);
  expect(calls.buffers - calls.destroyed).toBe(made);
  engine.dispose();
  stop();
  expect(calls.destroyed).toBe(calls.buffers);
  await expect(engine.step(windows)).rejects.toThrow('disposed');
});

test('it trains on the very device that tfjs computes on', async () => {
  const tf = await openTf('webgpu');
  const shape = smallShape('sampled', { items: 60 });
  const shared = (tf.backend() as unknown as { device: GPUDevice }).device;
  const engine = await openEngine(shape, shared);
  const [batch] = batches(shape, 1, 6);
  if (!batch) throw new Error('no batch');
  const [loss, sum] = await Promise.all([engine.step(batch), tf.sum(tf.tensor1d([1, 2])).data()]);
  expect(Math.abs(loss - lossInFloat64(shape, start(shape).parameters, batch))).toBeLessThan(1e-5);
  expect(sum[0]).toBe(3);
  engine.dispose();
  // It is tfjs's still.
  expect(await tf.sum(tf.tensor1d([2, 3])).data()).toEqual(Float32Array.of(5));
  await tf.setBackend('wasm');
});

/** Lets all devices do what is asked with another argument, until the function it returns is called. */
function changing<Name extends 'createShaderModule' | 'createBuffer'>(
  name: Name,
  change: (argument: Parameters<GPUDevice[Name]>[0]) => Parameters<GPUDevice[Name]>[0]
): () => void {
  const prototype = GPUDevice.prototype as unknown as Record<string, (argument: never) => unknown>;
  const original = prototype[name];
  if (!original) throw new Error('no such method');
  prototype[name] = function (this: GPUDevice, argument: Parameters<GPUDevice[Name]>[0]) {
    return original.call(this, change(argument) as never);
  };
  return () => {
    prototype[name] = original;
  };
}

describe('what cannot be is refused', () => {
  test('a batch or state that does not fit changes nothing', async () => {
    const shape = smallShape('sampled');
    const engine = await openEngine(shape);
    const before = await engine.read();
    const batch = randomBatch(shape, seededRandom(1));
    for (const wrong of [
      { ...batch, items: batch.items.subarray(1) },
      { ...batch, targets: batch.targets.map(() => -1) },
      { ...batch, lengths: batch.lengths.map(() => 0) }
    ]) {
      await expect(engine.step(wrong)).rejects.toThrow(RangeError);
    }
    expect(() => {
      engine.load({ ...before, first: before.first.subarray(1) });
    }).toThrow(RangeError);
    expect(await engine.read()).toEqual(before);
    engine.dispose();
  });

  test('a shape that is none, or too big for the device', async () => {
    const create = (changes: Partial<ModelShape>) =>
      WgslEngine.create(device, smallShape('bce', changes), settings);
    await expect(create({ hidden: 10 })).rejects.toThrow(RangeError);
    await expect(create({ width: 64, items: 1_000_000 })).rejects.toThrow(/"parameters" takes \d+ bytes/);
  });

  test('a kernel that does not compile, and the buffers go', async () => {
    const restore = changing('createShaderModule', ({ code, ...rest }) => ({
      ...rest,
      code: code.replace('@compute', '@nothing')
    }));
    const { calls, stop } = countGpuCalls();
    try {
      await expect(WgslEngine.create(device, smallShape('bce'), settings)).rejects.toThrow();
      expect(calls.buffers).toBeGreaterThan(0);
      expect(calls.destroyed).toBe(calls.buffers);
    } finally {
      stop();
      restore();
    }
  });

  test('a buffer that the device does not give', async () => {
    const restore = changing('createBuffer', (descriptor) => ({
      ...descriptor,
      size: device.limits.maxBufferSize + 4
    }));
    try {
      await expect(WgslEngine.create(device, smallShape('bce'), settings)).rejects.toThrow('The GPU refused');
    } finally {
      restore();
    }
  });
});

describe('a device that fails rejects what is under way and what follows', () => {
  const shape = smallShape('bce');
  const batch = randomBatch(shape, seededRandom(1));

  test('lost', async () => {
    const lost = await openDevice();
    const engine = await openEngine(shape, lost);
    await engine.step(batch);
    const underWay = [engine.step(batch), engine.step(batch), engine.encode(batch), engine.read()];
    lost.destroy();
    for (const result of await Promise.allSettled(underWay)) expect(result.status).toBe('rejected');
    await expect(engine.step(batch)).rejects.toThrow('The GPU was lost');
    await expect(WgslEngine.create(lost, shape, settings)).rejects.toThrow();
    engine.dispose();
  });

  test('an error that nobody asked about', async () => {
    const broken = await openDevice();
    const engine = await openEngine(shape, broken);
    await engine.step(batch);
    broken.addEventListener('uncapturederror', (event) => {
      event.preventDefault();
    });
    broken.createBuffer({ size: 4, usage: 0 });
    await broken.queue.onSubmittedWorkDone();
    await expect(engine.step(batch)).rejects.toThrow('The GPU reports an error');
    engine.dispose();
    broken.destroy();
  });
});
