import { DeviceStore, type Measurement, type MeasurementProgress } from '../device/index.ts';
import { explain } from './problems.ts';
import { startMeasureThread, type Thread } from './threads.ts';
import type { MeasureWorker } from '../../workers/measure.worker.ts';

/** What is known about this device, and the worker that finds it out. */
export class MeasureState {
  /** False until it has been looked up what was measured before. */
  loaded = $state.raw(false);
  running = $state.raw(false);
  progress: MeasurementProgress | undefined = $state.raw();
  /** The last measurement, of this visit or an earlier one. */
  measurement: Measurement | undefined = $state.raw();
  problem: string | undefined = $state.raw();

  readonly #store = new DeviceStore();
  #thread: Thread<MeasureWorker> | undefined;
  /** Number of the running measurement: what an earlier one finds no longer counts. */
  #run = 0;

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
    const run = ++this.#run;
    this.running = true;
    this.problem = undefined;
    try {
      const thread = await startMeasureThread();
      if (run !== this.#run) {
        thread.end();
        return;
      }
      this.#thread = thread;
      const onProgress = thread.callback((progress: MeasurementProgress) => {
        if (run === this.#run) this.progress = progress;
      });
      const measurement = await Promise.race([thread.remote.measure(onProgress), thread.broken]);
      if (run === this.#run) this.measurement = measurement;
    } catch (error) {
      if (run === this.#run) this.problem = explain(error);
    }
    if (run === this.#run) this.cancel();
  }

  /** What was measured before stays. */
  cancel(): void {
    this.#run++;
    this.#thread?.end();
    this.#thread = undefined;
    this.progress = undefined;
    this.running = false;
  }

  /** Ends the worker and lets go of the database: nobody looks any more. */
  async close(): Promise<void> {
    this.cancel();
    await this.#store.close();
  }
}
