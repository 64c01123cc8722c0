import { Rational, bitLength } from './rational.ts';

/** Largest epsilon that a mechanism takes; beyond it a report is the truth for every purpose. */
export const LARGEST_EPSILON = 64;

/** Binary places of e^epsilon. Its logarithm is then less than 2^-62 below epsilon. */
const PLACES = 64;

/**
 * Two integers that enclose e^x 2^places, for a fraction x.
 *
 * x is halved r times until it is at most 1/2; there the Taylor series is summed with every term rounded
 * down (for `lower`) and up (for `upper`, plus the remainder, which is below the last term because each term
 * is at most half of the one before); r squarings, rounded the same ways, lead back to e^x. Only integers
 * take part, so the enclosure needs no trust in the accuracy of Math.exp.
 */
export function expBounds(x: Rational, places: number): { lower: bigint; upper: bigint } {
  if (x.numerator < 0n)
    return reciprocal(expBounds(new Rational(-x.numerator, x.denominator), places), places);
  const halvings = Math.max(0, bitLength(x.numerator) - bitLength(x.denominator) + 2);
  // Each squaring doubles the relative error, and e^x has up to 1.45 x digits before the point.
  const guard = BigInt(halvings + Math.ceil(1.45 * x.toNumber()) + 16);
  const scale = BigInt(places) + guard;
  const numerator = x.numerator;
  const denominator = x.denominator << BigInt(halvings);

  let lower = 1n << scale;
  let upper = 1n << scale;
  let smallTerm = lower;
  let largeTerm = upper;
  for (let k = 1n; smallTerm > 0n; k++) {
    smallTerm = (smallTerm * numerator) / (denominator * k);
    largeTerm = ceilDivide(largeTerm * numerator, denominator * k);
    lower += smallTerm;
    upper += largeTerm;
  }
  upper += largeTerm;
  for (let i = 0; i < halvings; i++) {
    lower = (lower * lower) >> scale;
    upper = ceilDivide(upper * upper, 1n << scale);
  }
  return { lower: lower >> guard, upper: ceilDivide(upper, 1n << guard) };
}

function reciprocal(
  bounds: { lower: bigint; upper: bigint },
  places: number
): { lower: bigint; upper: bigint } {
  const square = 1n << BigInt(2 * places);
  return { lower: square / bounds.upper, upper: ceilDivide(square, bounds.lower) };
}

function ceilDivide(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

/**
 * e^epsilon rounded down to a fraction, so that a mechanism whose largest likelihood ratio is this fraction
 * has a true epsilon that never exceeds the stated one, and lies less than 2^-62 below it.
 *
 * @param epsilon the stated epsilon in nats; its binary value counts, not the decimal it was written as.
 * @param parts e^(epsilon / parts) instead; the parts-th power of the result is still at most e^epsilon.
 * @throws RangeError unless 0 < epsilon <= 64.
 */
export function expDown(epsilon: number, parts = 1): Rational {
  checkEpsilon(epsilon);
  const exponent = Rational.exactly(epsilon).over(Rational.of(parts));
  return new Rational(expBounds(exponent, PLACES).lower, 1n << BigInt(PLACES));
}

/** @throws RangeError unless epsilon is a number that a mechanism can keep. */
export function checkEpsilon(epsilon: number): void {
  // Below 2^-40 the fraction for e^epsilon would be too coarse.
  if (!(epsilon >= 2 ** -40 && epsilon <= LARGEST_EPSILON)) {
    throw new RangeError(`epsilon must be above 0 and at most ${LARGEST_EPSILON}, not ${epsilon}`);
  }
}
