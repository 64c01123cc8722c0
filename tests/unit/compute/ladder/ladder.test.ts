import { describe, expect, test, vi } from 'vitest';
import { openLadder, type Fall } from '../../../../src/lib/compute/ladder/index.ts';
import { encoderCase } from '../encoding/cases.ts';
import { largestDifference } from '../training/cases.ts';
import { FakeDevice, FakeMemory, type Behaviour } from './fakes.ts';

const { weights, windows, shape } = encoderCase();
const last = windows.at(-1);
if (!last) throw new Error('no window');
const { rows, plays, state } = last;

async function open(device: FakeDevice, memory = new FakeMemory(), changes = {}) {
  const falls: Fall[] = [];
  const encoder = await openLadder({
    rungs: device.rungs,
    weights,
    browser: 'Test 1',
    memory,
    now: device.now,
    onFall: (fall) => falls.push(fall),
    ...changes
  });
  return { encoder, falls, memory };
}

const CPU: Behaviour = { cost: 10 };

describe('the choice', () => {
  test('is the fastest; the others are let go', async () => {
    const device = new FakeDevice({ webnn: { cost: 3 }, wasm: { cost: 2 }, cpu: CPU });
    const { encoder } = await open(device);
    expect(encoder.rung).toBe('wasm');
    expect(device.disposed.toSorted()).toEqual(['cpu', 'webnn']);
    expect(largestDifference(await encoder.encode(rows, plays), state)).toBeLessThan(1e-5);
    encoder.dispose();
    expect(device.disposed).toContain('wasm');
  });

  test('counts the build, spread over many calls', async () => {
    const device = new FakeDevice({ webnn: { cost: 1, build: 5000 }, wasm: { cost: 2 }, cpu: CPU });
    expect((await open(device)).encoder.rung).toBe('wasm');
  });

  test('is never a software adapter', async () => {
    const device = new FakeDevice({ webgpu: { cost: 1, isSoftware: true }, wasm: { cost: 2 }, cpu: CPU });
    expect((await open(device)).encoder.rung).toBe('wasm');
    expect(device.builds).not.toContain('webgpu');
  });

  test.each<[string, Behaviour]>([
    ['beyond float32', { cost: 1, error: 1e-3 }],
    ['beyond float16', { cost: 1, error: 0.02, precision: 'f16' }],
    ['not a number', { cost: 1, fails: 'not a number' }],
    ['an error', { cost: 1, fails: 'throws' }]
  ])('is none that computes wrongly: %s', async (_, behaviour) => {
    const device = new FakeDevice({ webnn: behaviour, wasm: { cost: 2 }, cpu: CPU });
    expect((await open(device)).encoder.rung).toBe('wasm');
    expect(device.disposed).toContain('webnn');
  });

  test('may round as its precision does', async () => {
    const device = new FakeDevice({ webnn: { cost: 1, error: 1e-3, precision: 'f16' }, cpu: CPU });
    expect((await open(device)).encoder.rung).toBe('webnn');
  });

  test('does not wait for a driver that hangs', async () => {
    vi.useFakeTimers();
    try {
      let release: () => void = () => undefined;
      const hangs = new Promise<void>((resolve) => (release = resolve));
      const device = new FakeDevice({ webnn: { cost: 1, hangs }, wasm: { cost: 2 }, cpu: CPU });
      const opening = open(device);
      await vi.advanceTimersByTimeAsync(60_000);
      expect((await opening).encoder.rung).toBe('wasm');
      expect(device.disposed).toEqual(['cpu']);
      release();
      await vi.advanceTimersByTimeAsync(0);
      expect(device.disposed).toEqual(['cpu', 'webnn']);
    } finally {
      vi.useRealTimers();
    }
  });

  test('has nothing to choose from where every rung is missing or wrong', async () => {
    const device = new FakeDevice({
      webnn: { cost: 1, absent: 'No WebNN.' },
      cpu: { cost: 1, fails: 'wrong' }
    });
    await expect(open(device)).rejects.toThrow(/No processor route/);
    await expect(
      open(device, new FakeMemory(), { weights: { ...weights, values: weights.values.map(() => NaN) } })
    ).rejects.toThrow(RangeError);
  });
});

describe('what is remembered', () => {
  test('builds the remembered rung alone, for the same model on the same device', async () => {
    const device = new FakeDevice({ webnn: { cost: 3 }, wasm: { cost: 2 }, cpu: CPU });
    const { memory } = await open(device);
    device.builds = [];
    expect((await open(device, memory)).encoder.rung).toBe('wasm');
    expect(device.builds).toEqual(['wasm']);
  });

  test.each([
    ['another browser', { browser: 'Test 2' }, {}],
    ['another adapter', {}, { adapter: 'a new GPU' }]
  ])('counts for nothing with %s', async (_, changes, behaviour) => {
    const device = new FakeDevice({ webnn: { cost: 3 }, cpu: CPU });
    const { memory } = await open(device);
    device.builds = [];
    device.behaviours.webnn = { cost: 11, ...behaviour };
    expect((await open(device, memory, changes)).encoder.rung).toBe('cpu');
    expect(device.builds).toHaveLength(2);
  });

  test('is given the benefit of the doubt with another model', async () => {
    const device = new FakeDevice({ webnn: { cost: 3 }, wasm: { cost: 4 }, cpu: CPU });
    const { memory } = await open(device);
    const trained = (step: number) => ({
      weights: { ...weights, values: weights.values.map((value) => value + step * 1e-3) }
    });
    device.behaviours.wasm = { cost: 2.6 };
    expect((await open(device, memory, trained(1))).encoder.rung).toBe('webnn');
    device.behaviours.wasm = { cost: 2.2 };
    expect((await open(device, memory, trained(2))).encoder.rung).toBe('wasm');
  });

  test('is measured anew once the rung computes wrongly', async () => {
    const device = new FakeDevice({ webnn: { cost: 3 }, wasm: { cost: 4 }, cpu: CPU });
    const { memory } = await open(device);
    device.behaviours.webnn = { cost: 3, fails: 'wrong' };
    expect((await open(device, memory)).encoder.rung).toBe('wasm');
    expect([...memory.choices.values()].map(({ rung }) => rung)).toEqual(['wasm']);
  });
});

describe('a rung that fails at work', () => {
  const device = () =>
    new FakeDevice({ webnn: { cost: 1 }, webgpu: { cost: 3 }, wasm: { cost: 2 }, cpu: CPU });

  test.each(['throws', 'not a number'] as const)('gives way to the next fastest: %s', async (fails) => {
    const fake = device();
    const { encoder, falls } = await open(fake);
    expect(encoder.rung).toBe('webnn');
    fake.disposed = [];
    fake.behaviours.webnn = { cost: 1, fails };
    const found = await Promise.all([1, 2, 3].map(() => encoder.encode(rows, plays)));
    for (const one of found) expect(largestDifference(one, state)).toBeLessThan(1e-5);
    expect(falls).toMatchObject([{ from: 'webnn', to: 'wasm' }]);
    expect(falls[0]?.reason).toMatch(fails === 'throws' ? /webnn is lost/ : /not a number/);
    expect([encoder.rung, encoder.description]).toEqual(['wasm', 'fake wasm']);
    expect(fake.disposed).toEqual(['webnn']);
  });

  test('passes over a next one that has failed meanwhile', async () => {
    const fake = device();
    const { encoder, falls } = await open(fake);
    fake.behaviours.webnn = { cost: 1, fails: 'throws' };
    fake.behaviours.wasm = { cost: 1, fails: 'wrong' };
    expect(largestDifference(await encoder.encode(rows, plays), state)).toBeLessThan(1e-5);
    expect(falls).toMatchObject([{ from: 'webnn', to: 'webgpu' }]);
  });

  test('is found out when it begins to compute wrongly', async () => {
    const fake = device();
    const { encoder, falls } = await open(fake);
    fake.behaviours.webnn = { cost: 1, fails: 'wrong' };
    for (let call = 0; call < 256; call++) await encoder.encode(rows, plays);
    expect(falls).toMatchObject([{ from: 'webnn', to: 'wasm' }]);
  });

  test('takes the way down after a remembered choice too', async () => {
    const fake = device();
    const { memory } = await open(fake);
    const { encoder } = await open(fake, memory);
    for (const name of ['webnn', 'webgpu', 'wasm'] as const)
      fake.behaviours[name] = { cost: 1, fails: 'throws' };
    expect(largestDifference(await encoder.encode(rows, plays), state)).toBeLessThan(1e-5);
    expect(encoder.rung).toBe('cpu');
  });

  test('leaves the call unanswered only when it was the last one', async () => {
    const fake = new FakeDevice({ cpu: CPU });
    const { encoder } = await open(fake);
    fake.behaviours.cpu = { cost: 1, fails: 'throws' };
    await expect(encoder.encode(rows, plays)).rejects.toThrow(/last processor route failed: cpu is lost/);
  });

  test('is not blamed for a window that does not fit', async () => {
    const { encoder, falls } = await open(device());
    await expect(encoder.encode(rows, 0)).rejects.toThrow(RangeError);
    await expect(encoder.encode(rows.subarray(1), 1)).rejects.toThrow(RangeError);
    await expect(encoder.encode(new Float32Array(shape.context * shape.width).fill(NaN), 1)).rejects.toThrow(
      RangeError
    );
    expect(falls).toEqual([]);
  });
});
