/**
 * Variance of one report's unbiased estimate, from the papers' closed forms. Frequencies are for a value that nobody
 * has (f = 0); the neighbouring relation is `replace`.
 */
export const variances = {
  /** Wang, Blocki, Li, Jha 2017: k-ary randomized response. */
  GRR: ({ epsilon, k }: { epsilon: number; k: number }) =>
    (k - 2 + Math.exp(epsilon)) / Math.expm1(epsilon) ** 2,

  /** Wang, Blocki, Li, Jha 2017: symmetric unary encoding. */
  SUE: ({ epsilon }: { epsilon: number }) => Math.exp(epsilon / 2) / Math.expm1(epsilon / 2) ** 2,

  /** Wang, Blocki, Li, Jha 2017: optimised unary encoding. */
  OUE: ({ epsilon }: { epsilon: number }) => (4 * Math.exp(epsilon)) / Math.expm1(epsilon) ** 2,

  /** Ye, Barg 2018: subsets of size d of k; q (1 - q) / (p - q)^2 with p, q how often a true, a false value is in one. */
  SubsetSelection: ({ epsilon, k, d }: { epsilon: number; k: number; d: number }) => {
    const withTruth = (d * Math.exp(epsilon)) / (d * Math.exp(epsilon) + k - d);
    const withOther = (withTruth * (d - 1) + (1 - withTruth) * d) / (k - 1);
    return (withOther * (1 - withOther)) / (withTruth - withOther) ** 2;
  },

  /** Duchi, Jordan, Wainwright 2018: one of two outputs. */
  Duchi: ({ epsilon, x }: { epsilon: number; x: number }) => Math.tanh(epsilon / 2) ** -2 - x * x,

  /** Wang et al. 2019: the piecewise mechanism. */
  Piecewise: ({ epsilon, x }: { epsilon: number; x: number }) => {
    const less = Math.expm1(epsilon / 2);
    return (x * x) / less + (less + 4) / (3 * less * less);
  },

  /** One draw of discrete Laplace noise, P(x) proportional to e^(-epsilon |x| / sensitivity): 2 a / (1 - a)^2. */
  discreteLaplace: ({ epsilon, sensitivity }: { epsilon: number; sensitivity: number }) => {
    const a = epsilon / sensitivity;
    return (2 * Math.exp(-a)) / Math.expm1(-a) ** 2;
  }
};
