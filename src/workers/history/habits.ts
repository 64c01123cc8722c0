import {
  calendarOf,
  type HistoryView,
  type Listening,
  type Song,
  weekdayOf
} from '../../lib/history/index.ts';
import {
  type HeardSong,
  onceLoved,
  type SimilarSong,
  songsLike,
  weekLifts,
  type WeekPart
} from '../../lib/recommender/index.ts';
import { deviceZone } from './device-zone.ts';
import type { KeptView } from './kept-view.ts';

/** Songs that are drawn from, and songs that a list of similar ones has. */
const LOVED = 24;
const SIMILAR = 100;

/** What the Listen page asks about. */
export interface HabitsQuery {
  part: WeekPart;
  /** IANA name of the zone in which the week is told; without one, that in which the device is. */
  zone?: string;
  /** Of the songs of which the lifts are wanted. */
  keys: readonly string[];
}

export interface Habits {
  /** See `onceLoved`. */
  loved: HeardSong[];
  /** See `weekLifts`. */
  lifts: ReadonlyMap<string, number>;
}

/** What the listener's own plays say about songs, beside the model. */
export function habitsApi(view: KeptView) {
  let kept: { listening: Listening; zone: string; columns: ReturnType<typeof weekColumnsOf> } | undefined;
  const columnsOf = ({ listening }: HistoryView, zone: string) => {
    if (kept?.listening !== listening || kept.zone !== zone)
      kept = { listening, zone, columns: weekColumnsOf(listening, zone) };
    return kept.columns;
  };
  return {
    /** @throws RangeError for an unknown zone; StorageError where the browser does not let it read. */
    async habits({ part, zone = deviceZone(), keys }: HabitsQuery): Promise<Habits> {
      const current = await view.get();
      const { listening, excluded } = current;
      const lifts = weekLifts(listening, excluded, columnsOf(current, zone), part, new Set(keys));
      return { loved: onceLoved(listening, excluded, LOVED), lifts };
    },

    /** See `songsLike`. @throws StorageError where the browser does not let it read. */
    async songsLike(song: Pick<Song, 'key'>): Promise<SimilarSong[]> {
      const { listening, excluded } = await view.get();
      return songsLike(listening, excluded, song.key, SIMILAR);
    }
  };
}

function weekColumnsOf(listening: Listening, zone: string) {
  const { day, hour } = calendarOf(listening, zone);
  return { day, weekday: Uint8Array.from(day, weekdayOf), hour };
}
