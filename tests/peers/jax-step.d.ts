import type { TrainingBatch } from '../../src/lib/compute/training/batch.ts';
import type { Parameter } from '../../src/lib/compute/training/layout.ts';
import type { ModelShape } from '../../src/lib/compute/training/shape.ts';

export interface JaxModel {
  shape: ModelShape;
  parameters: readonly Parameter[];
  /** All parameters, in the order of the layout. */
  values: Float32Array;
  learningRate: number;
}

/** The training step in jax-js; 'bce' and 'sampled' alone. */
export function openJaxStep(
  device: 'wasm' | 'webgpu',
  model: JaxModel
): Promise<{ step(batch: TrainingBatch): Promise<number>; dispose(): void }>;
