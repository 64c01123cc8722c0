import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { expect, test } from 'vitest';
import { openBackend } from '../../../../src/lib/compute/training/tfjs/backend.ts';

test('a software GPU is passed over: WebAssembly trains here', async () => {
  const backend = await openBackend(wasmUrl);
  const adapter = await navigator.gpu.requestAdapter();
  expect(adapter?.info.isFallbackAdapter).toBe(true);
  expect(backend.name).toBe('wasm');
  expect(backend.description).toContain('WebAssembly');
});

test('WebGPU works where it is asked for by name', async () => {
  const backend = await openBackend(wasmUrl, ['webgpu']);
  expect(backend.name).toBe('webgpu');
  expect(backend.tf.getBackend()).toBe('webgpu');
});

test('a device without any of the named routes says so', async () => {
  await expect(openBackend(wasmUrl, [])).rejects.toThrow('No processor route');
});
