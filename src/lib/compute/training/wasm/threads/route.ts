import type { TrainingRoute } from '../../trainer.ts';
import { loadWasmStep, type StepUrls } from '../load.ts';
import { ThreadedWasmEngine, type StartThread } from './engine.ts';

/** Phones add small cores to their fast ones, and a step lasts as long as its slowest thread. */
const MOST_THREADS = 4;

/** The fused step on several threads, where threads may share memory and this one may wait for others. */
export function wasmThreadsRoute(urls: StepUrls, startThread: StartThread): TrainingRoute {
  return {
    name: 'wasm-threads',
    mayFail: true,
    async find() {
      const threads = Math.min(navigator.hardwareConcurrency, MOST_THREADS);
      if (threads < 2 || !mayShareAndWait()) return undefined;
      const step = await loadWasmStep(urls);
      return (
        step && {
          description: `WebAssembly (${step.variant}, ${threads} threads)`,
          create: (shape, settings) =>
            ThreadedWasmEngine.create(step.module, shape, settings, { threads, startThread })
        }
      );
    }
  };
}

function mayShareAndWait(): boolean {
  // A worker of a worker: older Safari has none.
  if (!globalThis.crossOriginIsolated || typeof Worker === 'undefined') return false;
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
    return true;
  } catch {
    // Pages may not wait.
    return false;
  }
}
