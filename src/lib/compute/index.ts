export { chooseFastest, median, quantile, timeInterleaved, type Samples } from './calibration.ts';
export { solveDense } from './dense/solve.ts';
export * from './encoding/index.ts';
export { findGpu, openGpu } from './gpu/device.ts';
export * from './ladder/index.ts';
export type { Memory } from './memory.ts';
export type { Missing } from './missing.ts';
export * from './ranking/index.ts';
export type { TrainingBatch, Windows } from './training/batch.ts';
export { ADAM, type AdamSettings, type TrainingEngine, type TrainingState } from './training/engine.ts';
export { measureTrainers, type TrainerFigures } from './training/measure.ts';
export { initialState } from './training/initial.ts';
export { parameterLayout, type Parameter } from './training/layout.ts';
export { trainingRoutes } from './training/routes.ts';
export type { LossName, ModelShape } from './training/shape.ts';
export {
  openTrainer,
  type FoundRoute,
  type Trainer,
  type TrainerOptions,
  type TrainingRoute
} from './training/trainer.ts';
export { WasmEngine } from './training/wasm/engine.ts';
export { loadWasmStep, type WasmStep } from './training/wasm/load.ts';
export { orderTaker, type Order } from './training/wasm/threads/orders.ts';
export { WgslEngine } from './training/webgpu/engine.ts';
