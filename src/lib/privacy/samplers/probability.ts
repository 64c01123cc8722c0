import { Rational } from '../rational.ts';

/**
 * A rational probability with its binary expansion 0.t0 t1 t2 ... in words of 32 bits, worked out by long
 * division as far as somebody asks and then kept.
 */
export class Probability {
  readonly value: Rational;
  readonly #words: number[] = [];
  #remainder: bigint;

  /** @throws RangeError outside [0, 1]. */
  constructor(value: Rational) {
    if (value.numerator < 0n || value.numerator > value.denominator) {
      throw new RangeError(`${value.toNumber()} is no probability`);
    }
    this.value = value;
    this.#remainder = value.numerator;
  }

  static of(numerator: number | bigint, denominator: number | bigint): Probability {
    return new Probability(Rational.of(numerator, denominator));
  }

  /** Whether it is 1, the only probability without digits after the point. */
  get certain(): boolean {
    return this.value.numerator === this.value.denominator;
  }

  /** The i-th word of the expansion, from 0. */
  word(i: number): number {
    this.#extend(i);
    return this.#words[i] ?? 0;
  }

  /** Whether all words from the i-th on are 0. */
  endsAt(i: number): boolean {
    this.#extend(i - 1);
    return this.#remainder === 0n && this.#words.length <= i;
  }

  #extend(i: number): void {
    while (this.#words.length <= i && this.#remainder > 0n) {
      const scaled = this.#remainder << 32n;
      this.#words.push(Number(scaled / this.value.denominator));
      this.#remainder = scaled % this.value.denominator;
    }
  }
}
