import { next, type Queue } from './queue.ts';

export const REPEATS = ['off', 'all', 'one'] as const;
export type Repeat = (typeof REPEATS)[number];

/** Seconds into a piece after which "previous" means its beginning. */
const STILL_BEGINNING = 3;

/** What plays after a piece has ended by itself. Its `current` is undefined where nothing does. */
export function afterEnd(queue: Queue, repeat: Repeat): Queue {
  return repeat === 'one' ? queue : afterThis(queue, repeat);
}

/** What plays when somebody asks for the next piece: repeating one does not keep it back. */
export function afterThis(queue: Queue, repeat: Repeat): Queue {
  if (queue.upcoming.length > 0 || repeat !== 'all') return next(queue);
  const [first, ...rest] = [...queue.played, ...(queue.current ? [queue.current] : [])];
  return { played: [], current: first, upcoming: rest };
}

/** Whether "previous" goes to the piece before. @param position seconds into this one */
export function goesBack(position: number): boolean {
  return position < STILL_BEGINNING;
}
