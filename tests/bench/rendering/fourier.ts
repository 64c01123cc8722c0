/** Power spectra of Hann windows. */
export class Spectra {
  readonly #window: Float64Array;

  /** @param size samples of a window, a power of two */
  constructor(readonly size: number) {
    this.#window = Float64Array.from(
      { length: size },
      (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size)
    );
  }

  /** @returns power of the frequencies 0 ... size / 2 - 1 of the window that begins at `from` */
  at(signal: Float32Array, from: number): Float64Array {
    const { size } = this;
    const real = Float64Array.from(this.#window, (weight, i) => weight * (signal[from + i] ?? 0));
    const imaginary = new Float64Array(size);
    transform(real, imaginary);
    return Float64Array.from({ length: size / 2 }, (_, i) => (real[i] ?? 0) ** 2 + (imaginary[i] ?? 0) ** 2);
  }
}

/** Fast Fourier transform in place (Cooley and Tukey 1965). */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    [real[i], real[j]] = [real[j] ?? 0, real[i] ?? 0];
    [imaginary[i], imaginary[j]] = [imaginary[j] ?? 0, imaginary[i] ?? 0];
  }
  for (let length = 2; length <= n; length *= 2) {
    const half = length / 2;
    for (let k = 0; k < half; k++) {
      const angle = (-2 * Math.PI * k) / length;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      for (let start = k; start < n; start += length) {
        const [a, b] = [start, start + half];
        const re = (real[b] ?? 0) * c - (imaginary[b] ?? 0) * s;
        const im = (real[b] ?? 0) * s + (imaginary[b] ?? 0) * c;
        real[b] = (real[a] ?? 0) - re;
        imaginary[b] = (imaginary[a] ?? 0) - im;
        real[a] = (real[a] ?? 0) + re;
        imaginary[a] = (imaginary[a] ?? 0) + im;
      }
    }
  }
}
