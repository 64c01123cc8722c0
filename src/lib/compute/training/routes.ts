import { plainRoute } from './tfjs/route.ts';
import type { TrainerOptions } from './trainer.ts';
import type { StepUrls } from './wasm/load.ts';
import { wasmRoute } from './wasm/route.ts';
import type { StartThread } from './wasm/threads/engine.ts';
import { wasmThreadsRoute } from './wasm/threads/route.ts';
import { webgpuRoute } from './webgpu/route.ts';

/**
 * Every way to train there is. A new one is a line here.
 * @param urls of the WebAssembly step's two variants
 * @param startThread starts one more thread for that step
 */
export function trainingRoutes(
  urls: StepUrls,
  startThread: StartThread
): Pick<TrainerOptions, 'routes' | 'lastResort'> {
  return {
    routes: [webgpuRoute, wasmThreadsRoute(urls, startThread), wasmRoute(urls)],
    lastResort: plainRoute
  };
}
