/**
 * The `k` highest of `count` float32 scores, best first; among equal scores the lowest index first.
 *
 * A heap of the best so far has the worst of them at its root: the lowest score and, among those, the highest
 * index. Indices come in rising order, so that a score equal to the root's never enters. Whole groups of four that
 * cannot enter are passed over with one comparison.
 * @param k at most `count`
 * @param indices [k] int32, out
 * @param values [k] float32, out
 * @returns false if a score is NaN, which has no place in any order
 */
export function top(scores: usize, count: i32, k: i32, indices: usize, values: usize): bool {
  for (let i = 0; i < k; i++) {
    const score = load<f32>(at(scores, i));
    if (score != score) return false;
    rise(indices, values, i, i, score);
  }
  let i = k;
  while (i < count) {
    // Without a root (k = 0) nothing enters, but NaN is still looked for.
    const least = k > 0 ? load<f32>(values) : Infinity;
    if (i + 4 <= count && v128.all_true<i32>(f32x4.le(v128.load(at(scores, i)), f32x4.splat(least)))) {
      i += 4;
      continue;
    }
    const score = load<f32>(at(scores, i));
    if (score != score) return false;
    if (score > least) sink(indices, values, k, i, score);
    i++;
  }
  // Takes the worst off the heap and puts it behind, until all are in order.
  for (let size = k - 1; size > 0; size--) {
    const index = load<i32>(at(indices, size));
    const score = load<f32>(at(values, size));
    store<i32>(at(indices, size), load<i32>(indices));
    store<f32>(at(values, size), load<f32>(values));
    sink(indices, values, size, index, score);
  }
  return true;
}

function at(list: usize, i: i32): usize {
  return list + ((<usize>i) << 2);
}

function isWorse(score: f32, index: i32, than: f32, thanIndex: i32): bool {
  return score < than || (score == than && index > thanIndex);
}

/** Adds an entry to a heap of `size`. */
function rise(indices: usize, values: usize, size: i32, index: i32, score: f32): void {
  let place = size;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const parentScore = load<f32>(at(values, parent));
    const parentIndex = load<i32>(at(indices, parent));
    if (!isWorse(score, index, parentScore, parentIndex)) break;
    store<f32>(at(values, place), parentScore);
    store<i32>(at(indices, place), parentIndex);
    place = parent;
  }
  store<f32>(at(values, place), score);
  store<i32>(at(indices, place), index);
}

/** Replaces the root of a heap of `size`. */
function sink(indices: usize, values: usize, size: i32, index: i32, score: f32): void {
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= size) break;
    let childScore = load<f32>(at(values, child));
    let childIndex = load<i32>(at(indices, child));
    if (child + 1 < size) {
      const otherScore = load<f32>(at(values, child + 1));
      const otherIndex = load<i32>(at(indices, child + 1));
      if (isWorse(otherScore, otherIndex, childScore, childIndex)) {
        child++;
        childScore = otherScore;
        childIndex = otherIndex;
      }
    }
    if (!isWorse(childScore, childIndex, score, index)) break;
    store<f32>(at(values, place), childScore);
    store<i32>(at(indices, place), childIndex);
    place = child;
  }
  store<f32>(at(values, place), score);
  store<i32>(at(indices, place), index);
}
