import { expect, test } from 'vitest';
import { ADAM, type TrainingEngine } from '../../../../src/lib/compute/training/engine.ts';
import { measureTrainers } from '../../../../src/lib/compute/training/measure.ts';
import { FakeMemory } from '../ladder/fakes.ts';
import { smallShape } from './cases.ts';

const settings = { ...ADAM, learningRate: 1e-3 };
const shape = smallShape('sampled');

const patient = { rounds: 7, budget: Infinity, browser: 'Browser 1' };

/** Engines on a clock that only their own work moves on. */
function device() {
  let time = 0;
  const disposed: string[] = [];
  const trainer = (name: string, cost: number, failsAt = Infinity) => ({
    name,
    find: () => {
      let steps = 0;
      const engine: TrainingEngine = {
        shape,
        load: () => {
          time += 3;
        },
        step: () => {
          time += cost;
          return ++steps < failsAt ? Promise.resolve(1) : Promise.reject(new Error('The GPU was lost.'));
        },
        encode: () => Promise.reject(new Error('not asked for')),
        read: () => Promise.reject(new Error('not asked for')),
        dispose: () => {
          disposed.push(name);
        }
      };
      return Promise.resolve({ description: `fake ${name}`, create: () => engine });
    }
  });
  return { now: () => time, disposed, trainer };
}

test('says what steps take on each engine, or why there is none', async () => {
  const { now, disposed, trainer } = device();
  const absent = { name: 'webgpu', find: () => Promise.resolve(undefined) };
  const trainers = [absent, trainer('early', 1, 1), trainer('late', 1, 9), trainer('wasm', 5)];
  const memory = new FakeMemory<string>();
  const results = await measureTrainers(trainers, shape, settings, { ...patient, now, memory });
  expect(results).toEqual([
    { name: 'webgpu', problem: 'This device or browser has no such route.' },
    { name: 'early', problem: 'The GPU was lost.' },
    { name: 'late', problem: 'It failed while it was timed: The GPU was lost.' },
    { name: 'wasm', description: 'fake wasm', build: 3, first: 5, p50: 5, p95: 5, n: 7 }
  ]);
  expect(disposed.toSorted()).toEqual(['early', 'late', 'wasm']);
  expect([...memory.choices.values()]).toEqual(['wasm']);
});

test('decides how to train from now on: the former way stays until another one beats it clearly', async () => {
  const memory = new FakeMemory<string>();
  const measure = async (a: number, b: number) => {
    const { now, trainer } = device();
    const trainers = [trainer('a', a), trainer('b', b)];
    await measureTrainers(trainers, shape, settings, { ...patient, now, memory });
    return [...memory.choices.values()];
  };
  expect(await measure(100, 90)).toEqual(['b']);
  expect(await measure(90, 100)).toEqual(['b']);
  expect(await measure(70, 100)).toEqual(['a']);
});
