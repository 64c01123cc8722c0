import { plainRoute } from './tfjs/route.ts';
import type { TrainerOptions } from './trainer.ts';
import { wasmRoute } from './wasm/route.ts';
import type { StepUrls } from './wasm/load.ts';

/** Every way to train there is. A new one is a line here. @param urls of the WebAssembly step's two variants */
export function trainingRoutes(urls: StepUrls): Pick<TrainerOptions, 'routes' | 'lastResort'> {
  return {
    routes: [wasmRoute(urls)],
    lastResort: plainRoute
  };
}
