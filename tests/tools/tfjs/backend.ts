import { loadTf, type Tf } from '../../../src/lib/compute/training/tfjs/tf.ts';

/**
 * TensorFlow.js on one of its backends: what the engines are held against and timed against. (The app itself has the
 * plain one alone, as the last resort.)
 * @param wasmUrl where `tfjs-backend-wasm-simd.wasm` lies; 'wasm' alone needs it
 */
export async function openTf(name: 'webgpu' | 'wasm' | 'cpu', wasmUrl = ''): Promise<Tf> {
  const tf = await loadTf();
  await register[name](tf, wasmUrl);
  if (!(await tf.setBackend(name))) throw new Error(`TensorFlow.js has no ${name} here.`);
  return tf;
}

const register = {
  webgpu: async (tf: Tf) => {
    await import('@tensorflow/tfjs-backend-webgpu');
    // The split-K product adds with float atomics, in no fixed order; the packed one gives equal runs.
    const MATMUL_PACKED = 3;
    tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', MATMUL_PACKED);
  },
  wasm: async (tf: Tf, wasmUrl: string) => {
    const { loadWasmBackend } = await import('./wasm.ts');
    await loadWasmBackend(tf, wasmUrl);
  },
  cpu: () => import('@tensorflow/tfjs-backend-cpu')
};
