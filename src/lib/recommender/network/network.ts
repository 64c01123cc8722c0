import type { Scalar, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { Tf } from '../../compute/index.ts';
import { seededRandom, type SeededRandom } from '../../random/index.ts';
import { nextTask } from '../evaluate.ts';
import type { Moment, PlaySequence } from '../sequence.ts';
import { Adam } from './adam.ts';
import { epochBatches, readWindows } from './batches.ts';
import type { NetworkConfig } from './config.ts';
import { sampledSoftmaxLoss, scoreWindows, type Parameters } from './forward.ts';
import { negativeSampler } from './negatives.ts';
import { entries, initialParameters, parameterShapes, type ParameterName } from './parameters.ts';

/** Everything that training needs to go on exactly where it stopped. */
export interface NetworkState {
  epoch: number;
  steps: number;
  values: Record<ParameterName, Float32Array>;
  first: Record<ParameterName, Float32Array>;
  second: Record<ParameterName, Float32Array>;
}

/** The sequence network on one backend. Holds device memory until `dispose`. */
export class SequenceNetwork {
  epoch = 0;
  readonly #parameters: Record<ParameterName, Variable>;
  readonly #adam: Adam<ParameterName>;

  constructor(
    private readonly tf: Tf,
    readonly config: NetworkConfig,
    private readonly sequence: PlaySequence
  ) {
    const shapes = parameterShapes(config);
    const values = initialParameters(config, seededRandom(config.seed));
    this.#parameters = mapValues(values, (value, name) =>
      tf.tidy(() => tf.variable(tf.tensor2d(value, shapes[name])))
    );
    this.#adam = new Adam(tf, this.#parameters, config.learningRate);
  }

  /** Number of trained weights. */
  get size(): number {
    return Object.values(this.#parameters).reduce((sum, parameter) => sum + parameter.size, 0);
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
    const { tf, config } = this;
    const random = seededRandom(config.seed + 7919 * (this.epoch + 1));
    const sampler = negativeSampler(this.sequence, end);
    const batches = [...epochBatches(this.sequence, end, config, random)];
    let total = 0;
    for (const [i, batch] of batches.entries()) {
      options.signal?.throwIfAborted();
      const negatives = sampler.draw(config.negatives, random);
      const loss = tf.tidy(() => {
        const dropout = dropoutMask(tf, [batch.songs.length, config.width], config.dropout, random);
        const { value, grads } = tf.variableGrads(() =>
          sampledSoftmaxLoss(tf, this.#tensors, config, batch, negatives, sampler.logProbability, dropout)
        );
        this.#adam.apply(grads);
        return value;
      });
      total += await numberOf(loss);
      options.onStep?.((i + 1) / batches.length);
      await nextTask();
    }
    this.epoch++;
    const mean = total / batches.length;
    if (!Number.isFinite(mean)) throw new Error('The training diverged: its loss is not a number.');
    return mean;
  }

  /**
   * Scores of every song at each moment, shape [moments, songs].
   * @param moments each needs at least `config.context` plays before it
   * @param sequence the plays to look back on, where they are not the ones trained on
   */
  async score(moments: readonly Moment[], sequence = this.sequence): Promise<Float32Array> {
    const { tf, config } = this;
    const places = moments.map(({ known, at }) => ({ start: known - config.context, until: at }));
    const windows = readWindows(sequence, places, config.context);
    const scores = tf.tidy(() => scoreWindows(tf, this.#tensors, config, windows));
    const values = (await scores.data()) as Float32Array;
    scores.dispose();
    return values;
  }

  async save(): Promise<NetworkState> {
    const read = async (variables: Record<ParameterName, Variable>) => {
      const pairs = entries(variables).map(
        async ([name, variable]) => [name, (await variable.data()).slice()] as const
      );
      return Object.fromEntries(await Promise.all(pairs)) as Record<ParameterName, Float32Array>;
    };
    return {
      epoch: this.epoch,
      steps: this.#adam.steps,
      values: await read(this.#parameters),
      first: await read(this.#adam.first),
      second: await read(this.#adam.second)
    };
  }

  restore(state: NetworkState): void {
    const { tf } = this;
    tf.tidy(() => {
      for (const [name, shape] of entries(parameterShapes(this.config))) {
        this.#parameters[name].assign(tf.tensor2d(state.values[name], shape));
        this.#adam.first[name].assign(tf.tensor2d(state.first[name], shape));
        this.#adam.second[name].assign(tf.tensor2d(state.second[name], shape));
      }
    });
    this.epoch = state.epoch;
    this.#adam.steps = state.steps;
  }

  dispose(): void {
    for (const group of [this.#parameters, this.#adam.first, this.#adam.second]) {
      for (const variable of Object.values(group)) variable.dispose();
    }
  }

  get #tensors(): Parameters {
    return this.#parameters as unknown as Parameters;
  }
}

/** Inverted dropout: 0 with the given probability, else 1 / (1 - probability). */
function dropoutMask(tf: Tf, shape: [number, number], probability: number, random: SeededRandom): Tensor2D {
  const kept = 1 / (1 - probability);
  const mask = new Float32Array(shape[0] * shape[1]);
  for (let i = 0; i < mask.length; i++) mask[i] = random.uniform() < probability ? 0 : kept;
  return tf.tensor2d(mask, shape);
}

async function numberOf(scalar: Scalar): Promise<number> {
  const value = (await scalar.data())[0] ?? NaN;
  scalar.dispose();
  return value;
}

function mapValues<K extends string, V, W>(
  record: Record<K, V>,
  change: (value: V, key: K) => W
): Record<K, W> {
  return Object.fromEntries(entries(record).map(([key, value]) => [key, change(value, key)])) as Record<K, W>;
}
