import { RATE, type Sound } from '../../../src/lib/catalogue/index.ts';
import { Spectra } from './fourier.ts';
import { loudness } from './loudness.ts';

/** What instruments say of a sound. */
export interface SoundFigures {
  lufs: number;
  /** Largest sample, 1 is full scale. */
  peak: number;
  /** Mean of all samples. */
  dc: number;
  /** Mean of the power spectrum over time, Hz. */
  centroid: number;
  /** Sudden rises of the spectrum a second. */
  onsets: number;
  /** Largest step between neighbouring samples: a click shows here. */
  step: number;
}

const SIZE = 2048;
const HOP = 512;
const spectra = new Spectra(SIZE);

export function figuresOf(sound: Sound): SoundFigures {
  let [peak, dc, step] = [0, 0, 0];
  for (const channel of [sound.left, sound.right]) {
    let former = 0;
    for (const value of channel) {
      peak = Math.max(peak, Math.abs(value));
      step = Math.max(step, Math.abs(value - former));
      dc += value;
      former = value;
    }
  }
  return {
    lufs: loudness(sound, RATE),
    peak,
    dc: Math.abs(dc) / (2 * sound.left.length),
    step,
    ...spectrumOf(sound)
  };
}

/** Spectral centroid, and onsets by spectral flux: peaks above one and a half times the mean around them (Dixon 2006). */
function spectrumOf({ left, right }: Sound): Pick<SoundFigures, 'centroid' | 'onsets'> {
  const mono = left.map((value, i) => (value + (right[i] ?? 0)) / 2);
  let [weighted, total] = [0, 0];
  let former: Float64Array | undefined;
  const flux: number[] = [];
  for (let from = 0; from + SIZE <= mono.length; from += HOP) {
    const power = spectra.at(mono, from);
    const strength = power.map((value) => Math.log1p(1000 * Math.sqrt(value)));
    let rise = 0;
    for (let i = 0; i < power.length; i++) {
      weighted += (power[i] ?? 0) * ((i * RATE) / SIZE);
      total += power[i] ?? 0;
      if (former) rise += Math.max(0, (strength[i] ?? 0) - (former[i] ?? 0));
    }
    flux.push(rise);
    former = strength;
  }
  const around = 30;
  let onsets = 0;
  for (let i = 1; i + 1 < flux.length; i++) {
    const near = flux.slice(Math.max(0, i - around), i + around);
    const mean = near.reduce((sum, value) => sum + value, 0) / near.length;
    const value = flux[i] ?? 0;
    if (value > 1.5 * mean && value >= (flux[i - 1] ?? 0) && value > (flux[i + 1] ?? 0)) onsets++;
  }
  return { centroid: weighted / total, onsets: onsets / (mono.length / RATE) };
}
