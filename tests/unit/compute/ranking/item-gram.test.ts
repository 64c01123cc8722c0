import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exactInverseDiagonal,
  fadingWindow,
  slidingWindow,
  type Plays,
  type Ranking
} from '../../../../src/lib/compute/index.ts';
import { inverse, plusDiagonal, times } from './dense.ts';
import { plain, wasm } from './kernels.ts';
import { bruteForceGram, inventPlays, toDense } from './plays.ts';

const NONE: Plays = { item: new Int32Array(0), session: new Int32Array(0) };

const someItems = 6;
const somePlays = fc
  .array(fc.record({ item: fc.nat(someItems - 1), session: fc.nat(2) }), { maxLength: 60 })
  .map((plays) => ({
    item: Int32Array.from(plays, ({ item }) => item),
    session: Int32Array.from(plays, ({ session }) => session)
  }));
const someWindows = fc.oneof(
  fc.integer({ min: 1, max: 8 }).map(slidingWindow),
  fc
    .tuple(fc.double({ min: 0.001, max: 10, noNaN: true }), fc.integer({ min: 1, max: 8 }))
    .map((args) => fadingWindow(...args))
);

/** A list or query with recent plays weighted more. */
function listenerOf({ item }: Plays, items: number): Float64Array {
  const x = new Float64Array(items);
  item.subarray(-20).forEach((i, t) => (x[i] = (x[i] ?? 0) + 2 ** (t - 20)));
  return x;
}

test('a window of three plays, by hand', () => {
  // Plays 0 1 | 2 1 1, a third of weight for each of the windows that two plays share.
  const gram = plain.itemGram(3, slidingWindow(3), {
    item: Int32Array.of(0, 1, 2, 1, 1),
    session: [0, 0, 1, 1, 1]
  });
  const third = (n: number) => Math.fround(n / 3);
  expect([...gram.diagonal].map(third)).toEqual([third(1), third(3 + 2 * (2 / 3)), third(1)]);
  expect([...gram.row(0).columns]).toEqual([1]);
  expect([...gram.row(0).values]).toEqual([third(2)]);
  expect([...gram.row(1).columns]).toEqual([0, 2]);
  expect([...gram.row(2).columns]).toEqual([1]);
  // Next to each other 2/3, one between them 1/3.
  expect(gram.row(2).values[0]).toBeCloseTo(1, 6);
  expect(gram.entries).toBe(4);
});

test('the windows are positive definite: the Gram of any plays has a Cholesky factor after a tiny shift', () => {
  fc.assert(
    fc.property(somePlays, someWindows, (plays, window) => {
      expect(() => exactInverseDiagonal(plain.itemGram(someItems, window, plays), 1e-4)).not.toThrow();
    })
  );
  // What is just cut off is not: 1 1 0 has the eigenvalue 1 - sqrt(2) on three plays in a row.
  const cut = plain.itemGram(3, [1, 1], { item: Int32Array.of(0, 1, 2), session: [0, 0, 0] });
  expect(() => exactInverseDiagonal(cut, 1e-4)).toThrow('not positive definite');
});

describe.each<[string, Ranking]>([
  ['wasm', wasm],
  ['cpu', plain]
])('%s', (_, ranking) => {
  test('rows of the inverse have the bits of single solutions, and are those of the dense inverse', () => {
    const plays = inventPlays(40, 1500, 3);
    const gram = ranking.itemGram(40, fadingWindow(3, 20), plays);
    const asked = [7, 0, 39, 7, 12, 13, 14, 15, 16, 17, 18];
    for (const tolerance of [1e-2, 1e-9]) {
      const rows = gram.inverseRows(asked, { lambda: 20, tolerance });
      asked.forEach((item, k) => {
        const unit = new Float64Array(40);
        unit[item] = 1;
        expect(rows[k]).toEqual(Float32Array.from(gram.solve(unit, { lambda: 20, tolerance }).y));
      });
    }
    const dense = inverse(plusDiagonal(toDense(gram), 20));
    gram.inverseRows(asked, { lambda: 20, tolerance: 1e-9 }).forEach((row, k) => {
      row.forEach((value, j) => {
        expect(Math.abs(value - (dense[asked[k] ?? 0]?.[j] ?? NaN))).toBeLessThan(1e-8);
      });
    });
    expect(() => gram.inverseRows([40], { lambda: 20 })).toThrow('no item 40');
    expect(() => gram.inverseRows([0], { lambda: 0 })).toThrow('lambda');
  });

  test('the Gram is what its definition says, symmetric to the bit', () => {
    fc.assert(
      fc.property(somePlays, someWindows, (plays, window) => {
        const gram = ranking.itemGram(someItems, window, plays);
        const actual = toDense(gram);
        const expected = bruteForceGram(someItems, window, plays);
        actual.forEach((row, i) => {
          row.forEach((value, j) => {
            expect(Math.abs(value - (expected[i]?.[j] ?? NaN))).toBeLessThan(1e-5);
            expect(value).toBe(actual[j]?.[i]);
          });
        });
        expect(gram.entries).toBe(
          actual.flatMap((row, i) => row.filter((v, j) => v !== 0 && i !== j)).length
        );
      })
    );
  });

  test('play by play or rebuilt: the same bits, from any point on', () => {
    fc.assert(
      fc.property(somePlays, someWindows, fc.nat(60), ({ item, session }, window, first) => {
        const grown = ranking.itemGram(someItems, window, {
          item: item.subarray(0, first),
          session: session.subarray(0, first)
        });
        item.subarray(first).forEach((i, t) => {
          grown.add(i, session[first + t] ?? 0);
        });
        const rebuilt = ranking.itemGram(someItems, window, { item, session });
        expect(grown.diagonal).toEqual(rebuilt.diagonal);
        expect(grown.entries).toBe(rebuilt.entries);
        for (let i = 0; i < someItems; i++) expect(grown.row(i)).toEqual(rebuilt.row(i));
      })
    );
  });

  test('rows that outgrow their place many times keep what they hold', () => {
    const plays = inventPlays(300, 4000, 1);
    const grown = ranking.itemGram(300, slidingWindow(6), NONE);
    plays.item.forEach((i, t) => {
      grown.add(i, plays.session[t] ?? 0);
    });
    const rebuilt = ranking.itemGram(300, slidingWindow(6), plays);
    for (let i = 0; i < 300; i++) expect(grown.row(i)).toEqual(rebuilt.row(i));
    const x = listenerOf(plays, 300);
    expect(grown.solve(x, { lambda: 5 })).toEqual(rebuilt.solve(x, { lambda: 5 }));
  });

  test.each([0.5, 10, 300])('solves as the dense inverse in float64 does, lambda %d', (lambda) => {
    const items = 120;
    const plays = inventPlays(items, 2500, 2);
    const gram = ranking.itemGram(items, fadingWindow(3, 8), plays);
    const dense = plusDiagonal(toDense(gram), lambda);
    const x = listenerOf(plays, items);
    const expected = times(inverse(dense), x);
    const { y, residual, iterations } = gram.solve(x, { lambda, tolerance: 1e-12 });
    const largest = Math.max(...expected.map(Math.abs));
    y.forEach((value, i) => {
      expect(Math.abs(value - (expected[i] ?? NaN))).toBeLessThan(1e-10 * largest);
    });
    expect(residual).toBeLessThan(1e-11);
    expect(iterations).toBeLessThanOrEqual(items);
    // G v, as the dense product has it.
    times(toDense(gram), y).forEach((value, i) => {
      expect(gram.multiply(y)[i]).toBeCloseTo(value, 10);
    });
  });

  test('tells the residual that there is, also when it was stopped early', () => {
    const plays = inventPlays(100, 2000, 3);
    const gram = ranking.itemGram(100, slidingWindow(5), plays);
    const x = listenerOf(plays, 100);
    const size = Math.hypot(...x);
    for (const most of [0, 1, 3, 10]) {
      const { y, residual, iterations } = gram.solve(x, { lambda: 2, most, tolerance: 1e-9 });
      expect(iterations).toBe(most);
      const product = times(plusDiagonal(toDense(gram), 2), y);
      expect(residual).toBeCloseTo(Math.hypot(...product.map((value, i) => (x[i] ?? 0) - value)) / size, 12);
    }
    const done = gram.solve(x, { lambda: 2, tolerance: 1e-5 });
    expect(done.residual).toBeLessThanOrEqual(1.001e-5);
    expect(done.residual).toBeGreaterThan(0);
  });

  test('a warm start after one more play takes fewer iterations to the same end', () => {
    const plays = inventPlays(400, 8000, 4);
    const gram = ranking.itemGram(400, fadingWindow(3, 8), plays);
    const options = { lambda: 10, tolerance: 1e-4 };
    const before = listenerOf(plays, 400);
    const start = gram.solve(before, options).y.map((value) => value * 0.9);
    gram.add(7, plays.session.length);
    const x = before.map((value, i) => 0.9 * value + (i === 7 ? 0.1 : 0));
    const cold = gram.solve(x, options);
    const warm = gram.solve(x, { ...options, start });
    expect(warm.iterations).toBeLessThan(cold.iterations);
    expect(warm.residual).toBeLessThan(1.001e-4);
    // From the solution itself there is nothing to do.
    expect(gram.solve(x, { ...options, start: cold.y }).iterations).toBe(0);
  });

  test('without plays, and for nobody', () => {
    const gram = ranking.itemGram(3, slidingWindow(4), NONE);
    const x = Float64Array.of(1, -2, 0);
    expect([...gram.solve(x, { lambda: 2 }).y]).toEqual([0.5, -1, 0]);
    const start = Float64Array.of(4, 5, 6);
    expect(gram.solve(new Float64Array(3), { lambda: 2, start })).toEqual({
      y: new Float64Array(3),
      residual: 0,
      iterations: 0
    });
    expect([...start]).toEqual([4, 5, 6]);
    const empty = ranking.itemGram(0, slidingWindow(4), NONE);
    expect(empty.solve(new Float64Array(0), { lambda: 1 }).y).toHaveLength(0);
  });

  test('permuting the items permutes the solution', () => {
    const items = 40;
    const plays = inventPlays(items, 900, 5);
    const x = listenerOf(plays, items);
    const options = { lambda: 3, tolerance: 1e-12 };
    const { y } = ranking.itemGram(items, slidingWindow(4), plays).solve(x, options);
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(items).keys()], { minLength: items }), (to) => {
        const moved = { ...plays, item: plays.item.map((i) => to[i] ?? 0) };
        const movedX = new Float64Array(items);
        x.forEach((value, i) => (movedX[to[i] ?? 0] = value));
        const after = ranking.itemGram(items, slidingWindow(4), moved).solve(movedX, options);
        y.forEach((value, i) => {
          expect(after.y[to[i] ?? 0]).toBeCloseTo(value, 10);
        });
      }),
      { numRuns: 20 }
    );
  });

  test('stops where a window is not positive definite, and says how far it is', () => {
    const cut = ranking.itemGram(3, [1, 1], { item: Int32Array.of(0, 1, 2), session: [0, 0, 0] });
    // Close to the eigenvector of 1.1 - sqrt(2).
    const x = Float64Array.of(1, -1.4, 1);
    expect(cut.solve(x, { lambda: 0.1 })).toEqual({ y: new Float64Array(3), residual: 1, iterations: 0 });
  });

  test('refuses what it cannot mean', () => {
    const gram = ranking.itemGram(3, slidingWindow(2), NONE);
    for (const item of [-1, 3, 0.5, NaN]) {
      expect(() => {
        gram.add(item, 0);
      }).toThrow(RangeError);
    }
    const x = new Float64Array(3);
    for (const lambda of [0, -1, NaN, Infinity]) expect(() => gram.solve(x, { lambda })).toThrow(RangeError);
    for (const wrong of [
      Float64Array.of(1, NaN, 0),
      Float64Array.of(1, 2),
      Float64Array.of(1, Infinity, 0)
    ]) {
      expect(() => gram.solve(wrong, { lambda: 1 })).toThrow(RangeError);
      expect(() => gram.solve(x, { lambda: 1, start: wrong })).toThrow(RangeError);
      expect(() => gram.multiply(wrong)).toThrow(RangeError);
    }
    expect(() => gram.solve(x, { lambda: 1, tolerance: NaN })).toThrow(RangeError);
    expect(() => gram.solve(x.fill(1e200), { lambda: 1 })).toThrow('too large');
    expect(() => ranking.itemGram(2, slidingWindow(2), { item: Int32Array.of(2), session: [0] })).toThrow(
      RangeError
    );
    expect(() => ranking.itemGram(2, slidingWindow(2), { item: Int32Array.of(1), session: [] })).toThrow(
      RangeError
    );
    for (const window of [[], [1, 0], [NaN], [1, -0.5]]) {
      expect(() => ranking.itemGram(2, window, NONE)).toThrow(RangeError);
    }
    expect(() => slidingWindow(0)).toThrow(RangeError);
    expect(() => fadingWindow(0, 3)).toThrow(RangeError);
  });
});

test('at 10,000 items and 100,000 plays a solve takes few products, however the machine fares', () => {
  const items = 10_000;
  const plays = inventPlays(items, 100_000, 6);
  const gram = wasm.itemGram(items, fadingWindow(5, 10), plays);
  expect(gram.entries).toBeGreaterThan(400_000);
  const { iterations, residual } = gram.solve(listenerOf(plays, items), { lambda: 10 });
  expect(residual).toBeLessThan(1.001e-6);
  expect(iterations).toBeLessThanOrEqual(20);
});

test('both routes give the same bits', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 90 }), fc.nat(900), (seed, items, count) => {
      const plays = inventPlays(items, count, seed);
      const [a, b] = [wasm, plain].map((ranking) => ranking.itemGram(items, fadingWindow(2, 6), plays));
      const x = listenerOf(plays, items);
      const options = { lambda: 1, tolerance: 1e-9 };
      expect(a?.solve(x, options)).toEqual(b?.solve(x, options));
      expect(a?.multiply(x)).toEqual(b?.multiply(x));
    }),
    { numRuns: 50 }
  );
});
