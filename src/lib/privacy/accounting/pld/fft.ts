/** Discrete Fourier transforms of one power-of-two size (radix 2, in place), with the roots of unity kept. */
export class Fourier {
  readonly size: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;

  constructor(size: number) {
    this.size = size;
    // Each root from its own angle: a recurrence would add up rounding.
    this.#cos = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
    this.#sin = Float64Array.from({ length: size / 2 }, (_, i) => Math.sin((2 * Math.PI * i) / size));
  }

  /** Replaces the numbers with sum_j x_j e^(-2 pi i j k / size). */
  forward(re: Float64Array, im: Float64Array): void {
    this.#reorder(re, im);
    for (let half = 1; half < this.size; half *= 2) {
      const stride = this.size / (2 * half);
      for (let block = 0; block < this.size; block += 2 * half) {
        for (let j = 0; j < half; j++) {
          const cos = this.#cos[j * stride] ?? 0;
          const sin = this.#sin[j * stride] ?? 0;
          const a = block + j;
          const b = a + half;
          const bRe = re[b] ?? 0;
          const bIm = im[b] ?? 0;
          const aRe = re[a] ?? 0;
          const aIm = im[a] ?? 0;
          const turnedRe = bRe * cos + bIm * sin;
          const turnedIm = bIm * cos - bRe * sin;
          re[a] = aRe + turnedRe;
          im[a] = aIm + turnedIm;
          re[b] = aRe - turnedRe;
          im[b] = aIm - turnedIm;
        }
      }
    }
  }

  /** Undoes `forward`. */
  inverse(re: Float64Array, im: Float64Array): void {
    // Swapping the parts turns one direction into the other.
    this.forward(im, re);
    for (let i = 0; i < this.size; i++) {
      re[i] = (re[i] ?? 0) / this.size;
      im[i] = (im[i] ?? 0) / this.size;
    }
  }

  #reorder(re: Float64Array, im: Float64Array): void {
    for (let i = 1, j = 0; i < this.size; i++) {
      let bit = this.size >> 1;
      for (; j & bit; bit >>= 1) j ^= bit;
      j ^= bit;
      if (i < j) {
        const iRe = re[i] ?? 0;
        const iIm = im[i] ?? 0;
        re[i] = re[j] ?? 0;
        im[i] = im[j] ?? 0;
        re[j] = iRe;
        im[j] = iIm;
      }
    }
  }
}
