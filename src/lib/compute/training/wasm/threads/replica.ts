import type { TrainingBatch, Windows } from '../../batch.ts';
import type { AdamSettings, TrainingState } from '../../engine.ts';
import type { ModelShape } from '../../shape.ts';
import { StepInstance, type Portion } from '../instance.ts';
import { Exchange, type SentExchange } from './exchange.ts';

/** What a thread's replica is made from. */
export interface ReplicaSource {
  module: WebAssembly.Module;
  shape: ModelShape;
  settings: AdamSettings;
}

/**
 * One thread's part of the step. Each thread has all weights and moments, finds the gradients of its windows, and adds up
 * everybody's in the same order; so all take the same step, and stay equal to the bit.
 */
export class Replica {
  readonly #portion: Portion;
  #half = 0;

  /** The first of them, and what it shares with the others. */
  static first({ module, shape, settings }: ReplicaSource, threads: number, patience: number): Replica {
    const instance = new StepInstance(module, shape, settings);
    const parcel = instance.prepareParcel();
    const sizes = { threads, parcel, states: shape.batch * shape.width };
    return new Replica(instance, new Exchange(sizes, patience), 0);
  }

  /** Another one: number `thread`, from 1 on. */
  static another(
    { module, shape, settings }: ReplicaSource,
    { sizes, patience, memory }: SentExchange,
    thread: number
  ): Replica {
    const instance = new StepInstance(module, shape, settings);
    instance.prepareParcel();
    return new Replica(instance, new Exchange(sizes, patience, memory), thread);
  }

  private constructor(
    private readonly instance: StepInstance,
    readonly exchange: Exchange,
    private readonly thread: number
  ) {
    // Windows in turn: those that a batch lacks are its last ones.
    this.#portion = { first: thread, stride: exchange.sizes.threads };
  }

  load(state: TrainingState): void {
    this.instance.load(state);
  }

  read(): TrainingState {
    return this.instance.read();
  }

  /**
   * Takes a step together with the other threads, each of which must be told to do so.
   * @param plays in the batch
   * @returns the batch's loss, summed over its plays, nats
   * @throws Error where a thread fails
   */
  step(batch: TrainingBatch, plays: number): number {
    return this.#orBreak(() => {
      this.differentiate(batch, plays);
      this.exchange.barrier.pass();
      return this.adam();
    });
  }

  /** The part of a step before threads wait for each other: finds and publishes the gradients of its windows. */
  differentiate(batch: TrainingBatch, plays: number): void {
    const loss = this.instance.differentiate(batch, plays, this.#portion);
    this.exchange.put(this.#half, this.thread, { loss, parcel: this.instance.fillParcel() });
  }

  /** The part afterwards. @returns the batch's loss, summed over its plays */
  adam(): number {
    let total = 0;
    for (let thread = 0; thread < this.exchange.sizes.threads; thread++) {
      const { loss, parcel } = this.exchange.get(this.#half, thread);
      this.instance.addParcel(parcel);
      total += loss;
    }
    this.instance.adam();
    this.#half = 1 - this.#half;
    return total;
  }

  /** Encodes together with the other threads. @returns the batch's hidden states, as they lie in shared memory */
  encode(windows: Windows): Float32Array {
    return this.#orBreak(() => {
      const { width, batch } = this.instance.shape;
      const { first, stride } = this.#portion;
      const states = this.instance.encode(windows, this.#portion);
      for (let window = first; window < batch; window += stride) {
        const [from, to] = [window * width, (window + 1) * width];
        this.exchange.states.set(states.subarray(from, to), from);
      }
      this.exchange.barrier.pass();
      return this.exchange.states;
    });
  }

  /** The others would wait for a thread that gave up. */
  #orBreak<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.exchange.barrier.break();
      throw error;
    }
  }
}
