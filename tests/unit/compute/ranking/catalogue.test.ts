import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openRanking, type CatalogueFormat, type Ranking } from '../../../../src/lib/compute/index.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { plain, wasm } from './kernels.ts';

const FORMATS = ['f32', 'int8'] as const;

function randomFloats(length: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => random.uniform() - 0.5);
}

/** Scores in float64, and the order by score, then index. */
function bruteForce(vectors: Float32Array, width: number, query: Float32Array) {
  const scores = Array.from({ length: vectors.length / width }, (_, i) =>
    query.reduce((sum, value, j) => sum + value * (vectors[i * width + j] ?? 0), 0)
  );
  return { scores, order: orderOf(scores) };
}

function orderOf(scores: ArrayLike<number>): number[] {
  const at = (i: number) => scores[i] ?? 0;
  return Array.from(scores, (_, i) => i).sort((a, b) => at(b) - at(a) || a - b);
}

/** Small whole numbers, so that every score is exact and many are equal. */
const catalogues = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), items: fc.integer({ min: 0, max: 70 }) })
  .chain(({ width, items }) => {
    const whole = fc.integer({ min: -2, max: 2 });
    return fc.record({
      width: fc.constant(width),
      vectors: fc.array(whole, { minLength: items * width, maxLength: items * width }),
      query: fc.array(whole, { minLength: width, maxLength: width }),
      k: fc.integer({ min: 0, max: 80 })
    });
  });

describe.each<[string, Ranking]>([
  ['wasm', wasm],
  ['cpu', plain]
])('%s', (rung, ranking) => {
  test('is the route that was asked for', () => {
    expect(ranking.rung).toBe(rung);
  });

  test('scores in f32 as float64 does, to rounding', () => {
    const width = 64;
    const vectors = randomFloats(1003 * width, 1);
    const query = randomFloats(width, 2);
    const { scores } = bruteForce(vectors, width, query);
    const actual = ranking.catalogue(vectors, width, 'f32').score(query);
    expect(actual).toHaveLength(1003);
    actual.forEach((score, i) => {
      expect(Math.abs(score - (scores[i] ?? NaN))).toBeLessThan(2e-6);
    });
  });

  test('scores in int8 to within half a step of each component', () => {
    const width = 64;
    const vectors = randomFloats(501 * width, 3);
    const query = randomFloats(width, 4);
    const { scores } = bruteForce(vectors, width, query);
    const size = query.reduce((sum, value) => sum + Math.abs(value), 0);
    ranking
      .catalogue(vectors, width, 'int8')
      .score(query)
      .forEach((score, i) => {
        const row = vectors.subarray(i * width, (i + 1) * width);
        const largest = row.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
        // Of the row: half a step of 127. Of the query: half of 32,767 steps, on components of at most `largest`.
        const bound = size * (largest / 127 / 2) + width * largest * (0.5 / 32_767 / 2);
        expect(Math.abs(score - (scores[i] ?? NaN))).toBeLessThan(bound * 1.001);
      });
  });

  test.each(FORMATS)('%s: ranks as a sort does, equal scores by index', (format) => {
    fc.assert(
      fc.property(catalogues, ({ width, vectors, query, k }) => {
        const catalogue = ranking.catalogue(Float32Array.from(vectors), width, format);
        const scores = catalogue.score(Float32Array.from(query));
        const { items, scores: best } = catalogue.top(Float32Array.from(query), k);
        const order = orderOf(scores).slice(0, k);
        expect([...items]).toEqual(order);
        expect([...best]).toEqual(order.map((i) => scores[i]));
      })
    );
  });

  test('f32: exact scores rank as in float64', () => {
    fc.assert(
      fc.property(catalogues, ({ width, vectors, query, k }) => {
        const [rows, h] = [Float32Array.from(vectors), Float32Array.from(query)];
        const { order } = bruteForce(rows, width, h);
        expect([...ranking.catalogue(rows, width, 'f32').top(h, k).items]).toEqual(order.slice(0, k));
      })
    );
  });

  test.each(FORMATS)('%s: permuting the items permutes the ranking', (format) => {
    const width = 24;
    const vectors = randomFloats(200 * width, 5);
    const query = randomFloats(width, 6);
    const before = ranking.catalogue(vectors, width, format).top(query, 200);
    // Without ties, as these numbers are; ties keep the lowest index.
    expect(new Set(before.scores).size).toBe(200);
    const places = fc.shuffledSubarray([...Array(200).keys()], { minLength: 200 });
    fc.assert(
      fc.property(places, (from) => {
        const moved = new Float32Array(vectors.length);
        from.forEach((old, now) => {
          moved.set(vectors.subarray(old * width, (old + 1) * width), now * width);
        });
        const after = ranking.catalogue(moved, width, format).top(query, 200);
        expect([...after.items].map((item) => from[item])).toEqual([...before.items]);
        expect(after.scores).toEqual(before.scores);
      }),
      { numRuns: 20 }
    );
  });

  test.each(FORMATS)('%s: finds the top 100 of 50,000, the best first', (format) => {
    const width = 16;
    const vectors = randomFloats(50_000 * width, 7);
    const query = randomFloats(width, 8);
    const catalogue = ranking.catalogue(vectors, width, format);
    expect([...catalogue.top(query, 100).items]).toEqual(orderOf(catalogue.score(query)).slice(0, 100));
  });

  test.each(FORMATS)('%s: an empty catalogue, none asked for, more asked for than there are', (format) => {
    const empty = ranking.catalogue(new Float32Array(0), 3, format);
    const query = Float32Array.of(1, 2, 3);
    expect(empty.top(query, 10)).toEqual({ items: new Int32Array(0), scores: new Float32Array(0) });
    expect(empty.score(query)).toHaveLength(0);
    const two = ranking.catalogue(Float32Array.of(0, 0, 0, 1, 0, 0), 3, format);
    expect(two.top(query, 0).items).toHaveLength(0);
    expect([...two.top(query, 10).items]).toEqual([1, 0]);
    // Of zeros alone.
    expect([...two.top(new Float32Array(3), 10).items]).toEqual([0, 1]);
  });

  test.each(FORMATS)('%s: a longer list after a shorter one, and the shorter again', (format) => {
    const catalogue = ranking.catalogue(randomFloats(90_000, 9), 1, format);
    const query = Float32Array.of(1);
    const short = catalogue.top(query, 10);
    const long = catalogue.top(query, 90_000);
    expect(long.items.subarray(0, 10)).toEqual(short.items);
    expect(catalogue.top(query, 10)).toEqual(short);
  });

  test.each(FORMATS)('%s: refuses what is not finite and what does not fit', (format) => {
    const vectors = Float32Array.of(1, 2, 3, 4);
    const open = (values: Float32Array, width: number) => () => ranking.catalogue(values, width, format);
    expect(open(Float32Array.of(1, NaN), 2)).toThrow(RangeError);
    expect(open(Float32Array.of(1, Infinity), 2)).toThrow(RangeError);
    expect(open(vectors, 3)).toThrow(RangeError);
    expect(open(vectors, 0)).toThrow(RangeError);
    const catalogue = ranking.catalogue(vectors, 2, format);
    for (const query of [Float32Array.of(NaN, 1), Float32Array.of(1), Float32Array.of(1, -Infinity)]) {
      expect(() => catalogue.top(query, 1)).toThrow(RangeError);
      expect(() => catalogue.score(query)).toThrow(RangeError);
    }
    for (const k of [-1, 0.5, NaN]) expect(() => catalogue.top(Float32Array.of(1, 1), k)).toThrow(RangeError);
  });

  test('refuses scores that overflow to NaN, wherever they lie', () => {
    const huge = 3e38;
    for (const at of [0, 1, 7, 9]) {
      const vectors = new Float32Array(10 * 2);
      vectors.set([huge, -huge], 2 * at);
      const catalogue = ranking.catalogue(vectors, 2, 'f32');
      // Infinity - Infinity; both columns are summed apart and then added.
      for (const k of [0, 1, 3, 10]) {
        expect(() => catalogue.top(Float32Array.of(huge, huge), k)).toThrow('not a number');
      }
    }
  });

  test('int8: refuses vectors whose sums would not fit', () => {
    expect(() => ranking.catalogue(new Float32Array(513), 513, 'int8')).toThrow(RangeError);
    // The largest sum that can be.
    const width = 512;
    const ones = new Float32Array(width).fill(1);
    const [score] = ranking.catalogue(ones, width, 'int8').score(ones);
    expect(score).toBeCloseTo(width, 3);
  });
});

test.each<CatalogueFormat>(['f32', 'int8'])('%s: both routes give the same bits', (format) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer(),
      (width, items, seed) => {
        const vectors = randomFloats(items * width, seed);
        const query = randomFloats(width, seed + 1);
        const [a, b] = [wasm, plain].map((ranking) => ranking.catalogue(vectors, width, format));
        expect(a?.score(query)).toEqual(b?.score(query));
        expect(a?.top(query, 20)).toEqual(b?.top(query, 20));
      }
    )
  );
});

test('plain TypeScript takes over where the kernels do not compile', async () => {
  expect((await openRanking(Uint8Array.of(0, 97, 115, 109, 9, 9, 9, 9))).rung).toBe('cpu');
});
