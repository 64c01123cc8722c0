/** @throws RangeError unless there is one count of people for each input. */
export function checkCounts(counts: readonly number[], inputs: number): void {
  if (counts.length !== inputs || !counts.every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(`${inputs} whole numbers of people are needed`);
  }
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
