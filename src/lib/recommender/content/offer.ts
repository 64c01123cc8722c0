import type { Song } from '../../history/index.ts';

/** A song that can be played here and now, whether it was heard or not. */
export interface Offer {
  song: Song;
  /** What is known of it before anybody has heard it; the same length and meaning for all offers. */
  features: Float32Array;
  /** Words for what two offers may share, e.g. 'pace (slow)'. */
  traits: readonly string[];
}
