/** Tells UTC months of times, e.g. `2024-03`: the unit in which events are stored. Quick when times come in order. */
export class MonthFinder {
  #month = '';
  #from = Infinity;
  #to = -Infinity;

  /** @param time ms since epoch. */
  of(time: number): string {
    if (time < this.#from || time >= this.#to) {
      const date = new Date(time);
      this.#month = date.toISOString().slice(0, 7);
      this.#from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
      this.#to = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
    }
    return this.#month;
  }
}

/** The stretches of events that start in one month. @param startedAt in order. */
export function* monthsIn(
  startedAt: Float64Array
): Generator<{ month: string; from: number; to: number }, void, undefined> {
  const months = new MonthFinder();
  for (let from = 0, to; from < startedAt.length; from = to) {
    const month = months.of(startedAt[from] ?? 0);
    to = from + 1;
    while (to < startedAt.length && months.of(startedAt[to] ?? 0) === month) to++;
    yield { month, from, to };
  }
}
