import { PER_PART, type CandidateCases } from './cases.ts';

/**
 * The same cases as a gate sees them that hears only some of the parts: without what the others say, and without the
 * candidates that only they put forward.
 * @param places of the parts that are kept, rising
 */
export function withParts(data: CandidateCases, places: readonly number[]): CandidateCases {
  const width = data.candidateFeatures;
  const parts = width / PER_PART;
  const columns = places.flatMap((place) => [0, 1, 2].map((f) => place * PER_PART + f));
  const caseColumns = [...places, ...Array.from({ length: data.caseFeatures - parts }, (_, m) => parts + m)];
  const starts = new Int32Array(data.starts.length);
  const targets = new Int32Array(data.targets.length).fill(-1);
  const kept: number[] = [];
  data.targets.forEach((target, c) => {
    const begin = data.starts[c] ?? 0;
    for (let candidate = begin; candidate < (data.starts[c + 1] ?? 0); candidate++) {
      if (columns.every((column) => data.candidates[candidate * width + column] === 0)) continue;
      if (candidate - begin === target) targets[c] = kept.length - (starts[c] ?? 0);
      kept.push(candidate);
    }
    starts[c + 1] = kept.length;
  });
  return {
    candidateFeatures: columns.length,
    caseFeatures: caseColumns.length,
    starts,
    targets,
    items: Int32Array.from(kept, (candidate) => data.items[candidate] ?? 0),
    candidates: chosen(data.candidates, width, kept, columns),
    cases: chosen(data.cases, data.caseFeatures, [...data.targets.keys()], caseColumns)
  };
}

function chosen(
  values: Float32Array,
  width: number,
  rows: readonly number[],
  columns: readonly number[]
): Float32Array {
  const result = new Float32Array(rows.length * columns.length);
  let place = 0;
  for (const row of rows) {
    for (const column of columns) result[place++] = values[row * width + column] ?? 0;
  }
  return result;
}
