import { chords, closeVoicing } from '../music/harmony.ts';
import type { Family } from './family.ts';
import { Sheet } from './writing.ts';

export const felt: Family = {
  id: 'felt',
  name: 'Felt',
  description: 'A quiet piano, alone late in the evening',
  ranges: { tempo: [58, 80], density: [0.25, 0.65], brightness: [0.15, 0.55], texture: [0.3, 0.6] },
  modes: ['aeolian', 'dorian', 'ionian'],
  compose(parameters, random) {
    const sheet = new Sheet(parameters, random);
    const { beat } = sheet;
    const bar = 4 * beat;
    const progression = chords(random, Math.ceil(parameters.seconds / bar), 8);
    let melody = 9;
    for (const [i, chord] of progression.entries()) {
      const at = i * bar;
      const play = (offset: number, degree: number, velocity: number, seconds: number, pan: number) => {
        sheet.add(
          { voice: 'felt', at: at + offset * beat, seconds, pitch: sheet.pitch(degree), velocity, pan },
          0.014
        );
      };
      play(0, chord - 7 > -4 ? chord - 7 : chord, sheet.between(0.45, 0.6), 4.5, -0.25);
      const hand = closeVoicing(chord, 3, 6);
      // The left hand breaks the chord; it breathes at the end of every fourth bar.
      for (const [step, offset] of [1, 2, 3].entries()) {
        if (i % 4 === 3 && step === 2) continue;
        play(offset, hand[step % hand.length] ?? chord, sheet.between(0.25, 0.42), 3, -0.1);
      }
      for (let step = 0; step < 8; step++) {
        if (!sheet.chance(parameters.density * (step % 2 === 0 ? 0.85 : 0.4))) continue;
        melody += sheet.pick([-2, -1, -1, 1, 1, 2]);
        if (melody < 7 || melody > 16) melody = 9 + (chord % 3);
        // On the beat the melody takes a tone of the chord.
        const tone = step % 4 === 0 ? chord + 7 + 2 * (melody % 3) : melody;
        play(step / 2, tone, sheet.between(0.4, 0.85), 3.5, sheet.between(0.05, 0.35));
      }
    }
    return sheet.finish(1.5);
  }
};
