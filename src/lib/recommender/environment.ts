import type {
  AdamSettings,
  Encoder,
  EncoderWeights,
  ModelShape,
  Ranking,
  Trainer,
  TrainerOptions
} from '../compute/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Offer } from './content/offer.ts';
import type { Outcome, TrainingProgress } from './types.ts';

/** What a run takes from the world around it. */
export interface RunEnvironment {
  openTrainer: (
    shape: ModelShape,
    settings: AdamSettings,
    wishes: Pick<TrainerOptions, 'prefer' | 'without' | 'after' | 'signal'>
  ) => Promise<Trainer>;
  openRanking: () => Promise<Ranking>;
  /** The encoder that serves: the best rung of the ladder. */
  openEncoder: (weights: EncoderWeights) => Promise<Encoder>;
  /** Songs that can be played here and now. */
  offers: readonly Offer[];
  checkpoint: () => Promise<unknown>;
  saveCheckpoint: (checkpoint: Checkpoint) => Promise<void>;
  saveOutcome: (outcome: Outcome) => Promise<void>;
  /** What the model before this one makes of the plays: it fills in until this one has settled. */
  former?: Pick<Outcome, 'serving' | 'recommendations'> | undefined;
  onProgress: (progress: TrainingProgress) => void;
  /** Milliseconds since epoch. */
  clock: () => number;
  signal: AbortSignal;
}
