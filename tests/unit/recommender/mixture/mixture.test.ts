import { expect, test } from 'vitest';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { rankOf } from '../../../../src/lib/recommender/metrics.ts';
import { CaseBuilder } from '../../../../src/lib/recommender/mixture/cases.ts';
import { Gate } from '../../../../src/lib/recommender/mixture/gate.ts';
import { mix, ranksBy } from '../../../../src/lib/recommender/mixture/mixture.ts';
import { Past } from '../../../../src/lib/recommender/mixture/past.ts';

const ITEMS = 120;

function inventRow(seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: ITEMS }, () => (random.uniform() < 0.3 ? random.uniform() : 0));
}

function past(): Past {
  const result = new Past();
  [3, 1, 3].forEach((song, i) => {
    result.observe(song, i * 60_000, 0);
  });
  return result;
}

function drawnGate(): Gate {
  const gate = new Gate(4, 6, 5);
  const random = seededRandom(9);
  gate.weights.forEach((_, i) => (gate.weights[i] = random.uniform() - 0.5));
  return gate;
}

test('candidates are the union of what the parts put forward, with zeros where a part is silent', () => {
  const rows = [Float32Array.of(0, 4, 2, 0), Float32Array.of(0, 0, 8, 0)];
  const builder = new CaseBuilder(2, 4);
  builder.add(rows, past(), 240_000, 2);
  builder.add(rows, past(), 240_000, 3);
  const cases = builder.build();
  expect([...cases.starts]).toEqual([0, 2, 4]);
  expect([...cases.items]).toEqual([1, 2, 1, 2]);
  expect([...cases.targets]).toEqual([1, -1]);
  const [four, two, eight] = [4, 2, 8].map((score) => expect.closeTo(Math.asinh(score), 5) as number);
  const log = (share: number) => expect.closeTo(Math.log1p(1000 * share), 5) as number;
  expect([...cases.candidates.slice(0, 12)]).toEqual([
    four,
    1,
    log(1),
    0,
    0,
    0,
    two,
    0.5,
    log(0.5),
    eight,
    1,
    log(1)
  ]);
  const moment = [Math.log(4), Math.log(8), Math.log(4), Math.log(4), Math.log(121)];
  expect([...cases.cases.slice(0, 5)]).toEqual(moment.map((value) => expect.closeTo(value, 4) as number));
});

test('ranks are those of a full ranking in which what is no candidate comes last', () => {
  const rows = [inventRow(1), inventRow(2)];
  const gate = drawnGate();
  const scores = new Float32Array(ITEMS).fill(-Infinity);
  for (const { item, score } of mix(gate, rows, past(), 240_000)) scores[item] = score;
  for (let target = 0; target < ITEMS; target++) {
    const builder = new CaseBuilder(2, ITEMS);
    builder.add(rows, past(), 240_000, target);
    expect(ranksBy(gate, builder.build(), ITEMS)).toEqual([rankOf(target, scores)]);
  }
});

test('contributions add up to the score, and the list falls', () => {
  const list = mix(drawnGate(), [inventRow(1), inventRow(2)], past(), 240_000);
  expect(list.length).toBeGreaterThan(30);
  list.forEach(({ score, contributions }, i) => {
    expect(contributions.reduce((sum, value) => sum + value, 0)).toBeCloseTo(score, 9);
    expect(score).toBeLessThanOrEqual(list[i - 1]?.score ?? Infinity);
  });
});

test('renaming the songs renames the list', () => {
  const rename = (item: number) => (item * 7 + 3) % ITEMS;
  const renamed = (row: Float32Array) => {
    const result = new Float32Array(ITEMS);
    row.forEach((value, item) => (result[rename(item)] = value));
    return result;
  };
  const rows = [inventRow(1), inventRow(2)];
  const before = mix(drawnGate(), rows, past(), 240_000);
  const after = mix(drawnGate(), rows.map(renamed), past(), 240_000);
  expect(after.map(({ item }) => item)).toEqual(before.map(({ item }) => rename(item)));
});
