import { simulateListener } from '../lib/history/index.ts';
import { listenerOf, type Listeners } from '../lib/lab/index.ts';
import { seededRandom } from '../lib/random/index.ts';
import { sharedMusic } from './sample-music.ts';

/** Pieces that each of them has come across; the last one is the one to be found. */
const PIECES = 30;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Invented listeners of the generated catalogue, each with a taste of their own, cut as an evaluation cuts them: 28
 * pieces in the order in which they were first heard, one to choose settings by, one to be found.
 */
export function sampleCrowd(people: number): Listeners {
  const seeds = seededRandom(2026);
  let items = 0;
  const all = Array.from({ length: people }, () => {
    const seed = seeds.below(2 ** 31);
    const music = sharedMusic(seed);
    items = music.pieces.length;
    const heard = new Set<number>();
    // Long enough for anybody to come across so many.
    for (const { piece } of simulateListener(seededRandom(seed), music, {
      from: 0,
      to: 730 * DAY,
      perDay: 4
    })) {
      heard.add(piece);
      if (heard.size === PIECES) break;
    }
    return listenerOf([...heard]);
  });
  return { items, all };
}
