import type { PlayLog } from '../../../src/lib/recommender/mixture/log.ts';

/** One listener's items in order; the last but one tunes, the last tests. */
export interface Listener {
  /** What the listener is known by while tuning; while testing, `tuned` is known too. */
  past: readonly number[];
  tuned: number;
  tested: number;
}

export interface Listeners {
  items: number;
  all: readonly Listener[];
}

/** As the leave-one-out protocol of `quality` cuts them. */
export function listenersOf(log: PlayLog): Listeners {
  const sequences = new Map<number, number[]>();
  log.item.forEach((item, play) => {
    const listener = log.listener[play] ?? 0;
    const sequence = sequences.get(listener);
    if (sequence) sequence.push(item);
    else sequences.set(listener, [item]);
  });
  return {
    items: log.items,
    all: [...sequences.values()].map((sequence) => ({
      past: sequence.slice(0, -2),
      tuned: sequence.at(-2) ?? 0,
      tested: sequence.at(-1) ?? 0
    }))
  };
}
