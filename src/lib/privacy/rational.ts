/**
 * Exact fractions: every probability that this room decides is one. The denominator is positive; the fraction
 * is not reduced unless asked, because sums over a common denominator are the usual case.
 */
export class Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;

  /** @throws RangeError when the denominator is 0. */
  constructor(numerator: bigint, denominator = 1n) {
    if (denominator === 0n) throw new RangeError('a fraction over 0');
    this.numerator = denominator < 0n ? -numerator : numerator;
    this.denominator = denominator < 0n ? -denominator : denominator;
  }

  /** `numerator / denominator` of whole numbers. */
  static of(numerator: number | bigint, denominator: number | bigint = 1): Rational {
    return new Rational(BigInt(numerator), BigInt(denominator));
  }

  /** The very value of a double: its binary digits, not the decimal it was written as. */
  static exactly(x: number): Rational {
    if (!Number.isFinite(x)) throw new RangeError(`${x} is no fraction`);
    let denominator = 1n;
    // Doubling a double is exact, and ends because its last binary digit has a place.
    for (; !Number.isInteger(x); x *= 2) denominator *= 2n;
    return new Rational(BigInt(x), denominator);
  }

  plus(other: Rational): Rational {
    if (this.denominator === other.denominator) {
      return new Rational(this.numerator + other.numerator, this.denominator);
    }
    return new Rational(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator
    );
  }

  minus(other: Rational): Rational {
    return this.plus(new Rational(-other.numerator, other.denominator));
  }

  times(other: Rational): Rational {
    return new Rational(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  over(other: Rational): Rational {
    return new Rational(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  /** Negative, 0 or positive as this is below, equal to or above the other. */
  compare(other: Rational): number {
    const left = this.numerator * other.denominator;
    const right = other.numerator * this.denominator;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other: Rational): boolean {
    return this.compare(other) === 0;
  }

  reduced(): Rational {
    const divisor = greatestCommonDivisor(this.numerator, this.denominator);
    return new Rational(this.numerator / divisor, this.denominator / divisor);
  }

  /** The nearest double, or its neighbour. For showing and estimating; probabilities are decided exactly. */
  toNumber(): number {
    const size = this.numerator < 0n ? -this.numerator : this.numerator;
    if (size === 0n) return 0;
    const shift = bitLength(this.denominator) - bitLength(size) + 64;
    const quotient =
      shift >= 0 ? (size << BigInt(shift)) / this.denominator : size / (this.denominator << BigInt(-shift));
    // In two steps, so that neither factor leaves the range of a double while the result is inside it.
    const half = Math.trunc(shift / 2);
    const value = Number(quotient) * 2 ** -half * 2 ** -(shift - half);
    return this.numerator < 0n ? -value : value;
  }
}

export const ZERO = new Rational(0n);
export const ONE = new Rational(1n);
export const HALF = new Rational(1n, 2n);

/** Number of binary digits of a positive integer. */
export function bitLength(n: bigint): number {
  return n === 0n
    ? 0
    : (n.toString(16).length - 1) * 4 + (32 - Math.clz32(parseInt(n.toString(16).charAt(0), 16)));
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  if (a < 0n) a = -a;
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** Binomial coefficient n over k, exact; 0 outside 0 <= k <= n. */
export function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let result = 1n;
  for (let i = 1; i <= Math.min(k, n - k); i++) result = (result * BigInt(n - i + 1)) / BigInt(i);
  return result;
}
