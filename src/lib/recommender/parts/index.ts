import { baseLevel } from './base-level.ts';
import { habit } from './habit.ts';
import { itemItem } from './item-item.ts';
import { itemKnn } from './item-knn.ts';
import { mostFrequent } from './most-frequent.ts';
import { mostRecent } from './most-recent.ts';
import { nextSong } from './next-song.ts';
import type { FittedPart, Part } from './part.ts';
import { popularity } from './popularity.ts';
import { transitions } from './transitions.ts';

/** All parts, the simplest first: it serves among equals. */
export const PARTS: readonly Part[] = [
  mostRecent,
  mostFrequent,
  baseLevel,
  popularity,
  transitions,
  itemKnn,
  itemItem,
  nextSong,
  habit
];

/**
 * Those that the mixture is made of. On the tuning slice of 30Music, taking one away costs NDCG@10 between .001 (base
 * level, next song) and .027 (habits); popularity brings nothing there (`npm run bench -- quality --search`).
 */
export const MIXED: readonly Part[] = [baseLevel, habit, transitions, itemKnn, itemItem, nextSong];

/** Those that only count the listener's own plays, and so are ready at once. */
export const OWN: readonly (Part & FittedPart)[] = [mostRecent, mostFrequent, baseLevel, habit];
