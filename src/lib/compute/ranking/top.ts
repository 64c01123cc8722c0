import { checkCount, refuseNaN, type Ranked } from './catalogue.ts';

/**
 * The `k` highest scores, best first; among equal ones the lowest index first. -Infinity is a score like others.
 *
 * Keeps a heap of the best so far with the worst of them at its root. Indices come in rising order, so that a score
 * equal to the root's never enters.
 * @throws RangeError when a score is NaN, which has no place in any order
 */
export function topOf(scores: Float32Array, k: number): Ranked {
  const size = checkCount(k, scores.length);
  const items = new Int32Array(size);
  const best = new Float32Array(size);
  const heap = { items, scores: best };
  for (let i = 0; i < size; i++) {
    const score = scores[i] ?? NaN;
    if (Number.isNaN(score)) refuseNaN();
    rise(heap, i, score);
  }
  for (let i = size; i < scores.length; i++) {
    const score = scores[i] ?? NaN;
    if (score <= (best[0] ?? Infinity)) continue;
    if (Number.isNaN(score)) refuseNaN();
    sink(heap, size, i, score);
  }
  // Takes the worst off the heap and puts it behind, until all are in order.
  for (let left = size - 1; left > 0; left--) {
    const item = items[left] ?? 0;
    const score = best[left] ?? 0;
    items[left] = items[0] ?? 0;
    best[left] = best[0] ?? 0;
    sink(heap, left, item, score);
  }
  return heap;
}

function isWorse(score: number, item: number, than: number, thanItem: number): boolean {
  return score < than || (score === than && item > thanItem);
}

/** Adds an item to a heap that has as many as the item's index says. */
function rise({ items, scores }: Ranked, item: number, score: number): void {
  let place = item;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const parentScore = scores[parent] ?? 0;
    const parentItem = items[parent] ?? 0;
    if (!isWorse(score, item, parentScore, parentItem)) break;
    scores[place] = parentScore;
    items[place] = parentItem;
    place = parent;
  }
  scores[place] = score;
  items[place] = item;
}

/** Replaces the root of a heap of `size`. */
function sink({ items, scores }: Ranked, size: number, item: number, score: number): void {
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= size) break;
    if (
      child + 1 < size &&
      isWorse(scores[child + 1] ?? 0, items[child + 1] ?? 0, scores[child] ?? 0, items[child] ?? 0)
    ) {
      child++;
    }
    const childScore = scores[child] ?? 0;
    const childItem = items[child] ?? 0;
    if (!isWorse(childScore, childItem, score, item)) break;
    scores[place] = childScore;
    items[place] = childItem;
    place = child;
  }
  scores[place] = score;
  items[place] = item;
}
