import type { Outcome, TrainingProgress } from '../recommender/index.ts';

/** CONTRACT (implementation follows). */
export type TrainingStatus = 'idle' | 'running' | 'settled' | 'cancelled' | 'failed';
export declare class TrainingState {
  /** 'idle' = nothing to train on. */
  readonly status: TrainingStatus;
  readonly progress: TrainingProgress | undefined;
  readonly outcome: Outcome | undefined;
  /** Plain-language error when status is 'failed'. */
  readonly problem: string | undefined;
  /** True when another tab of Earshot does the training. */
  readonly elsewhere: boolean;
  /** Loads what is stored, resumes an unfinished run, or starts one when the history changed. */
  sync(): Promise<void>;
  cancel(): Promise<void>;
  /** Starts over from nothing (new weights, same seed). */
  retrain(): Promise<void>;
  /** Ends the worker and closes its databases before everything is deleted. */
  stop(): Promise<void>;
}
