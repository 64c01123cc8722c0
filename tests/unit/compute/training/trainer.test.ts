import { expect, test } from 'vitest';
import type { TrainingBatch } from '../../../../src/lib/compute/training/batch.ts';
import { ADAM } from '../../../../src/lib/compute/training/engine.ts';
import { initialState } from '../../../../src/lib/compute/training/initial.ts';
import {
  openTrainer,
  type FoundRoute,
  type TrainerOptions,
  type TrainingRoute
} from '../../../../src/lib/compute/training/trainer.ts';
import { WasmEngine } from '../../../../src/lib/compute/training/wasm/engine.ts';
import { randomBatch, smallShape } from './cases.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { FAULTS } from './faults.ts';
import { simdStep } from './simd-step.ts';

const shape = smallShape('sampled', { items: 90, batch: 4 });
const settings = { ...ADAM, learningRate: 3e-3 };
const step = simdStep();

/** A device whose clock is moved by its engines alone. */
class Device {
  time = 0;
  /** Engines that were created and not disposed of. */
  open = 0;
  readonly remembered = new Map<string, string>();

  /** @param ms that a step takes @param breaksAt the step, counted over all its engines, that throws */
  route(name: string, ms: number, { breaksAt = Infinity } = {}): TrainingRoute {
    const spend = () => {
      this.time += ms;
      if (--breaksAt < 0) throw new Error('lost');
    };
    const count = (by: number) => (this.open += by);
    class Timed extends WasmEngine {
      override step(batch: TrainingBatch) {
        spend();
        return super.step(batch);
      }
      override dispose() {
        super.dispose();
        count(-1);
      }
    }
    return this.found(name, (small, given) => {
      count(1);
      return new Timed(step, small, given);
    });
  }

  found(name: string, create: FoundRoute['create']): TrainingRoute {
    return {
      name,
      mayFail: false,
      find: () => Promise.resolve({ description: `the ${name} processor`, create })
    };
  }

  options(routes: TrainingRoute[], changes: Partial<TrainerOptions> = {}): TrainerOptions {
    return {
      routes,
      lastResort: this.route('last', 1000),
      memory: {
        get: (key) => Promise.resolve(this.remembered.get(key)),
        set: (key, route) => Promise.resolve(void this.remembered.set(key, route))
      },
      browser: 'Browser 1',
      now: () => this.time,
      ...changes
    };
  }
}

const faulty = new Device().found('faulty', (small, given) => {
  const Faulty = FAULTS['loses one value'];
  if (!Faulty) throw new Error('no such fault');
  return new Faulty(step, small, given);
});
function described(found: FoundRoute | undefined, description: string): FoundRoute | undefined {
  return found && { ...found, description };
}

const missing: TrainingRoute = { name: 'missing', mayFail: false, find: () => Promise.resolve(undefined) };
const broken: TrainingRoute = { ...missing, find: () => Promise.reject(new Error('no memory')) };

test('the engine has the shape and the settings that were asked for', async () => {
  const device = new Device();
  const trainer = await openTrainer(shape, settings, device.options([device.route('only', 10)]));
  expect(trainer).toMatchObject({ route: 'only', description: 'the only processor', mayFail: false });
  const random = seededRandom(1);
  const start = initialState(shape, () => random.uniform());
  const batch = randomBatch(shape, random);
  const alone = new WasmEngine(step, shape, settings);
  for (const engine of [trainer.engine, alone]) {
    engine.load(start);
    await engine.step(batch);
  }
  expect(await trainer.engine.read()).toEqual(await alone.read());
  expect(device.open).toBe(1);
});

test('what is missing, broken or computes wrong numbers is passed over, for the last resort if need be', async () => {
  const device = new Device();
  const others = [missing, broken, faulty];
  const one = await openTrainer(shape, settings, device.options([...others, device.route('sound', 1)]));
  expect(one.route).toBe('sound');
  const last = await openTrainer(shape, settings, device.options(others));
  expect(last.route).toBe('last');
});

test('where nothing works, the error says why', async () => {
  const options = new Device().options([faulty], { lastResort: broken });
  await expect(openTrainer(shape, settings, options)).rejects.toThrow(
    'faulty: computed wrong numbers; missing: no memory'
  );
});

test('the fastest of several trains, and the others are let go', async () => {
  const device = new Device();
  const routes = [device.route('slow', 30), device.route('fast', 10), device.route('middling', 20)];
  const trainer = await openTrainer(shape, settings, device.options(routes));
  expect(trainer.route).toBe('fast');
  expect(device.open).toBe(1);
  expect([...device.remembered.values()]).toEqual(['fast']);
});

test('what was fastest once stays, for that browser, those routes and that network', async () => {
  const device = new Device();
  const choose = async (a: number, b: number, browser = 'Browser 1', changes = {}) => {
    const options = device.options([device.route('a', a), device.route('b', b)], { browser });
    return (await openTrainer({ ...shape, ...changes }, settings, options)).route;
  };
  expect(await choose(100, 90)).toBe('b');
  expect(await choose(50, 100)).toBe('b');
  // More songs make no other choice; another browser or network does.
  expect(await choose(50, 100, 'Browser 1', { items: 99 })).toBe('b');
  expect(await choose(50, 100, 'Browser 2')).toBe('a');
  expect(await choose(50, 100, 'Browser 1', { hidden: 16 })).toBe('a');
});

test('a remembered route is opened alone, and another one is looked for when it no longer works', async () => {
  const device = new Device();
  await openTrainer(shape, settings, device.options([device.route('a', 10), device.route('b', 20)]));
  let created = 0;
  const counting: TrainingRoute = device.found('b', (small, given) => {
    created++;
    return new WasmEngine(step, small, given);
  });
  const again = await openTrainer(shape, settings, device.options([device.route('a', 30), counting]));
  expect([again.route, created]).toEqual(['a', 0]);
  const wrong = { ...faulty, name: 'a', find: async () => described(await faulty.find(), 'the a processor') };
  const other = await openTrainer(shape, settings, device.options([wrong, device.route('b', 20)]));
  expect(other.route).toBe('b');
});

test('a run that goes on keeps its route, if that still works', async () => {
  const device = new Device();
  const routes = [faulty, device.route('fast', 10), device.route('slow', 30)];
  const open = (changes: Partial<TrainerOptions>) =>
    openTrainer(shape, settings, device.options(routes, changes));
  expect((await open({ prefer: 'slow' })).route).toBe('slow');
  expect((await open({ prefer: 'last' })).route).toBe('last');
  expect((await open({ prefer: 'faulty' })).route).toBe('fast');
  expect((await open({ prefer: 'gone' })).route).toBe('fast');
  expect((await open({ prefer: 'fast', without: ['fast'] })).route).toBe('slow');
});

test('one that breaks in the contest loses it', async () => {
  const device = new Device();
  // Two steps of the gate, then one.
  const routes = [device.route('breaking', 1, { breaksAt: 3 }), device.route('steady', 100)];
  const trainer = await openTrainer(shape, settings, device.options(routes));
  expect(trainer.route).toBe('steady');
  expect(device.open).toBe(1);
});

test('it can be cancelled, and then leaves nothing open', async () => {
  for (const moment of ['while looking', 'while comparing']) {
    const device = new Device();
    const controller = new AbortController();
    const abort = () => {
      controller.abort(new Error(moment));
      return Promise.resolve(undefined);
    };
    const other = moment === 'while looking' ? { ...missing, find: abort } : device.route('other', 1);
    const memory = { get: abort, set: () => Promise.resolve() };
    const options = device.options([device.route('a', 1), other, device.route('b', 1)], {
      memory,
      signal: controller.signal
    });
    await expect(openTrainer(shape, settings, options)).rejects.toThrow(moment);
    expect(device.open).toBe(0);
  }
});
