import { expect, test } from 'vitest';
import type { Encoder, Precision } from '../../../../src/lib/compute/encoding/index.ts';
import { judge } from '../../../../src/lib/compute/ladder/gate.ts';
import { topItems, type Reference } from '../../../../src/lib/compute/ladder/reference.ts';

/** Forty items, twenty on each side: which of them are best hangs on the sign of the state's second value. */
const catalogue = Float32Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? 1 : i < 40 ? 1 : -1));
const expected = Float32Array.of(1, 1e-5);
const reference: Reference = {
  catalogue,
  windows: [{ rows: new Float32Array(2), plays: 1, state: expected, top: topItems(catalogue, expected) }]
};

function giving(...state: number[]): Encoder {
  return {
    rung: 'wasm',
    description: '',
    bytes: 0,
    encode: () => Promise.resolve(Float32Array.from(state)),
    dispose: () => undefined
  };
}

test.each<[Precision, number, boolean]>([
  ['f32', 0.9e-4, true],
  ['f32', 1.1e-4, false],
  ['f16', 1.9e-3, true],
  ['f16', 2.1e-3, false]
])('%s may be off by so much: %f', async (precision, error, passes) => {
  const verdict = await judge(giving(1 + error, 1e-5), precision, reference);
  expect(verdict).toMatchObject({ passes, overlap: 20 });
  expect(verdict.error).toBeCloseTo(error, 6);
});

test('a small error that changes which items are best does not pass', async () => {
  const verdict = await judge(giving(1, -1e-5), 'f32', reference);
  expect(verdict).toMatchObject({ passes: false, overlap: 0 });
  expect(verdict.error).toBeLessThan(1e-4);
});

test.each([[[NaN, 0]], [[1, Infinity]], [[1]]])('no state at all does not pass: %s', async (state) => {
  expect(await judge(giving(...state), 'f16', reference)).toEqual({
    passes: false,
    error: Infinity,
    overlap: 0
  });
});
