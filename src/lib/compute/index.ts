export * from './ranking/index.ts';
export type { TrainingBatch, Windows } from './training/batch.ts';
export { ADAM, type AdamSettings, type TrainingEngine, type TrainingState } from './training/engine.ts';
export { initialState } from './training/initial.ts';
export { parameterLayout, type Layout, type Parameter } from './training/layout.ts';
export { trainingRoutes } from './training/routes.ts';
export type { LossName, ModelShape } from './training/shape.ts';
export {
  openTrainer,
  type FoundRoute,
  type RouteMemory,
  type Trainer,
  type TrainerOptions,
  type TrainingRoute
} from './training/trainer.ts';
export { WasmEngine } from './training/wasm/engine.ts';
export type { StepUrls } from './training/wasm/load.ts';
