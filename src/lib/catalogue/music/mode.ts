/** Scales without harsh intervals above the root, in semitones. */
const MODES = {
  ionian: [0, 2, 4, 5, 7, 9, 11],
  lydian: [0, 2, 4, 6, 7, 9, 11],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  aeolian: [0, 2, 3, 5, 7, 8, 10]
} as const;

export type Mode = keyof typeof MODES;
export const MODE_NAMES = Object.keys(MODES) as Mode[];

/** @param degree 0 is the root, 7 the octave; may be negative. @returns semitones above the root */
export function semitonesOf(mode: Mode, degree: number): number {
  const scale = MODES[mode];
  const octave = Math.floor(degree / scale.length);
  return 12 * octave + (scale[degree - octave * scale.length] ?? 0);
}
