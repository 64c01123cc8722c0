import type { TrainingBatch, Windows } from '../batch.ts';
import type { ModelShape } from '../shape.ts';
import { InverseIndex } from './inverse-index.ts';
import { roundUp, TILE } from './sizes.ts';

/** Where each list lies in the one array that a step uploads, in words. */
export interface InputLayout {
  /** Row of each window's first play, and its plays, [B]. */
  starts: number;
  lengths: number;
  /** Of each play, [R]: its place in the batch, [B x L] row-major, and what the batch says of it. */
  places: number;
  items: number;
  kinds: number;
  /** Encoding needs nothing from here on. */
  targets: number;
  /** 'bce': one for each play, [R]; 'sampled': the shared ones, [N], whole tiles. */
  negatives: number;
  /** 'sampled': logQ of each play's target, [R], and of each negative, [N]; floats. */
  targetLogQ: number;
  negativeLogQ: number;
  /** The inverse index. */
  rows: number;
  bounds: number;
  entries: number;
  words: number;
}

export function inputLayout(shape: ModelShape): InputLayout {
  const { batch, context, kinds, loss, negatives, items } = shape;
  const rows = batch * context;
  const shared = loss === 'sampled' ? roundUp(negatives, TILE.quads * 4) : 0;
  const occurrences = 2 * rows + { bce: rows, sampled: negatives, full: items }[loss];
  const touched = Math.min(items, occurrences);
  let words = 0;
  const take = (count: number) => {
    const at = words;
    words += count;
    return at;
  };
  return {
    starts: take(batch),
    lengths: take(batch),
    places: take(rows),
    items: take(rows),
    kinds: take(kinds > 0 ? rows : 0),
    targets: take(rows),
    negatives: take(loss === 'bce' ? rows : shared),
    targetLogQ: take(loss === 'sampled' ? rows : 0),
    negativeLogQ: take(shared),
    rows: take(touched),
    bounds: take(touched + 1),
    entries: take(occurrences),
    words
  };
}

/** What is packed, and how much of it is to be uploaded. */
export interface Packed {
  /** Words from the first on. */
  words: number;
  /** Items in the inverse index. */
  touched: number;
}

/**
 * Packs batches for the GPU: the plays of all windows one after the other, whatever the windows' lengths, so that
 * places without a play cost nothing; and the inverse index of the items they touch.
 */
export class InputPacker {
  readonly layout: InputLayout;
  readonly words: Uint32Array<ArrayBuffer>;
  readonly #floats: Float32Array;
  readonly #index: InverseIndex;
  /** 'full': every item is a candidate. */
  readonly #all: Uint32Array;

  constructor(private readonly shape: ModelShape) {
    this.layout = inputLayout(shape);
    this.words = new Uint32Array(this.layout.words);
    this.#floats = new Float32Array(this.words.buffer);
    this.#index = new InverseIndex(shape.items);
    this.#all = Uint32Array.from({ length: shape.loss === 'full' ? shape.items : 0 }, (_, item) => item);
  }

  /** @returns number of words to upload */
  packWindows(windows: Windows): number {
    const { layout, words, shape } = this;
    let row = 0;
    windows.lengths.forEach((length, window) => {
      words[layout.starts + window] = row;
      words[layout.lengths + window] = length;
      const first = window * shape.context;
      for (let place = first; place < first + length; place++, row++) {
        words[layout.places + row] = place;
        words[layout.items + row] = windows.items[place] ?? 0;
        if (shape.kinds > 0) words[layout.kinds + row] = windows.kinds[place] ?? 0;
      }
    });
    return layout.targets;
  }

  packBatch(batch: TrainingBatch, plays: number): Packed {
    this.packWindows(batch);
    const { layout, words, shape } = this;
    const list = (from: number, count: number) => words.subarray(from, from + count);
    const places = list(layout.places, plays);
    const byPlay = (from: number, values: Int32Array) => {
      for (let row = 0; row < plays; row++) words[from + row] = values[places[row] ?? 0] ?? 0;
    };
    byPlay(layout.targets, batch.targets);
    if (shape.loss === 'bce') byPlay(layout.negatives, batch.negatives);
    if (shape.loss === 'sampled') this.#packShared(batch, plays);
    const candidates = {
      bce: list(layout.negatives, plays),
      sampled: batch.negatives,
      full: this.#all
    }[shape.loss];
    const touched = this.#index.build([list(layout.items, plays), list(layout.targets, plays), candidates], {
      rows: words.subarray(layout.rows, layout.bounds),
      bounds: words.subarray(layout.bounds, layout.entries),
      entries: words.subarray(layout.entries)
    });
    return { words: layout.entries + 2 * plays + candidates.length, touched };
  }

  #packShared({ targets, negatives, logQ }: TrainingBatch, plays: number): void {
    const { layout, words } = this;
    words.set(negatives, layout.negatives);
    for (let row = 0; row < plays; row++) {
      this.#floats[layout.targetLogQ + row] = logQ[targets[words[layout.places + row] ?? 0] ?? 0] ?? 0;
    }
    negatives.forEach((item, i) => {
      this.#floats[layout.negativeLogQ + i] = logQ[item] ?? 0;
    });
  }
}
