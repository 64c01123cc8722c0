import { checkBatch, checkWindows, type TrainingBatch, type Windows } from '../../batch.ts';
import type { AdamSettings, TrainingEngine, TrainingState } from '../../engine.ts';
import type { ModelShape } from '../../shape.ts';
import type { Order } from './orders.ts';
import { Replica } from './replica.ts';

/** A worker that does what orderTaker() says with each message, and answers the first one when it has done so. */
export type StartThread = () => Worker;

export interface ThreadOptions {
  /** From 2 on; the caller's own thread is the first of them. */
  threads: number;
  startThread: StartThread;
  /** How long threads wait for each other, ms: a worker that was killed says nothing. */
  patience?: number;
}

const PATIENCE = 10_000;

/**
 * The fused step on several threads; each of them takes as much memory as the one of `WasmEngine`. Equal numbers of
 * threads give equal bits. While it works, the caller's thread works and waits: so it lives in a worker, not on a page.
 * When a thread fails, what is under way and all that follows is rejected.
 */
export class ThreadedWasmEngine implements TrainingEngine {
  #replica: Replica | undefined;

  /**
   * @param module compiled from ../assembly/, see ../load.ts
   * @throws RangeError where the shape is none
   * @throws Error where a thread cannot be started
   */
  static async create(
    module: WebAssembly.Module,
    shape: ModelShape,
    settings: AdamSettings,
    { threads, startThread, patience = PATIENCE }: ThreadOptions
  ): Promise<ThreadedWasmEngine> {
    const source = { module, shape, settings };
    const replica = Replica.first(source, threads, patience);
    const { sizes, memory } = replica.exchange;
    const workers: Worker[] = [];
    try {
      for (let thread = 1; thread < threads; thread++) workers.push(startThread());
      await Promise.all(
        workers.map((worker, i) => {
          const exchange = { sizes, patience, memory };
          return open(worker, { do: 'open', source, exchange, thread: i + 1 }, patience);
        })
      );
      return new ThreadedWasmEngine(shape, replica, workers);
    } catch (error) {
      for (const worker of workers) worker.terminate();
      throw error;
    }
  }

  private constructor(
    readonly shape: ModelShape,
    replica: Replica,
    private readonly workers: readonly Worker[]
  ) {
    this.#replica = replica;
    for (const worker of workers) {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        replica.exchange.barrier.break();
      });
    }
  }

  load(state: TrainingState): void {
    const replica = this.#open;
    // Checks the state, so that no other thread has to.
    replica.load(state);
    this.#tell({ do: 'load', state });
  }

  step(batch: TrainingBatch): Promise<number> {
    return new Promise((resolve) => {
      const plays = checkBatch(this.shape, batch);
      const replica = this.#open;
      this.#tell({ do: 'step', batch, plays });
      resolve(replica.step(batch, plays) / plays);
    });
  }

  encode(windows: Windows): Promise<Float32Array> {
    return new Promise((resolve) => {
      checkWindows(this.shape, windows);
      const replica = this.#open;
      this.#tell({ do: 'encode', windows });
      resolve(new Float32Array(replica.encode(windows)));
    });
  }

  read(): Promise<TrainingState> {
    return new Promise((resolve) => {
      resolve(this.#open.read());
    });
  }

  dispose(): void {
    for (const worker of this.workers) worker.terminate();
    this.#replica = undefined;
  }

  get #open(): Replica {
    if (!this.#replica) throw new Error('The engine was disposed of.');
    this.#replica.exchange.barrier.check();
    return this.#replica;
  }

  #tell(order: Order): void {
    for (const worker of this.workers) worker.postMessage(order);
  }
}

/** Resolves when the worker has opened its replica. */
function open(worker: Worker, order: Order, patience: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error('A thread did not start in time.'));
    }, patience);
    const settle = (end: () => void) => () => {
      clearTimeout(late);
      end();
    };
    worker.addEventListener('message', settle(resolve), { once: true });
    worker.addEventListener(
      'error',
      (event) => {
        event.preventDefault();
        settle(() => {
          reject(new Error(`A thread did not start. ${event.message}`));
        })();
      },
      { once: true }
    );
    worker.postMessage(order);
  });
}
