import { chords, closeVoicing } from '../music/harmony.ts';
import type { Family } from './family.ts';
import { Sheet } from './writing.ts';

export const night: Family = {
  id: 'night',
  name: 'Night drive',
  description: 'A low beat, a bass line and a road',
  ranges: { tempo: [112, 124], density: [0.5, 0.95], brightness: [0.2, 0.6], texture: [0.3, 0.6] },
  modes: ['aeolian', 'dorian'],
  compose(parameters, random) {
    const sheet = new Sheet(parameters, random);
    const { beat } = sheet;
    const half = beat / 2;
    const bar = 4 * beat;
    const bars = Math.ceil(parameters.seconds / bar);
    const progression = chords(random, Math.ceil(bars / 4), 4);
    const line = Array.from({ length: 8 }, (_, i) =>
      i === 0 ? 0 : sheet.chance(0.55) ? sheet.pick([0, 0, 0, 4, 6, 7]) : undefined
    );
    for (let i = 0; i < bars; i++) {
      const at = i * bar;
      const chord = progression[Math.floor(i / 4)] ?? 0;
      // The beat comes in after four bars and leaves every sixteenth.
      const beats = i >= 4 && i % 16 !== 15;
      for (let step = 0; step < 8; step++) {
        const time = at + step * half;
        if (beats && step % 2 === 0)
          sheet.add({ voice: 'kick', at: time, seconds: 0.5, pitch: 36, velocity: 0.8, pan: 0 });
        if (beats && step % 2 === 1 && i >= 8)
          sheet.add({
            ...{ voice: 'hat', at: time, seconds: 0.15, pitch: 60, velocity: sheet.between(0.5, 0.9) },
            pan: 0.2
          });
        const degree = line[step];
        if (degree !== undefined && i >= 2)
          sheet.add({
            ...{ voice: 'bass', at: time, seconds: half * 0.9, pitch: sheet.pitch((chord % 7) + degree - 7) },
            ...{ velocity: 0.65, pan: 0 }
          });
        if (sheet.chance(parameters.density * 0.28)) {
          const tone = closeVoicing(chord, 3, 8)[step % 3] ?? chord;
          sheet.add({
            ...{ voice: 'pulse', at: time, seconds: beat, pitch: sheet.pitch(tone + 7) },
            ...{ velocity: sheet.between(0.3, 0.55), pan: sheet.between(-0.5, 0.5) }
          });
        }
      }
      if (i % 4 === 0)
        for (const [voice, degree] of closeVoicing(chord, 3, 8).entries())
          sheet.add({
            ...{ voice: 'pad', at, seconds: 4 * bar + 1, pitch: sheet.pitch(degree + 7) },
            ...{ velocity: 0.4, pan: (voice - 1) * 0.4 }
          });
    }
    return sheet.finish(0.75);
  }
};
