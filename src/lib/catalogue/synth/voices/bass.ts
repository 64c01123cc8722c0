import { sine } from '../sine.ts';
import type { Voice } from './voice.ts';

const LEVEL = 0.17;

/** A sine with a little of its octave, so that small loudspeakers show it too. */
export const bass: Voice = function* ({ frequency, length, velocity, brightness, rate }) {
  const step = frequency / rate;
  const octave = 0.12 + 0.25 * brightness;
  const level = LEVEL * velocity;
  const attack = Math.min(0.25 * length, 0.08 * rate);
  const release = Math.min(0.5 * length, 0.5 * rate);
  let phase = 0;
  let i = 0;
  for (;;) {
    const { out, count } = yield;
    for (let k = 0; k < count; k++, i++) {
      phase += step;
      if (phase >= 1) phase -= 1;
      const double = phase + phase;
      const envelope = Math.min(1, i / attack, (length - i) / release);
      const tone = sine(phase) + octave * sine(double >= 1 ? double - 1 : double);
      out[k] = (out[k] ?? 0) + tone * envelope * level;
    }
  }
};
