import { expect, test } from 'vitest';
import {
  Duchi,
  HadamardResponse,
  RandomizedResponse,
  SubsetSelection,
  averagingAttack,
  averagingSuccess,
  bayesGuess,
  bayesSuccess,
  guessCeiling
} from '../../../../src/lib/privacy/index.ts';
import { seededRng } from '../seeded-rng.ts';

const uniform = (k: number) => new Array<number>(k).fill(1 / k);

test('the best guess from randomized response is the report, unless the prior says otherwise', () => {
  const mechanism = new RandomizedResponse({ categories: 4, epsilon: 1 });
  const e = Math.E;
  const guess = bayesGuess(mechanism, [2], uniform(4));
  expect(guess.input).toBe(2);
  expect(guess.confidence).toBeCloseTo(e / (e + 3), 12);
  expect(bayesGuess(mechanism, [2], [0.9, 0.05, 0.05, 0]).input).toBe(0);
});

test('a series of independent reports adds up; posteriors of thousands do not underflow', () => {
  const mechanism = new RandomizedResponse({ categories: 3, epsilon: 1 });
  const { posterior } = bayesGuess(mechanism, [0, 0, 1], uniform(3));
  expect((posterior[0] ?? 0) / (posterior[1] ?? 0)).toBeCloseTo(Math.E, 9);
  const long = new Array<number>(10_000).fill(1);
  expect(bayesGuess(mechanism, long, uniform(3))).toMatchObject({ input: 1, confidence: 1 });
  const duchi = new Duchi({ epsilon: 1, steps: 2 });
  const [low = 0, , high = 0] = bayesGuess(duchi, [1, 1], uniform(3)).posterior;
  expect(high / low).toBeCloseTo(Math.exp(2), 9);
});

test('no mechanism lets an attacker beat the ceiling, and randomized response reaches it', () => {
  for (const epsilon of [0.5, 1, 3]) {
    const prior = uniform(6);
    const ceiling = guessCeiling(epsilon, prior);
    const response = new RandomizedResponse({ categories: 6, epsilon });
    expect(bayesSuccess(response, prior)).toBeCloseTo(ceiling, 12);
    for (const mechanism of [
      new SubsetSelection({ categories: 6, epsilon, size: 2 }),
      new HadamardResponse({ categories: 6, epsilon })
    ]) {
      expect(bayesSuccess<number, never, never, never>(mechanism as never, prior)).toBeLessThan(ceiling);
    }
    const skewed = [0.5, 0.3, 0.1, 0.05, 0.03, 0.02];
    expect(bayesSuccess(response, skewed)).toBeLessThanOrEqual(guessCeiling(epsilon, skewed));
  }
  expect(guessCeiling(0, [0.7, 0.3])).toBeCloseTo(0.7, 12);
  expect(guessCeiling(5000, [0.7, 0.3])).toBe(1);
});

test('averaging finds out a client that forgets its answers, but not one that remembers', () => {
  const mechanism = new SubsetSelection({ categories: 24, epsilon: 1 });
  const prior = uniform(24);
  const rng = seededRng(1);
  const one = averagingSuccess(mechanism, 1, prior, 2400, rng);
  const year = averagingSuccess(mechanism, 52, prior, 2400, rng);
  expect(one.fresh).toBeLessThan(one.freshCeiling + 0.03);
  expect(one.freshCeiling).toBe(one.rememberedCeiling);
  expect(year.rememberedCeiling).toBeCloseTo(Math.E / (Math.E + 23), 9);
  expect(year.fresh).toBeGreaterThan(0.9);
  expect(averagingAttack(mechanism, 7, 5000, prior, rng)).toMatchObject({ input: 7 });
});
