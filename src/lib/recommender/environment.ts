import type { AdamSettings, ModelShape, Ranking, Trainer, TrainerOptions } from '../compute/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Outcome, TrainingProgress } from './types.ts';

/** What a run takes from the world around it. */
export interface RunEnvironment {
  openTrainer: (
    shape: ModelShape,
    settings: AdamSettings,
    wishes: Pick<TrainerOptions, 'prefer' | 'without' | 'after' | 'signal'>
  ) => Promise<Trainer>;
  openRanking: () => Promise<Ranking>;
  checkpoint: () => Promise<unknown>;
  saveCheckpoint: (checkpoint: Checkpoint) => Promise<void>;
  saveOutcome: (outcome: Outcome) => Promise<void>;
  onProgress: (progress: TrainingProgress) => void;
  /** Milliseconds since epoch. */
  clock: () => number;
  signal: AbortSignal;
}
