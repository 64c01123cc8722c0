/**
 * Scores of EASE (Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019), without its dense matrix.
 * With P = (G + lambda I)^-1, EASE's weights are B[i, j] = -P[i, j] / P[j, j] off the diagonal and 0 on it, so that
 * score[j] = sum over i of x[i] B[i, j] = x[j] - (P x)[j] / P[j, j]: one solve for a listener, and P's diagonal.
 * @param x what the listener heard, shape [items]
 * @param y P x, shape [items]: `ItemGram.solve`
 * @param inverseDiagonal P[j, j], shape [items]: `exactInverseDiagonal` or `estimateInverseDiagonal`
 */
export function easeScores(
  x: Float64Array,
  y: Float64Array,
  inverseDiagonal: Float64Array
): Float64Array<ArrayBuffer> {
  return Float64Array.from(x, (value, j) => value - (y[j] ?? 0) / (inverseDiagonal[j] ?? 1));
}
