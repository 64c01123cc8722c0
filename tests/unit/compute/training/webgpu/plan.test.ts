import { describe, expect, test } from 'vitest';
import type { ModelShape } from '../../../../../src/lib/compute/training/shape.ts';
import { checkLimits, planOf, type Plan } from '../../../../../src/lib/compute/training/webgpu/plan/plan.ts';
import { LOSSES, smallShape } from '../cases.ts';

/** What every WebGPU device grants. */
const DEFAULTS = {
  maxBufferSize: 2 ** 28,
  maxStorageBufferBindingSize: 2 ** 27,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupsPerDimension: 65_535
};
const REFERENCE: Partial<ModelShape> = {
  width: 64,
  heads: 2,
  blocks: 2,
  hidden: 64,
  context: 50,
  batch: 128,
  kinds: 0,
  itemBias: false,
  dropout: 0,
  items: 4000
};
const opsOf = ({ encode, learn }: Plan) => [...encode, ...learn];
const kernelsOf = (plan: Plan) => new Set(opsOf(plan).map(({ kernel }) => kernel.code));
const namesOf = (plan: Plan) => new Set(opsOf(plan).map(({ kernel }) => kernel.name));

describe.each(LOSSES)('the list of dispatches for the %s loss', (loss) => {
  const shapes: [string, ModelShape][] = [
    ['small', smallShape(loss)],
    ['reference', smallShape(loss, { ...REFERENCE, negatives: loss === 'sampled' ? 512 : 0 })],
    ['no blocks', smallShape(loss, { blocks: 0 })],
    ['wide', smallShape(loss, { width: 192, heads: 2, hidden: 768, blocks: 4, items: 30_000 })]
  ];
  test.each(shapes)('fits what every device grants, and says of each buffer which it is: %s', (_, shape) => {
    const plan = planOf(shape);
    expect(() => {
      checkLimits(plan, DEFAULTS);
    }).not.toThrow();
    for (const { kernel, buffers, constants } of opsOf(plan)) {
      expect(Object.keys(buffers).toSorted()).toEqual(kernel.bindings.map(({ name }) => name).toSorted());
      expect(Object.keys(constants).toSorted()).toEqual(kernel.constants.map(({ name }) => name).toSorted());
      for (const name of Object.values(buffers)) expect(plan.buffers.has(name), name).toBe(true);
      // A buffer that is written must not be bound twice.
      expect(new Set(Object.values(buffers)).size, kernel.name).toBe(kernel.bindings.length);
    }
  });

  test('a block more adds dispatches and buffers, but no kernel', () => {
    const [two, three] = [2, 3].map((blocks) => planOf(smallShape(loss, { blocks })));
    if (!two || !three) throw new Error('no plans');
    expect(namesOf(three)).toEqual(namesOf(two));
    expect(opsOf(three).length).toBeGreaterThan(opsOf(two).length);
  });

  test('equal names are equal kernels', () => {
    const plan = planOf(smallShape(loss));
    expect(namesOf(plan).size).toBe(kernelsOf(plan).size);
  });
});

test.each([
  ['bce', 0, 52, 17],
  ['sampled', 512, 58, 22]
] as const)(
  'at the reference shape, %s takes few dispatches and kernels',
  (loss, negatives, dispatches, kernels) => {
    const plan = planOf(smallShape(loss, { ...REFERENCE, negatives }));
    expect(opsOf(plan)).toHaveLength(dispatches);
    expect(kernelsOf(plan).size).toBe(kernels);
  }
);

test('memory for scores does not grow with plays times items', () => {
  const bytes = (items: number) => {
    const { buffers } = planOf(smallShape('full', { ...REFERENCE, items }));
    return (buffers.get('spans') ?? NaN) + (buffers.get('byScoresOfCandidates') ?? NaN);
  };
  expect(bytes(200_000) / bytes(8000)).toBeLessThan(1.01);
});

test('what is too big for a device is refused by name', () => {
  const plan = planOf(smallShape('bce', { ...REFERENCE, items: 600_000 }));
  expect(() => {
    checkLimits(plan, DEFAULTS);
  }).toThrow(/"parameters" takes \d+ bytes/);
  const many = planOf(smallShape('full', { width: 8, items: 300_000 }));
  expect(() => {
    checkLimits(many, DEFAULTS);
  }).toThrow(/"adamOfItems" takes 75000 workgroups/);
  expect(() => {
    checkLimits(planOf(smallShape('bce')), { ...DEFAULTS, maxStorageBuffersPerShaderStage: 4 });
  }).toThrow(RangeError);
});
