import { requireCount, requirePositive, roundUp } from './directed.ts';
import { binomialLowerTail, logBinomialPmf } from '../special/binomial.ts';

/** n people each send one report of an epsilon0-DP local randomizer (replace), and the reports are shuffled. */
export interface ShuffledReports {
  n: number;
  epsilon0: number;
}

/** How closely the numeric bounds look. */
export interface ShuffleSearch {
  /** How many sizes of the crowd are treated as one. Smaller is tighter and slower. */
  step?: number;
  /** How often the interval [0, closed form] is halved. */
  iterations?: number;
}

/**
 * Amplification by shuffling in closed form: ln(1 + (1 - e^-e0) / (1 + e^(-e0 - e1)) (a + c)) with a = 8 sqrt(e^e0
 * ln(4/delta) / n), c = 8 e^e0 / n and e1 = ln(1 + a + c) (Feldman, McMillan, Talwar 2021, Theorem 3.1 with its proof's
 * sharper last step). Replace relation; epsilon0 itself where the theorem says nothing. Rounded up.
 */
export function shuffledEpsilonClosedForm({ n, epsilon0 }: ShuffledReports, delta: number): number {
  requireReports(n, epsilon0, delta);
  const log = Math.log(4 / delta);
  if (epsilon0 > Math.log(n / (16 * log))) return epsilon0;
  const a = 8 * Math.sqrt((Math.exp(epsilon0) * log) / n);
  const c = (8 * Math.exp(epsilon0)) / n;
  const reduced = -Math.expm1(-epsilon0) / (1 + Math.exp(-epsilon0 - Math.log1p(a + c)));
  return Math.min(epsilon0, roundUp(Math.log1p(reduced * (a + c))));
}

/**
 * Numeric amplification by shuffling (Feldman, McMillan, Talwar 2021, Theorem 3.2 and Appendix E): each other report
 * is with probability e^-epsilon0 one of a crowd of clones of the two inputs, and what remains is to tell binomials
 * apart. `upper` is a guarantee for the replace relation. `lower` is an estimate from the same blocks of crowd sizes,
 * of how far down finer blocks could bring this bound; it is no bound on the privacy of any one randomizer.
 */
export function shuffledEpsilon(
  reports: ShuffledReports,
  delta: number,
  side: 'lower' | 'upper' = 'upper',
  { step = defaultStep(reports), iterations = 20 }: ShuffleSearch = {}
): number {
  const { n, epsilon0 } = reports;
  requireReports(n, epsilon0, delta);
  requireCount('step', step);
  const blocks = crowdBlocks(n, Math.exp(-epsilon0), step);
  let low = 0;
  let high = shuffledEpsilonClosedForm(reports, delta);
  for (let i = 0; i < iterations; i++) {
    const middle = (low + high) / 2;
    if (shuffledDelta(blocks, epsilon0, middle, delta, side) < delta) high = middle;
    else low = middle;
  }
  return high;
}

/** Crowd sizes `from` ... `to` and how likely one of them is. */
interface Block {
  from: number;
  to: number;
  mass: number;
}

/** A twentieth of the deviation of the crowd's size. */
function defaultStep({ n, epsilon0 }: ShuffledReports): number {
  const p = Math.exp(-epsilon0);
  return Math.max(1, Math.floor(Math.sqrt(n * p * (1 - p)) / 20));
}

/**
 * The sizes 0 ... n - 1 of the crowd in blocks of `step`, in the order of Appendix E: from n/2 outwards, above and
 * below in turn. Blocks too improbable to matter (below 1e-40) keep their place in that order by being left out.
 */
function crowdBlocks(n: number, p: number, step: number): Block[] {
  const blocks: Block[] = [];
  const mean = (n - 1) * p;
  const reach = 14 * Math.sqrt(mean * (1 - p)) + 100 + step;
  const add = (from: number, to: number) => {
    if (to < mean - reach || from > mean + reach) return;
    const mass = crowdMass(Math.max(0, from), Math.min(n - 1, to), n - 1, p);
    if (mass > 1e-40) blocks.push({ from: Math.max(0, from), to: Math.min(n - 1, to), mass });
  };
  const middle = Math.floor(n / 2);
  if (n % 2 === 0) add(middle, middle);
  const below = n % 2 === 0 ? middle - 1 : middle;
  const nearest = Math.max(0, Math.floor((Math.abs(mean - middle) - reach) / step) - 1);
  for (let i = nearest; i * step <= n; i++) {
    const up = middle + 1 + i * step;
    const down = below - i * step;
    if (up > n - 1 && down < 0) break;
    if (up > mean + reach && down < mean - reach) break;
    if (up <= n - 1) add(up, up + step - 1);
    if (down >= 0) add(down - step + 1, down);
  }
  return blocks;
}

function crowdMass(from: number, to: number, n: number, p: number): number {
  let sum = 0;
  for (let c = from; c <= to; c++) sum += Math.exp(logBinomialPmf(c, n, p));
  return sum;
}

/**
 * delta at epsilon, each block counted at the end where it is worst (or best, for the lower estimate). As soon as what
 * is left of the probability is less than the sums so far, it is added to the upper bound, or left out of the lower.
 */
function shuffledDelta(
  blocks: readonly Block[],
  epsilon0: number,
  epsilon: number,
  enough: number,
  side: 'lower' | 'upper'
): number {
  const pick = side === 'upper' ? Math.max : Math.min;
  let sum = 0;
  let used = 0;
  for (const { from, to, mass } of blocks) {
    if (sum > enough) return enough;
    if (1 - used < sum) break;
    sum += mass * pick(crowdDelta(from, epsilon0, epsilon), crowdDelta(to, epsilon0, epsilon));
    used += mass;
  }
  // The masses add up to 1 but for rounding.
  return side === 'upper' ? sum * (1 + 1e-10) + Math.max(0, 1 - used) : sum;
}

/**
 * With a crowd of c, P is Bin(c, 1/2) with probability alpha = e^epsilon0 / (1 + e^epsilon0) and else 1 more, Q the
 * other way round: their hockey-stick divergence, which is the same in both directions because x and c + 1 - x
 * swap P and Q. The ratio is monotone, so one cut decides.
 */
function crowdDelta(c: number, epsilon0: number, epsilon: number): number {
  const alpha = 1 / (1 + Math.exp(-epsilon0));
  const ratio = Math.exp(epsilon);
  // P(x) / Q(x) = e^epsilon where x / (c + 1 - x) = away / (ratio alpha - (1 - alpha)).
  const away = alpha - ratio * (1 - alpha);
  if (away <= 0) return 0;
  const cut = Math.floor(((c + 1) * away) / (away + ratio * alpha - (1 - alpha)));
  const shifted = binomialLowerTail(cut - 1, c, 0.5);
  const plain = shifted + Math.exp(logBinomialPmf(cut, c, 0.5));
  const p = alpha * plain + (1 - alpha) * shifted;
  const q = (1 - alpha) * plain + alpha * shifted;
  return Math.max(0, p - ratio * q);
}

function requireReports(n: number, epsilon0: number, delta: number): void {
  requireCount('n', n);
  requirePositive('epsilon0', epsilon0);
  if (!(delta > 0 && delta < 1)) throw new RangeError(`delta must lie between 0 and 1, not ${delta}`);
}
