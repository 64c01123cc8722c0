import { expect, test } from 'vitest';
import { itemQuery, itemVectors } from '../../../../src/lib/compute/encoding/index.ts';
import { parameterLayout } from '../../../../src/lib/compute/training/layout.ts';
import { smallShape } from '../training/cases.ts';

test.each([true, false])('one product gives an item its score (with biases: %s)', (itemBias) => {
  const shape = smallShape('full', { itemBias });
  const layout = parameterLayout(shape);
  const parameters = Float32Array.from({ length: layout.size }, (_, i) => Math.sin(i));
  const offset = layout.parameters.find(({ name }) => name === 'itemBias')?.offset;
  const state = Float32Array.from({ length: shape.width }, (_, j) => Math.cos(j));
  const { vectors, width } = itemVectors(shape, parameters);
  const query = itemQuery(shape, state);
  expect(query).toHaveLength(width);
  for (let item = 0; item < shape.items; item++) {
    const row = parameters.subarray(item * shape.width, (item + 1) * shape.width);
    const expected = row.reduce((sum, value, j) => sum + value * (state[j] ?? 0), 0);
    const bias = offset === undefined ? 0 : (parameters[offset + item] ?? 0);
    const score = query.reduce((sum, value, j) => sum + value * (vectors[item * width + j] ?? 0), 0);
    expect(score).toBeCloseTo(expected + bias, 5);
  }
  expect(() => itemVectors(shape, parameters.subarray(1))).toThrow(RangeError);
});
