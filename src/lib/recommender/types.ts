import type { Song } from '../history/index.ts';
import type { Intervals } from './intervals.ts';

/** The parts that compete to serve this listener, the simplest first. */
export type PartId =
  | 'most-recent'
  | 'most-frequent'
  | 'base-level'
  | 'popularity'
  | 'transitions'
  | 'item-knn'
  | 'item-item'
  | 'next-song'
  | 'habit'
  | 'sequence-network'
  | 'mixture'
  /** Songs that were never heard, by what they are like; never serves by itself. */
  | 'content';

/** Full-ranking figures: every song of the history is a candidate, no sampled negatives, ties count half. */
export interface Metrics {
  'hr@5': number;
  'hr@10': number;
  'hr@20': number;
  'ndcg@5': number;
  'ndcg@10': number;
  'ndcg@20': number;
  mrr: number;
}

/** Figures with their uncertainty. */
export interface PartMetrics extends Metrics {
  /** 95 %, by drawing sessions anew. */
  intervals: Intervals;
}

/** What a part is worth to the mixture: NDCG@10 on the later plays of the validation slice, with all parts and without it. */
export interface Ablation {
  part: PartId;
  with: number;
  without: number;
  /** False where the mixture did better without it on this listener's plays, and so does not hear it. */
  kept: boolean;
}

/** How the parts did on the listener's own last plays, held out in time order. */
export interface Evaluation {
  /** Plays that were predicted, one at a time, each from everything before it. */
  cases: number;
  /** Plays held out: more than `cases` where a very long history is sampled evenly. */
  heldOut: number;
  /** Songs that were ranked for each case. */
  candidates: number;
  /** Times of the first and last held-out play, ms since epoch. */
  from: number;
  to: number;
  parts: Partial<Record<PartId, PartMetrics>>;
  /** Of the parts that could be mixed; absent until the mixture was learnt. */
  ablation?: Ablation[];
}

/** The listener's own past with the recommended song itself. */
export interface SongPast {
  plays: number;
  /** ms since epoch. */
  lastPlayedAt: number;
}

/** Why a song is in the list: facts about the listener's own past, never a guess. */
export type Reason = SongPast &
  (
    | /** Its own past is what speaks for it. */ { kind: 'returning' }
      /** A song played lately, directly after which this one came `times` times in the history. */
    | { kind: 'follows'; after: Song; afterPlayedAt: number; times: number }
    /** The recent play whose removal lowers this song's score most, compared with the rest of the list. */
    | { kind: 'because'; song: Song; playedAt: number }
    /** Never heard (`plays` is 0): the play that speaks most for it, and what the two songs share, in words. */
    | { kind: 'alike'; song: Song; playedAt: number; shared: readonly string[] }
  );

export interface Recommendation {
  song: Song;
  reason: Reason;
  /** By the part that serves, or by `content`; comparable within one list and one of these only. */
  score: number;
  /** What each part adds to the score, in sum the score: of a mixture, by integrated gradients (`Gate.contributions`). */
  contributions: { part: PartId; value: number }[];
}

/** What a training run left behind; stored, so that a reload shows the same list. */
export interface Outcome {
  /** The state of the history that it was made from. */
  revision: number;
  createdAt: number;
  /** False while the network is still training and the best simple part fills in. */
  settled: boolean;
  serving: PartId;
  /** Why this part serves, where the comparison did not decide. */
  note?: 'too_few_plays' | 'training_cancelled' | 'training_failed';
  /** Absent where the history is too short to hold anything out. */
  evaluation?: Evaluation;
  recommendations: Recommendation[];
  network?: NetworkSummary;
}

/** What the network took on this device. */
export interface NetworkSummary {
  /** Processor route that did the arithmetic, as the engine reports it, e.g. `wasm (SIMD)`. */
  backend: string;
  seed: number;
  songs: number;
  parameters: number;
  epochs: number;
  /** Seconds of training on this device, over all sessions. */
  seconds: number;
  curve: CurvePoint[];
}

/** One epoch of training. */
export interface CurvePoint {
  epoch: number;
  /** Mean sampled-softmax loss over the epoch, nats per play. */
  loss: number;
  /** NDCG@10 on the validation slice (the plays just before the held-out ones). */
  validation: number;
}

export interface TrainingProgress {
  phase: 'preparing' | 'comparing' | 'training' | 'finishing';
  /** Share of the whole run that is done, 0 ... 1. */
  fraction: number;
  /** Estimated seconds to the end; absent until the first epoch has been timed. */
  secondsLeft?: number;
  backend?: string;
  /** The running epoch, from 1, and the most there can be. */
  epoch?: number;
  maxEpochs?: number;
  curve: CurvePoint[];
  /** True when this run continues from a checkpoint of an earlier one. */
  resumed: boolean;
}
