import { listenerOf, type Listeners } from '../../../src/lib/lab/index.ts';
import type { PlayLog } from '../../../src/lib/recommender/mixture/log.ts';

/** As the leave-one-out protocol of `quality` cuts them. */
export function listenersOf(log: PlayLog): Listeners {
  const sequences = new Map<number, number[]>();
  log.item.forEach((item, play) => {
    const listener = log.listener[play] ?? 0;
    const sequence = sequences.get(listener);
    if (sequence) sequence.push(item);
    else sequences.set(listener, [item]);
  });
  return { items: log.items, all: [...sequences.values()].map(listenerOf) };
}
