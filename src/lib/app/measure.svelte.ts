import { DeviceStore, type Measurement, type MeasurementProgress } from '../device/index.ts';
import { explain } from './problems.ts';
import { startMeasureThread } from './threads.ts';
import { WorkerRun } from './worker-run.svelte.ts';
import type { MeasureWorker } from '../../workers/measure.worker.ts';

/** What is known about this device, and the worker that finds it out. */
export class MeasureState extends WorkerRun<MeasureWorker> {
  /** False until it has been looked up what was measured before. */
  loaded = $state.raw(false);
  progress: MeasurementProgress | undefined = $state.raw();
  /** The last measurement, of this visit or an earlier one. */
  measurement: Measurement | undefined = $state.raw();

  readonly #store = new DeviceStore();

  constructor() {
    super(startMeasureThread);
  }

  /** Looks up what was measured before. */
  async load(): Promise<void> {
    try {
      this.measurement = await this.#store.measurement();
    } catch (error) {
      this.problem = explain(error);
    }
    this.loaded = true;
  }

  async start(): Promise<void> {
    this.progress = undefined;
    await this.run(async ({ remote, callback }, signal) => {
      const onProgress = callback((progress: MeasurementProgress) => {
        if (!signal.aborted) this.progress = progress;
      });
      const measurement = await remote.measure(onProgress);
      if (!signal.aborted) this.measurement = measurement;
    });
  }

  /** Ends the worker and lets go of the database: nobody looks any more. */
  async close(): Promise<void> {
    this.cancel();
    await this.#store.close();
  }
}
