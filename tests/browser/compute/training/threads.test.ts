import { wrap, type Remote } from 'comlink';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ADAM } from '../../../../src/lib/compute/training/engine.ts';
import { initialState } from '../../../../src/lib/compute/training/initial.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import { WasmEngine } from '../../../../src/lib/compute/training/wasm/engine.ts';
import { loadWasmStep } from '../../../../src/lib/compute/training/wasm/load.ts';
import { wasmThreadsRoute } from '../../../../src/lib/compute/training/wasm/threads/route.ts';
import { seededRandom } from '$lib/random/index.ts';
import relaxedUrl from '../../../../src/lib/compute/training/wasm/assembly/relaxed.wasm?url&no-inline';
import simdUrl from '../../../../src/lib/compute/training/wasm/assembly/index.wasm?url&no-inline';
import {
  batches,
  largestDifference,
  LOSSES,
  randomBatch,
  smallShape
} from '../../../unit/compute/training/cases.ts';
import type { EnginesWorker } from './threads/engines.worker.ts';

const urls = { simd: simdUrl, relaxed: relaxedUrl };
const settings = { ...ADAM, learningRate: 1e-3 };
const shape = smallShape('sampled', { items: 60, batch: 7 });
/** Shorter than the engine's own: a thread is killed here. */
const PATIENCE = 2_000;
let module: WebAssembly.Module;
let remote: Remote<EnginesWorker>;

beforeAll(async () => {
  const loaded = await loadWasmStep(urls);
  if (!loaded) throw new Error('no SIMD');
  module = loaded.module;
  const url = new URL('./threads/engines.worker.ts', import.meta.url);
  remote = wrap<EnginesWorker>(new Worker(url, { type: 'module' }));
});

/** Locks that threads hold as long as they live. */
async function livingThreads(): Promise<number> {
  const { held = [] } = await navigator.locks.query();
  return held.filter(({ name }) => name?.startsWith('stepping')).length;
}

afterEach(async () => {
  await expect.poll(livingThreads).toBe(0);
});

function start(given: ModelShape) {
  const random = seededRandom(5);
  return initialState(given, () => random.uniform());
}

test('threads are to be had in a worker of an isolated page, and not on the page', async () => {
  expect(crossOriginIsolated).toBe(true);
  const threads = Math.min(navigator.hardwareConcurrency, 4);
  expect(await remote.description()).toBe(
    threads < 2 ? undefined : `WebAssembly (relaxed SIMD, ${threads} threads)`
  );
  const startThread = () => {
    throw new Error('not to be started');
  };
  expect(await wasmThreadsRoute(urls, startThread).find()).toBeUndefined();
});

describe.each([2, 3])('on %i threads', (threads) => {
  const open = (given: ModelShape) => remote.open(module, given, settings, threads, PATIENCE);

  test.each(LOSSES)('20 Adam steps agree with one thread, and two runs to the bit: %s', async (loss) => {
    const given = smallShape(loss, { items: 60, batch: 7 });
    const [one, two] = [await open(given), await open(given)];
    const alone = new WasmEngine(module, given, settings);
    for (const engine of [one, two, alone]) await engine.load(start(given));
    for (const batch of batches(given, 20, 6)) {
      const expected = await alone.step(batch);
      const mine = await one.step(batch);
      expect(Math.abs(mine - expected)).toBeLessThan(1e-5 * expected);
      expect(await two.step(batch)).toBe(mine);
    }
    const [mine, again, expected] = [await one.read(), await two.read(), await alone.read()];
    expect(again).toEqual(mine);
    for (const list of ['parameters', 'first', 'second'] as const) {
      expect(largestDifference(mine[list], expected[list]), list).toBeLessThan(1e-5);
    }
    const windows = randomBatch(given, seededRandom(9));
    expect(largestDifference(await one.encode(windows), await alone.encode(windows))).toBeLessThan(1e-5);
    for (const engine of [one, two]) await engine.dispose();
  });

  test('a resumed run equals one that was never stopped', async () => {
    const steps = batches(shape, 6, 2);
    const whole = await open(shape);
    await whole.load(start(shape));
    for (const batch of steps) await whole.step(batch);

    const before = await open(shape);
    await before.load(start(shape));
    for (const batch of steps.slice(0, 3)) await before.step(batch);
    const after = await open(shape);
    await after.load(await before.read());
    for (const batch of steps.slice(3)) await after.step(batch);
    expect(await after.read()).toEqual(await whole.read());
    for (const engine of [whole, before, after]) await engine.dispose();
  });

  test('steps that are asked for at once are taken one after the other', async () => {
    const [one, two] = [await open(shape), await open(shape)];
    for (const engine of [one, two]) await engine.load(start(shape));
    const steps = batches(shape, 5, 3);
    const losses = await Promise.all(steps.map((batch) => one.step(batch)));
    for (const [i, batch] of steps.entries()) expect(await two.step(batch)).toBe(losses[i]);
    for (const engine of [one, two]) await engine.dispose();
  });

  test('a batch or state that does not fit is refused, and nothing is harmed', async () => {
    const engine = await open(shape);
    await engine.load(start(shape));
    const before = await engine.read();
    const batch = randomBatch(shape, seededRandom(1));
    await expect(engine.step({ ...batch, items: batch.items.map(() => shape.items) })).rejects.toThrow(
      'items holds'
    );
    await expect(engine.load({ ...before, first: before.first.subarray(1) })).rejects.toThrow('first holds');
    expect(await engine.read()).toEqual(before);
    await engine.step(batch);
    await engine.dispose();
    await expect(engine.step(batch)).rejects.toThrow('disposed');
  });

  test('when a thread is killed, the step is rejected, and all that follows', async () => {
    const engine = await open(shape);
    await engine.load(start(shape));
    const batch = randomBatch(shape, seededRandom(1));
    await engine.step(batch);
    await expect.poll(livingThreads).toBe(threads - 1);
    await remote.killThread();
    await expect(engine.step(batch)).rejects.toThrow('A thread of the training failed.');
    await expect(engine.step(batch)).rejects.toThrow('A thread of the training failed.');
    await expect(engine.encode(batch)).rejects.toThrow('A thread of the training failed.');
    await expect(engine.read()).rejects.toThrow('A thread of the training failed.');
    await engine.dispose();
  });
});

test.runIf(navigator.hardwareConcurrency > 1).each([
  ['sound', 'wasm-threads'],
  ['broken', 'wasm'],
  ['killed', 'wasm']
] as const)('where a thread is %s, the route is %s', async (thread, route) => {
  expect(await remote.chosenRoute(shape, settings, thread)).toBe(route);
});
