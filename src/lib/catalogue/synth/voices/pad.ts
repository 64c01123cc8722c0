import { blep, lowPass } from '../oscillators.ts';
import type { Voice } from './voice.ts';

/** Saws beside each other by six cents. */
const DETUNE = [0.99654, 1, 1.00347];
const RISE = 0.38;
const LEVEL = 0.06;

/** Three saws behind a low-pass that opens towards the middle of the note. */
export const pad: Voice = function* ({ frequency, length, velocity, brightness, rate }) {
  const steps = DETUNE.map((ratio) => (frequency * ratio) / rate);
  const [step0 = 0, step1 = 0, step2 = 0] = steps;
  const level = LEVEL * velocity;
  const attack = RISE * length;
  let phase0 = 0.1;
  let phase1 = 0.4;
  let phase2 = 0.7;
  let low = 0;
  let lower = 0;
  let i = 0;
  for (;;) {
    const { out, count } = yield;
    for (let k = 0; k < count; k++, i++) {
      phase0 += step0;
      if (phase0 >= 1) phase0 -= 1;
      phase1 += step1;
      if (phase1 >= 1) phase1 -= 1;
      phase2 += step2;
      if (phase2 >= 1) phase2 -= 1;
      const saws =
        2 * (phase0 + phase1 + phase2) - 3 - blep(phase0, step0) - blep(phase1, step1) - blep(phase2, step2);
      const half = length / 2;
      const swell = i < half ? i / half : (length - i) / half;
      const open = lowPass(180 + 2600 * brightness * swell, rate);
      low += open * (saws - low);
      lower += open * (low - lower);
      const envelope = i < attack ? i / attack : (length - i) / (length - attack);
      out[k] = (out[k] ?? 0) + lower * envelope * level;
    }
  }
};
