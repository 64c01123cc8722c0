import type { SeededRandom } from '../../random/index.ts';

/** Where the music may go from a degree: steps that share at least a tone with the chord before. */
const STEPS = [-4, -2, -2, 2, 2, 3, 4];

/** A chord's root as a degree of the mode; stacked thirds above it are its tones. */
export type Chord = number;

/** A row of chords that begins at home and goes home every `phrase` chords. */
export function chords(random: SeededRandom, count: number, phrase: number): Chord[] {
  const list: Chord[] = [];
  let degree = 0;
  for (let i = 0; i < count; i++) {
    if (i % phrase === 0) degree = 0;
    else degree = (degree + (STEPS[random.below(STEPS.length)] ?? 0) + 14) % 7;
    list.push(degree);
  }
  return list;
}

/** The tones of a chord, `count` stacked thirds, as degrees. */
export function thirds(chord: Chord, count: number): number[] {
  return Array.from({ length: count }, (_, i) => chord + 2 * i);
}

/** The chord's tones an octave down where they rise above `highest`, so that the hand hardly moves between chords. */
export function closeVoicing(chord: Chord, count: number, highest: number): number[] {
  return thirds(chord, count)
    .map((degree) => {
      let low = degree;
      while (low > highest) low -= 7;
      return low;
    })
    .sort((a, b) => a - b);
}
