import type { OwnFile, Whereabouts } from '$lib/files/index.ts';
import { songKey } from '$lib/history/index.ts';

/** How things stand with the sound of the files. */
export interface Standing {
  /** Ids of those whose sound is to be had now. */
  here: ReadonlySet<string>;
  /** The same by song, see `songKey`: what the history and the recommendations go by. */
  bySong: ReadonlyMap<string, string>;
  /** Ids of those that wait for a folder that the browser wants to be asked for. */
  locked: ReadonlySet<string>;
  /** Names of such folders. */
  lockedFolders: readonly string[];
  /** Ids of those that the browser keeps a copy of. */
  copied: ReadonlySet<string>;
  /** Of all copies. */
  copiedBytes: number;
}

export const NOWHERE: Standing = {
  here: new Set(),
  bySong: new Map(),
  locked: new Set(),
  lockedFolders: [],
  copied: new Set(),
  copiedBytes: 0
};

export function standingOf(list: readonly OwnFile[], whereabouts: Whereabouts): Standing {
  const here = list.filter((file) => whereabouts.isHere(file));
  const idsOf = (files: readonly OwnFile[]) => new Set(files.map(({ id }) => id));
  const hereIds = idsOf(here);
  return {
    here: hereIds,
    bySong: new Map(here.map(({ artist, title, id }) => [songKey(artist, title), id])),
    locked: idsOf(list.filter((file) => !hereIds.has(file.id) && whereabouts.isLocked(file))),
    lockedFolders: whereabouts.locked.map(({ name }) => name),
    copied: idsOf(list.filter((file) => whereabouts.isCopied(file))),
    copiedBytes: whereabouts.copiedBytes
  };
}

/** Media types among these that this browser says it does not play. */
export function unplayableAmong(types: readonly string[]): string[] {
  const audio = new Audio();
  return [...new Set(types)].filter((type) => type !== '' && audio.canPlayType(type) === '');
}
