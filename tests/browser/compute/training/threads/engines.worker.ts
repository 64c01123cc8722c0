import { expose, proxy } from 'comlink';
import { openTrainer } from '../../../../../src/lib/compute/training/trainer.ts';
import type { AdamSettings } from '../../../../../src/lib/compute/training/engine.ts';
import type { ModelShape } from '../../../../../src/lib/compute/training/shape.ts';
import simd from '../../../../../src/lib/compute/training/wasm/assembly/index.wasm?url&no-inline';
import relaxed from '../../../../../src/lib/compute/training/wasm/assembly/relaxed.wasm?url&no-inline';
import { wasmRoute } from '../../../../../src/lib/compute/training/wasm/route.ts';
import { ThreadedWasmEngine } from '../../../../../src/lib/compute/training/wasm/threads/engine.ts';
import { wasmThreadsRoute } from '../../../../../src/lib/compute/training/wasm/threads/route.ts';

/** Engines live in a worker, as pages may not wait. */
const started: Worker[] = [];

function startThread(): Worker {
  const worker = new Worker(new URL('./locked.worker.ts', import.meta.url), { type: 'module' });
  started.push(worker);
  return worker;
}

const urls = { simd, relaxed };

const api = {
  async open(
    module: WebAssembly.Module,
    shape: ModelShape,
    settings: AdamSettings,
    threads: number,
    patience: number
  ) {
    const options = { threads, startThread, patience };
    return proxy(await ThreadedWasmEngine.create(module, shape, settings, options));
  },

  /** Ends the thread that was started last, behind its engine's back. */
  killThread(): void {
    started.at(-1)?.terminate();
  },

  async description(): Promise<string | undefined> {
    return (await wasmThreadsRoute(urls, startThread).find())?.description;
  },

  /** Which route of two trains, by what becomes of the first one's threads. */
  async chosenRoute(
    shape: ModelShape,
    settings: AdamSettings,
    thread: 'sound' | 'broken' | 'killed'
  ): Promise<string> {
    const start = {
      sound: startThread,
      broken: () => new Worker(URL.createObjectURL(new Blob(['throw new Error()']))),
      killed: () => {
        const worker = startThread();
        worker.addEventListener('message', () => {
          worker.terminate();
        });
        return worker;
      }
    }[thread];
    const trainer = await openTrainer(shape, settings, {
      routes: [wasmThreadsRoute(urls, start)],
      lastResort: wasmRoute(urls),
      memory: { get: () => Promise.resolve(undefined), set: () => Promise.resolve() },
      browser: navigator.userAgent,
      now: () => performance.now()
    });
    trainer.engine.dispose();
    return trainer.route;
  }
};

export type EnginesWorker = typeof api;

expose(api);
