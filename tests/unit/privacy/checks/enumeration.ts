import { type AnyLocalMechanism, Rational, expBounds } from '../../../../src/lib/privacy/index.ts';

/** How far below the stated epsilon the true one may lie. */
const SLACK = 1e-12;

/** Exact sum of many fractions, by denominator, because their least common one would grow with every new one. */
export class Sum {
  readonly #byDenominator = new Map<bigint, bigint>();

  add(value: Rational, times = 1n): void {
    const { numerator, denominator } = value;
    this.#byDenominator.set(denominator, (this.#byDenominator.get(denominator) ?? 0n) + numerator * times);
  }

  get total(): Rational {
    let total = new Rational(0n);
    for (const [denominator, numerator] of this.#byDenominator) {
      total = total.plus(new Rational(numerator, denominator)).reduced();
    }
    return total;
  }
}

/** What is wrong with the largest likelihood ratio of a mechanism that states this epsilon. */
export function ratioProblems(ratio: Rational, epsilon: number): string[] {
  const places = 160;
  const whole = 1n << BigInt(places);
  const most = new Rational(expBounds(Rational.exactly(epsilon), places).lower, whole);
  const least = new Rational(
    expBounds(Rational.exactly(epsilon).minus(Rational.exactly(SLACK)), places).upper,
    whole
  );
  const shown = Math.log(ratio.toNumber());
  if (ratio.compare(most) > 0) return [`true epsilon ${shown} exceeds the stated ${epsilon}`];
  if (ratio.compare(least) < 0) return [`true epsilon ${shown} is below the stated ${epsilon}`];
  return [];
}

/** By symmetry class: for every pair of inputs, sums of 1 and no ratio above e^epsilon; and one that reaches it. */
export function classProblems(mechanism: AnyLocalMechanism): string[] {
  const one = new Rational(1n);
  let largest = one;
  for (let a = 0; a < mechanism.inputs; a++) {
    for (let b = 0; b < a; b++) {
      const sums = [new Sum(), new Sum()] as const;
      for (const { report, size } of mechanism.classes(a, b)) {
        const underA = mechanism.probability(report, a);
        const underB = mechanism.probability(report, b);
        sums[0].add(underA, size);
        sums[1].add(underB, size);
        const [low, high] = underA.compare(underB) < 0 ? [underA, underB] : [underB, underA];
        if (low.numerator !== 0n) {
          if (high.compare(low.times(largest)) > 0) largest = high.over(low);
        } else if (high.numerator !== 0n) {
          return [`a report possible for one of ${a} and ${b} is impossible for the other`];
        }
      }
      if (!sums.every(({ total }) => total.equals(one)))
        return [`probabilities for ${a} or ${b} do not sum to 1`];
    }
  }
  return ratioProblems(largest, mechanism.epsilon.value);
}

/** Report by report: for every input a sum of 1, and over all reports and pairs of inputs the ratio e^epsilon. */
export function fullProblems(mechanism: AnyLocalMechanism): string[] {
  const sums = Array.from({ length: mechanism.inputs }, () => new Sum());
  let largest = new Rational(1n);
  for (const report of mechanism.outputs() as Iterable<unknown>) {
    const first = mechanism.probability(report, 0);
    let [low, high] = [first, first];
    for (const [input, sum] of sums.entries()) {
      const probability = mechanism.probability(report, input);
      sum.add(probability);
      // Mechanisms often return one of few objects; those need no multiplication.
      if (probability === low || probability === high) continue;
      if (probability.compare(low) < 0) low = probability;
      else if (probability.compare(high) > 0) high = probability;
    }
    if (high === low) continue;
    if (low.numerator === 0n) return ['a report possible for one input is impossible for another'];
    if (high.compare(low.times(largest)) > 0) largest = high.over(low);
  }
  const one = new Rational(1n);
  const wrong = sums.findIndex((sum) => !sum.total.equals(one));
  if (wrong !== -1) return [`probabilities for input ${wrong} sum to ${sums[wrong]?.total.toNumber() ?? 0}`];
  return ratioProblems(largest, mechanism.epsilon.value);
}
