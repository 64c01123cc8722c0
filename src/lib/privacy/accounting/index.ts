/**
 * Privacy accounting: what uses of differentially private mechanisms add up to, and how much noise a budget needs.
 * Pure functions of numbers. Bounds are rounded in the safe direction; every function names its neighbouring relation.
 */
export { epsilonBeforeSampling, poissonAmplified } from './amplification.ts';
export {
  discreteGaussianScaleForAccuracy,
  discreteGaussianTail,
  discreteLaplaceScaleForAccuracy,
  discreteLaplaceTail
} from './calibration/accuracy.ts';
export { composedGaussianEpsilon, gaussianSigma, l2Sensitivity } from './calibration/gaussian.ts';
export {
  type LaplaceDemand,
  discreteLaplaceParameter,
  laplaceScale,
  pureLaplaceScale
} from './calibration/laplace.ts';
export {
  type PartitionBounds,
  discreteLaplaceThreshold,
  gaussianThreshold,
  laplaceThreshold
} from './calibration/threshold.ts';
export { type Guarantee, basicComposition, groupPrivacy } from './composition.ts';
export {
  type DiscreteGaussianNoise,
  type DiscreteLaplaceNoise,
  discreteGaussianMechanism,
  discreteGaussianPair,
  discreteLaplaceMechanism,
  discreteLaplacePair
} from './loss/discrete-noise.ts';
export { FinitePair } from './loss/finite.ts';
export { type GaussianNoise, gaussianDelta, gaussianMechanism, gaussianPair } from './loss/gaussian.ts';
export { type LaplaceNoise, laplaceMechanism, laplacePair } from './loss/laplace.ts';
export {
  type Direction,
  type LossPair,
  type NeighbouringRelation,
  type Outcome,
  type PrivateMechanism,
  mechanismDelta
} from './loss/pair.ts';
export {
  type RandomizedResponse,
  approximateDp,
  fromNoise,
  randomizedResponse,
  randomizedResponseEpsilon,
  rapporPermanentEpsilon
} from './loss/randomized-response.ts';
export {
  type GuaranteeUse,
  largestEpsilonEach,
  largestEpsilonEachOnGrid,
  optimalDelta,
  optimalEpsilon,
  optimalEpsilonOnGrid
} from './optimal-composition.ts';
export {
  type Bounds,
  type PldOptions,
  type Use,
  composedCurves,
  composedDelta,
  composedEpsilon
} from './pld/accountant.ts';
export { type AtOrder, DEFAULT_ORDERS, renyiDelta, renyiEpsilon } from './renyi/conversion.ts';
export {
  type RenyiCurve,
  composedRenyi,
  exponentialMechanismRenyi,
  finiteRenyi,
  gaussianRenyi,
  laplaceRenyi,
  pureRenyi
} from './renyi/curves.ts';
export { subsampledGaussianRenyi } from './renyi/subsampled-gaussian.ts';
export {
  type ShuffleSearch,
  type ShuffledReports,
  shuffledEpsilon,
  shuffledEpsilonClosedForm
} from './shuffle.ts';
export { binomialLowerTail, binomialUpperTail, logBinomialPmf } from '../special/binomial.ts';
export { normalQuantile, normalTail } from '../special/normal.ts';
export {
  bestTruePositiveRate,
  gaussianTruePositiveRate,
  randomizedResponseTruePositiveRate,
  truePositiveRateOf
} from './trade-off.ts';
export { composedRho, gaussianRho, pureRho, zcdpDelta, zcdpEpsilon } from './zcdp.ts';
