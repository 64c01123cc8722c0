import type { SeededRandom } from '../../random/index.ts';
import type { Mode } from '../music/mode.ts';
import type { Score } from '../score.ts';

export type FamilyId = 'drift' | 'bells' | 'felt' | 'pulse' | 'rain' | 'cascade' | 'night' | 'strings';

/** What tells one piece of a family from another. */
export interface Parameters {
  /** Beats a minute. */
  tempo: number;
  mode: Mode;
  /** MIDI number of the tonic in the low octave. */
  root: number;
  /** 0 ... 1: how much happens. */
  density: number;
  /** 0 ... 1: how far filters open. */
  brightness: number;
  /** 0 ... 1: how far away it sounds. */
  texture: number;
  seconds: number;
}

/** Smallest and largest value. */
export type Range = readonly [least: number, most: number];

/** A kind of piece: the ranges its parameters come from, and how a score is written for them. */
export interface Family {
  id: FamilyId;
  name: string;
  /** For people: what it sounds like. */
  description: string;
  ranges: Record<'tempo' | 'density' | 'brightness' | 'texture', Range>;
  modes: readonly Mode[];
  compose: (parameters: Parameters, random: SeededRandom) => Score;
}
