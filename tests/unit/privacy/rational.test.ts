import { expect, test } from 'vitest';
import { Rational, expBounds, expDown } from '../../../src/lib/privacy/index.ts';
import { bitLength, choose } from '../../../src/lib/privacy/rational.ts';

test('fractions add, multiply, divide and compare exactly', () => {
  const third = Rational.of(1, 3);
  expect(third.plus(third).plus(third).equals(Rational.of(1))).toBe(true);
  expect(third.minus(Rational.of(1, 2)).equals(Rational.of(-1, 6))).toBe(true);
  expect(third.times(Rational.of(3, -7)).equals(Rational.of(-1, 7))).toBe(true);
  expect(third.over(Rational.of(-2, 3)).equals(Rational.of(-1, 2))).toBe(true);
  expect(third.compare(Rational.of(333333333, 1000000000))).toBe(1);
  expect(Rational.of(6, -4).reduced()).toEqual(Rational.of(-3, 2));
  expect(() => third.over(Rational.of(0))).toThrow(RangeError);
});

test('a double is taken at its binary value', () => {
  expect(Rational.exactly(0.1).equals(Rational.of(3602879701896397n, 2n ** 55n))).toBe(true);
  for (const x of [0, 1, -2.5, 1e-300, 5e-324, 1.7e308, Math.PI])
    expect(Rational.exactly(x).toNumber()).toBe(x);
  expect(() => Rational.exactly(NaN)).toThrow(RangeError);
});

test('bit lengths and binomial coefficients', () => {
  for (const n of [1n, 2n, 3n, 15n, 16n, 255n, 256n, 2n ** 64n - 1n, 2n ** 64n]) {
    expect(bitLength(n)).toBe(n.toString(2).length);
  }
  expect(choose(24, 6)).toBe(134_596n);
  expect(choose(5, 6)).toBe(0n);
});

/** e^x to 40 digits, from tables. */
const known: readonly [number, string][] = [
  [1, '2.718281828459045235360287471352662497757'],
  [0.5, '1.648721270700128146848650787814163571653'],
  [-1, '0.3678794411714423215955237701614608674458'],
  [10, '22026.46579480671651695790064528424436635']
];

test.each(known)('e^%d is enclosed between fractions that agree to 120 places', (x, digits) => {
  const [whole = '', places = ''] = digits.split('.');
  const value = new Rational(BigInt(whole + places), 10n ** BigInt(places.length));
  const { lower, upper } = expBounds(Rational.exactly(x), 120);
  const unit = new Rational(1n, 10n ** BigInt(places.length));
  expect(new Rational(lower, 1n << 120n).compare(value.plus(unit))).toBe(-1);
  expect(new Rational(upper, 1n << 120n).compare(value.minus(unit))).toBe(1);
  expect(upper - lower).toBeLessThan(8n);
});

test('bounds of e^x and e^-x multiply to an interval around 1', () => {
  for (const x of [1e-12, 0.1, 0.7, 3.3, 40, 64]) {
    const up = expBounds(Rational.exactly(x), 200);
    const down = expBounds(Rational.exactly(-x), 200);
    expect(up.lower * down.lower <= 1n << 400n).toBe(true);
    expect(up.upper * down.upper >= 1n << 400n).toBe(true);
    expect(up.lower < up.upper).toBe(true);
  }
});

test('e^epsilon is rounded down, and so is the square of its root', () => {
  for (const epsilon of [1e-6, 0.1, 1, Math.LN2, 8, 64]) {
    const { lower } = expBounds(Rational.exactly(epsilon), 300);
    const exact = new Rational(lower, 1n << 300n);
    expect(expDown(epsilon).compare(exact)).toBe(-1);
    const root = expDown(epsilon, 2);
    expect(root.times(root).compare(exact)).toBe(-1);
    expect(exact.minus(expDown(epsilon)).toNumber()).toBeLessThan(2 ** -62);
  }
  for (const epsilon of [0, -1, NaN, Infinity, 65]) expect(() => expDown(epsilon)).toThrow(RangeError);
});
