import { decay } from '../oscillators.ts';
import { sine } from '../sine.ts';
import type { Voice } from './voice.ts';

/** Of the modulator: not a whole number, as in a bell. */
const RATIO = 3.5;
const ATTACK = 0.006;
const FADE = 0.05;
const LEVEL = 0.15;

/** Frequency modulation (Chowning 1973) whose depth decays sooner than the tone. */
export const bell: Voice = function* ({ frequency, length, velocity, brightness, rate }) {
  const step = frequency / rate;
  const modulatorStep = (frequency * RATIO) / rate;
  const ring = decay(1.1, rate);
  const shine = decay(0.45, rate);
  const attack = ATTACK * rate;
  const fade = FADE * rate;
  let level = LEVEL * velocity;
  let depth = (0.12 + 0.3 * brightness) * (0.4 + 0.6 * velocity);
  let phase = 0;
  let modulator = 0;
  let i = 0;
  for (;;) {
    const { out, count } = yield;
    for (let k = 0; k < count; k++, i++) {
      modulator += modulatorStep;
      if (modulator >= 1) modulator -= Math.floor(modulator);
      phase += step;
      if (phase >= 1) phase -= 1;
      const bent = phase + depth * sine(modulator);
      const envelope = Math.min(1, i / attack, (length - i) / fade);
      out[k] = (out[k] ?? 0) + sine(bent - Math.floor(bent)) * envelope * level;
      level *= ring;
      depth *= shine;
    }
  }
};
