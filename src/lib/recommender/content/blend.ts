import type { Listening } from '../../history/index.ts';
import { LIST_LENGTH } from '../recommend.ts';
import type { Recommendation } from '../types.ts';
import { discover } from './discover.ts';
import type { Offer } from './offer.ts';

/** The last plays that tell how often this listener takes something new. */
const LATELY = 100;

/**
 * A list of songs that are known, with offered songs that are not among them: as many as the listener lately took of
 * such, evenly spread. So the list of somebody who never plays what is offered hardly changes, and that of a newcomer,
 * to whom everything is new, is mostly new.
 */
export function withDiscoveries(
  known: readonly Recommendation[],
  listening: Pick<Listening, 'song' | 'startedAt' | 'skipped' | 'songs'>,
  offers: readonly Offer[]
): Recommendation[] {
  const found = discover(listening, offers, LIST_LENGTH);
  if (found.length === 0) return [...known];
  const share = noveltyOf(listening, offers);
  const list: Recommendation[] = [];
  let taken = 0;
  for (let place = 1; place <= LIST_LENGTH; place++) {
    const fresh = Math.floor(place * share) > Math.floor((place - 1) * share);
    const old = known[list.length - taken];
    const next = fresh || !old ? (found[taken] ?? old) : old;
    if (!next) break;
    if (next !== old) taken++;
    list.push(next);
  }
  return list;
}

/** Share of the last plays that were the first of an offered song, by Laplace's rule of succession. */
function noveltyOf(
  { song, skipped, songs }: Pick<Listening, 'song' | 'skipped' | 'songs'>,
  offers: readonly Offer[]
): number {
  const offered = new Set(offers.map((offer) => offer.song.key));
  const played = [...song.keys()].filter((i) => !skipped[i]);
  const seen = new Set<number>();
  const fresh = played.map((i) => {
    const number = song[i] ?? 0;
    const isFirst = !seen.has(number);
    seen.add(number);
    return isFirst && offered.has(songs[number]?.key ?? '');
  });
  const lately = fresh.slice(-LATELY);
  return (lately.filter(Boolean).length + 1) / (lately.length + 2);
}
