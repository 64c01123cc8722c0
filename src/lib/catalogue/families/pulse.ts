import { chords, closeVoicing } from '../music/harmony.ts';
import type { Family } from './family.ts';
import { Sheet } from './writing.ts';

export const pulse: Family = {
  id: 'pulse',
  name: 'Pulse',
  description: 'An even, soft pulse to work to',
  ranges: { tempo: [92, 112], density: [0.5, 0.9], brightness: [0.25, 0.6], texture: [0.25, 0.5] },
  modes: ['dorian', 'mixolydian', 'aeolian'],
  compose(parameters, random) {
    const sheet = new Sheet(parameters, random);
    const half = sheet.beat / 2;
    const length = 16 * half;
    const accents = Array.from({ length: 8 }, (_, i) => (i === 0 ? 0.75 : sheet.between(0.3, 0.6)));
    const rests = Array.from(
      { length: 8 },
      (_, i) => i > 0 && !sheet.chance(0.45 + 0.55 * parameters.density)
    );
    for (const [i, chord] of chords(random, Math.ceil(parameters.seconds / length), 4).entries()) {
      const at = i * length;
      const voicing = closeVoicing(chord, 3, 8);
      for (let step = 0; step < 16; step++) {
        if (rests[step % 8]) continue;
        const degree = voicing[step % voicing.length] ?? chord;
        sheet.add({
          ...{ voice: 'pulse', at: at + step * half, seconds: half * 1.6, pitch: sheet.pitch(degree + 7) },
          ...{ velocity: accents[step % 8] ?? 0.5, pan: step % 2 === 0 ? -0.35 : 0.35 }
        });
      }
      sheet.add({
        voice: 'bass',
        at,
        seconds: length * 0.95,
        pitch: sheet.pitch(chord % 7),
        velocity: 0.6,
        pan: 0
      });
      for (const degree of voicing)
        sheet.add({
          ...{ voice: 'pad', at, seconds: length + 1, pitch: sheet.pitch(degree + 7), velocity: 0.35 },
          pan: 0
        });
    }
    return sheet.finish(0.75);
  }
};
