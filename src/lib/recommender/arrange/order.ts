import { explorersOf, withExplorers } from './exploration.ts';
import { forcedStart, headOf, spread } from './variety.ts';

/** The places whose choice the slider governs strictly; see `headOf`. */
const HEAD = 10;

/** A song with what it weighs in this list. */
export interface Weighed {
  song: { key: string };
  artist: string;
  /** In the recommender's own list, from 0. */
  place: number;
  /** The higher, the further up. */
  value: number;
}

export interface OrderRules {
  /** Number of the day, from which the songs to explore are drawn; undefined = none are. */
  day: number | undefined;
  /** First place of the second half of the recommender's list. */
  halfway: number;
}

export interface Ordered<S> {
  list: S[];
  /** Those of them that are tried, see `explorersOf`. */
  tried: ReadonlySet<S>;
}

/**
 * Songs in the order in which they are shown. A song that is hidden leaves the others in the order in which they were
 * with it, so that they do not jump; which of them make the first ten is decided without it.
 */
export function inOrder<S extends Weighed>(
  songs: readonly S[],
  isHidden: (song: S) => boolean,
  rules: OrderRules
): Ordered<S> {
  const ranked = songs.toSorted((a, b) => b.value - a.value || a.place - b.place);
  const whole = order(ranked, ranked, rules);
  const shown = ranked.filter((song) => !isHidden(song));
  return shown.length === ranked.length ? whole : order(shown, whole.list, rules);
}

/**
 * @param ranked best first
 * @param wanted these songs, perhaps with others, in the order that is kept as far as possible
 */
function order<S extends Weighed>(
  ranked: readonly S[],
  wanted: readonly S[],
  { day, halfway }: OrderRules
): Ordered<S> {
  const explorers = day === undefined ? [] : explorersOf(ranked, { places: ranked.length, halfway, day });
  const tried = new Set(explorers);
  const certain = ranked.filter((song) => !tried.has(song));
  const firstTried = explorers.slice(0, 1);
  const head = headOf(certain, firstTried, HEAD);
  const isCertain = new Set(certain);
  const part = (isFirst: boolean) =>
    wanted.filter((song) => isCertain.has(song) && head.has(song) === isFirst);
  const rest = withExplorers(part(false), explorers.slice(1), HEAD);
  const first = spread(withExplorers(part(true), firstTried, 0), undefined, forcedStart(rest));
  return { list: [...first, ...spread(rest, first.at(-1)?.artist)], tried };
}
