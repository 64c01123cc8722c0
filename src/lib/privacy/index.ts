/**
 * Differential privacy without floating-point noise: exact samplers, mechanisms that are local, distributed or central,
 * what an attacker makes of their reports, and an audit of the sampler that really runs.
 */
export { Rational } from './rational.ts';
export { expBounds, expDown, LARGEST_EPSILON } from './exp-rational.ts';

export { type Rng, type SecureRng, secureRng } from './samplers/rng.ts';
export { uniformBelow, uniformBelowBig } from './samplers/uniform.ts';
export { Probability } from './samplers/probability.ts';
export { bernoulli, bernoulliExp, bernoulliFraction } from './samplers/bernoulli.ts';
export { Geometric } from './samplers/geometric.ts';
export { DiscreteLaplace } from './samplers/discrete-laplace.ts';
export { DiscreteGaussian } from './samplers/discrete-gaussian.ts';
export { PolyaShare } from './samplers/polya.ts';
export { fairBinomial } from './samplers/fair-binomial.ts';
export { binomial } from './samplers/binomial.ts';
export { Multinomial, spreadEvenly } from './samplers/multinomial.ts';

export type {
  AnyLocalMechanism,
  Epsilon,
  Estimate,
  EstimateOptions,
  LocalMechanism,
  Mechanism,
  Relation
} from './mechanisms/mechanism.ts';
export type {
  FrequencyEstimate,
  FrequencyOptions,
  PureProtocol,
  SupportTally
} from './mechanisms/pure-protocol.ts';
export { RandomizedResponse } from './mechanisms/randomized-response.ts';
export { SubsetSelection, bestSubsetSize } from './mechanisms/subset-selection.ts';
export {
  UnaryEncoding,
  optimisedUnaryEncoding,
  symmetricUnaryEncoding
} from './mechanisms/unary-encoding.ts';
export { HadamardResponse } from './mechanisms/hadamard-response.ts';
export type { MeanMechanism, MeanOptions, OutputTally } from './mechanisms/mean-mechanism.ts';
export { Duchi } from './mechanisms/duchi.ts';
export { Piecewise } from './mechanisms/piecewise.ts';
export { HybridMean, hybridMean } from './mechanisms/hybrid.ts';
export { CentralLaplace } from './mechanisms/central-laplace.ts';
export { CentralGaussian } from './mechanisms/central-gaussian.ts';
export { DistributedLaplace } from './mechanisms/distributed-laplace.ts';
export { type Privatized, privatize } from './mechanisms/privatize.ts';

export { projectOntoSimplex } from './statistics/simplex.ts';
export { lowerBound, upperBound } from './statistics/clopper-pearson.ts';

export { type Guess, bayesGuess, bayesSuccess } from './attack/bayes.ts';
export { type AttackSuccess, averagingAttack, averagingSuccess } from './attack/averaging.ts';
export { guessCeiling } from './attack/ceiling.ts';
export { subsetGuessRate } from './attack/subset-guess.ts';

export { type AuditOptions, type AuditResult, audit, auditInputs } from './audit/audit.ts';
export { type Feature, featuresFor, wholeReport } from './audit/features.ts';

/** What uses of these mechanisms add up to, and how much noise a budget needs. */
export * as accounting from './accounting/index.ts';
