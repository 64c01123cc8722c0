import { setWasmPaths, type BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../../src/lib/compute/training/tfjs/tf.ts';

/**
 * Prepares tfjs's WebAssembly backend: the SIMD binary alone (one thread, like the step it is held against, and threads would need a
 * blob worker, which the policy forbids), and the one kernel it lacks for training.
 * @param simdUrl where `tfjs-backend-wasm-simd.wasm` lies
 * @throws Error where there is no SIMD
 */
export async function loadWasmBackend(tf: Tf, simdUrl: string): Promise<void> {
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new Error('no SIMD in WebAssembly here');
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': simdUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': simdUrl
  });
  // The types promise a kernel where there may be none.
  const known = tf.getKernel('UnsortedSegmentSum', 'wasm') as KernelConfig | undefined;
  if (!known) tf.registerKernel(unsortedSegmentSum);
}

/** Sums rows of `x` by segment: the gradient of an embedding lookup (missing upstream: tfjs issue 8082). */
const unsortedSegmentSum: KernelConfig = {
  kernelName: 'UnsortedSegmentSum',
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const wasm = backend as Pick<BackendWasm, 'makeOutput' | 'typedArrayFromHeap'>;
    const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
    const { numSegments } = attrs as unknown as { numSegments: number };
    const out: TensorInfo = wasm.makeOutput([numSegments, ...x.shape.slice(1)], 'float32');
    const rows = wasm.typedArrayFromHeap(x) as Float32Array;
    const ids = wasm.typedArrayFromHeap(segmentIds) as Int32Array;
    const sums = (wasm.typedArrayFromHeap(out) as Float32Array).fill(0);
    const width = rows.length / ids.length;
    ids.forEach((segment, i) => {
      for (let j = 0; j < width; j++) {
        sums[segment * width + j] = (sums[segment * width + j] ?? 0) + (rows[i * width + j] ?? 0);
      }
    });
    return out;
  }
};
