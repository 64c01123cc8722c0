import {
  estimateInverseDiagonal,
  fadingWindow,
  type ItemGram,
  type Plays,
  type Ranking
} from '../../../../src/lib/compute/ranking/index.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';

const ITEMS = 10_000;
const PLAYS = 100_000;
/** In plays. */
const WINDOW = 10;
const HALF_LIFE = 5;
/** What the item-item part uses is of this order (issue 6: 60); smaller ones take more iterations. */
const LAMBDA = 60;
const TOLERANCE = 1e-6;
/** Plays that a query consists of. */
const HEARD = 20;
const PROBES = 64;

export interface SolveFigures {
  entries: number;
  /** ms */
  build: number;
  /** One more play into the matrix, ms. */
  add: number[];
  /** From zeros, ms. */
  cold: number[];
  /** From the solution of one play before, ms. */
  warm: number[];
  /** From zeros in plain TypeScript, ms. */
  cpu: number[];
  iterations: number[];
  warmIterations: number[];
  residuals: number[];
  /** Estimate of the whole inverse diagonal from 64 probes, ms. */
  diagonal: number;
  /** Mean of its standard errors, relative. */
  diagonalError: number;
}

/**
 * Times the item-item part on invented plays.
 * @param kind `tasteful`: sessions of about 15 plays, mostly from one of 100 tastes, popular items far more often;
 * `uniform`: any item at any time, the densest matrix there can be.
 */
export function measureSolve(
  wasm: Ranking,
  cpu: Ranking,
  kind: 'tasteful' | 'uniform',
  rounds: number
): SolveFigures {
  const plays = invent(kind);
  const window = fadingWindow(HALF_LIFE, WINDOW);
  const startedAt = performance.now();
  const gram = wasm.itemGram(ITEMS, window, plays);
  const build = performance.now() - startedAt;
  const plain = cpu.itemGram(ITEMS, window, plays);
  const { entries } = gram;
  const options = { lambda: LAMBDA, tolerance: TOLERANCE };
  const cold: number[] = [];
  const warm: number[] = [];
  const slow: number[] = [];
  const solutions = [];
  const warmIterations: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const end = PLAYS - 1 - Math.floor((round * (PLAYS / 2)) / rounds);
    const x = listener(plays.item, end);
    const fade = 2 ** (-1 / HALF_LIFE);
    const start = gram.solve(listener(plays.item, end - 1), options).y.map((value) => value * fade);
    solutions.push(timed(cold, () => gram.solve(x, options)));
    warmIterations.push(timed(warm, () => gram.solve(x, { ...options, start })).iterations);
    timed(slow, () => plain.solve(x, options));
  }
  const { diagonal, diagonalError } = measureDiagonal(gram);
  const add: number[] = [];
  for (let t = 0; t < 1000; t++) {
    timed(add, () => {
      gram.add(plays.item[(t * 97) % PLAYS] ?? 0, PLAYS);
    });
  }
  return {
    entries,
    build,
    add,
    cold,
    warm,
    cpu: slow,
    iterations: solutions.map(({ iterations }) => iterations),
    warmIterations,
    residuals: solutions.map(({ residual }) => residual),
    diagonal,
    diagonalError
  };
}

function measureDiagonal(gram: ItemGram): { diagonal: number; diagonalError: number } {
  const random = seededRandom(3);
  const startedAt = performance.now();
  const estimate = estimateInverseDiagonal(gram, {
    lambda: LAMBDA,
    probes: PROBES,
    random: () => random.uniform()
  });
  const relative = estimate.error.map((error, i) => error / (estimate.diagonal[i] ?? 1));
  return {
    diagonal: performance.now() - startedAt,
    diagonalError: relative.reduce((sum, error) => sum + error, 0) / ITEMS
  };
}

function timed<T>(times: number[], work: () => T): T {
  const startedAt = performance.now();
  const result = work();
  times.push(performance.now() - startedAt);
  return result;
}

/** The last plays before `end`, fading. */
function listener(item: Int32Array, end: number): Float64Array {
  const x = new Float64Array(ITEMS);
  for (let back = 0; back < HEARD; back++) {
    const i = item[end - back] ?? 0;
    x[i] = (x[i] ?? 0) + 2 ** (-back / HALF_LIFE);
  }
  return x;
}

function invent(kind: 'tasteful' | 'uniform'): Plays {
  const random = seededRandom(5);
  /** Small ones more often: 1 / rank. */
  const byRank = (count: number) => Math.floor(count ** random.uniform() - 1);
  const tastes = 100;
  const item = new Int32Array(PLAYS);
  const session = new Int32Array(PLAYS);
  let current = 0;
  let taste = 0;
  for (let t = 0; t < PLAYS; t++) {
    if (random.uniform() < 1 / 15) {
      current++;
      taste = Math.floor(tastes * random.uniform() ** 2);
    }
    session[t] = current;
    if (kind === 'uniform') item[t] = random.below(ITEMS);
    else item[t] = random.uniform() < 0.7 ? taste + tastes * byRank(ITEMS / tastes) : byRank(ITEMS);
  }
  return { item, session };
}
