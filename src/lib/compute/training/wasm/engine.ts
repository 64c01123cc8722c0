import { checkBatch, checkWindows, type TrainingBatch, type Windows } from '../batch.ts';
import type { AdamSettings, TrainingEngine, TrainingState } from '../engine.ts';
import type { ModelShape } from '../shape.ts';
import { ALL, StepInstance } from './instance.ts';

/** The fused step on one thread; memory grows with the parameters (16 bytes each) and one window, not the batch. */
export class WasmEngine implements TrainingEngine {
  #instance: StepInstance | undefined;

  /** @param module compiled from assembly/, see load.ts */
  constructor(
    module: WebAssembly.Module,
    readonly shape: ModelShape,
    settings: AdamSettings
  ) {
    this.#instance = new StepInstance(module, shape, settings);
  }

  load(state: TrainingState): void {
    this.#open.load(state);
  }

  step(batch: TrainingBatch): Promise<number> {
    return new Promise((resolve) => {
      const plays = checkBatch(this.shape, batch);
      const loss = this.#open.differentiate(batch, plays, ALL);
      this.#open.adam();
      resolve(loss / plays);
    });
  }

  read(): Promise<TrainingState> {
    return Promise.resolve(this.#open.read());
  }

  encode(windows: Windows): Promise<Float32Array> {
    return new Promise((resolve) => {
      checkWindows(this.shape, windows);
      resolve(this.#open.encode(windows, ALL));
    });
  }

  dispose(): void {
    this.#instance = undefined;
  }

  get #open(): StepInstance {
    if (!this.#instance) throw new Error('The engine was disposed of.');
    return this.#instance;
  }
}
