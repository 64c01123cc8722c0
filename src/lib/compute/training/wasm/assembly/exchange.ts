import { allocate, WORD } from './memory';
import {
  atBias,
  atPositions,
  batch,
  BCE,
  biased,
  context,
  forgetTouched,
  FULL,
  gradients,
  items,
  loss,
  negativeCount,
  row,
  SAMPLED,
  touch,
  touched,
  touchedCount,
  width
} from './state';
import { addTo, clear } from './vector';

/*
 * Gradients on their way between threads, each of which has an instance of this module and finds those of its own
 * windows. A parcel holds them in one piece: those of all parameters but the items', then a record for each item that
 * was touched: its number, its bias's gradient, two words of filling, its row's gradient.
 */

/** Words before a record's row. */
const HEAD: i32 = 4;

export let parcel: usize = 0;

/** To be called once, after `configure`. @returns words of the largest parcel there can be */
export function prepareParcel(): i32 {
  const plays = batch * context;
  const found = loss == BCE ? 3 * plays : 2 * plays + (loss == SAMPLED ? negativeCount : 0);
  const records = loss == FULL ? items : min(items, found);
  const words = i32((atBias - atPositions) / 4) + records * (HEAD + width);
  parcel = allocate(words);
  return words;
}

/** Moves the gradients into the parcel: they are zero afterwards, and no item counts as touched. @returns its words */
export function fillParcel(): i32 {
  const dense = atBias - atPositions;
  memory.copy(parcel, gradients + atPositions, dense);
  memory.fill(gradients + atPositions, 0, dense);
  let at = parcel + dense;
  for (let i = 0; i < touchedCount; i++) {
    const item = load<i32>(touched + i * WORD);
    const source = gradients + item * row;
    store<i32>(at, item);
    if (biased) {
      const bias = gradients + atBias + item * 4;
      store<f32>(at, load<f32>(bias), 4);
      store<f32>(bias, 0);
    }
    memory.copy(at + HEAD * WORD, source, row);
    clear(source, width);
    at += HEAD * WORD + row;
  }
  forgetTouched();
  return i32((at - parcel) / 4);
}

/** Adds what a parcel of so many words holds to the gradients. */
export function addParcel(words: i32): void {
  const dense = atBias - atPositions;
  addTo(gradients + atPositions, parcel, i32(dense / 4));
  const end = parcel + usize(words) * 4;
  for (let at = parcel + dense; at < end; at += HEAD * WORD + row) {
    const item = load<i32>(at);
    touch(item);
    if (biased) {
      const bias = gradients + atBias + item * 4;
      store<f32>(bias, load<f32>(bias) + load<f32>(at, 4));
    }
    addTo(gradients + item * row, at + HEAD * WORD, width);
  }
}
