import {
  type AnyLocalMechanism,
  CentralGaussian,
  CentralLaplace,
  DistributedLaplace,
  Duchi,
  HadamardResponse,
  HybridMean,
  Piecewise,
  RandomizedResponse,
  type Rng,
  SubsetSelection,
  auditInputs,
  optimisedUnaryEncoding,
  secureRng,
  symmetricUnaryEncoding
} from '../../../src/lib/privacy/index.ts';
import { type Outcome, median } from '../bench.ts';
import * as naive from './naive.ts';

const CATEGORIES = 24;
const EPSILON = 1;
/** People in an aggregate. */
const CROWD = 1e8;
/** How long one measurement runs, and how many are made of each, in turn. */
const SLICE_MS = 60;
const ROUNDS = 5;

interface Contender {
  name: string;
  inputs: readonly number[];
  ours: { randomize(value: number, rng: Rng): unknown; sampleAggregate(counts: number[], rng: Rng): unknown };
  /** How many counts an aggregate is drawn from. */
  cells: number;
  naive: (value: number) => unknown;
}

function contenders(): Contender[] {
  const options = { categories: CATEGORIES, epsilon: EPSILON };
  const categories = Array.from({ length: CATEGORIES }, (_, v) => v);
  const points = Array.from({ length: 65 }, (_, i) => i / 32 - 1);
  const e = Math.exp(EPSILON);
  const t = Math.exp(EPSILON / 2);
  const subset = new SubsetSelection(options);
  const frequency = { inputs: categories, cells: CATEGORIES };
  const mean = { inputs: points, cells: new Duchi({ epsilon: EPSILON }).inputs };
  const central = { inputs: [0, 10, 1000], cells: CATEGORIES };
  const relation = 'replace';
  return [
    {
      name: 'randomized-response',
      ...frequency,
      ours: new RandomizedResponse(options),
      naive: naive.randomizedResponse(CATEGORIES, EPSILON)
    },
    {
      name: 'subset-selection',
      ...frequency,
      ours: subset,
      naive: naive.subsetSelection(CATEGORIES, EPSILON, subset.size)
    },
    {
      name: 'symmetric-unary-encoding',
      ...frequency,
      ours: symmetricUnaryEncoding(options),
      naive: naive.unaryEncoding(CATEGORIES, t / (t + 1), 1 / (t + 1))
    },
    {
      name: 'optimised-unary-encoding',
      ...frequency,
      ours: optimisedUnaryEncoding(options),
      naive: naive.unaryEncoding(CATEGORIES, 0.5, 1 / (e + 1))
    },
    {
      name: 'hadamard-response',
      ...frequency,
      ours: new HadamardResponse(options),
      naive: naive.hadamardResponse(CATEGORIES, EPSILON)
    },
    { name: 'duchi', ...mean, ours: new Duchi({ epsilon: EPSILON }), naive: naive.duchi(EPSILON) },
    {
      name: 'piecewise',
      ...mean,
      ours: new Piecewise({ epsilon: EPSILON }),
      naive: naive.piecewise(EPSILON)
    },
    { name: 'hybrid', ...mean, ours: new HybridMean({ epsilon: EPSILON }), naive: naive.hybrid(EPSILON) },
    {
      name: 'discrete-laplace',
      ...central,
      ours: new CentralLaplace({ epsilon: EPSILON, relation }),
      naive: naive.laplace(2 / EPSILON)
    },
    {
      name: 'discrete-gaussian',
      ...central,
      ours: new CentralGaussian({ rho: EPSILON / 2, relation }),
      naive: naive.gaussian(Math.sqrt(2 / EPSILON))
    },
    {
      name: 'distributed-laplace',
      ...central,
      ours: new DistributedLaplace({ epsilon: EPSILON, relation, contributors: CROWD }),
      naive: naive.laplace(2 / EPSILON)
    }
  ];
}

/** Runs a second. */
function rate(run: (i: number) => unknown, batch: number): number {
  const started = performance.now();
  let runs = 0;
  let elapsed: number;
  do {
    for (let i = 0; i < batch; i++) run(runs + i);
    runs += batch;
    elapsed = performance.now() - started;
  } while (elapsed < SLICE_MS);
  return (runs / elapsed) * 1000;
}

/**
 * For each mechanism at epsilon 1 (k = 24, or 256 steps), with the secure generator: `rate.M` reports a second,
 * `rate.M.naive` those of a float implementation with `Math.random` in the same run, `ratio.M.naive` how many times
 * faster ours is, `rate.M.aggregate` exact aggregates of 100 million people a second, `rate.M.audit` draws a second of
 * a whole audit.
 */
export function measureRates(tell: (line: string) => void): Outcome {
  const rng = secureRng();
  const results: Record<string, number> = {};
  for (const { name, inputs, ours, cells, naive: yardstick } of contenders()) {
    const input = (i: number) => inputs[i % inputs.length] ?? 0;
    const people = Array.from({ length: cells }, () => Math.round(CROWD / cells));
    const rates = { exact: [] as number[], naive: [] as number[], aggregate: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      rates.exact.push(rate((i) => ours.randomize(input(i), rng), 500));
      rates.naive.push(rate((i) => yardstick(input(i)), 500));
      rates.aggregate.push(rate(() => ours.sampleAggregate(people, rng), 1));
    }
    results[`rate.${name}`] = median(rates.exact);
    results[`rate.${name}.naive`] = median(rates.naive);
    results[`rate.${name}.aggregate`] = median(rates.aggregate);
    results[`ratio.${name}.naive`] = median(rates.exact) / median(rates.naive);
    if ('posteriorOfTally' in ours) results[`rate.${name}.audit`] = auditRate(ours as AnyLocalMechanism, rng);
    tell(`${name}: ${median(rates.exact).toFixed(0)} reports a second`);
  }
  return { results };
}

function auditRate(mechanism: AnyLocalMechanism, rng: Rng): number {
  const draws = 100_000;
  const started = performance.now();
  auditInputs(mechanism, 0, mechanism.inputs - 1, rng, { draws });
  return ((2 * draws) / (performance.now() - started)) * 1000;
}
