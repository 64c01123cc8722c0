import { type AnyLocalMechanism, auditInputs } from '../../../../src/lib/privacy/index.ts';
import { seededRng } from '../seeded-rng.ts';
import { crowdProblems, smallAggregateProblems } from './aggregate.ts';
import { classProblems, fullProblems } from './enumeration.ts';
import { estimatorProblems } from './estimator.ts';
import { explorationProblems } from './exploration.ts';
import { samplerProblems, sourceProblems } from './sampler.ts';

export interface InspectOptions {
  seed: number;
  /** Draws for each sampling test. */
  draws: number;
}

/**
 * Everything that a local mechanism has to keep, by its public interface alone: returns what is wrong. Meant for an
 * instance with few outputs, which are all enumerated.
 */
export function localProblems(mechanism: AnyLocalMechanism, { seed, draws }: InspectOptions): string[] {
  const rng = seededRng(seed);
  const last = mechanism.inputs - 1;
  const crowd = Array.from({ length: mechanism.inputs }, (_, v) => 100_000 * (v + 1));
  return [
    ...attempt('enumeration', () => [...fullProblems(mechanism), ...classProblems(mechanism)]),
    ...attempt('exploration', () => explorationProblems(mechanism)),
    ...attempt('source', () => sourceProblems(mechanism)),
    ...attempt('sampler', () => [0, last].flatMap((input) => samplerProblems(mechanism, input, rng, draws))),
    ...attempt('domain', () => domainProblems(mechanism, seed, draws)),
    ...attempt('estimator', () => estimatorProblems(mechanism)),
    ...attempt('aggregate', () => [
      ...smallAggregateProblems(mechanism, [0, last], rng, draws),
      ...crowdProblems(mechanism, crowd, rng, 400)
    ]),
    ...attempt('audit', () => auditProblems(mechanism, seed, draws))
  ];
}

/** What the audit proves must not exceed what the mechanism states, nor be far below it. */
export function auditProblems(mechanism: AnyLocalMechanism, seed: number, draws: number): string[] {
  const confidence = 1 - 1e-12;
  const { epsilon } = auditInputs(mechanism, 0, mechanism.inputs - 1, seededRng(seed), { draws, confidence });
  const stated = mechanism.epsilon.value;
  return epsilon > stated
    ? [`the audit proves epsilon ${epsilon.toFixed(3)}, above the stated ${stated}`]
    : [];
}

/** Numbers outside [-1, 1] count as the ends; categories outside the list are refused. */
function domainProblems(mechanism: AnyLocalMechanism, seed: number, draws: number): string[] {
  const rng = seededRng(seed);
  const last = mechanism.inputs - 1;
  const refuses = (value: unknown) => {
    try {
      mechanism.randomize(value, rng);
      return false;
    } catch (error) {
      return error instanceof RangeError;
    }
  };
  if (mechanism.value(0) === 0) {
    return [-1, mechanism.inputs, 0.5, NaN]
      .filter((value) => !refuses(value))
      .map((v) => `takes category ${v}`);
  }
  return [
    ...(refuses(NaN) ? [] : ['takes NaN']),
    ...samplerProblems(mechanism, last, rng, draws, 5).map((problem) => `for 5, ${problem}`),
    ...samplerProblems(mechanism, 0, rng, draws, -Infinity).map((problem) => `for -Infinity, ${problem}`)
  ];
}

function attempt(check: string, run: () => string[]): string[] {
  try {
    return run().map((problem) => `${check}: ${problem}`);
  } catch (error) {
    return [`${check}: throws ${String(error)}`];
  }
}
