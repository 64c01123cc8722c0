import {
  CentralLaplace,
  Duchi,
  Piecewise,
  RandomizedResponse,
  SubsetSelection,
  optimisedUnaryEncoding,
  symmetricUnaryEncoding
} from '../../../src/lib/privacy/index.ts';

/** So fine that what is left of the discretisation, of the order of 1 / steps, is below every tolerance. */
const FINE = 2 ** 40;

/**
 * Variance of one report's unbiased estimate, as the mechanisms state it. Frequencies are for a value that nobody
 * has (f = 0); the neighbouring relation is `replace`.
 */
export const variances = {
  GRR: ({ epsilon, k }: { epsilon: number; k: number }) =>
    new RandomizedResponse({ categories: k, epsilon }).variance(1, 0),

  /** The number of categories does not matter. */
  SUE: ({ epsilon }: { epsilon: number }) =>
    symmetricUnaryEncoding({ categories: 2, epsilon }).variance(1, 0),

  OUE: ({ epsilon }: { epsilon: number }) =>
    optimisedUnaryEncoding({ categories: 2, epsilon }).variance(1, 0),

  SubsetSelection: ({ epsilon, k, d }: { epsilon: number; k: number; d: number }) =>
    new SubsetSelection({ categories: k, epsilon, size: d }).variance(1, 0),

  Duchi: ({ epsilon, x }: { epsilon: number; x: number }) => new Duchi({ epsilon }).variance(1, x),

  Piecewise: ({ epsilon, x }: { epsilon: number; x: number }) =>
    new Piecewise({ epsilon, steps: FINE }).variance(1, x),

  /** One draw of discrete Laplace noise. */
  discreteLaplace: ({ epsilon, sensitivity }: { epsilon: number; sensitivity: number }) =>
    new CentralLaplace({ epsilon, sensitivity, relation: 'add-remove' }).variance()
};
