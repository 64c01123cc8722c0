import { expect, test } from 'vitest';
import { cpuRung, wasmRung, type RungName } from '../../../../src/lib/compute/encoding/index.ts';
import { measureRungs } from '../../../../src/lib/compute/ladder/index.ts';
import { encoderCase } from '../encoding/cases.ts';
import { simdStep } from '../training/simd-step.ts';
import { FakeDevice } from './fakes.ts';

const { weights } = encoderCase();

test('reports what each rung takes, or why it is not there, and which one would be taken', async () => {
  const device = new FakeDevice({
    webnn: { cost: 1, absent: 'No WebNN here.' },
    webgpu: { cost: 1, build: 90, isSoftware: true },
    wasm: { cost: 2, build: 7 },
    cpu: { cost: 10, fails: 'wrong' }
  });
  const asked: RungName[] = [];
  const { rungs, chosen } = await measureRungs(device.rungs, weights, {
    now: device.now,
    rounds: 9,
    budget: Infinity,
    onBuild: (name) => asked.push(name)
  });
  expect(asked).toEqual(['webnn', 'webgpu', 'wasm', 'cpu']);
  expect(chosen).toBe('wasm');
  expect(rungs[0]).toEqual({ name: 'webnn', problem: 'No WebNN here.' });
  expect(rungs[1]).toMatchObject({
    isSoftware: true,
    build: 90,
    first: 1,
    p50: 1,
    p95: 1,
    n: 9,
    overlap: 20
  });
  expect(rungs[2]).toMatchObject({ name: 'wasm', description: 'fake wasm', build: 7, p50: 2, error: 0 });
  expect(rungs[3]).toMatchObject({ name: 'cpu', problem: expect.stringMatching(/wrong numbers/) as string });
  expect(device.disposed.toSorted()).toEqual(['cpu', 'wasm', 'webgpu']);
});

test('lets everything go when cancelled', async () => {
  const device = new FakeDevice({ wasm: { cost: 2 }, cpu: { cost: 10 } });
  const controller = new AbortController();
  const work = measureRungs(device.rungs, weights, {
    now: device.now,
    rounds: 100,
    budget: Infinity,
    signal: controller.signal,
    onRound: () => {
      controller.abort(new Error('cancelled'));
    }
  });
  await expect(work).rejects.toThrow('cancelled');
  expect(device.disposed).toHaveLength(2);
});

test('the rungs that run in Node agree with float64 on their twenty best', async () => {
  const wasm = wasmRung(() => Promise.resolve({ module: simdStep(), variant: 'SIMD' }));
  const { rungs } = await measureRungs([wasm, cpuRung], weights, {
    now: () => performance.now(),
    rounds: 5,
    budget: 0
  });
  for (const rung of rungs) {
    expect(rung).toMatchObject({ overlap: 20 });
    expect('error' in rung && rung.error).toBeLessThan(1e-5);
  }
});
