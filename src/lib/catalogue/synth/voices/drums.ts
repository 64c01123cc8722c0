import { decay, lowPass, WhiteNoise } from '../oscillators.ts';
import { sine } from '../sine.ts';
import type { Voice } from './voice.ts';

/** A drum far below: a sine that falls from 110 to 46 Hz. */
export const kick: Voice = function* ({ length, velocity, rate }) {
  const fall = decay(0.035, rate);
  const fade = decay(0.16, rate);
  const attack = 0.003 * rate;
  const end = 0.02 * rate;
  const rest = 46 / rate;
  let extra = 64 / rate;
  let level = 0.5 * velocity;
  let phase = 0;
  let i = 0;
  for (;;) {
    const { out, count } = yield;
    for (let k = 0; k < count; k++, i++) {
      phase += rest + extra;
      if (phase >= 1) phase -= 1;
      out[k] = (out[k] ?? 0) + sine(phase) * level * Math.min(1, i / attack, (length - i) / end);
      level *= fade;
      extra *= fall;
    }
  }
};

/** A closed hat: what a low-pass leaves of noise. */
export const hat: Voice = function* ({ length, velocity, brightness, rate, seed }) {
  const noise = new WhiteNoise(seed);
  const open = lowPass(4000 + 2500 * (1 - brightness), rate);
  const fade = decay(0.03, rate);
  const attack = 0.002 * rate;
  const end = 0.01 * rate;
  let level = 0.09 * velocity;
  let low = 0;
  let i = 0;
  for (;;) {
    const { out, count } = yield;
    for (let k = 0; k < count; k++, i++) {
      const white = noise.next();
      low += open * (white - low);
      out[k] = (out[k] ?? 0) + (white - low) * level * Math.min(1, i / attack, (length - i) / end);
      level *= fade;
    }
  }
};
