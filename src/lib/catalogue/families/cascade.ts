import { chords, closeVoicing } from '../music/harmony.ts';
import type { Family } from './family.ts';
import { Sheet } from './writing.ts';

/** Ways through five tones. */
const FIGURES: readonly [number[], ...number[][]] = [
  [0, 1, 2, 3, 4, 3, 2, 1],
  [0, 2, 1, 3, 2, 4, 3, 1],
  [4, 2, 3, 1, 2, 0, 1, 3],
  [0, 3, 1, 4, 2, 3, 1, 2]
];

export const cascade: Family = {
  id: 'cascade',
  name: 'Cascade',
  description: 'Plucked strings that run up and down a chord',
  ranges: { tempo: [76, 104], density: [0.55, 1], brightness: [0.35, 0.85], texture: [0.35, 0.7] },
  modes: ['ionian', 'mixolydian', 'dorian', 'lydian'],
  compose(parameters, random) {
    const sheet = new Sheet(parameters, random);
    const half = sheet.beat / 2;
    const length = 16 * half;
    const figure = sheet.pick(FIGURES);
    for (const [i, chord] of chords(random, Math.ceil(parameters.seconds / length), 4).entries()) {
      const at = i * length;
      const low = closeVoicing(chord, 3, 6);
      const tones = [...low, (low[0] ?? 0) + 7, (low[1] ?? 0) + 7];
      for (let step = 0; step < 16; step++) {
        if (step % 8 !== 0 && !sheet.chance(0.4 + 0.6 * parameters.density)) continue;
        const degree = tones[figure[step % figure.length] ?? 0] ?? chord;
        sheet.add(
          {
            ...{ voice: 'pluck', at: at + step * half, seconds: 2.6, pitch: sheet.pitch(degree + 7) },
            ...{ velocity: step % 8 === 0 ? 0.85 : sheet.between(0.4, 0.7), pan: ((step % 8) - 3.5) / 7 }
          },
          0.008
        );
      }
      sheet.add({
        voice: 'bass',
        at,
        seconds: length * 0.9,
        pitch: sheet.pitch(chord % 7),
        velocity: 0.4,
        pan: 0
      });
    }
    return sheet.finish(0.75);
  }
};
