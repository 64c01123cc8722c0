import { lowest } from '../../special/search.ts';
import { Fourier } from './fft.ts';
import type { GridLoss, Side } from './grid.ts';

/** One distribution and how often it is composed with itself. */
export interface GridPart {
  loss: GridLoss;
  count: number;
}

/** ln of the tilted probability outside of the window that is kept. */
const LOG_WINDOW = Math.log(1e-17);

/**
 * The sum of many independent losses, as a bound on the hockey-stick curve of the composed mechanism.
 *
 * Masses are tilted by e^(tilt loss) before they are transformed, and back afterwards (an Esscher transform): the
 * rounding of the transform, which is relative to the largest mass, then becomes relative to the masses around the
 * epsilon that is asked for, and a delta of 1e-12 or 1e-100 keeps its digits. The window is chosen by Chernoff's
 * bound; what may lie outside of it, and what the transform may have lost, is added to an upper bound and taken from
 * a lower one.
 */
export class ComposedLoss {
  /** The size of the transform. */
  readonly points: number;
  readonly #side: Side;
  readonly #interval: number;
  readonly #first: number;
  /** For each loss in the window, sums over it and all above, x being how far above: of tilted mass e^(-tilt x)... */
  readonly #p: Float64Array;
  /** ... and of tilted mass e^(-(tilt + 1) x), which is the same under Q. */
  readonly #q: Float64Array;
  readonly #tilt: number;
  readonly #scale: number;
  readonly #infinite: number;
  /** Tilted probability that a loss may have been left out of, or have been wrongly put in. */
  readonly #outside: number;

  constructor(parts: readonly GridPart[], interval: number, side: Side, tilt = 0) {
    this.#side = side;
    this.#interval = interval;
    this.#tilt = tilt;
    const scale = logMoment(parts, interval, tilt);
    this.#scale = scale;
    const window = windowOf(parts, interval, tilt);
    this.#first = window.first;
    let size = 2;
    while (size < window.last - window.first + 1) size *= 2;
    this.points = size;
    const fourier = new Fourier(size);
    const product = { re: new Float64Array(size).fill(1), im: new Float64Array(size) };
    let factors = 1;
    for (const { loss, count } of parts) {
      multiplyPower(product, transform(loss, interval, tilt, fourier), count);
      factors += count;
    }
    fourier.inverse(product.re, product.im);
    const width = window.last - window.first + 1;
    const mass = new Float64Array(width);
    let squares = 0;
    for (let i = 0; i < width; i++) {
      const value = product.re[modulo(window.first + i, size)] ?? 0;
      mass[i] = value;
      squares += value * value;
    }
    // The transform is stable in the Euclidean norm: no mass is off by more than this.
    const error = 4 * Number.EPSILON * Math.log2(size) * factors * Math.sqrt(squares);
    this.#p = new Float64Array(width + 1);
    this.#q = new Float64Array(width + 1);
    const [fallP, fallQ] = [Math.exp(-tilt * interval), Math.exp(-(tilt + 1) * interval)];
    for (let i = width - 1; i >= 0; i--) {
      const bound = Math.max(0, (mass[i] ?? 0) + (side === 'upper' ? error : -error));
      this.#p[i] = bound + (this.#p[i + 1] ?? 0) * fallP;
      this.#q[i] = bound + (this.#q[i + 1] ?? 0) * fallQ;
    }
    this.#outside = 4 * Math.exp(LOG_WINDOW);
    this.#infinite = -Math.expm1(
      parts.reduce((log, { loss, count }) => log + count * Math.log1p(-loss.infinite), 0)
    );
  }

  /** The bound on delta at any real epsilon. */
  delta(epsilon: number): number {
    const next = Math.min(this.#p.length - 1, Math.max(0, Math.ceil(epsilon / this.#interval) - this.#first));
    const above = Math.max(0, (this.#first + next) * this.#interval - epsilon);
    const p = this.#p[next] ?? 0;
    // In units of e^(scale - tilt epsilon).
    const sum = Math.exp(-this.#tilt * above) * (p - Math.exp(-above) * (this.#q[next] ?? 0));
    const slack = 1e-14 * p + this.#outside;
    const signed = this.#side === 'upper' ? sum + slack : sum - slack;
    const finite = signed > 0 ? Math.exp(Math.log(signed) + this.#scale - this.#tilt * epsilon) : 0;
    // Beyond the range of numbers nothing is known.
    if (Number.isNaN(finite) || Number.isNaN(signed)) return this.#side === 'upper' ? 1 : 0;
    return Math.min(1, finite + this.#infinite);
  }

  /** The smallest epsilon >= 0 at which the bound on delta is at most the given one; Infinity if there is none. */
  epsilon(delta: number): number {
    if (this.#side === 'lower') return this.#lowerEpsilon(delta);
    if (this.delta(0) <= delta) return 0;
    if (this.#infinite > delta) return Infinity;
    let low = 0;
    let high = Math.max(this.#interval, (this.#first + this.#p.length) * this.#interval);
    // The window may end before the part of it that is not known has become small enough.
    for (let step = 0; this.delta(high) > delta; step++) {
      if (step > 60) return Infinity;
      high *= 2;
    }
    while (high - low > 1e-9 * high) {
      const middle = (low + high) / 2;
      if (this.delta(middle) <= delta) high = middle;
      else low = middle;
    }
    return high;
  }

  /**
   * From above: far below the epsilon that the tilt is for, what rounding takes away leaves a delta of 0, so that the
   * lower bound is not monotone; but where it exceeds delta, the truth does so at every smaller epsilon too.
   */
  #lowerEpsilon(delta: number): number {
    if (this.#infinite > delta) return Infinity;
    for (let i = this.#p.length - 1; i >= 0; i--) {
      let low = (this.#first + i) * this.#interval;
      if (low < 0) return 0;
      if (this.delta(low) <= delta) continue;
      let high = low + this.#interval;
      while (high - low > 1e-9 * high) {
        const middle = (low + high) / 2;
        if (this.delta(middle) <= delta) high = middle;
        else low = middle;
      }
      return low;
    }
    return 0;
  }
}

/** The tilt with which to compose in order to find the epsilon of a delta. */
export function tiltForDelta(parts: readonly GridPart[], interval: number, delta: number): number {
  const bound = (tilt: number) => (logMoment(parts, interval, tilt) - Math.log(delta)) / tilt;
  const tilt = bestTilt(bound);
  return narrower(parts, interval, tilt, bound(tilt));
}

/** The tilt with which to compose in order to find the delta of an epsilon; 0 where epsilon is below the mean. */
export function tiltForEpsilon(parts: readonly GridPart[], interval: number, epsilon: number): number {
  const bound = (tilt: number) => logMoment(parts, interval, tilt) - tilt * epsilon;
  const tilt = bestTilt(bound);
  return bound(tilt) < 0 ? narrower(parts, interval, tilt, epsilon) : 0;
}

/** Where Chernoff's bound is least: the mean of the tilted loss then lies at the epsilon in question. */
function bestTilt(bound: (tilt: number) => number): number {
  return Math.exp(lowest((log) => bound(Math.exp(log)), Math.log(1e-3), Math.log(1e5), 30));
}

/** By how many powers of e the unit of rounding may exceed the best one: four digits of about ten. */
const ROOM = Math.log(1e4);

/**
 * A weaker tilt, if that makes the window much narrower: sampled mechanisms have rare large losses, which the best
 * tilt turns into frequent ones.
 */
function narrower(parts: readonly GridPart[], interval: number, best: number, epsilon: number): number {
  const width = (tilt: number) => {
    const { first, last } = windowOf(parts, interval, tilt);
    return last - first;
  };
  const bound = (tilt: number) => logMoment(parts, interval, tilt) - tilt * epsilon;
  // Where losses are bounded the best tilt may be endless, and little is lost by half of it.
  let enough = best;
  while (enough > 0.01 && bound(enough / 2) < bound(best) + ROOM / 2) enough /= 2;
  let chosen = { tilt: enough, width: width(enough) };
  for (const share of [0.9, 0.8, 0.65, 0.5]) {
    const tilt = share * enough;
    if (bound(tilt) > bound(best) + ROOM) break;
    const candidate = { tilt, width: width(tilt) };
    if (candidate.width < 0.7 * chosen.width) chosen = candidate;
  }
  return chosen.tilt;
}

/** ln E_P e^(tilt loss) of the composed loss, where it is finite. */
function logMoment(parts: readonly GridPart[], interval: number, tilt: number): number {
  return parts.reduce((sum, { loss, count }) => sum + count * logMomentOf(loss, interval, tilt), 0);
}

function logMomentOf({ first, mass }: GridLoss, interval: number, tilt: number): number {
  // Horner's scheme towards the end that the tilt points to, so that no term overflows.
  const [from, step] = tilt > 0 ? [0, 1] : [mass.length - 1, -1];
  const fall = Math.exp(-Math.abs(tilt) * interval);
  let sum = 0;
  for (let i = from; i >= 0 && i < mass.length; i += step) sum = sum * fall + (mass[i] ?? 0);
  return Math.log(sum) + tilt * (tilt > 0 ? first + mass.length - 1 : first) * interval;
}

/** The losses, in intervals, outside of which the tilted distribution has less than e^LOG_WINDOW on either side. */
function windowOf(
  parts: readonly GridPart[],
  interval: number,
  tilt: number
): { first: number; last: number } {
  const least = parts.reduce((sum, { loss, count }) => sum + count * loss.first, 0);
  const most = parts.reduce((sum, { loss, count }) => sum + count * (loss.first + loss.mass.length - 1), 0);
  const base = logMoment(parts, interval, tilt);
  const reach = (sign: 1 | -1): number => {
    const bound = (log: number) => {
      const more = Math.exp(log);
      return (logMoment(parts, interval, tilt + sign * more) - base - LOG_WINDOW) / more;
    };
    return bound(lowest(bound, Math.log(1e-4), Math.log(1e6), 30));
  };
  const last = Math.min(most, Math.ceil(reach(1) / interval));
  const first = Math.max(least, Math.floor(-reach(-1) / interval));
  return { first, last: Math.max(first, last) };
}

interface Complex {
  re: Float64Array;
  im: Float64Array;
}

/** The transform of the tilted masses, whose sum is 1. */
function transform({ first, mass }: GridLoss, interval: number, tilt: number, fourier: Fourier): Complex {
  const re = new Float64Array(fourier.size);
  const im = new Float64Array(fourier.size);
  const scale = logMomentOf({ first, mass, infinite: 0 }, interval, tilt);
  for (let i = 0; i < mass.length; i++) {
    const value = mass[i] ?? 0;
    const at = modulo(first + i, fourier.size);
    if (value > 0) re[at] = (re[at] ?? 0) + value * Math.exp(tilt * (first + i) * interval - scale);
  }
  fourier.forward(re, im);
  return { re, im };
}

/** product *= factor^count, by repeated squaring. */
function multiplyPower(product: Complex, factor: Complex, count: number): void {
  const { re, im } = product;
  for (let i = 0; i < re.length; i++) {
    let baseRe = factor.re[i] ?? 0;
    let baseIm = factor.im[i] ?? 0;
    let outRe = re[i] ?? 0;
    let outIm = im[i] ?? 0;
    for (let left = count; left > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) {
        const swapped = outRe * baseIm + outIm * baseRe;
        outRe = outRe * baseRe - outIm * baseIm;
        outIm = swapped;
      }
      const squared = 2 * baseRe * baseIm;
      baseRe = baseRe * baseRe - baseIm * baseIm;
      baseIm = squared;
    }
    re[i] = outRe;
    im[i] = outIm;
  }
}

function modulo(a: number, n: number): number {
  const rest = a % n;
  return rest < 0 ? rest + n : rest;
}
