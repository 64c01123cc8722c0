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
  const { candidateFeatures: width, caseFeatures } = data;
  const zero = new Float64Array(width);
  const candidate = deviations(data.candidates, zero).map((size) => size || 1);
  const mean = means(data.cases, caseFeatures);
  const deviation = deviations(data.cases, mean).map((size) => size || 1);
  const cases: GateCases = {
    ...data,
    candidates: data.candidates.map((value, i) => value / (candidate[i % width] ?? 1)),
    cases: data.cases.map((value, i) => {
      const m = i % caseFeatures;
      return (value - (mean[m] ?? 0)) / (deviation[m] ?? 1);
    })
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

/** Of each column of a matrix with `width` columns. */
function means(values: Float32Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  const rows = Math.max(1, values.length / width);
  values.forEach((value, i) => (sums[i % width] = (sums[i % width] ?? 0) + value / rows));
  return sums;
}

/** Root mean squares of the differences from `centres`, column by column. */
function deviations(values: Float32Array, centres: Float64Array): Float64Array {
  const width = centres.length;
  const squares = new Float64Array(width);
  const rows = Math.max(1, values.length / width);
  values.forEach((value, i) => {
    const column = i % width;
    squares[column] = (squares[column] ?? 0) + (value - (centres[column] ?? 0)) ** 2 / rows;
  });
  return squares.map(Math.sqrt);
}
