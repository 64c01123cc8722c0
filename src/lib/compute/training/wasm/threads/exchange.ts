import { Barrier, BARRIER_WORDS } from './barrier.ts';

/** What threads exchange, and how many they are. */
export interface ExchangeSizes {
  threads: number;
  /** Values of the largest parcel of gradients there can be. */
  parcel: number;
  /** Values of a batch's hidden states. */
  states: number;
}

/** What one thread found out about its part of a batch. */
export interface Found {
  /** Summed over plays, nats. */
  loss: number;
  /** See wasm/assembly/exchange.ts. */
  parcel: Float32Array;
}

/** An exchange on its way to another thread. */
export type SentExchange = Pick<Exchange, 'memory' | 'sizes' | 'patience'>;

/**
 * The memory that threads share:
 *
 *     the barrier's words
 *     losses          float64 [2, threads]
 *     parcel lengths  int32   [2, threads]
 *     hidden states   float32 [states]
 *     parcels         float32 [2, threads, parcel]
 *
 * Steps use the two halves in turn. A thread that is ahead puts what it finds into the half that nobody reads any more:
 * to be two steps ahead it would have to pass a barrier that the others reach only when they have read the step before.
 */
export class Exchange {
  readonly barrier: Barrier;
  readonly states: Float32Array<SharedArrayBuffer>;
  readonly #losses: Float64Array<SharedArrayBuffer>;
  readonly #lengths: Int32Array<SharedArrayBuffer>;
  readonly #parcels: Float32Array<SharedArrayBuffer>;

  /**
   * @param patience how long threads wait for each other, ms
   * @param memory that another thread has made; else a new one
   */
  constructor(
    readonly sizes: ExchangeSizes,
    readonly patience: number,
    readonly memory = new SharedArrayBuffer(layout(sizes).end)
  ) {
    const { threads, states, parcel } = sizes;
    const at = layout(sizes);
    this.barrier = new Barrier(new Int32Array(memory, 0, BARRIER_WORDS), threads, patience);
    this.#losses = new Float64Array(memory, at.losses, 2 * threads);
    this.#lengths = new Int32Array(memory, at.lengths, 2 * threads);
    this.states = new Float32Array(memory, at.states, states);
    this.#parcels = new Float32Array(memory, at.parcels, 2 * threads * parcel);
  }

  /** @param half 0 or 1 */
  put(half: number, thread: number, { loss, parcel }: Found): void {
    const place = half * this.sizes.threads + thread;
    this.#losses[place] = loss;
    this.#lengths[place] = parcel.length;
    this.#parcels.set(parcel, place * this.sizes.parcel);
  }

  /** What a thread has put there, as it lies in shared memory. */
  get(half: number, thread: number): Found {
    const place = half * this.sizes.threads + thread;
    const start = place * this.sizes.parcel;
    return {
      loss: this.#losses[place] ?? NaN,
      parcel: this.#parcels.subarray(start, start + (this.#lengths[place] ?? 0))
    };
  }
}

/** Where each part begins, in bytes; each at the start of a cache line. */
function layout({ threads, states, parcel }: ExchangeSizes) {
  const losses = line(4 * BARRIER_WORDS);
  const lengths = line(losses + 8 * 2 * threads);
  const statesAt = line(lengths + 4 * 2 * threads);
  const parcels = line(statesAt + 4 * states);
  return { losses, lengths, states: statesAt, parcels, end: parcels + 4 * 2 * threads * parcel };
}

function line(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
