import simd from '../lib/compute/training/wasm/assembly/index.wasm?url&no-inline';
import relaxed from '../lib/compute/training/wasm/assembly/relaxed.wasm?url&no-inline';
import {
  cpuRung,
  loadWasmStep,
  trainingRoutes,
  wasmRung,
  webgpuRung,
  webnnRung,
  type Rung
} from '../lib/compute/index.ts';

/** Where the training step lies in this build. */
const STEP_URLS = { simd, relaxed };

/** Every way to train, for the workers that train. */
export function routesHere(): ReturnType<typeof trainingRoutes> {
  // The bundler finds a worker only where its address stands in the call that starts it.
  const startThread = () =>
    new Worker(new URL('./stepping.worker.ts', import.meta.url), { type: 'module', name: 'stepping' });
  return trainingRoutes(STEP_URLS, startThread);
}

/** Every way to encode, in the order to try them in. */
export function rungsHere(): Rung[] {
  return [webnnRung(), webgpuRung(), wasmRung(() => loadWasmStep(STEP_URLS)), cpuRung];
}
