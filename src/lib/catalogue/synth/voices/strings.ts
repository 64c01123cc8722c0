import { blep, lowPass } from '../oscillators.ts';
import { sine } from '../sine.ts';
import type { Voice } from './voice.ts';

const VIBRATO = { frequency: 4.7, depth: 0.0035 };
const LEVEL = 0.13;

/** A bowed string: one saw with vibrato that grows, and a bow that presses harder in the middle. */
export const strings: Voice = function* ({ frequency, length, velocity, brightness, rate, seed }) {
  const step = frequency / rate;
  const slow = VIBRATO.frequency / rate;
  const level = LEVEL * velocity;
  const attack = Math.min(0.3 * length, 1.6 * rate);
  const release = Math.min(0.3 * length, 2 * rate);
  let phase = 0;
  let turn = (seed % 7) / 7;
  let low = 0;
  let lower = 0;
  let i = 0;
  for (;;) {
    const { out, count } = yield;
    for (let k = 0; k < count; k++, i++) {
      turn += slow;
      if (turn >= 1) turn -= 1;
      const grown = i < rate ? i / rate : 1;
      const bent = step * (1 + VIBRATO.depth * grown * sine(turn));
      phase += bent;
      if (phase >= 1) phase -= 1;
      const saw = 2 * phase - 1 - blep(phase, step);
      const envelope = Math.min(1, i / attack, (length - i) / release);
      const open = lowPass(frequency * 1.2 + (500 + 3200 * brightness) * envelope, rate);
      low += open * (saw - low);
      lower += open * (low - lower);
      out[k] = (out[k] ?? 0) + lower * envelope * level;
    }
  }
};
