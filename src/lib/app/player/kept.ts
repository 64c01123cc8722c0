import {
  EMPTY,
  parseQueue,
  parseSettings,
  type PlayerSettings,
  type Queue,
  trackOf
} from '$lib/player/index.ts';
import { QUEUE_KEY } from './queue-key.ts';

/** Settings, see `../settings.ts`: small, and written at once even when the page is about to go. */

const SETTINGS_KEY = 'earshot-player';

/** The stored queue, without pieces that this version cannot play. */
export function readQueue(storage: Pick<Storage, 'getItem'>): Queue {
  const { played, current, upcoming } = parseQueue(readJson(storage, QUEUE_KEY));
  const known = ({ piece }: { piece: string }) => trackOf(piece) !== undefined;
  if (current && !known(current)) return EMPTY;
  return { played: played.filter(known), current, upcoming: upcoming.filter(known) };
}

export function writeQueue(storage: Pick<Storage, 'setItem'>, queue: Queue): void {
  storage.setItem(QUEUE_KEY, JSON.stringify(queue));
}

export function readPlayerSettings(storage: Pick<Storage, 'getItem'>): PlayerSettings {
  return parseSettings(readJson(storage, SETTINGS_KEY));
}

export function writePlayerSettings(storage: Pick<Storage, 'setItem'>, settings: PlayerSettings): void {
  storage.setItem(SETTINGS_KEY, JSON.stringify(settings));
}

function readJson(storage: Pick<Storage, 'getItem'>, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null');
  } catch {
    return undefined;
  }
}
