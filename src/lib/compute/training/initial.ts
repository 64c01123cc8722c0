import type { TrainingState } from './engine.ts';
import { parameterLayout } from './layout.ts';
import type { ModelShape } from './shape.ts';

/**
 * Fresh weights, uniform with variance 1 / width (no transcendental functions: equal on every engine); norms begin as
 * they are, biases at 0.
 * @param uniform draws from [0, 1)
 */
export function initialState(shape: ModelShape, uniform: () => number): TrainingState {
  const { parameters, size } = parameterLayout(shape);
  const limit = Math.sqrt(3 / shape.width);
  const values = new Float32Array(size);
  for (const { name, rows, columns, offset } of parameters) {
    if (name.endsWith('Norm')) values.fill(1, offset, offset + columns);
    else if (!name.endsWith('Bias')) {
      for (let i = offset; i < offset + rows * columns; i++) values[i] = limit * (2 * uniform() - 1);
    }
  }
  return { parameters: values, first: new Float32Array(size), second: new Float32Array(size), steps: 0 };
}
