import type {
  CentralGaussian,
  CentralLaplace,
  DistributedLaplace,
  Rng
} from '../../../../src/lib/privacy/index.ts';
import { noiseExplorationProblems } from './exploration.ts';
import { seededRng } from '../seeded-rng.ts';
import { MANY_SIGMAS, countOf, misfit } from './statistics.ts';

/** What the noise of a central mechanism has to be. */
export interface NoiseLaw {
  /** P(noise = x) for an integer x, for independent comparison. */
  probability(x: number): number;
  /** Beyond it the rest is below a draw. */
  reach: number;
}

/** P(x) = (1 - a) / (1 + a) a^|x|. */
export function laplaceLaw(scale: number): NoiseLaw {
  const a = Math.exp(-1 / scale);
  return { probability: (x) => ((1 - a) / (1 + a)) * a ** Math.abs(x), reach: Math.ceil(40 * scale) };
}

/** P(x) proportional to exp(-x^2 / (2 sigma^2)). */
export function gaussianLaw(sigmaSquared: number): NoiseLaw {
  const reach = Math.ceil(10 * Math.sqrt(sigmaSquared)) + 10;
  const weight = (x: number) => Math.exp((-x * x) / (2 * sigmaSquared));
  let mass = 1;
  for (let x = 1; x <= reach; x++) mass += 2 * weight(x);
  return { probability: (x) => weight(x) / mass, reach };
}

/** Draws of integer noise follow the law, from bulk to tail, and one does not depend on the last. */
export function noiseProblems(draw: (rng: Rng) => number, law: NoiseLaw, rng: Rng, draws: number): string[] {
  const sample = Array.from({ length: draws }, () => draw(rng));
  const odd = sample.find((x) => !Number.isSafeInteger(x));
  if (odd !== undefined) return [`${odd} is no whole number`];
  const probabilities = new Map<number, number>();
  for (let x = -law.reach; x <= law.reach; x++) probabilities.set(x, law.probability(x));
  const problems: string[] = [];
  const wrong = misfit(countOf(sample), probabilities);
  if (wrong !== undefined) problems.push(`noise does not follow its law: ${wrong}`);

  // The tail beyond which 1 in 1000 is expected, by itself.
  let edge = 0;
  let inside = law.probability(0);
  while (inside < 0.999) inside += 2 * law.probability(++edge);
  const beyond = sample.filter((x) => Math.abs(x) > edge).length;
  const expected = draws * (1 - inside);
  if (Math.abs(beyond - expected) > MANY_SIGMAS * (Math.sqrt(expected) + 3)) {
    problems.push(`${beyond} draws in the tail, not ${expected.toFixed(0)}`);
  }

  let equal = 0;
  for (let i = 0; i + 1 < draws; i += 2) if (sample[i] === sample[i + 1]) equal++;
  const pairs = Math.floor(draws / 2);
  const chance = [...probabilities.values()].reduce((sum, p) => sum + p * p, 0);
  if (Math.abs(equal - pairs * chance) > MANY_SIGMAS * Math.sqrt(pairs * chance) + 10) {
    problems.push(`${equal} of ${pairs} pairs of draws are equal, not ${(pairs * chance).toFixed(0)}`);
  }
  return problems;
}

/** A central mechanism: its noise, its independence of the value, its randomness, estimate, variance and posterior. */
export function centralProblems(
  mechanism: Pick<CentralLaplace | CentralGaussian, 'randomize' | 'estimate' | 'variance' | 'posterior'>,
  law: NoiseLaw,
  rng: Rng,
  draws: number
): string[] {
  const problems = [0, 1, -7].flatMap((value) =>
    noiseProblems((source) => mechanism.randomize(value, source) - value, law, rng, draws)
  );
  problems.push(...noiseExplorationProblems((source) => mechanism.randomize(1, source) - 1, law));
  const stream = (seed: number) => {
    const source = seededRng(seed);
    return Array.from({ length: 200 }, () => mechanism.randomize(3, source)).join(' ');
  };
  if (stream(1) !== stream(1)) problems.push('noise does not come from the given generator alone');

  let variance = 0;
  for (let x = -law.reach; x <= law.reach; x++) variance += x * x * law.probability(x);
  if (!(Math.abs(mechanism.variance(1) / variance - 1) < 1e-6)) {
    problems.push(`the variance is ${variance}, not ${mechanism.variance(1)}`);
  }
  if (mechanism.estimate([3, 5, 10]).value !== 6)
    problems.push('the estimate is not the mean of the releases');
  const joint = [0.2, 0.3, 0.5].map((belief, value) => belief * law.probability(4 - value));
  const evidence = joint.reduce((sum, part) => sum + part, 0);
  const posterior = mechanism.posterior(4, [0.2, 0.3, 0.5]);
  if (!joint.every((part, v) => Math.abs(part / evidence - (posterior[v] ?? NaN)) < 1e-9)) {
    problems.push("the posterior is not that of Bayes' rule");
  }
  return problems;
}

/** The reports of all contributors, and aggregates of as many people, carry discrete Laplace noise of this scale. */
export function distributedProblems(
  mechanism: Pick<DistributedLaplace, 'randomize' | 'estimate' | 'sampleAggregate'>,
  contributors: number,
  scale: number,
  rng: Rng,
  draws: number
): string[] {
  const everybody = new Array<number>(contributors).fill(1);
  const sum = (source: Rng) =>
    mechanism.estimate(everybody.map((value) => mechanism.randomize(value, source))).value - contributors;
  const aggregate = (source: Rng) =>
    (mechanism.sampleAggregate([contributors], source)[0] ?? NaN) - contributors;
  return [
    ...noiseProblems(sum, laplaceLaw(scale), rng, draws).map((problem) => `of all reports, ${problem}`),
    ...noiseProblems(aggregate, laplaceLaw(scale), rng, draws).map((problem) => `aggregated, ${problem}`)
  ];
}
