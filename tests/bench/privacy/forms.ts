import * as v from 'valibot';
import {
  DEFAULT_ORDERS,
  type Direction,
  bestTruePositiveRate,
  composedDelta,
  composedEpsilon,
  composedGaussianEpsilon,
  composedRenyi,
  discreteGaussianPair,
  discreteGaussianScaleForAccuracy,
  discreteLaplacePair,
  discreteLaplaceParameter,
  discreteLaplaceScaleForAccuracy,
  exponentialMechanismRenyi,
  finiteRenyi,
  fromNoise,
  gaussianDelta,
  gaussianMechanism,
  gaussianPair,
  gaussianRenyi,
  gaussianSigma,
  gaussianTruePositiveRate,
  l2Sensitivity,
  laplaceMechanism,
  laplacePair,
  laplaceScale,
  laplaceThreshold,
  largestEpsilonEachOnGrid,
  optimalEpsilonOnGrid,
  pureLaplaceScale,
  randomizedResponse,
  randomizedResponseEpsilon,
  rapporPermanentEpsilon,
  renyiEpsilon,
  shuffledEpsilon,
  shuffledEpsilonClosedForm,
  subsampledGaussianRenyi,
  zcdpDelta,
  zcdpEpsilon
} from '../../../src/lib/privacy/accounting/index.ts';
import { Numeric } from './facts.ts';
import { variances } from './variances.ts';

/** One kind of row: how its quantity begins, which parameters it has, and how the library computes it. */
export interface Form {
  quantity: string;
  /** Undefined when the parameters are not of this form. */
  compute(params: unknown, quantity: string): number | undefined;
}

const REPLACEMENTS = v.picklist(['REPLACE_ONE', 'REPLACE_SPECIAL']);
const DIRECTIONS = v.picklist(['ADD', 'REMOVE', 'REPLACE']);
type Adjacency = v.InferOutput<typeof DIRECTIONS>;

const sampled = { adjacency: v.optional(DIRECTIONS, 'REMOVE'), samplingProbability: v.optional(Numeric, 1) };

/** The relation in the library's words. REPLACE_SPECIAL is against a report that knows nothing of the person. */
const RELATION = { REPLACE_ONE: 'replace', REPLACE_SPECIAL: 'delete' } as const;

function directionOf(adjacency: Adjacency): Direction {
  return adjacency === 'ADD' ? 'add' : adjacency === 'REMOVE' ? 'remove' : 'replace';
}

function form<const Entries extends v.ObjectEntries>(
  quantity: string,
  entries: Entries,
  compute: (params: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>, quantity: string) => number
): Form {
  const schema = v.strictObject(entries);
  return {
    quantity,
    compute(params, text) {
      const parsed = v.safeParse(schema, params);
      return parsed.success ? compute(parsed.output, text) : undefined;
    }
  };
}

/** PLD bounds are brought this near to each other, relative to the upper one, which is the one that counts. */
const CLOSE = { tolerance: 1e-4 };

/** Numbers under these names. */
function numbers<const Name extends string>(...names: Name[]): Record<Name, typeof Numeric> {
  return Object.fromEntries(names.map((name) => [name, Numeric])) as Record<Name, typeof Numeric>;
}

const mechanismVariance = (name: keyof typeof variances) => ({
  mechanism: v.literal(name),
  epsilon: Numeric
});

export const forms: Form[] = [
  form(
    'a: largest discrete-Laplace parameter',
    numbers('delta', 'epsilon', 'numQueries', 'sensitivity'),
    ({ numQueries, ...demand }) => discreteLaplaceParameter({ ...demand, count: numQueries })
  ),
  form(
    'b: smallest Laplace scale after Poisson subsampling',
    numbers('delta', 'epsilon', 'l1Sensitivity', 'samplingProbability'),
    (p) => pureLaplaceScale(p.epsilon, p.l1Sensitivity, p.samplingProbability)
  ),
  form(
    'b: smallest Laplace scale with pure epsilon after Poisson subsampling',
    numbers('delta', 'epsilon', 'l1Sensitivity', 'samplingProbability'),
    (p) => pureLaplaceScale(p.epsilon, p.l1Sensitivity, p.samplingProbability)
  ),
  form(
    'b: smallest Laplace scale so that numQueries queries compose',
    numbers('delta', 'epsilon', 'l1Sensitivity', 'numQueries'),
    ({ epsilon, delta, l1Sensitivity, numQueries }) =>
      laplaceScale({ epsilon, delta, sensitivity: l1Sensitivity, count: numQueries })
  ),
  form(
    'delta: Laplace mechanism at given epsilon',
    { ...numbers('b', 'epsilon', 'l1Sensitivity'), ...sampled },
    (p) => laplacePair(p, directionOf(p.adjacency), p.samplingProbability).delta(p.epsilon)
  ),
  form(
    'delta: PLD accountant, Poisson-subsampled Gaussian composed count times, add/remove',
    numbers('count', 'epsilon', 'samplingProbability', 'sigma'),
    ({ count, epsilon, samplingProbability, sigma }) =>
      composedDelta(
        [{ mechanism: gaussianMechanism({ sigma }, 'add-remove', samplingProbability), count }],
        epsilon,
        CLOSE
      ).upper
  ),
  form(
    'delta: Poisson-subsampled Gaussian',
    { ...numbers('epsilon', 'sensitivity', 'sigma'), ...sampled },
    ({ epsilon, sensitivity, sigma, adjacency, samplingProbability }) =>
      gaussianPair({ sigma, l2Sensitivity: sensitivity }, directionOf(adjacency), samplingProbability).delta(
        epsilon
      )
  ),
  form(
    'delta: discrete Gaussian TRUNCATED to [-T,T]',
    { ...numbers('epsilon', 'sensitivity', 'sigma', 'truncationBound'), ...sampled },
    (p) => discreteGaussianPair(p, directionOf(p.adjacency), p.samplingProbability).delta(p.epsilon)
  ),
  form(
    'delta: discrete Laplace, pmf proportional to exp(-a|x|)',
    { ...numbers('a', 'epsilon', 'sensitivity'), ...sampled },
    (p) => discreteLaplacePair(p, directionOf(p.adjacency), p.samplingProbability).delta(p.epsilon)
  ),
  form(
    'delta: tight hockey-stick delta of the Gaussian mechanism at given epsilon',
    numbers('epsilon', 'l2Sensitivity', 'sigma'),
    (p) => gaussianDelta(p, p.epsilon)
  ),
  form('delta: zCDP to', numbers('epsilon', 'rho'), (p) => zcdpDelta(p.rho, p.epsilon)),
  form('epsilon: zCDP to', numbers('delta', 'rho'), (p) => zcdpEpsilon(p.rho, p.delta)),
  form('epsilon of the permanent', numbers('f', 'h'), (p) => rapporPermanentEpsilon(p.h, p.f)),
  form(
    'epsilon: PRV/PLD accountant, Poisson-subsampled Gaussian, add/remove',
    numbers('count', 'delta', 'samplingProbability', 'sigma'),
    ({ count, delta, samplingProbability, sigma }) =>
      composedEpsilon(
        [{ mechanism: gaussianMechanism({ sigma }, 'add-remove', samplingProbability), count }],
        delta,
        CLOSE
      ).upper
  ),
  form(
    'epsilon: RDP accountant, Poisson-subsampled Gaussian',
    numbers('count', 'delta', 'samplingProbability', 'sigma'),
    ({ count, delta, samplingProbability, sigma }, quantity) => {
      const curve = composedRenyi([{ curve: subsampledGaussianRenyi(sigma, samplingProbability), count }]);
      return renyiEpsilon(curve, delta, ordersIn(quantity)).value;
    }
  ),
  form(
    'epsilon: RDP conversion of one Gaussian mechanism',
    numbers('delta', 'sensitivity', 'sigma'),
    ({ delta, sensitivity, sigma }, quantity) =>
      renyiEpsilon(gaussianRenyi(sigma, sensitivity), delta, ordersIn(quantity)).value
  ),
  form(
    'epsilon: conversion of a constant RDP curve',
    { ...numbers('delta', 'rdp'), orders: v.strictObject(numbers('start', 'stop', 'step')) },
    ({ delta, rdp, orders: { start, stop, step } }) =>
      renyiEpsilon(() => rdp, delta, range(start, stop, step)).value
  ),
  form(
    'epsilon: binary randomized response from truth probability p',
    numbers('k', 'truthProbability'),
    (p) => randomizedResponseEpsilon({ k: p.k, truth: p.truthProbability })
  ),
  form('epsilon: k-ary randomized response from truth probability p', numbers('k', 'truthProbability'), (p) =>
    randomizedResponseEpsilon({ k: p.k, truth: p.truthProbability })
  ),
  form('epsilon: closed-form amplification by shuffling', numbers('delta', 'epsilon0', 'n'), (p) =>
    shuffledEpsilonClosedForm(p, p.delta)
  ),
  form('epsilon: numerical lower estimate', numbers('delta', 'epsilon0', 'iterations', 'n', 'step'), (p) =>
    shuffledEpsilon(p, p.delta, 'lower', p)
  ),
  form(
    'epsilon: numerical upper bound by shuffling',
    numbers('delta', 'epsilon0', 'iterations', 'n', 'step'),
    (p) => shuffledEpsilon(p, p.delta, 'upper', p)
  ),
  form(
    'epsilon: composition of Gaussian mechanisms',
    { delta: Numeric, sigmas: v.array(Numeric), counts: v.array(Numeric) },
    ({ delta, sigmas, counts }) =>
      composedGaussianEpsilon(
        sigmas.map((sigma, i) => ({ sigma, count: counts[i] ?? 1 })),
        delta
      )
  ),
  form(
    'epsilon: largest per-mechanism epsilon whose optimal composition stays within the total budget',
    numbers('count', 'delta', 'totalDelta', 'totalEpsilon'),
    (p) => largestEpsilonEachOnGrid({ epsilon: p.totalEpsilon, delta: p.totalDelta }, p.count, p.delta) ?? NaN
  ),
  form(
    'epsilon: pure LDP epsilon of k-ary randomized response',
    { ...numbers('k', 'noise'), adjacency: REPLACEMENTS },
    (p) => randomizedResponseEpsilon(fromNoise(p.k, p.noise), RELATION[p.adjacency])
  ),
  form(
    'epsilon: pure epsilon of k-ary randomized response against the uniform distribution',
    { ...numbers('k', 'noise'), adjacency: REPLACEMENTS },
    (p) => randomizedResponseEpsilon(fromNoise(p.k, p.noise), RELATION[p.adjacency])
  ),
  form(
    'epsilon: pure-DP composition of a Poisson-subsampled Laplace mechanism',
    numbers('b', 'count', 'l1Sensitivity', 'samplingProbability'),
    (p) =>
      composedEpsilon(
        [{ mechanism: laplaceMechanism(p, 'add-remove', p.samplingProbability), count: p.count }],
        0
      ).upper
  ),
  form(
    'rdp: Poisson-subsampled Gaussian composed count times',
    numbers('count', 'order', 'samplingProbability', 'sigma'),
    ({ count, order, samplingProbability, sigma }) =>
      composedRenyi([{ curve: subsampledGaussianRenyi(sigma, samplingProbability), count }])(order)
  ),
  form(
    'rdp: Renyi divergence of k-ary randomized response',
    { ...numbers('k', 'noise', 'order'), adjacency: REPLACEMENTS },
    (p) => finiteRenyi(randomizedResponse(fromNoise(p.k, p.noise), RELATION[p.adjacency]))(p.order)
  ),
  form('rdp: exponential mechanism', numbers('epsilon', 'order'), (p) =>
    exponentialMechanismRenyi(p.epsilon)(p.order)
  ),
  form('scale sigma of the discrete Gaussian', numbers('accuracy', 'alpha'), (p) =>
    discreteGaussianScaleForAccuracy(p.accuracy, p.alpha)
  ),
  form('scale t of the discrete Laplace', numbers('accuracy', 'alpha'), (p) =>
    discreteLaplaceScaleForAccuracy(p.accuracy, p.alpha)
  ),
  form('sigma: analytic Gaussian calibration', numbers('delta', 'epsilon', 'l2Sensitivity'), (p) =>
    gaussianSigma(p, p.l2Sensitivity)
  ),
  form(
    'sigma: analytic Gaussian calibration',
    numbers('delta', 'epsilon', 'l0Sensitivity', 'lInfSensitivity'),
    (p) => gaussianSigma(p, l2Sensitivity(p.l0Sensitivity, p.lInfSensitivity))
  ),
  form(
    'threshold: release a partition only if its noisy count exceeds this',
    numbers('delta', 'epsilon', 'l0Sensitivity', 'lInfSensitivity'),
    (p) => laplaceThreshold(p, p.epsilon, p.delta)
  ),
  form(
    'totalEpsilon: optimal composition of identical',
    numbers('count', 'delta', 'epsilon', 'totalDelta'),
    (p) => optimalEpsilonOnGrid(p, p.totalDelta)
  ),
  form(
    'tpr: best true-positive rate at the given false-positive rate after count Gaussian mechanisms',
    numbers('count', 'fpr', 'sensitivity', 'sigma'),
    (p) => gaussianTruePositiveRate(p.fpr, p)
  ),
  form(
    'tpr: best true-positive rate of a membership/attribute distinguisher at the given false-positive rate',
    numbers('fpr', 'k', 'noise'),
    (p) => bestTruePositiveRate(randomizedResponse(fromNoise(p.k, p.noise)), p.fpr)
  ),
  form('variance of one discrete-Laplace draw', numbers('epsilon', 'sensitivity'), variances.discreteLaplace),
  form('variance per report', { ...mechanismVariance('GRR'), k: Numeric }, variances.GRR),
  form('variance per report', mechanismVariance('SUE'), variances.SUE),
  form('variance per report', mechanismVariance('OUE'), variances.OUE),
  form(
    'variance per report',
    { ...mechanismVariance('SubsetSelection'), k: Numeric, d: Numeric },
    variances.SubsetSelection
  ),
  form('variance per report for x in [-1,1]', { ...mechanismVariance('Duchi'), x: Numeric }, variances.Duchi),
  form(
    'variance per report for x in [-1,1]',
    { ...mechanismVariance('Piecewise'), x: Numeric },
    variances.Piecewise
  )
];

/** The grid of orders that a quantity names, such as "orders 1.1..10.9 step 0.1 and 12..63"; else the usual one. */
function ordersIn(quantity: string): readonly number[] {
  const named = /orders? ((?:[\d.]+?\.\.[\d.]*\d(?: step [\d.]*\d)?(?: and )?)+)/.exec(quantity)?.[1];
  if (named === undefined) return DEFAULT_ORDERS;
  return [...named.matchAll(/([\d.]+?)\.\.([\d.]*\d)(?: step ([\d.]*\d))?/g)].flatMap(
    ([, start, stop, step = '1']) => range(Number(start), Number(stop), Number(step))
  );
}

/** start, start + step, ... up to and with stop. */
function range(start: number, stop: number, step: number): number[] {
  const steps = Math.floor((stop - start) / step + 1e-9);
  return Array.from({ length: steps + 1 }, (_, i) => start + i * step);
}
