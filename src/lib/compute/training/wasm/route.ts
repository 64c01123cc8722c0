import type { TrainingRoute } from '../trainer.ts';
import { WasmEngine } from './engine.ts';
import { loadWasmStep, type StepUrls } from './load.ts';

/** The fused step on one thread. */
export function wasmRoute(urls: StepUrls): TrainingRoute {
  return {
    name: 'wasm',
    mayFail: false,
    async find() {
      const step = await loadWasmStep(urls);
      return (
        step && {
          description: `WebAssembly (${step.variant}, one thread)`,
          create: (shape, settings) => new WasmEngine(step.module, shape, settings)
        }
      );
    }
  };
}
