export { modelBackup } from './backup.ts';
export { evaluate } from './evaluate.ts';
export { networkConfig, type NetworkConfig } from './network/config.ts';
export { networkShape } from './network/shape.ts';
export { runTraining } from './run.ts';
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
  TrainingProgress
} from './types.ts';
