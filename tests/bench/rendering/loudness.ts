import type { Sound } from '../../../src/lib/catalogue/synth/render.ts';

interface Biquad {
  b: readonly [number, number, number];
  a: readonly [number, number];
}

/**
 * The two filters of K-weighting for any rate: BS.1770's analogue prototypes through the bilinear transform (De Man,
 * "Evaluation of implementations of the EBU R128 loudness measurement", 2018).
 */
function kWeighting(rate: number): [Biquad, Biquad] {
  const shelf = (() => {
    const [frequency, quality, gain] = [1681.974450955533, 0.7071752369554196, 3.999843853973347];
    const k = Math.tan((Math.PI * frequency) / rate);
    const high = 10 ** (gain / 20);
    const band = high ** 0.4996667741545416;
    const a0 = 1 + k / quality + k * k;
    return {
      b: [
        (high + (band * k) / quality + k * k) / a0,
        (2 * (k * k - high)) / a0,
        (high - (band * k) / quality + k * k) / a0
      ],
      a: [(2 * (k * k - 1)) / a0, (1 - k / quality + k * k) / a0]
    } as const;
  })();
  const pass = (() => {
    const [frequency, quality] = [38.13547087602444, 0.5003270373238773];
    const k = Math.tan((Math.PI * frequency) / rate);
    const a0 = 1 + k / quality + k * k;
    return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / quality + k * k) / a0] } as const;
  })();
  return [shelf, pass];
}

function filtered(signal: Float64Array, { b, a }: Biquad): Float64Array {
  const out = new Float64Array(signal.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < signal.length; i++) {
    const x = signal[i] ?? 0;
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    out[i] = y;
  }
  return out;
}

/** Integrated loudness with both gates, LUFS (ITU-R BS.1770-4). */
export function loudness({ left, right }: Sound, rate: number): number {
  const weighted = [left, right].map((channel) =>
    kWeighting(rate).reduce(filtered, Float64Array.from(channel))
  );
  const hop = Math.floor(0.1 * rate);
  // Of each tenth of a second; four of them make a block.
  const tenths = Array.from({ length: Math.floor(left.length / hop) }, (_, tenth) => {
    let energy = 0;
    for (const channel of weighted)
      for (let i = tenth * hop; i < (tenth + 1) * hop; i++) energy += (channel[i] ?? 0) ** 2;
    return energy / hop;
  });
  const energies = tenths
    .slice(3)
    .map((_, i) => tenths.slice(i, i + 4).reduce((sum, energy) => sum + energy, 0) / 4);
  const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const level = (energy: number) => -0.691 + 10 * Math.log10(energy);
  const audible = energies.filter((energy) => level(energy) > -70);
  const gate = level(mean(audible)) - 10;
  return level(mean(audible.filter((energy) => level(energy) > gate)));
}
