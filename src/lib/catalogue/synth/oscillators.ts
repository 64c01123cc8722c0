/** What a band-limited step adds around a jump (polyBLEP; Valimaki and Huovilainen 2007). */
export function blep(phase: number, increment: number): number {
  if (phase < increment) {
    const t = phase / increment;
    return t + t - t * t - 1;
  }
  if (phase > 1 - increment) {
    const t = (phase - 1) / increment;
    return t * t + t + t + 1;
  }
  return 0;
}

/** Share of the distance that a one-pole low-pass goes in a sample; below where it would ring. */
export function lowPass(cutoff: number, rate: number): number {
  return Math.min(0.6, (6.283185307179586 * cutoff) / rate);
}

/** What remains after one sample of a decay to 1/e in `seconds`. */
export function decay(seconds: number, rate: number): number {
  return 1 - 1 / (seconds * rate);
}

/** White noise in [-1, 1): a linear congruential generator (Numerical Recipes), quick enough for every sample. */
export class WhiteNoise {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1);
  }

  next(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) | 0;
    return this.#state / 0x80000000;
  }
}
