import { SAME_DURATION_MS, TWIN_WINDOW_MS } from '../limits.ts';
import { MAX_RESOLUTION, resolutionOf } from '../sources.ts';
import { type Events, HIDDEN, SKIPPED } from './events.ts';
import type { TrackTable } from './tracks.ts';
import { looseKeys } from './loose-keys.ts';

/**
 * Finds the listens that several sources saw. Rules:
 *
 * 1. Two events can be one listen when they come from different sources, their songs have the same loose key (see
 *    `looseKeyOf`), both are plays or both are skips, and their starts are at most 90 s apart. Spotify's start is
 *    computed from when the play ended, so a pause moves it. Where a source cuts its times to minutes, that minute
 *    does not count.
 * 2. Where both say how long was heard, that differs by at most 30 s.
 * 3. A listen has at most one event of each source: two real plays of one song in a row stay two. In time order, each
 *    event joins the listen whose first event is nearest, or begins one.
 * 4. The event that says most stands for the listen: with a duration, an address, an album, finer times, in this order.
 *
 * The outcome depends on the events alone, not on the order of their imports.
 * @param events in their final order, hidden ones marked; those are passed over.
 * @returns by event: the event that stands for its listen, itself where it is alone; undefined where there is only one source.
 */
export function findTwins(events: Events, tracks: TrackTable): Uint32Array | undefined {
  const { startedAt, msPlayed, track, source, flags } = events;
  if (source.every((each) => each === source[0])) return undefined;
  const keys = looseKeys(tracks);
  const leaders = Uint32Array.from(startedAt, (_, row) => row);
  const open = new Map<number, Listen[]>();
  const joined: Listen[] = [];

  startedAt.forEach((start, row) => {
    const bits = flags[row] ?? 0;
    if (bits & HIDDEN) return;
    const key = 2 * (keys[track[row] ?? 0] ?? 0) + (bits & SKIPPED);
    const near =
      open.get(key)?.filter((listen) => start - listen.startedAt <= TWIN_WINDOW_MS + MAX_RESOLUTION) ?? [];
    const from = source[row] ?? 0;
    let best: Listen | undefined;
    for (const listen of near) {
      if (listen.sources.includes(from) || !listen.admits(start, msPlayed[row] ?? -1)) continue;
      // The later one of two is the nearer one, since both began before this event.
      best = listen;
    }
    if (best) {
      if (best.rows.length === 1) joined.push(best);
      best.add(row, from, msPlayed[row] ?? -1);
    } else {
      near.push(new Listen(start, row, from, msPlayed[row] ?? -1));
    }
    open.set(key, near);
  });

  for (const { rows } of joined) {
    const leader = rows.reduce((best, row) =>
      richness(events, tracks, row) > richness(events, tracks, best) ? row : best
    );
    for (const row of rows) leaders[row] = leader;
  }
  return leaders;
}

class Listen {
  readonly rows: number[];
  readonly sources: number[];
  readonly #slack: number;
  #msPlayed: number;

  constructor(
    readonly startedAt: number,
    row: number,
    source: number,
    msPlayed: number
  ) {
    this.rows = [row];
    this.sources = [source];
    this.#slack = Math.max(0, resolutionOf(source) - 1000);
    this.#msPlayed = msPlayed;
  }

  admits(startedAt: number, msPlayed: number): boolean {
    if (startedAt - this.startedAt > TWIN_WINDOW_MS + this.#slack) return false;
    return this.#msPlayed < 0 || msPlayed < 0 || Math.abs(this.#msPlayed - msPlayed) <= SAME_DURATION_MS;
  }

  add(row: number, source: number, msPlayed: number): void {
    this.rows.push(row);
    this.sources.push(source);
    if (this.#msPlayed < 0) this.#msPlayed = msPlayed;
  }
}

function richness({ msPlayed, track, source }: Events, tracks: TrackTable, row: number): number {
  const { uri, album } = tracks.get(track[row] ?? 0);
  const fine = resolutionOf(source[row] ?? 0) < MAX_RESOLUTION;
  return (
    8 * Number((msPlayed[row] ?? -1) >= 0) +
    4 * Number(uri !== undefined) +
    2 * Number(album !== undefined) +
    Number(fine)
  );
}
