import { decay, lowPass, WhiteNoise } from '../oscillators.ts';
import { sine } from '../sine.ts';
import type { Voice } from './voice.ts';

const LEVEL = 0.24;

/** A piano with felt before its hammers: three partials, each shorter than the one below, and the hammer's thud. */
export const felt: Voice = function* ({ frequency, length, velocity, brightness, rate, seed }) {
  const noise = new WhiteNoise(seed);
  const step = frequency / rate;
  // A stiff string's partials lie a little high.
  const second = 2.003 * step;
  const third = 3.01 * step;
  const low = decay(1.6, rate);
  const middle = decay(0.8, rate);
  const high = decay(0.35, rate);
  const knock = decay(0.02, rate);
  const dull = lowPass(500 + 1500 * brightness, rate);
  const attack = 0.008 * rate;
  const fade = 0.15 * rate;
  let level1 = LEVEL * velocity;
  let level2 = level1 * (0.25 + 0.35 * brightness) * velocity;
  let level3 = level1 * (0.08 + 0.3 * brightness) * velocity;
  let thud = level1 * 0.5;
  let muffled = 0;
  let phase1 = 0;
  let phase2 = 0;
  let phase3 = 0;
  let i = 0;
  for (;;) {
    const { out, count } = yield;
    for (let k = 0; k < count; k++, i++) {
      phase1 += step;
      if (phase1 >= 1) phase1 -= 1;
      phase2 += second;
      if (phase2 >= 1) phase2 -= 1;
      phase3 += third;
      if (phase3 >= 1) phase3 -= 1;
      muffled += dull * (noise.next() * thud - muffled);
      const envelope = Math.min(1, i / attack, (length - i) / fade);
      out[k] =
        (out[k] ?? 0) +
        (sine(phase1) * level1 + sine(phase2) * level2 + sine(phase3) * level3 + muffled) * envelope;
      level1 *= low;
      level2 *= middle;
      level3 *= high;
      thud *= knock;
    }
  }
};
