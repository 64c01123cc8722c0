import { chords, thirds } from '../music/harmony.ts';
import type { Family } from './family.ts';
import { Sheet } from './writing.ts';

export const rain: Family = {
  id: 'rain',
  name: 'Rain',
  description: 'Rain outside, and a chord now and then',
  ranges: { tempo: [48, 60], density: [0.2, 0.9], brightness: [0.2, 0.9], texture: [0.4, 0.8] },
  modes: ['aeolian', 'dorian', 'lydian'],
  compose(parameters, random) {
    const sheet = new Sheet(parameters, random);
    const { seconds, density } = parameters;
    for (const pan of [-0.9, 0.9])
      sheet.add({ voice: 'rain', at: 0, seconds, pitch: 60, velocity: 0.55 + 0.35 * density, pan });
    for (let at = 1; at < seconds - 1; at += sheet.between(0.05, 0.5 - 0.35 * density))
      sheet.add({
        ...{ voice: 'drop', at, seconds: 0.12, pitch: 78 + Math.floor(sheet.between(0, 24)) },
        ...{ velocity: sheet.between(0.1, 0.6), pan: sheet.between(-0.9, 0.9) }
      });
    const length = 16 * sheet.beat;
    for (const [i, chord] of chords(random, Math.ceil(seconds / length), 4).entries()) {
      for (const [voice, degree] of thirds(chord, 3).entries())
        sheet.add({
          ...{ voice: 'pad', at: i * length + 2, seconds: length, pitch: sheet.pitch(degree + 7) },
          ...{ velocity: 0.4, pan: (voice - 1) * 0.4 }
        });
      if (sheet.chance(0.6))
        for (const [step, degree] of thirds(chord, 4).entries())
          sheet.add(
            {
              ...{ voice: 'felt', at: i * length + 4 + step * sheet.beat, seconds: 4 },
              ...{ pitch: sheet.pitch(degree + 7), velocity: sheet.between(0.2, 0.4), pan: 0.2 }
            },
            0.02
          );
    }
    return sheet.finish(0.75);
  }
};
