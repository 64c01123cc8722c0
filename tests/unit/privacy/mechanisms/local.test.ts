import { describe, expect, test } from 'vitest';
import {
  type AnyLocalMechanism,
  Duchi,
  HadamardResponse,
  HybridMean,
  Piecewise,
  RandomizedResponse,
  SubsetSelection,
  auditInputs,
  optimisedUnaryEncoding,
  symmetricUnaryEncoding
} from '../../../../src/lib/privacy/index.ts';
import { crowdProblems } from '../checks/aggregate.ts';
import { classProblems, fullProblems } from '../checks/enumeration.ts';
import { estimatorProblems } from '../checks/estimator.ts';
import { localProblems } from '../checks/inspect.ts';
import { samplerProblems } from '../checks/sampler.ts';
import { seededRng } from '../seeded-rng.ts';

/** Few outputs, so that everything can be enumerated. */
const small: Record<string, (epsilon: number) => AnyLocalMechanism> = {
  'randomized response': (epsilon) => new RandomizedResponse({ categories: 5, epsilon }),
  'binary randomized response': (epsilon) => new RandomizedResponse({ categories: 2, epsilon }),
  'subset selection': (epsilon) => new SubsetSelection({ categories: 5, epsilon, size: 2 }),
  'symmetric unary encoding': (epsilon) => symmetricUnaryEncoding({ categories: 3, epsilon }),
  'optimised unary encoding': (epsilon) => optimisedUnaryEncoding({ categories: 3, epsilon }),
  'Hadamard response': (epsilon) => new HadamardResponse({ categories: 5, epsilon }),
  Duchi: (epsilon) => new Duchi({ epsilon, steps: 8 }),
  piecewise: (epsilon) => new Piecewise({ epsilon, steps: 8 }),
  hybrid: (epsilon) => new HybridMean({ epsilon, steps: 8 })
};

describe.each(Object.entries(small))('%s', (_, make) => {
  test('keeps everything it states', () => {
    expect(localProblems(make(1), { seed: 1, draws: 40_000 })).toEqual([]);
  });

  test.each([0.1, 0.7, 4])('keeps epsilon %d, and estimates without bias', (epsilon) => {
    const mechanism = make(epsilon);
    expect(fullProblems(mechanism)).toEqual([]);
    expect(classProblems(mechanism)).toEqual([]);
    expect(estimatorProblems(mechanism)).toEqual([]);
  });
});

/** The sizes that Earshot and the privacy page use. */
const large: Record<string, AnyLocalMechanism> = {
  'randomized response': new RandomizedResponse({ categories: 24, epsilon: 1 }),
  'subset selection': new SubsetSelection({ categories: 24, epsilon: 1 }),
  'symmetric unary encoding': symmetricUnaryEncoding({ categories: 24, epsilon: 1 }),
  'optimised unary encoding': optimisedUnaryEncoding({ categories: 24, epsilon: 1 }),
  'Hadamard response': new HadamardResponse({ categories: 24, epsilon: 1 })
};

describe.each(Object.entries(large))('%s of 24', (_, mechanism) => {
  test('is enumerated by symmetry class', () => {
    expect(classProblems(mechanism)).toEqual([]);
  });

  test('draws by its law', () => {
    expect(samplerProblems(mechanism, 17, seededRng(2), 100_000)).toEqual([]);
  });

  test('aggregates 100 million people with the stated mean and variance', () => {
    const counts = Array.from({ length: 24 }, (_, v) => (v === 3 ? 0 : 350_000 * v));
    expect(crowdProblems(mechanism, counts, seededRng(3), 200)).toEqual([]);
  });

  test('is audited to nearly its epsilon, never above', () => {
    const { epsilon } = auditInputs(mechanism, 0, 23, seededRng(4), { draws: 100_000, confidence: 1 - 1e-9 });
    expect(epsilon).toBeLessThanOrEqual(1);
    expect(epsilon).toBeGreaterThan(0.7);
  });
});

test('subset selection of 6 of 24 keeps epsilon over all 134,596 subsets', () => {
  const mechanism = new SubsetSelection({ categories: 24, epsilon: 1 });
  expect(mechanism.size).toBe(6);
  expect([...mechanism.outputs()]).toHaveLength(134_596);
  expect(fullProblems(mechanism)).toEqual([]);
});

test.each([0.3, 1, 4])('means on the grid of 256 steps keep epsilon %d', (epsilon) => {
  for (const Mean of [Duchi, Piecewise, HybridMean]) expect(fullProblems(new Mean({ epsilon }))).toEqual([]);
});

test('very small and very large budgets keep their epsilon', () => {
  for (const epsilon of [1e-9, 1e-3, 20, 64]) {
    expect(classProblems(new RandomizedResponse({ categories: 3, epsilon }))).toEqual([]);
    expect(classProblems(symmetricUnaryEncoding({ categories: 3, epsilon }))).toEqual([]);
  }
});
