/** Lengths of the lines at 44,100 samples a second: primes, so that their echoes do not meet. */
const LINES = [1433, 1601, 1867, 2053, 2251, 2399, 2617, 2797];
const COUNT = LINES.length;
/** 1 / sqrt(8): makes the mixing matrix keep the energy. */
const EVEN = 0.35355339059327373;
const ECHO = 0.42;
const DAMPING = 0.35;

/**
 * What surrounds the instruments: an echo that goes from side to side, and behind it a feedback delay network of eight
 * lines mixed by a Hadamard matrix (Jot and Chaigne 1991).
 */
export class Room {
  readonly #lines: Float64Array[];
  readonly #places = new Int32Array(COUNT);
  readonly #damped = new Float64Array(COUNT);
  readonly #mixed = new Float64Array(COUNT);
  readonly #echoLeft: Float64Array;
  readonly #echoRight: Float64Array;
  #echoPlace = 0;

  /**
   * @param size 0 ... 1, how long it rings
   * @param echo seconds
   * @param rate samples a second
   */
  constructor(
    private readonly size: number,
    echo: number,
    rate: number
  ) {
    this.#lines = LINES.map((length) => new Float64Array(Math.floor((length * rate) / 44_100)));
    const length = Math.max(1, Math.floor(echo * rate));
    this.#echoLeft = new Float64Array(length);
    this.#echoRight = new Float64Array(length);
  }

  /** Adds what the room gives back for the next `count` samples of the two sends. */
  process(
    sendLeft: Float64Array,
    sendRight: Float64Array,
    left: Float64Array,
    right: Float64Array,
    count: number
  ): void {
    const keep = EVEN * (0.72 + 0.2 * this.size);
    const wet = 2 * EVEN * (0.1 + 0.22 * this.size);
    // In locals: this loop is most of what a piece costs.
    const [echoLeft, echoRight, damped, mixed] = [this.#echoLeft, this.#echoRight, this.#damped, this.#mixed];
    const [lines, places] = [this.#lines, this.#places];
    let echoPlace = this.#echoPlace;
    for (let i = 0; i < count; i++) {
      const dryLeft = sendLeft[i] ?? 0;
      const dryRight = sendRight[i] ?? 0;
      const fromLeft = dryLeft + ECHO * (echoRight[echoPlace] ?? 0);
      const fromRight = dryRight + ECHO * (echoLeft[echoPlace] ?? 0);
      echoLeft[echoPlace] = fromLeft;
      echoRight[echoPlace] = fromRight;
      if (++echoPlace >= echoLeft.length) echoPlace = 0;

      for (let j = 0; j < COUNT; j++) {
        const former = damped[j] ?? 0;
        const out = lines[j]?.[places[j] ?? 0] ?? 0;
        const low = former + DAMPING * (out - former);
        damped[j] = low;
        mixed[j] = low;
      }
      for (let half = 1; half < COUNT; half *= 2) {
        for (let j = 0; j < COUNT; j += 2 * half) {
          for (let k = j; k < j + half; k++) {
            const a = mixed[k] ?? 0;
            const b = mixed[k + half] ?? 0;
            mixed[k] = a + b;
            mixed[k + half] = a - b;
          }
        }
      }
      let backLeft = 0;
      let backRight = 0;
      for (let j = 0; j < COUNT; j += 2) {
        const [valueLeft, valueRight] = [mixed[j] ?? 0, mixed[j + 1] ?? 0];
        backLeft += valueLeft;
        backRight += valueRight;
        this.#feed(j, valueLeft * keep + 0.6 * fromLeft);
        this.#feed(j + 1, valueRight * keep + 0.6 * fromRight);
      }
      // Of the echo, what is heard directly; the dry sound is there already.
      left[i] = (left[i] ?? 0) + wet * backLeft + 0.5 * (fromLeft - dryLeft);
      right[i] = (right[i] ?? 0) + wet * backRight + 0.5 * (fromRight - dryRight);
    }
    this.#echoPlace = echoPlace;
  }

  #feed(index: number, value: number): void {
    const line = this.#lines[index];
    if (!line) return;
    const place = this.#places[index] ?? 0;
    line[place] = value;
    this.#places[index] = place + 1 < line.length ? place + 1 : 0;
  }
}
