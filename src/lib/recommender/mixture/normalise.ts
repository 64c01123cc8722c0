import type { Gate, GateCases } from './gate.ts';

/** How large the features are: by this the gate learns equally fast from each. */
export interface Scale {
  /** Root mean square of each feature of the candidates; 1 where all are zero. Zeros must stay zeros. */
  candidate: Float64Array;
  /** Mean and standard deviation of each feature of the cases. */
  mean: Float64Array;
  deviation: Float64Array;
}

/** The same cases with features of about the same size, and what they were divided by. */
export function normalised(data: GateCases): { cases: GateCases; scale: Scale } {
  const zero = new Float64Array(data.candidateFeatures);
  const candidate = deviations(data.candidates, zero).map((size) => size || 1);
  const mean = means(data.cases, data.caseFeatures);
  const deviation = deviations(data.cases, mean).map((size) => size || 1);
  const cases: GateCases = {
    ...data,
    candidates: standardised(data.candidates, zero, candidate),
    cases: standardised(data.cases, mean, deviation)
  };
  return { cases, scale: { candidate, mean, deviation } };
}

/** Makes a gate that was learnt on normalised features one for the features as they are. */
export function fold(gate: Gate, { candidate, mean, deviation }: Scale): void {
  const { weights, hidden, candidateFeatures: width, caseFeatures, at } = gate;
  for (let f = 0; f < width; f++) {
    const size = candidate[f] ?? 1;
    weights[at.l + f] = (weights[at.l + f] ?? 0) / size;
    for (let u = 0; u < hidden; u++) weights[u * width + f] = (weights[u * width + f] ?? 0) / size;
  }
  for (let u = 0; u < hidden; u++) {
    for (let m = 0; m < caseFeatures; m++) {
      const place = at.V + u * caseFeatures + m;
      const weight = (weights[place] ?? 0) / (deviation[m] ?? 1);
      weights[place] = weight;
      weights[at.b + u] = (weights[at.b + u] ?? 0) - weight * (mean[m] ?? 0);
    }
  }
}

// Plain loops below: a data set has hundreds of millions of features.

/** (value - centre) / size, column by column. */
function standardised(values: Float32Array, centres: Float64Array, sizes: Float64Array): Float32Array {
  const width = centres.length;
  const result = new Float32Array(values.length);
  for (let row = 0; row < values.length; row += width) {
    for (let c = 0; c < width; c++) {
      result[row + c] = ((values[row + c] ?? 0) - (centres[c] ?? 0)) / (sizes[c] ?? 1);
    }
  }
  return result;
}

/** Of each column of a matrix with `width` columns. */
function means(values: Float32Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let row = 0; row < values.length; row += width) {
    for (let c = 0; c < width; c++) sums[c] = (sums[c] ?? 0) + (values[row + c] ?? 0);
  }
  return sums.map((sum) => sum / Math.max(1, values.length / width));
}

/** Root mean squares of the differences from `centres`, column by column. */
function deviations(values: Float32Array, centres: Float64Array): Float64Array {
  const width = centres.length;
  const squares = new Float64Array(width);
  for (let row = 0; row < values.length; row += width) {
    for (let c = 0; c < width; c++) {
      squares[c] = (squares[c] ?? 0) + ((values[row + c] ?? 0) - (centres[c] ?? 0)) ** 2;
    }
  }
  return squares.map((sum) => Math.sqrt(sum / Math.max(1, values.length / width)));
}
