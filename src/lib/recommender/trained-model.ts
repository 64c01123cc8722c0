import { parameterLayout, type ModelShape } from '../compute/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import { networkShape } from './network/shape.ts';

/** The network as `compute` takes it. */
export interface TrainedModel {
  shape: ModelShape;
  /** Laid out as `parameterLayout(shape)` says. */
  parameters: Float32Array;
}

/** The network of a stored checkpoint, of whichever run, or undefined where this version cannot read it. */
export function trainedModel(stored: unknown): TrainedModel | undefined {
  const { config, state } = (stored ?? {}) as Partial<Checkpoint>;
  const parameters = (state as Partial<Checkpoint['state']> | undefined)?.training?.parameters;
  if (!config || !parameters) return undefined;
  const shape = networkShape(config);
  const fits = parameters.length === parameterLayout(shape).size && parameters.every(Number.isFinite);
  return fits ? { shape, parameters } : undefined;
}
