import { chords, closeVoicing } from '../music/harmony.ts';
import type { Family } from './family.ts';
import { Sheet } from './writing.ts';

export const drift: Family = {
  id: 'drift',
  name: 'Drift',
  description: 'Slow pads that melt into each other',
  ranges: { tempo: [50, 66], density: [0.05, 0.3], brightness: [0.1, 0.5], texture: [0.7, 1] },
  modes: ['lydian', 'ionian', 'dorian'],
  compose(parameters, random) {
    const sheet = new Sheet(parameters, random);
    const length = 8 * sheet.beat;
    const progression = chords(random, Math.ceil(parameters.seconds / length), 4);
    for (const [bar, chord] of progression.entries()) {
      const at = bar * length;
      for (const [i, degree] of closeVoicing(chord, 4, 9).entries())
        sheet.add({
          ...{ voice: 'pad', at, seconds: length + 3, pitch: sheet.pitch(degree + 7) },
          ...{ velocity: 0.8, pan: (i - 1.5) * 0.3 }
        });
      sheet.add({ voice: 'bass', at, seconds: length, pitch: sheet.pitch(chord % 7), velocity: 0.7, pan: 0 });
      for (let half = 0; half < 16; half++) {
        if (!sheet.chance(parameters.density * 0.5)) continue;
        const degree = chord + sheet.pick([0, 2, 4, 6, 8]) + 14;
        sheet.add(
          {
            ...{ voice: 'bell', at: at + (half * sheet.beat) / 2, seconds: 3.5, pitch: sheet.pitch(degree) },
            ...{ velocity: sheet.between(0.2, 0.6), pan: sheet.between(-0.7, 0.7) }
          },
          0.015
        );
      }
    }
    return sheet.finish(0.75);
  }
};
