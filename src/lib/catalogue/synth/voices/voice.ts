/** A note as a voice sees it. */
export interface Tone {
  /** Hz */
  frequency: number;
  /** Samples from its start to its end. */
  length: number;
  velocity: number;
  brightness: number;
  /** Samples a second. */
  rate: number;
  /** Tells notes apart, for voices that use noise. */
  seed: number;
}

/** A note that sounds: adds its next samples to `out`, from its first place on. */
export type Sounding = (out: Float64Array, count: number) => void;

/** An instrument. Pure arithmetic (+ - * / and square roots): equal bits on every machine. */
export type Voice = (tone: Tone) => Sounding;

export type VoiceName =
  'pad' | 'strings' | 'bass' | 'bell' | 'felt' | 'pluck' | 'pulse' | 'kick' | 'hat' | 'rain' | 'drop';
