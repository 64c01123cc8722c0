/** Against what a hidden state is judged; see `losses` in wasm/assembly/losses.ts and tfjs/losses.ts. */
export type LossName = 'bce' | 'sampled' | 'full';

/**
 * Everything that fixes the sizes of a training step. The network is SASRec's (Kang and McAuley 2018) with norms first:
 *
 *     x_t = dropout(sqrt(d) E[item_t] + K[kind_t]) + P[t]
 *     x  += softmax(Q K^T / sqrt(d / heads), past only) V W_o      with (Q | K | V) = norm(x) W_a
 *     x  += relu(norm(x) W_1 + b_1) W_2 + b_2                      both repeated for each block
 *     h   = norm(x),  score(t, v) = h_t E[v] + bias[v]
 */
export interface ModelShape {
  /** d: of embeddings and hidden states. Each head's share is a multiple of 4, as vector units want it. */
  width: number;
  heads: number;
  blocks: number;
  /** Of the layer inside each block, a multiple of 4. */
  hidden: number;
  /** L: plays in a window. */
  context: number;
  /** B: windows in a step, at most. */
  batch: number;
  /** V: items that can be played and scored. */
  items: number;
  /** Values of the feature that each play carries beside its item, e.g. kinds of pause; 0: there is none. */
  kinds: number;
  /** Whether each item has a bias. */
  itemBias: boolean;
  loss: LossName;
  /** Items drawn for a step and shared by all its plays ('sampled' alone). */
  negatives: number;
  /** Share of the values that dropout clears, in [0, 1). */
  dropout: number;
}

/** @throws RangeError naming the first size that no engine could take */
export function checkShape(shape: ModelShape): void {
  const { width, heads, hidden, negatives, loss, dropout } = shape;
  for (const name of ['width', 'heads', 'hidden', 'context', 'batch', 'items'] as const) {
    if (!isCount(shape[name], 1)) throw new RangeError(`${name} must be a whole number from 1 on`);
  }
  for (const name of ['blocks', 'kinds', 'negatives'] as const) {
    if (!isCount(shape[name], 0)) throw new RangeError(`${name} must be a whole number`);
  }
  if (width % (4 * heads) !== 0) throw new RangeError('width must be a multiple of four times the heads');
  if (hidden % 4 !== 0) throw new RangeError('hidden must be a multiple of 4');
  if (loss === 'sampled' && negatives === 0) throw new RangeError('the sampled loss needs negatives');
  if (!(dropout >= 0 && dropout < 1)) throw new RangeError('dropout must lie in [0, 1)');
}

function isCount(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}
