import { expect, test } from 'vitest';
import { seededRandom } from '$lib/random/index.ts';
import { chords, closeVoicing, thirds } from '../../../../src/lib/catalogue/music/harmony.ts';
import { semitonesOf } from '../../../../src/lib/catalogue/music/mode.ts';
import { frequencyOf } from '../../../../src/lib/catalogue/music/pitch.ts';

test('pitches are those of equal temperament', () => {
  for (let note = 20; note <= 120; note++)
    expect(frequencyOf(note) / (440 * 2 ** ((note - 69) / 12))).toBeCloseTo(1, 12);
});

test('degrees climb through a mode and its octaves', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, -1, -7].map((degree) => semitonesOf('dorian', degree))).toEqual([
    0, 2, 3, 5, 7, 9, 10, 12, -2, -12
  ]);
});

test('every phrase begins at home, and each chord shares a tone with the one before within it', () => {
  const list = chords(seededRandom(3), 400, 4);
  list.forEach((chord, i) => {
    if (i % 4 === 0) {
      expect(chord).toBe(0);
      return;
    }
    const tones = (root: number) => thirds(root, 4).map((degree) => ((degree % 7) + 7) % 7);
    const former = tones(list[i - 1] ?? 0);
    expect(tones(chord).some((tone) => former.includes(tone))).toBe(true);
  });
});

test('a close voicing keeps the chord and stays below its ceiling', () => {
  for (let chord = 0; chord < 7; chord++) {
    const voicing = closeVoicing(chord, 4, 8);
    expect(Math.max(...voicing)).toBeLessThanOrEqual(8);
    expect(voicing).toEqual(voicing.toSorted((a, b) => a - b));
    const classes = (degrees: number[]) => degrees.map((degree) => degree % 7).sort();
    expect(classes(voicing)).toEqual(classes(thirds(chord, 4)));
  }
});
