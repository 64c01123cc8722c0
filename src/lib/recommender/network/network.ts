import {
  initialState,
  itemQuery,
  itemVectors,
  parameterLayout,
  type Catalogue,
  type Ranking,
  type TrainingEngine,
  type TrainingState
} from '../../compute/index.ts';
import { seededRandom } from '../../random/index.ts';
import { nextTask } from '../evaluate.ts';
import type { Moment, PlaySequence } from '../sequence.ts';
import { epochBatches, readWindows } from './batches.ts';
import type { NetworkConfig } from './config.ts';
import { negativeSampler } from './negatives.ts';

/** Everything that training needs to go on exactly where it stopped. */
export interface NetworkState {
  epoch: number;
  training: TrainingState;
}

/** The sequence network: an engine that trains and encodes, and a catalogue of what it has learnt of the songs. */
export class SequenceNetwork {
  epoch = 0;
  /** Of the parameters as they are; made when it is asked for. */
  #catalogue: Catalogue | undefined;

  /** @param engine opened with `networkShape(config)`; the network's own from here on */
  constructor(
    private readonly engine: TrainingEngine,
    private readonly ranking: Ranking,
    readonly config: NetworkConfig,
    private readonly sequence: PlaySequence
  ) {
    const random = seededRandom(config.seed);
    engine.load(initialState(engine.shape, () => random.uniform()));
  }

  /** Number of trained weights. */
  get size(): number {
    return parameterLayout(this.engine.shape).size;
  }

  /**
   * One pass over the first `end` plays. Its random choices depend on the seed and the epoch's number alone, so
   * a resumed run equals one that was never stopped.
   * @returns mean loss, nats per play
   * @throws the signal's reason when aborted; Error when the loss is no longer a number
   */
  async trainEpoch(
    end: number,
    options: { signal?: AbortSignal; onStep?: (share: number) => void } = {}
  ): Promise<number> {
    const { config, engine, sequence } = this;
    const random = seededRandom(config.seed + 7919 * (this.epoch + 1));
    const sampler = negativeSampler(sequence, end);
    const batches = [...epochBatches(sequence, end, config, random)];
    this.#catalogue = undefined;
    let total = 0;
    let windows = 0;
    for (const [i, batch] of batches.entries()) {
      options.signal?.throwIfAborted();
      const loss = await engine.step({
        ...batch,
        negatives: sampler.draw(config.negatives, random),
        logQ: sampler.logProbability,
        seed: Math.floor(random.uniform() * 2 ** 32)
      });
      if (!Number.isFinite(loss)) throw new Error('The training diverged: its loss is not a number.');
      const count = batch.lengths.filter((length) => length > 0).length;
      total += loss * count;
      windows += count;
      options.onStep?.((i + 1) / batches.length);
      await nextTask();
    }
    this.epoch++;
    return total / windows;
  }

  /**
   * Scores of every song at each moment, shape [moments, songs].
   * @param moments each needs at least `config.context` plays before it
   */
  async score(moments: readonly Moment[]): Promise<Float32Array> {
    const { config, engine, sequence } = this;
    const { batch, width, items } = engine.shape;
    this.#catalogue ??= await this.#makeCatalogue();
    const scores = new Float32Array(moments.length * items);
    for (let from = 0; from < moments.length; from += batch) {
      const chunk = moments.slice(from, from + batch);
      const places = chunk.map(({ known, at }) => ({ start: known - config.context, until: at }));
      const states = await engine.encode(readWindows(sequence, places, config));
      for (let i = 0; i < chunk.length; i++) {
        const query = itemQuery(engine.shape, states.subarray(i * width, (i + 1) * width));
        scores.set(this.#catalogue.score(query), (from + i) * items);
      }
    }
    return scores;
  }

  async save(): Promise<NetworkState> {
    return { epoch: this.epoch, training: await this.engine.read() };
  }

  restore({ epoch, training }: NetworkState): void {
    this.engine.load(training);
    this.#catalogue = undefined;
    this.epoch = epoch;
  }

  dispose(): void {
    this.engine.dispose();
  }

  async #makeCatalogue(): Promise<Catalogue> {
    const { parameters } = await this.engine.read();
    const { vectors, width } = itemVectors(this.engine.shape, parameters);
    return this.ranking.catalogue(vectors, width, 'f32');
  }
}
