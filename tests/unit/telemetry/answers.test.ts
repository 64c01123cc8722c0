import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Play } from '$lib/history/index.ts';
import {
  findMetric,
  mechanismOf,
  METRICS,
  type MetricId,
  toUnit,
  trueAnswer,
  type Week
} from '$lib/telemetry/index.ts';
import { seededRng } from '../privacy/seeded-rng.ts';

const MINUTE = 60_000;
let plays = 0;

function play(more: Partial<Play> = {}): Play {
  const id = `play ${++plays}`;
  return {
    id,
    artist: 'A',
    title: 'T',
    startedAt: 0,
    completed: 'played',
    source: 'spotify-extended',
    ...more
  };
}
const piece = (family: string) => play({ source: 'earshot', uri: `earshot:piece:${family}-03` });
const skip = () => play({ completed: 'skipped' });

const nothing: Week = {
  plays: [],
  recommended: new Set(),
  hourOf: (time) => new Date(time).getUTCHours(),
  serving: undefined,
  answering: undefined
};

/** The answer in words, or as a number. */
function answer(metric: MetricId, week: Partial<Week>, seed = 1): string | number {
  const value = trueAnswer(metric, { ...nothing, ...week }, seededRng(seed));
  const domain = findMetric(metric)?.domain;
  return domain?.kind === 'choice' ? (domain.options[value] ?? 'no option') : value;
}

test('without music there is an answer to every question', () => {
  expect(METRICS.map(({ id }) => answer(id, {}))).toEqual([
    'nothing',
    'nothing',
    0,
    0,
    'nothing',
    'not measured',
    'nothing'
  ]);
});

test('the invented sample listener counts as no music', () => {
  const sample = [play({ source: 'sample', msPlayed: 1e6 }), { ...skip(), source: 'sample' }];
  for (const { id } of METRICS) expect(answer(id, { plays: sample }), id).toBe(answer(id, {}));
});

describe('the kind of music', () => {
  test.each<[Play[], string]>([
    [[piece('rain'), piece('bells'), piece('rain')], 'rain'],
    [[piece('rain'), piece('bells')], 'bells'],
    [[play(), play(), piece('night')], 'night'],
    [[play()], 'other music'],
    [[skip(), { ...piece('rain'), completed: 'skipped' }], 'nothing'],
    [[play({ uri: 'earshot:piece:polka-01' })], 'other music']
  ])('%#', (week, family) => {
    expect(answer('family', { plays: week })).toBe(family);
  });
});

test('the hour is that of one piece heard, by the clock of the listener, each as likely', () => {
  const at = (hour: number) => play({ startedAt: hour * 60 * MINUTE });
  const week = { plays: [at(3), at(22), { ...at(9), completed: 'skipped' as const }] };
  const drawn = Array.from({ length: 400 }, (_, seed) => answer('hour', week, seed));
  expect(new Set(drawn)).toEqual(new Set(['03:00', '22:00']));
  expect(drawn.filter((hour) => hour === '03:00').length / drawn.length).toBeCloseTo(0.5, 1);
  expect(answer('hour', { ...week, hourOf: () => 5 })).toBe('05:00');
});

test('shares are of all plays that began, skips included', () => {
  const heardOut = play();
  const leftEarly = skip();
  const week = {
    plays: [heardOut, leftEarly, play(), skip()],
    recommended: new Set([heardOut.id, leftEarly.id])
  };
  expect(answer('accepted', week)).toBe(0.25);
  expect(answer('skipped', week)).toBe(0.5);
});

test.each([
  [0, 'under 30 min'],
  [29.9, 'under 30 min'],
  [30, '30 to 60 min'],
  [59, '30 to 60 min'],
  [60, '1 to 3 h'],
  [13.9 * 60, '7 to 14 h'],
  [28 * 60, 'over 28 h'],
  [150 * 60, 'over 28 h']
])('%d minutes are "%s"', (minutes, words) => {
  const heard = [
    play({ msPlayed: (minutes * MINUTE) / 2 }),
    play({ msPlayed: (minutes * MINUTE) / 2 }),
    play()
  ];
  expect(answer('minutes', { plays: [...heard, { ...skip(), msPlayed: 1e9 }] })).toBe(words);
});

test.each([
  ['webnn', 0.4, 'WebNN, under 1 ms'],
  ['webgpu', 1, 'WebGPU, 1 to 4 ms'],
  ['wasm', 15.9, 'WASM, 4 to 16 ms'],
  ['cpu', 64, 'CPU, 64 ms and over'],
  ['abacus', 64, 'not measured']
])('%s in %d ms is "%s"', (route, ms, words) => {
  expect(answer('latency', { answering: { route, ms } })).toBe(words);
});

test.each([
  ['mixture', 'mixture'],
  ['sequence-network', 'network'],
  ['base-level', 'base-level'],
  ['next-song', 'another part'],
  ['a part of tomorrow', 'another part']
])('the part %s is "%s"', (serving, words) => {
  expect(answer('serving', { serving })).toBe(words);
});

test('whatever the week was, the mechanism takes the answer', () => {
  const anyPlay = fc
    .record({
      completed: fc.constantFrom('played' as const, 'skipped' as const),
      startedAt: fc.nat(6e8),
      uri: fc.constantFrom('earshot:piece:felt-01', 'spotify:track:x', 'earshot:piece:-1'),
      source: fc.constantFrom('earshot', 'sample')
    })
    .map(play);
  fc.assert(
    fc.property(fc.array(anyPlay, { maxLength: 30 }), fc.integer(), (week, seed) => {
      for (const metric of METRICS) {
        const truth = trueAnswer(
          metric.id,
          { ...nothing, plays: week, recommended: new Set(week.slice(3).map(({ id }) => id)) },
          seededRng(seed)
        );
        const made = mechanismOf(metric, 1);
        const drawn =
          made.kind === 'choice'
            ? made.mechanism.randomize(truth, seededRng(seed))
            : made.mechanism.randomize(toUnit(truth, made), seededRng(seed));
        expect(drawn).toBeDefined();
        if (made.kind === 'mean') expect(truth >= made.low && truth <= made.high).toBe(true);
      }
    })
  );
});
