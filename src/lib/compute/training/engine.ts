import type { TrainingBatch, Windows } from './batch.ts';
import type { ModelShape } from './shape.ts';

/** Adam's settings (Kingma and Ba 2015). */
export interface AdamSettings {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

export const ADAM: Omit<AdamSettings, 'learningRate'> = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** All that a step reads and changes; each array in the order of `parameterLayout`. */
export interface TrainingState {
  parameters: Float32Array;
  /** Adam's running means of gradients and of their squares. */
  first: Float32Array;
  second: Float32Array;
  /** Steps taken. */
  steps: number;
}

/**
 * One way to compute training steps. Whatever the engine, a step is: the loss's gradient at the current parameters, then
 * Adam on all parameters but the items that the batch touches not (as an input, target or negative): their rows,
 * biases and moments stay as they are. ("Lazy" Adam: the work does not grow with the catalogue.) Equal states and
 * batches give equal bits on one engine and device; engines agree up to rounding.
 */
export interface TrainingEngine {
  readonly shape: ModelShape;
  /** @throws RangeError where an array has another length than the shape's layout */
  load(state: TrainingState): void;
  /**
   * @returns mean loss over the batch's plays before the step, nats. Not a number when training diverged.
   * @throws RangeError where the batch does not fit the shape
   */
  step(batch: TrainingBatch): Promise<number>;
  /**
   * Hidden state after the last play of each window, [B, d], row-major, with the parameters as they are and without
   * dropout. Windows without plays give zeros.
   * @throws RangeError where the windows do not fit the shape
   */
  encode(windows: Windows): Promise<Float32Array>;
  /** A copy: it does not change with later steps. */
  read(): Promise<TrainingState>;
  /** Frees what it holds; nothing else may be called afterwards. */
  dispose(): void;
}

/** The learning rate of step `steps` (1, 2, ...) with both of Adam's bias corrections folded in. */
export function correctedRate({ learningRate, beta1, beta2 }: AdamSettings, steps: number): number {
  return (learningRate * Math.sqrt(1 - beta2 ** steps)) / (1 - beta1 ** steps);
}

/** @throws RangeError where an array of the state has another length than `size` */
export function checkState(state: TrainingState, size: number): void {
  for (const name of ['parameters', 'first', 'second'] as const) {
    if (state[name].length !== size) {
      throw new RangeError(`${name} holds ${state[name].length} values, not ${size}`);
    }
  }
}
