import { describe, expect, test } from 'vitest';
import {
  findGpu,
  loadWasmStep,
  openGpu,
  Unavailable,
  wasmRung,
  webgpuRung,
  webnnRung,
  type Encoder,
  type Rung
} from '$lib/compute/index.ts';
import relaxedUrl from '../../../../src/lib/compute/training/wasm/assembly/relaxed.wasm?url&no-inline';
import simdUrl from '../../../../src/lib/compute/training/wasm/assembly/index.wasm?url&no-inline';
import { encoderCase, SHAPES, type EncoderCase } from '../../../unit/compute/encoding/cases.ts';
import { largestDifference } from '../../../unit/compute/training/cases.ts';

const RUNGS: [string, Rung][] = [
  ['webgpu', webgpuRung()],
  ['wasm', wasmRung(() => loadWasmStep({ simd: simdUrl, relaxed: relaxedUrl }))]
];

describe.each(RUNGS)('%s', (name, rung) => {
  test.each(SHAPES)('encodes windows of every length as float64 does: %s', async (_, changes) => {
    const made = encoderCase(changes);
    const encoder = await open(rung, made);
    expect(encoder.rung).toBe(name);
    for (const { rows, plays, state } of made.windows) {
      const found = await encoder.encode(rows, plays);
      expect(largestDifference(found, state), `${plays} plays`).toBeLessThan(1e-5);
    }
    encoder.dispose();
  });

  test('windows that are asked for at once do not mix', async () => {
    const made = encoderCase();
    const encoder = await open(rung, made);
    const found = await Promise.all(made.windows.map(({ rows, plays }) => encoder.encode(rows, plays)));
    found.forEach((state, i) => {
      expect(largestDifference(state, made.windows[i]?.state ?? [])).toBeLessThan(1e-5);
    });
    encoder.dispose();
  });
});

test('wasm takes relaxed SIMD here, and says so', async () => {
  const wasm = await open(RUNGS[1]?.[1], encoderCase());
  expect(wasm.description).toContain('relaxed SIMD');
});

test('the software adapter is known as one', async () => {
  const [route] = await webgpuRung().probe();
  expect(route?.isSoftware).toBe(true);
  expect(await openGpu({ allowSoftware: false })).toBeUndefined();
  const none = { find: () => Promise.resolve(undefined), open: () => Promise.resolve(undefined) };
  await expect(webgpuRung(none).probe()).rejects.toThrow(Unavailable);
});

test('a GPU that is lost ends the call that waits for it, and those after it', async () => {
  const gpus: Awaited<ReturnType<typeof openGpu>>[] = [];
  const allowSoftware = true;
  const rung = webgpuRung({
    find: () => findGpu({ allowSoftware }),
    open: async () => {
      const gpu = await openGpu({ allowSoftware });
      gpus.push(gpu);
      return gpu;
    }
  });
  const made = encoderCase();
  const encoder = await open(rung, made);
  const window = made.windows[0];
  if (!window) throw new Error('no window');
  const waiting = encoder.encode(window.rows, window.plays);
  gpus.at(-1)?.device.destroy();
  await expect(waiting).rejects.toThrow();
  await expect(encoder.encode(window.rows, window.plays)).rejects.toThrow(/lost/);
});

test('WebNN is absent here, and says so in words', async () => {
  await expect(webnnRung().probe()).rejects.toThrow(/no WebNN/);
  await expect(webnnRung().probe()).rejects.toThrow(Unavailable);
});

async function open(rung: Rung | undefined, { weights }: EncoderCase): Promise<Encoder> {
  const [route] = (await rung?.probe()) ?? [];
  if (!route) throw new Error('no route');
  return route.build(weights);
}
