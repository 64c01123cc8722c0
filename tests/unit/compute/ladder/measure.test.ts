import { expect, test } from 'vitest';
import { cpuRung, wasmRung, type RungName } from '../../../../src/lib/compute/encoding/index.ts';
import { measureRungs, openLadder } from '../../../../src/lib/compute/ladder/index.ts';
import { encoderCase } from '../encoding/cases.ts';
import { simdStep } from '../training/simd-step.ts';
import { FakeDevice, FakeMemory } from './fakes.ts';

const { weights } = encoderCase();

const calm = { rounds: 9, budget: Infinity, browser: 'Test 1' };

test('reports what each rung takes, or why it is not there, and which one would be taken', async () => {
  const device = new FakeDevice({
    webnn: { cost: 1, absent: 'No WebNN here.' },
    webgpu: { cost: 1, build: 90, isSoftware: true },
    wasm: { cost: 2, build: 7 },
    cpu: { cost: 10, fails: 'wrong' }
  });
  const asked: RungName[] = [];
  const { rungs, chosen } = await measureRungs(device.rungs, weights, {
    ...calm,
    now: device.now,
    memory: new FakeMemory(),
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

test('the ladder goes by what was measured, and the measurement by what the ladder chose', async () => {
  const device = new FakeDevice({ webnn: { cost: 3 }, wasm: { cost: 4 }, cpu: { cost: 10 } });
  const world = { now: device.now, memory: new FakeMemory(), browser: 'Test 1' };
  const ladder = () => openLadder({ ...world, rungs: device.rungs, weights });
  const measure = async () => (await measureRungs(device.rungs, weights, { ...calm, ...world })).chosen;
  expect((await ladder()).rung).toBe('webnn');
  device.behaviours.wasm = { cost: 2.6 };
  expect(await measure()).toBe('webnn');
  device.behaviours.wasm = { cost: 2 };
  expect(await measure()).toBe('wasm');
  device.builds = [];
  expect((await ladder()).rung).toBe('wasm');
  expect(device.builds).toEqual(['wasm']);
});

test('a rung that fails while it is timed holds up no other', async () => {
  const device = new FakeDevice({ webnn: { cost: 1 }, wasm: { cost: 2 }, cpu: { cost: 10 } });
  const { rungs, chosen } = await measureRungs(device.rungs, weights, {
    ...calm,
    now: device.now,
    memory: new FakeMemory(),
    onRound: () => {
      device.behaviours.webnn = { cost: 1, fails: 'throws' };
    }
  });
  expect(rungs[0]).toEqual({ name: 'webnn', problem: 'It failed while it was timed: webnn is lost' });
  expect(rungs[1]).toMatchObject({ name: 'wasm', p50: 2, n: 9 });
  expect(chosen).toBe('wasm');
});

test('the rungs that run in Node agree with float64 on their twenty best', async () => {
  const wasm = wasmRung(() => Promise.resolve({ module: simdStep(), variant: 'SIMD' }));
  const { rungs } = await measureRungs([wasm, cpuRung], weights, {
    ...calm,
    now: () => performance.now(),
    budget: 0,
    memory: new FakeMemory()
  });
  for (const rung of rungs) {
    expect(rung).toMatchObject({ overlap: 20 });
    expect('error' in rung && rung.error).toBeLessThan(1e-5);
  }
});
