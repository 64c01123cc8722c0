import {
  encoderRows,
  itemQuery,
  itemVectors,
  type Catalogue,
  type Encoder,
  type Ranking
} from '../../compute/index.ts';
import type { Moment, PlaySequence } from '../sequence.ts';
import type { TrainedModel } from '../trained-model.ts';
import { gapKind } from './gaps.ts';

/** Scores by a trained network, whoever computes them. */
export interface NetworkScorer {
  /**
   * Scores of every song at each moment, from the plays of the sequence before it.
   * @returns shape [moments, songs], row-major
   */
  score(moments: readonly Moment[], sequence: PlaySequence): Promise<Float32Array>;
}

/**
 * The trained network at work, on whichever rung encodes best. The history may have gone on since it was trained: songs
 * that it does not know are passed over among the plays, and their score is -Infinity.
 */
export class ServedNetwork implements NetworkScorer {
  readonly #catalogue: Catalogue;

  /**
   * @param encoder of this model's weights
   * @param numberOf each song of the history: its number in the network, or -1
   */
  constructor(
    private readonly model: TrainedModel,
    private readonly encoder: Encoder,
    ranking: Ranking,
    private readonly numberOf: Int32Array
  ) {
    const { vectors, width } = itemVectors(model.shape, model.parameters);
    this.#catalogue = ranking.catalogue(vectors, width, 'f32');
  }

  async score(moments: readonly Moment[], sequence: PlaySequence): Promise<Float32Array> {
    const { numberOf } = this;
    const { songs } = sequence;
    const scores = new Float32Array(moments.length * songs).fill(-Infinity);
    for (const [i, moment] of moments.entries()) {
      const state = await this.#encode(sequence, moment);
      if (!state) continue;
      const known = this.#catalogue.score(itemQuery(this.model.shape, state));
      for (let song = 0; song < songs; song++) {
        const number = numberOf[song] ?? -1;
        if (number >= 0) scores[i * songs + song] = known[number] ?? -Infinity;
      }
    }
    return scores;
  }

  /** @returns undefined where no play is known to the network */
  async #encode({ song, at }: PlaySequence, moment: Moment): Promise<Float32Array | undefined> {
    const { shape, parameters } = this.model;
    const items: number[] = [];
    const kinds: number[] = [];
    let next = moment.at;
    for (let play = moment.known - 1; play >= 0 && items.length < shape.context; play--) {
      const number = this.numberOf[song[play] ?? -1] ?? -1;
      if (number < 0) continue;
      items.unshift(number);
      kinds.unshift(gapKind(at[play] ?? 0, next));
      next = at[play] ?? 0;
    }
    if (items.length === 0) return undefined;
    return this.encoder.encode(encoderRows(shape, parameters, items, kinds), items.length);
  }
}
