/** One place in the queue. */
export interface Entry {
  /** Tells places apart: a piece may stand in the queue twice. */
  key: number;
  /** Id of what is played there. */
  piece: string;
  by: 'listener' | 'recommender';
}

/**
 * What was played, is played and comes next. Never changed in place, so that undo is to take the former one again. Of
 * what comes next, the listener's own wishes stand before everything that the recommender adds.
 */
export interface Queue {
  readonly played: readonly Entry[];
  readonly current: Entry | undefined;
  readonly upcoming: readonly Entry[];
}

export const EMPTY: Queue = { played: [], current: undefined, upcoming: [] };

/** Places behind the current one that are remembered. */
const MOST_PLAYED = 200;

/** Plays pieces now; what was playing counts as played, what was to come stays. */
export function playNow(queue: Queue, pieces: readonly string[]): Queue {
  const [first, ...rest] = entries(queue, pieces);
  return first ? { played: left(queue), current: first, upcoming: [...rest, ...queue.upcoming] } : queue;
}

/** Puts pieces directly after the current one. */
export function playNext(queue: Queue, pieces: readonly string[]): Queue {
  return { ...queue, upcoming: [...entries(queue, pieces), ...queue.upcoming] };
}

/** Puts pieces at the end of what the listener asked for. */
export function add(queue: Queue, pieces: readonly string[]): Queue {
  const line = lineOf(queue);
  const { upcoming } = queue;
  return {
    ...queue,
    upcoming: [...upcoming.slice(0, line), ...entries(queue, pieces), ...upcoming.slice(line)]
  };
}

/** Replaces what the recommender had added. */
export function recommend(queue: Queue, pieces: readonly string[]): Queue {
  const own = queue.upcoming.slice(0, lineOf(queue));
  return { ...queue, upcoming: [...own, ...entries(queue, pieces, 'recommender')] };
}

export function remove(queue: Queue, key: number): Queue {
  return { ...queue, upcoming: queue.upcoming.filter((entry) => entry.key !== key) };
}

/**
 * Moves a place to another one among those that come. Below the line it takes the listener's wishes with it: where
 * somebody put it by hand, it is theirs, and so is everything before it.
 * @param to its place afterwards, from 0
 */
export function move(queue: Queue, key: number, to: number): Queue {
  const moved = queue.upcoming.find((entry) => entry.key === key);
  if (!moved) return queue;
  const rest = queue.upcoming.filter((entry) => entry !== moved);
  const place = Math.max(0, Math.min(rest.length, to));
  const before = [...rest.slice(0, place), moved].map((entry): Entry => ({ ...entry, by: 'listener' }));
  return { ...queue, upcoming: [...before, ...rest.slice(place)] };
}

/** Takes out everything that the listener asked for and that has not begun. */
export function clear(queue: Queue): Queue {
  return { ...queue, upcoming: queue.upcoming.slice(lineOf(queue)) };
}

/** Goes on. Without anything to come, nothing plays. */
export function next(queue: Queue): Queue {
  const [first, ...rest] = queue.upcoming;
  return { played: left(queue), current: first, upcoming: rest };
}

/** Goes back to what was played before; the current one comes next again. */
export function previous(queue: Queue): Queue {
  const last = queue.played.at(-1);
  if (!last) return queue;
  const upcoming = queue.current ? [queue.current, ...queue.upcoming] : queue.upcoming;
  return { played: queue.played.slice(0, -1), current: last, upcoming };
}

/** Plays one of those to come at once; those before it are passed over and gone. */
export function jump(queue: Queue, key: number): Queue {
  const place = queue.upcoming.findIndex((entry) => entry.key === key);
  const chosen = queue.upcoming[place];
  if (!chosen) return queue;
  return { played: left(queue), current: chosen, upcoming: queue.upcoming.slice(place + 1) };
}

/** Where the listener's wishes end and the recommender's begin, counted in places of `upcoming`. */
export function lineOf({ upcoming }: Pick<Queue, 'upcoming'>): number {
  const first = upcoming.findIndex(({ by }) => by === 'recommender');
  return first < 0 ? upcoming.length : first;
}

function left({ played, current }: Queue): readonly Entry[] {
  return current ? [...played, current].slice(-MOST_PLAYED) : played;
}

function entries(queue: Queue, pieces: readonly string[], by: Entry['by'] = 'listener'): Entry[] {
  const used = [...queue.played, ...queue.upcoming, ...(queue.current ? [queue.current] : [])];
  const key = used.reduce((most, entry) => Math.max(most, entry.key), 0) + 1;
  return pieces.map((piece, i) => ({ key: key + i, piece, by }));
}
