import type { Backend } from '../compute/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Outcome, TrainingProgress } from './types.ts';

/** What a run takes from the world around it. */
export interface RunEnvironment {
  openBackend: (order?: readonly ('wasm' | 'cpu')[]) => Promise<Backend>;
  checkpoint: () => Promise<unknown>;
  saveCheckpoint: (checkpoint: Checkpoint) => Promise<void>;
  saveOutcome: (outcome: Outcome) => Promise<void>;
  onProgress: (progress: TrainingProgress) => void;
  /** Milliseconds since epoch. */
  clock: () => number;
  signal: AbortSignal;
}
