import { chords, closeVoicing } from '../music/harmony.ts';
import type { Family } from './family.ts';
import { Sheet } from './writing.ts';

export const strings: Family = {
  id: 'strings',
  name: 'Strings',
  description: 'Long bows, one chord after the other',
  ranges: { tempo: [54, 72], density: [0.3, 0.8], brightness: [0.3, 0.75], texture: [0.5, 0.85] },
  modes: ['ionian', 'aeolian', 'lydian', 'dorian'],
  compose(parameters, random) {
    const sheet = new Sheet(parameters, random);
    const length = 6 * sheet.beat;
    let top = 11;
    for (const [i, chord] of chords(random, Math.ceil(parameters.seconds / length), 4).entries()) {
      const at = i * length;
      const bow = (degree: number, offset: number, seconds: number, velocity: number, pan: number) => {
        sheet.add(
          { voice: 'strings', at: at + offset, seconds, pitch: sheet.pitch(degree), velocity, pan },
          0.03
        );
      };
      bow(chord % 7, 0, length + 1, 0.7, 0.3);
      for (const [voice, degree] of closeVoicing(chord, 3, 8).entries())
        bow(degree + 7, voice * 0.08, length + 1.2, sheet.between(0.45, 0.6), (voice - 1) * 0.5);
      // The first violin moves while the others hold.
      const steps = sheet.chance(parameters.density) ? 3 : 1;
      for (let step = 0; step < steps; step++) {
        top += sheet.pick([-2, -1, 1, 2]);
        if (top < 9 || top > 16) top = 11;
        bow(
          step === 0 ? chord + 7 + 2 * (top % 3) : top,
          (step * length) / steps,
          length / steps + 0.8,
          0.6,
          -0.5
        );
      }
    }
    return sheet.finish(1);
  }
};
