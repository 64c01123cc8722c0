export { arrange, type Effect, type ListMoment, type Row, type Wishes } from './arrange/arrange.ts';
export type { Candidate } from './arrange/candidate.ts';
export { rememberedOn } from './arrange/remembered.ts';
export { holds, NOT_NOW, type Verdicts, verdictsAt } from './arrange/verdicts.ts';
export { modelBackup } from './backup.ts';
export { withDiscoveries } from './content/blend.ts';
export { discover } from './content/discover.ts';
export type { Offer } from './content/offer.ts';
export { evaluate } from './evaluate.ts';
export type { HeardSong } from './habits/heard.ts';
export { onceLoved } from './habits/rediscover.ts';
export { songsLike, type SimilarSong } from './habits/similar.ts';
export { quarterOf, weekLifts, type WeekPart } from './habits/week.ts';
export { bootstrapIntervals } from './intervals.ts';
export { metricsOf, rankOf } from './metrics.ts';
export { fingerprintOf } from './model-file/fingerprint.ts';
export { readModelFile, writeModelFile, type StoredModel } from './model-file/model-file.ts';
export { ModelFileError, type ModelFileErrorCode } from './model-file/problem.ts';
export { bytesOf } from './model-file/size.ts';
export { networkConfig, type NetworkConfig } from './network/config.ts';
export { networkShape } from './network/shape.ts';
export { runTraining } from './run.ts';
export { rerank } from './serve.ts';
export type { RunEnvironment } from './environment.ts';
export { ModelStore, onModelChanged } from './store.ts';
export { trainedModel, type TrainedModel } from './trained-model.ts';
export type {
  Ablation,
  CurvePoint,
  Evaluation,
  Metrics,
  NetworkSummary,
  Outcome,
  PartId,
  PartMetrics,
  Reason,
  Recommendation,
  SongPast,
  TrainingProgress
} from './types.ts';
