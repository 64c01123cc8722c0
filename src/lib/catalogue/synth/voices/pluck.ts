import { lowPass, WhiteNoise } from '../oscillators.ts';
import type { Voice } from './voice.ts';

const LEVEL = 0.6;

/** A plucked string (Karplus and Strong 1983), tuned by a fractional delay. */
export const pluck: Voice = function* ({ frequency, length, velocity, brightness, rate, seed }) {
  const noise = new WhiteNoise(seed);
  // The averaging filter delays by half a sample.
  const period = rate / frequency - 0.5;
  const size = Math.floor(period) + 2;
  const whole = Math.floor(period);
  const part = period - whole;
  const line = new Float64Array(size);
  const soft = lowPass(700 + 4500 * brightness * velocity, rate);
  let low = 0;
  let lower = 0;
  let mean = 0;
  for (let i = 0; i < size; i++) {
    low += soft * (noise.next() - low);
    lower += soft * (low - lower);
    line[i] = lower;
    mean += lower / size;
  }
  for (let i = 0; i < size; i++) line[i] = (line[i] ?? 0) - mean;
  const keep = 0.9965;
  const level = LEVEL * velocity;
  // A finger lets go in no time, but not between two samples.
  const attack = 0.001 * rate;
  const fade = 0.08 * rate;
  let place = 0;
  let former = 0;
  let i = 0;
  for (;;) {
    const { out, count } = yield;
    for (let k = 0; k < count; k++, i++) {
      let near = place - whole;
      if (near < 0) near += size;
      let far = near - 1;
      if (far < 0) far += size;
      const value = (line[near] ?? 0) * (1 - part) + (line[far] ?? 0) * part;
      line[place] = keep * 0.5 * (value + former);
      former = value;
      if (++place >= size) place = 0;
      out[k] = (out[k] ?? 0) + value * level * Math.min(1, i / attack, (length - i) / fade);
    }
  }
};
