import { passesNumericGate } from './gate.ts';
import { findGpu } from '../../gpu/device.ts';
import { messageOf } from '../../missing.ts';
import { loadTf, type Tf } from './tf.ts';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

/** A processor route that is set up, checked, and ready to train. */
export interface Backend {
  tf: Tf;
  name: BackendName;
  /** What the engine reports about itself, for people. */
  description: string;
}

/**
 * Measured order for this model: a hardware GPU first; a software WebGPU adapter loses to WASM by a factor of
 * about twenty and is never taken by itself; plain JavaScript is the last resort.
 */
const ORDER: readonly BackendName[] = ['webgpu', 'wasm', 'cpu'];

/**
 * Sets up the first backend that exists here and computes correctly.
 * @param wasmUrl where `tfjs-backend-wasm-simd.wasm` lies; the caller's bundler knows
 * @param order the backends to try, best first. Naming `webgpu` alone takes a software adapter too.
 * @throws Error when none of them works.
 */
export async function openBackend(wasmUrl: string, order: readonly BackendName[] = ORDER): Promise<Backend> {
  const tf = await loadTf();
  const failures: string[] = [];
  for (const name of order) {
    try {
      const description = await setUp[name](tf, { wasmUrl, hardwareOnly: order.length > 1 });
      if (description === undefined) continue;
      if (!(await tf.setBackend(name))) throw new Error('could not be started');
      if (!(await passesNumericGate(tf))) throw new Error('computed wrong numbers');
      return { tf, name, description };
    } catch (error) {
      failures.push(`${name}: ${messageOf(error)}`);
    }
  }
  throw new Error(`No processor route on this device can train. ${failures.join('; ')}`);
}

interface SetUp {
  wasmUrl: string;
  /** Pass over software WebGPU adapters. */
  hardwareOnly: boolean;
}

/** Each loads its backend's code and describes it, or returns undefined where the device has no such thing. */
const setUp: Record<BackendName, (tf: Tf, options: SetUp) => Promise<string | undefined>> = {
  webgpu: async (tf, { hardwareOnly }) => {
    const gpu = await findGpu({ allowSoftware: !hardwareOnly });
    if (!gpu) return undefined;
    await import('@tensorflow/tfjs-backend-webgpu');
    // The split-K product adds with float atomics, in no fixed order; the packed one gives equal runs.
    const MATMUL_PACKED = 3;
    tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', MATMUL_PACKED);
    return gpu.description;
  },
  wasm: async (tf, { wasmUrl }) => {
    const { loadWasmBackend } = await import('./wasm-backend.ts');
    return (await loadWasmBackend(tf, wasmUrl)) ? 'WebAssembly (SIMD, one thread)' : undefined;
  },
  cpu: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    return 'plain JavaScript';
  }
};
