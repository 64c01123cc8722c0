import { expect, test } from 'vitest';
import { CentralLaplace, DistributedLaplace, type Rng } from '../../../../src/lib/privacy/index.ts';
import { floatLaplace, reachable } from '../naive.ts';
import { seededRng } from '../seeded-rng.ts';

/**
 * Mironov 2012: which doubles a floating-point Laplace mechanism can return depends on the true value, so a single
 * output often excludes one of two neighbours for certain, at every epsilon.
 */
test('the porous outputs of a float Laplace mechanism give the value away', () => {
  const rng = seededRng(1);
  let certain = 0;
  for (let i = 0; i < 2000; i++) {
    const value = i % 2;
    const output = floatLaplace(value, 10, rng);
    expect(reachable(output, value, 10)).toBe(true);
    if (!reachable(output, 1 - value, 10)) certain++;
  }
  expect(certain / 2000).toBeGreaterThan(0.5);
});

/** Outputs within reach of both neighbours, of so many draws from either. */
function supports(
  randomize: (value: number, rng: Rng) => number
): [Map<number, number>, Map<number, number>] {
  const rng = seededRng(2);
  const seen = [new Map<number, number>(), new Map<number, number>()] as const;
  for (let i = 0; i < 400_000; i++) {
    const output = randomize(i % 2, rng);
    const counts = seen[i % 2 === 0 ? 0 : 1];
    counts.set(output, (counts.get(output) ?? 0) + 1);
  }
  return [seen[0], seen[1]];
}

test.each([
  ['central', new CentralLaplace({ epsilon: 0.1, relation: 'add-remove' })],
  ['distributed', new DistributedLaplace({ epsilon: 0.5, relation: 'add-remove', contributors: 1 })]
])('the outputs of the %s discrete Laplace mechanism exclude neither neighbour', (_, mechanism) => {
  const [zero, one] = supports((value, rng) => mechanism.randomize(value, rng));
  // Whatever one neighbour returns now and then, the other returns, too, and no more rarely than epsilon allows.
  for (const [counts, others] of [
    [zero, one],
    [one, zero]
  ] as const) {
    for (const [output, count] of counts) {
      expect(Number.isSafeInteger(output)).toBe(true);
      if (count < 100) continue;
      const other = others.get(output) ?? 0;
      const least = count * Math.exp(-mechanism.epsilon.value);
      expect(other).toBeGreaterThan(least - 8 * Math.sqrt(count));
    }
  }
});
