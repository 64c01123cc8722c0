import { type AnyLocalMechanism, type Rng, wholeReport } from '../../../../src/lib/privacy/index.ts';
import { seededRng } from '../seeded-rng.ts';
import { exactLaw } from './aggregate.ts';
import type { NoiseLaw } from './noise.ts';

/** Up to so many bits, every value of a draw is tried. */
const EVERY_VALUE = 10;
/** Wider draws are compared with something, so they matter only by the interval that they fall into. */
const MOST_INTERVALS = 64;
/** Where intervals are looked for between. */
const PROBES = 16;
/** Seeds of the generators that go on where a path ends, to tell different states apart. */
const CONTINUATIONS = [11, 12, 13, 14];

export interface ExploredLaw {
  law: Map<string | number, number>;
  /** Probability of all paths that were given up because they were too unlikely. */
  pruned: number;
}

/**
 * The law of a sampler from its code rather than from samples: every path of random bits is followed, with its
 * probability, until it is less likely than `smallest`. So a bias of one part in a million shows, which no
 * affordable number of draws would reveal.
 *
 * @throws Error when a wide draw is used for more than comparing.
 */
export function explore(run: (rng: Rng) => string | number, smallest: number): ExploredLaw {
  const explored: ExploredLaw = { law: new Map(), pruned: 0 };
  const visit = (path: number[], probability: number) => {
    if (probability < smallest) {
      explored.pruned += probability;
      return;
    }
    const { outcome, width } = follow(run, path);
    if (width === undefined) {
      explored.law.set(outcome, (explored.law.get(outcome) ?? 0) + probability);
      return;
    }
    for (const { draw, share } of branches(run, path, width)) visit([...path, draw], probability * share);
  };
  visit([], 1);
  return explored;
}

/** Runs along a path; `width` is how many bits are asked for after its end. */
function follow(
  run: (rng: Rng) => string | number,
  path: readonly number[]
): { outcome: string | number; width: number | undefined } {
  let drawn = 0;
  let width: number | undefined;
  const beyond = seededRng(7);
  const outcome = run({
    bits(n) {
      if (drawn === path.length) width = n;
      return path[drawn++] ?? beyond.bits(n);
    }
  });
  return { outcome, width };
}

/**
 * One value of the next draw for each way in which the run can go on, with the share of all values that go that way.
 * Rejected values, for example, are all one way.
 */
function branches(
  run: (rng: Rng) => string | number,
  path: readonly number[],
  width: number
): { draw: number; share: number }[] {
  const known = new Map<number, string>();
  const courseOf = (draw: number) => {
    let course = known.get(draw);
    if (course === undefined) known.set(draw, (course = courseAfter(run, [...path, draw])));
    return course;
  };
  const size = 2 ** width;
  const starts =
    width <= EVERY_VALUE ? Array.from({ length: size }, (_, draw) => draw) : intervals(courseOf, width);
  const ways = new Map<string, { draw: number; share: number }>();
  starts.forEach((draw, i) => {
    const share = ((starts[i + 1] ?? size) - draw) / size;
    const way = ways.get(courseOf(draw));
    if (way) way.share += share;
    else ways.set(courseOf(draw), { draw, share });
  });
  return [...ways.values()];
}

/** What comes out along a path, and after how many draws, with several continuations: equal for equal states. */
function courseAfter(run: (rng: Rng) => string | number, path: readonly number[]): string {
  return CONTINUATIONS.map((seed) => {
    let drawn = 0;
    const beyond = seededRng(seed);
    const outcome = run({ bits: (n) => path[drawn++] ?? beyond.bits(n) });
    return `${outcome} after ${drawn}`;
  }).join();
}

/** Where the intervals of a wide draw start within which the run goes on alike, found by bisection. */
function intervals(courseOf: (draw: number) => string, width: number): number[] {
  const last = 2 ** width - 1;
  const starts = [0];
  const search = (low: number, high: number) => {
    if (courseOf(low) === courseOf(high)) return;
    if (starts.length > MOST_INTERVALS) throw new Error(`all ${width} bits of a draw matter`);
    if (high - low === 1) {
      starts.push(high);
      return;
    }
    const middle = Math.floor((low + high) / 2);
    search(low, middle);
    search(middle, high);
  };
  for (let probe = 0; probe < PROBES; probe++) {
    search(Math.floor((probe * last) / PROBES), Math.floor(((probe + 1) * last) / PROBES));
  }
  return starts;
}

/** Outcomes whose explored probability exceeds the stated one, or misses it by more than was given up. */
function differences(
  { law, pruned }: ExploredLaw,
  stated: ReadonlyMap<string | number, number>
): { key: string | number; explored: number; stated: number }[] {
  return [...new Set([...law.keys(), ...stated.keys()])]
    .map((key) => ({ key, explored: law.get(key) ?? 0, stated: stated.get(key) ?? 0 }))
    .filter((row) => row.explored > row.stated + 1e-9 || row.stated > row.explored + pruned + 1e-9);
}

/** Every path of `randomize`, for some inputs, and of the aggregate of two people. */
export function explorationProblems(mechanism: AnyLocalMechanism): string[] {
  const last = mechanism.inputs - 1;
  const problems: string[] = [];
  for (const input of [0, Math.floor(last / 2), last]) {
    const stated = new Map<string | number, number>();
    for (const report of mechanism.outputs() as Iterable<unknown>) {
      stated.set(wholeReport(report), mechanism.probability(report, input).toNumber());
    }
    const value: unknown = mechanism.value(input);
    const explored = explore((rng) => wholeReport(mechanism.randomize(value, rng)), 1e-9);
    for (const { key, explored: p, stated: q } of differences(explored, stated)) {
      problems.push(`the code reports "${key}" for input ${input} with probability ${p}, not ${q}`);
    }
    if (explored.pruned > 1e-6) problems.push(`exploration gave up ${explored.pruned}`);
  }
  const people = [0, last];
  const counts = Array.from({ length: mechanism.inputs }, (_, v) => people.filter((one) => one === v).length);
  const explored = explore((rng) => JSON.stringify(mechanism.sampleAggregate(counts, rng)), 1e-8);
  for (const { key, explored: p, stated: q } of differences(explored, exactLaw(mechanism, people))) {
    problems.push(`the code aggregates two people to ${key} with probability ${p}, not ${q}`);
  }
  if (explored.pruned > 1e-4) problems.push(`exploration of the aggregate gave up ${explored.pruned}`);
  return problems;
}

/** Integer noise: the likely paths of its code. */
export function noiseExplorationProblems(draw: (rng: Rng) => number, law: NoiseLaw): string[] {
  const stated = new Map<string | number, number>();
  for (let x = -law.reach; x <= law.reach; x++) stated.set(x, law.probability(x));
  try {
    return differences(explore(draw, 1e-3), stated).map(
      ({ key, explored, stated: p }) => `the code draws noise ${key} with probability ${explored}, not ${p}`
    );
  } catch (error) {
    return [`noise does not come from comparisons: ${String(error)}`];
  }
}
