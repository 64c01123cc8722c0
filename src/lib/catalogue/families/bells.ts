import { chords } from '../music/harmony.ts';
import type { Family } from './family.ts';
import { Sheet } from './writing.ts';

/** Loops of unequal length, in half beats: they meet again after hours only. */
const LOOPS = [13, 17, 19, 23];

export const bells: Family = {
  id: 'bells',
  name: 'Bells',
  description: 'Bells in loops of unequal length above a drone',
  ranges: { tempo: [60, 84], density: [0.35, 0.8], brightness: [0.35, 0.8], texture: [0.6, 0.95] },
  modes: ['lydian', 'mixolydian', 'ionian'],
  compose(parameters, random) {
    const sheet = new Sheet(parameters, random);
    const half = sheet.beat / 2;
    const long = 16 * sheet.beat;
    for (const [i] of chords(random, Math.ceil(parameters.seconds / long), 4).entries()) {
      for (const [degree, pan] of [
        [0, -0.3],
        [4, 0.3],
        [7, 0]
      ] as const)
        sheet.add({
          ...{ voice: 'pad', at: i * long, seconds: long + 4, pitch: sheet.pitch(degree) },
          ...{ velocity: 0.45, pan }
        });
    }
    for (const [loop, size] of LOOPS.entries()) {
      const pattern = Array.from({ length: size }, () =>
        sheet.chance(0.12 + 0.3 * parameters.density)
          ? {
              degree: sheet.pick([0, 1, 2, 4, 5, 7, 9]) + 7 + 7 * (loop % 3),
              velocity: sheet.between(0.25, 0.8)
            }
          : undefined
      );
      const pan = (loop - 1.5) * 0.45;
      for (let step = loop * 4; step * half < parameters.seconds - 4; step++) {
        const tone = pattern[step % size];
        if (!tone) continue;
        const { degree, velocity } = tone;
        sheet.add(
          { voice: 'bell', at: step * half, seconds: 3.2, pitch: sheet.pitch(degree), velocity, pan },
          0.012
        );
      }
    }
    return sheet.finish(0.75);
  }
};
