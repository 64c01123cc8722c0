import { expect, test } from 'vitest';
import { initialState } from '../../../src/lib/compute/training/initial.ts';
import type { TrainingEngine } from '../../../src/lib/compute/training/engine.ts';
import { measureDevice, type MeasurementProgress } from '../../../src/lib/device/index.ts';
import { parseMeasurement } from '../../../src/lib/device/stored-measurement.ts';
import { FakeDevice, FakeMemory } from '../compute/ladder/fakes.ts';
import { plain, wasm } from '../compute/ranking/kernels.ts';
import { smallShape } from '../compute/training/cases.ts';
import { phoneMeasurement } from './measurement.ts';

const shape = smallShape('sampled');

test('measures every part, tells how far it is, and can be stored and read again', async () => {
  const device = new FakeDevice({
    webnn: { cost: 1, absent: 'No WebNN here.' },
    wasm: { cost: 2, build: 5 },
    cpu: { cost: 10 }
  });
  const engine: TrainingEngine = {
    shape,
    load: () => undefined,
    step: () => {
      device.time += 8;
      return Promise.resolve(1);
    },
    encode: () => Promise.reject(new Error('not asked for')),
    read: () => Promise.reject(new Error('not asked for')),
    dispose: () => undefined
  };
  const told: MeasurementProgress[] = [];
  const measurement = await measureDevice(
    { shape, parameters: initialState(shape, () => 0.3).parameters, weights: 'invented' },
    {
      rungs: device.rungs,
      rankings: { kernels: wasm, plain },
      trainers: [
        { name: 'wasm', find: () => Promise.resolve({ description: 'fake', create: () => engine }) }
      ],
      choices: new FakeMemory(),
      routes: new FakeMemory<string>(),
      browser: 'Test 1',
      cores: 4,
      // Ranking does not move the fake clock on, so that asking for the time does, a little.
      now: () => (device.time += 1 / 64),
      clock: () => 1.8e12,
      onProgress: (progress) => told.push(progress)
    }
  );
  expect(measurement).toMatchObject({
    measuredAt: 1.8e12,
    browser: 'Test 1',
    cores: 4,
    model: { weights: 'invented', items: shape.items },
    encoder: { chosen: 'wasm', rungs: [{ problem: 'No WebNN here.' }, { name: 'wasm' }, { name: 'cpu' }] },
    ranking: [{ name: 'wasm' }, { name: 'wasm-int8' }, { name: 'cpu' }],
    training: [{ name: 'wasm' }]
  });
  expect(measurement.training[0]).toMatchObject({ n: 40 });
  expect(parseMeasurement(structuredClone(measurement))).toEqual(measurement);

  expect(told.map(({ doing, route }) => [doing, route].filter(Boolean).join(' '))).toEqual(
    expect.arrayContaining([
      'building webnn',
      'building cpu',
      'encoding',
      'ranking',
      'building wasm',
      'training'
    ])
  );
  const fractions = told.map(({ fraction }) => fraction);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
});

test('a stored document that is no measurement is treated as none', () => {
  const good = phoneMeasurement();
  expect(parseMeasurement(good)).toEqual(good);
  for (const damaged of [
    undefined,
    'text',
    { ...good, measuredAt: 'today' },
    { ...good, encoder: { rungs: [{ name: 'npu', problem: '' }] } },
    { ...good, training: [{ name: 'wasm' }] }
  ]) {
    expect(parseMeasurement(damaged)).toBeUndefined();
  }
});
