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

/** Where the next samples of a note are to be added. */
export interface Block {
  out: Float64Array;
  count: number;
}

/**
 * A note that sounds: takes one block after the other. A generator, since what it keeps from one block to the next are
 * plain locals to it: captured by a closure, each change of a number would allocate.
 */
export type Sounding = Generator<void, never, Block>;

/** An instrument. Pure arithmetic (+ - * / and square roots): equal bits on every machine. */
export type Voice = (tone: Tone) => Sounding;

export type VoiceName =
  'pad' | 'strings' | 'bass' | 'bell' | 'felt' | 'pluck' | 'pulse' | 'kick' | 'hat' | 'rain' | 'drop';
