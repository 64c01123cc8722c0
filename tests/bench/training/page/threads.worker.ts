import { expose, proxy } from 'comlink';
import type { AdamSettings, TrainingState } from '../../../../src/lib/compute/training/engine.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import relaxed from '../../../../src/lib/compute/training/wasm/assembly/relaxed.wasm?url&no-inline';
import simd from '../../../../src/lib/compute/training/wasm/assembly/index.wasm?url&no-inline';
import { wasmThreadsRoute } from '../../../../src/lib/compute/training/wasm/threads/route.ts';

/** Where the engine lives that waits for threads: pages may not wait. */
const route = wasmThreadsRoute(
  { simd, relaxed },
  () => new Worker(new URL('../../../../src/workers/stepping.worker.ts', import.meta.url), { type: 'module' })
);

const api = {
  async open(shape: ModelShape, settings: AdamSettings, state: TrainingState) {
    const found = await route.find();
    if (!found) throw new Error('This browser lends no threads.');
    const engine = await found.create(shape, settings);
    engine.load(state);
    return proxy(engine);
  }
};

export type ThreadsWorker = typeof api;

expose(api);
