/** The middle value, or the mean of the two in the middle. @throws RangeError when there are none */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1];
  const high = sorted[Math.floor(middle)];
  if (low === undefined || high === undefined) throw new RangeError('the median of nothing');
  return (low + high) / 2;
}

/**
 * The smallest value that at least `share` of all values do not exceed.
 * @param share in (0, 1]
 * @throws RangeError when there are none
 */
export function quantile(values: readonly number[], share: number): number {
  const found = values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1];
  if (found === undefined) throw new RangeError('the quantile of nothing');
  return found;
}

/** How much faster than the choice made before another one must be to take its place: times repeat no better. */
const HYSTERESIS = 0.2;

/**
 * The contender with the least cost; the former one stays where no other beats it clearly.
 * @returns undefined where there is no contender
 */
export function chooseFastest<Name>(costs: ReadonlyMap<Name, number>, former?: Name): Name | undefined {
  let best: { name: Name; cost: number } | undefined;
  for (const [name, cost] of costs) if (!best || cost < best.cost) best = { name, cost };
  const kept = former === undefined ? undefined : costs.get(former);
  if (best && kept !== undefined && best.cost >= kept * (1 - HYSTERESIS)) return former;
  return best?.name;
}

export interface InterleavedOptions {
  /** Milliseconds, from any moment on. */
  now: () => number;
  /** Samples of each contender, at most. */
  rounds: number;
  /** Milliseconds that all of it may take; the round that goes beyond them is the last one. */
  budget: number;
  signal?: AbortSignal | undefined;
  onRound?: ((done: number) => void) | undefined;
}

/** Samples that are taken in any case. */
const LEAST_ROUNDS = 5;
/** A sample lasts at least this long, ms, or the clock's own steps show: browsers round it to 0.1 ms. */
const SAMPLE = 1;
const MOST_CALLS = 1024;

export interface Samples {
  /** Of one call each, ms: the mean where a sample was several calls. */
  times: number[];
  /** Calls that each sample was made of. */
  calls: number;
}

/**
 * Times several ways to do the same thing, one after the other within each round and in turning order, so that what
 * slows the machine down for a while slows down all of them.
 * @throws the signal's reason when aborted, and what a contender throws
 */
export async function timeInterleaved<Name>(
  contenders: ReadonlyMap<Name, () => unknown>,
  { now, rounds, budget, signal, onRound }: InterleavedOptions
): Promise<Map<Name, Samples>> {
  const time = async (call: () => unknown, calls: number) => {
    const startedAt = now();
    for (let i = 0; i < calls; i++) await call();
    return (now() - startedAt) / calls;
  };
  const list = [...contenders];
  const results = new Map<Name, Samples>();
  for (const [name, call] of list) {
    signal?.throwIfAborted();
    // The first call is another matter, and the second one tells too little by itself.
    await time(call, 1);
    let calls = 1;
    while (calls < MOST_CALLS && calls * (await time(call, calls)) < SAMPLE) calls *= 2;
    results.set(name, { times: [], calls });
  }
  const startedAt = now();
  for (let round = 0; round < rounds && (round < LEAST_ROUNDS || now() - startedAt < budget); round++) {
    for (let turn = 0; turn < list.length; turn++) {
      signal?.throwIfAborted();
      const [name, call] = list[(turn + round) % list.length] ?? [];
      const result = name === undefined ? undefined : results.get(name);
      if (call && result) result.times.push(await time(call, result.calls));
    }
    onRound?.(round + 1);
  }
  return results;
}
