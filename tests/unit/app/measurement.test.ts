import { expect, test } from 'vitest';
import {
  describeMeasured,
  describeMeasurement,
  describeMeasuring,
  measurementFile,
  measurementTables
} from '../../../src/lib/app/measurement.ts';
import { formatMilliseconds } from '../../../src/lib/app/format.ts';
import type { Measurement } from '../../../src/lib/device/index.ts';
import { phoneMeasurement } from '../device/measurement.ts';

test('times are short, and as exact as they need to be', () => {
  expect([0.001, 0.0763, 0.999, 3.456, 9.96, 34.6, 999.6, 2345].map(formatMilliseconds)).toEqual([
    'under 0.01 ms',
    '0.08 ms',
    '1.0 ms',
    '3.5 ms',
    '10 ms',
    '35 ms',
    '1.0 s',
    '2.3 s'
  ]);
});

test('one sentence says what it means', () => {
  expect(describeMeasurement(phoneMeasurement())).toBe(
    'Ranking your 5,087 songs takes 0.40 ms on WebAssembly, and the network’s answer before it 0.30 ms. ' +
      'Training goes through 67,000 plays a second. Nothing here needs a data centre.'
  );
});

test('the sentence names each route, says when it is slow, and whose songs these are not', () => {
  const slow = phoneMeasurement();
  slow.encoder.chosen = 'webgpu';
  slow.model.weights = 'invented';
  slow.training = [{ name: 'wasm', problem: 'No.' }];
  for (const ranker of slow.ranking) if ('p50' in ranker) ranker.p50 *= 1000;
  expect(describeMeasurement(slow)).toBe(
    'Ranking 5,087 songs takes 400 ms on WebAssembly, and the network’s answer before it 1.5 ms on WebGPU. ' +
      'That is long enough to notice.'
  );
  expect(describeMeasured(slow)).toMatch(
    /25 Nov 2026.*invented weights for 5,087 songs .*no trained network yet/
  );
  expect(describeMeasured(phoneMeasurement())).toMatch(/your own trained network \(1 block of width 48/);
});

test('a table shows what is there with its figures, and what is not with its reason', () => {
  const [answer, ranking, training] = measurementTables(phoneMeasurement());
  expect(answer?.rows[0]).toEqual({ name: 'WebNN', detail: 'This browser has no WebNN.', cells: [] });
  expect(answer?.rows[2]).toEqual({
    name: 'WebAssembly',
    detail: 'WebAssembly (SIMD, one thread). Built in 12 ms; 1.0 MB; 400 calls.',
    badge: 'Chosen',
    cells: ['3.0 ms', '0.30 ms', '0.50 ms']
  });
  expect(ranking?.title).toBe('Ranking 5,087 songs');
  expect(ranking?.rows.map(({ badge }) => badge)).toEqual([undefined, 'Fastest', undefined]);
  expect(training?.rows[0]?.cells).toEqual(['15 ms', '0.50 ms', '65']);
  for (const { columns, rows } of [answer, ranking, training].flatMap((table) => table ?? [])) {
    for (const { cells } of rows) expect([0, columns.length]).toContain(cells.length);
  }
});

test('software is marked as such, and nothing is called an NPU but what the engine calls one', () => {
  const measurement: Measurement = phoneMeasurement();
  const [, gpu] = measurement.encoder.rungs;
  if (!gpu || !('p50' in gpu)) throw new Error('no GPU');
  gpu.isSoftware = true;
  measurement.encoder.rungs[0] = {
    ...gpu,
    name: 'webnn',
    isSoftware: false,
    description: 'WebNN (asked for npu; the engine reports cpu)'
  };
  const [answer] = measurementTables(measurement);
  expect(answer?.rows[1]?.detail).toContain('imitates a GPU');
  expect(answer?.rows[0]?.detail).toContain('the engine reports cpu');
  const words = JSON.stringify([measurementTables(measurement), describeMeasurement(measurement)]);
  expect(words).not.toContain('NPU');
});

test('progress names what is being done', () => {
  expect(describeMeasuring(undefined)).toBe('Reading your model');
  expect(describeMeasuring({ doing: 'building', route: 'webnn', fraction: 0 })).toBe('Building WebNN');
  expect(describeMeasuring({ doing: 'ranking', fraction: 0.5 })).toBe('Timing the ranking');
});

test('the file holds the whole measurement', async () => {
  const measurement = phoneMeasurement();
  const content = JSON.parse(await measurementFile(measurement).text()) as Record<string, unknown>;
  expect(content).toEqual({
    ...measurement,
    format: 'earshot-measurement',
    measuredAt: '2026-11-25T12:00:00.000Z'
  });
});
