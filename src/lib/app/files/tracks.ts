import type { Take } from '$lib/catalogue/index.ts';
import type { OwnFile } from '$lib/files/index.ts';
import type { Track } from '$lib/player/index.ts';

/** A file as the player and the history know it. */
export function trackOfFile({ id, title, artist, album, seconds, cover }: OwnFile): Track {
  return { id, title, artist, album, uri: undefined, seconds, family: undefined, picture: cover };
}

/** The whole of its sound. Copies carry no media type, and a player wants one. */
export function wholeTake({ seconds, type }: OwnFile, file: File): Take {
  const typed = file.type === '' ? file.slice(0, file.size, type) : file;
  return { file: typed, seconds, whole: true };
}

/** By artist, album and title. */
export function inOrder(files: readonly OwnFile[]): OwnFile[] {
  const collator = new Intl.Collator('en', { numeric: true });
  const rank = ({ artist, album = '', title }: OwnFile) => [artist, album, title] as const;
  return [...files].sort((a, b) => {
    const [mine, other] = [rank(a), rank(b)];
    return mine.map((text, i) => collator.compare(text, other[i] ?? '')).find((sign) => sign !== 0) ?? 0;
  });
}
