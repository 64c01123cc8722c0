/** 2^(n/12), n = 0 ... 11. A table: Math.pow may differ from engine to engine in its last bit. */
const SEMITONES = [
  1, 1.0594630943592953, 1.122462048309373, 1.189207115002721, 1.2599210498948732, 1.3348398541700344,
  1.4142135623730951, 1.4983070768766815, 1.5874010519681994, 1.681792830507429, 1.7817974362806785,
  1.8877486253633868
];
const CONCERT_PITCH = { note: 69, frequency: 440 };

/** @param note MIDI number, whole. @returns its frequency in equal temperament, Hz */
export function frequencyOf(note: number): number {
  const steps = note - CONCERT_PITCH.note;
  const octaves = Math.floor(steps / 12);
  let frequency = CONCERT_PITCH.frequency * (SEMITONES[steps - 12 * octaves] ?? 1);
  for (let i = 0; i < octaves; i++) frequency *= 2;
  for (let i = 0; i > octaves; i--) frequency /= 2;
  return frequency;
}
