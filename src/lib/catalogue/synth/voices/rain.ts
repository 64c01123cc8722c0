import { decay, lowPass, WhiteNoise } from '../oscillators.ts';
import { sine } from '../sine.ts';
import type { Voice } from './voice.ts';

/** Rain far off: noise between two filters, whose strength comes and goes. */
export const rain: Voice = function* ({ length, velocity, brightness, rate, seed }) {
  const noise = new WhiteNoise(seed);
  const high = lowPass(1400 + 4500 * brightness, rate);
  const rumble = lowPass(240, rate);
  const gust = 0.07 / rate;
  const attack = 4 * rate;
  let turn = (seed % 11) / 11;
  let low = 0;
  let lowest = 0;
  let i = 0;
  for (;;) {
    const { out, count } = yield;
    for (let k = 0; k < count; k++, i++) {
      turn += gust;
      if (turn >= 1) turn -= 1;
      low += high * (noise.next() - low);
      lowest += rumble * (low - lowest);
      const level = 0.3 * velocity * (0.72 + 0.28 * sine(turn));
      out[k] = (out[k] ?? 0) + (low - lowest) * level * Math.min(1, i / attack, (length - i) / attack);
    }
  }
};

/** One drop: a short sine that rises a little, as bubbles do. */
export const drop: Voice = function* ({ frequency, length, velocity, rate }) {
  const fade = decay(0.018, rate);
  const attack = 0.001 * rate;
  const end = 0.01 * rate;
  const rise = 1 + 2.2 / rate;
  let step = frequency / rate;
  let level = 0.16 * velocity;
  let phase = 0;
  let i = 0;
  for (;;) {
    const { out, count } = yield;
    for (let k = 0; k < count; k++, i++) {
      phase += step;
      if (phase >= 1) phase -= 1;
      out[k] = (out[k] ?? 0) + sine(phase) * level * Math.min(1, i / attack, (length - i) / end);
      step *= rise;
      level *= fade;
    }
  }
};
