import type { Measurement } from '../../../src/lib/device/index.ts';

/** A phone that has no WebNN, a GPU, and a listener of some thousand songs. */
export function phoneMeasurement(): Measurement {
  const times = { build: 12, first: 3, p50: 0.3, p95: 0.5, n: 400 };
  return {
    measuredAt: Date.UTC(2026, 10, 25, 12, 0),
    browser: 'Test 1',
    cores: 8,
    model: {
      weights: 'learnt',
      ...{ width: 48, heads: 1, blocks: 1, hidden: 96, context: 32, batch: 32, items: 5087, negatives: 256 }
    },
    encoder: {
      rungs: [
        { name: 'webnn', problem: 'This browser has no WebNN.' },
        {
          ...{ name: 'webgpu', description: 'WebGPU (a GPU)', isSoftware: false, ...times, p50: 1.5 },
          ...{ bytes: 120_000, error: 1e-6, overlap: 20 }
        },
        {
          ...{ name: 'wasm', description: 'WebAssembly (SIMD, one thread)', isSoftware: false, ...times },
          ...{ bytes: 1_000_000, error: 1e-6, overlap: 20 }
        }
      ],
      chosen: 'wasm'
    },
    ranking: [
      { name: 'wasm', ...times, p50: 0.4, bytes: 980_000 },
      { name: 'wasm-int8', ...times, p50: 0.1, bytes: 265_000 },
      { name: 'cpu', ...times, p50: 2, bytes: 980_000 }
    ],
    training: [{ name: 'wasm', description: 'WebAssembly (SIMD, one thread)', ...times, p50: 15.3 }]
  };
}
