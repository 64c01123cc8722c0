import { describe, expect, test } from 'vitest';
import {
  cpuRung,
  encoderRows,
  encoderWeights,
  Unavailable,
  wasmRung,
  type Encoder,
  type Rung
} from '../../../../src/lib/compute/encoding/index.ts';
import { halves } from '../../../../src/lib/compute/encoding/webnn/graph.ts';
import { largestDifference } from '../training/cases.ts';
import { simdStep } from '../training/simd-step.ts';
import { encoderCase, SHAPES, type EncoderCase } from './cases.ts';

const wasm = wasmRung(() => Promise.resolve({ module: simdStep(), variant: 'SIMD' }));
const RUNGS: [string, Rung, number][] = [
  ['cpu', cpuRung, 1e-6],
  ['wasm', wasm, 1e-5]
];

describe.each(RUNGS)('%s', (name, rung, tolerance) => {
  test.each(SHAPES)('encodes windows of every length as the equations say: %s', async (_, changes) => {
    const made = encoderCase(changes);
    const encoder = await open(rung, made);
    expect(encoder.rung).toBe(name);
    for (const { rows, plays, state } of made.windows) {
      const found = await encoder.encode(rows, plays);
      expect(largestDifference(found, state), `${plays} plays`).toBeLessThan(tolerance);
    }
    encoder.dispose();
  });

  test('a result stays as it is when the next window is encoded', async () => {
    const made = encoderCase();
    const encoder = await open(rung, made);
    const [first, second] = await Promise.all(
      made.windows.slice(-2).map(({ rows, plays }) => encoder.encode(rows, plays))
    );
    expect(largestDifference(first ?? [], made.windows.at(-2)?.state ?? [])).toBeLessThan(tolerance);
    expect(largestDifference(second ?? [], made.windows.at(-1)?.state ?? [])).toBeLessThan(tolerance);
  });

  test('refuses a window that does not fit', async () => {
    const made = encoderCase();
    const encoder = await open(rung, made);
    const rows = made.windows[0]?.rows ?? new Float32Array();
    await expect(encoder.encode(rows, 0)).rejects.toThrow(RangeError);
    await expect(encoder.encode(rows, made.shape.context + 1)).rejects.toThrow(RangeError);
    await expect(encoder.encode(rows.subarray(1), 1)).rejects.toThrow(RangeError);
  });
});

test('without SIMD there is no such rung', async () => {
  await expect(wasmRung(() => Promise.resolve(undefined)).probe()).rejects.toThrow(Unavailable);
});

test('rows and weights of another shape are refused', () => {
  const { shape, parameters } = encoderCase();
  const rows = (items: number[], kinds: number[]) => encoderRows(shape, parameters, items, kinds);
  expect(rows([1], [1])).toHaveLength(shape.context * shape.width);
  expect(() => rows([shape.items], [0])).toThrow(RangeError);
  expect(() => rows([0], [shape.kinds])).toThrow(RangeError);
  expect(() => rows([-1], [0])).toThrow(RangeError);
  expect(() => rows([0], [])).toThrow(RangeError);
  const many = Array.from({ length: shape.context + 1 }, () => 0);
  expect(() => rows(many, many)).toThrow(RangeError);
  expect(() => encoderRows(shape, parameters.subarray(1), [0], [0])).toThrow(RangeError);
  expect(() => encoderWeights(shape, parameters.subarray(1))).toThrow(RangeError);
});

test('float16 is rounded to the nearest, ties to even', () => {
  const table: [number, number][] = [
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [65_519, 0x7bff],
    [65_520, 0x7c00],
    [-Infinity, 0xfc00],
    [NaN, 0x7e00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [1.5 * 2 ** -24, 0x0002],
    [2 ** -14 - 2 ** -26, 0x0400],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [1 + 2 ** -11 + 2 ** -20, 0x3c01],
    [2 - 2 ** -20, 0x4000],
    [1 / 3, 0x3555]
  ];
  expect([...halves(Float32Array.from(table, ([value]) => value))]).toEqual(table.map(([, bits]) => bits));
});

async function open(rung: Rung, { weights }: EncoderCase): Promise<Encoder> {
  const [route] = await rung.probe();
  if (!route) throw new Error('no route');
  return route.build(weights);
}
