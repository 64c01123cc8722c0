import { blep, decay, lowPass } from '../oscillators.ts';
import type { Voice } from './voice.ts';

const LEVEL = 0.16;

/** A soft square wave, struck: the filter closes as it fades. */
export const pulse: Voice = function* ({ frequency, length, velocity, brightness, rate }) {
  const step = frequency / rate;
  const fall = decay(0.28, rate);
  const attack = 0.012 * rate;
  const fade = 0.03 * rate;
  let level = LEVEL * velocity;
  let open = lowPass(400 + 2800 * brightness * velocity, rate);
  const closed = lowPass(220, rate);
  const close = decay(0.12, rate);
  let phase = 0;
  let low = 0;
  let lower = 0;
  let i = 0;
  for (;;) {
    const { out, count } = yield;
    for (let k = 0; k < count; k++, i++) {
      phase += step;
      if (phase >= 1) phase -= 1;
      let other = phase + 0.5;
      if (other >= 1) other -= 1;
      const square = (phase < 0.5 ? 1 : -1) + blep(phase, step) - blep(other, step);
      low += open * (square - low);
      lower += open * (low - lower);
      const envelope = Math.min(1, i / attack, (length - i) / fade);
      out[k] = (out[k] ?? 0) + lower * envelope * level;
      level *= fall;
      open = closed + (open - closed) * close;
    }
  }
};
