import { SOURCES, type Source } from '../sources.ts';
import { foldName } from '../text.ts';
import type { Listening } from '../types.ts';

/** What a person looks for among the plays. */
export interface PlayQuery {
  /** Words that all have to occur in the names of artist and song, or of artist and album; none = everything. */
  text: string;
  kind: 'all' | 'played' | 'skipped';
  source?: Source;
  /** From time to before time, ms since epoch. */
  from?: number;
  to?: number;
}

/** The events that answer a query, newest first, as indices into the columns. */
export function findRows(listening: Listening, query: PlayQuery): Uint32Array {
  const { songs, albums, song, album, startedAt, skipped, source } = listening;
  const words = foldName(query.text).split(' ').filter(Boolean);
  const holds = ({ key }: { key: string }) => Number(words.every((word) => key.includes(word)));
  // Names are looked at once, not once for every event.
  const songHolds = Uint8Array.from(songs, holds);
  const albumHolds = Uint8Array.from(albums, holds);
  const { from = -Infinity, to = Infinity } = query;
  const wantedSource = query.source === undefined ? -1 : SOURCES.indexOf(query.source);
  const wantedSkip = query.kind === 'all' ? -1 : Number(query.kind === 'skipped');
  const rows = new Uint32Array(song.length);
  let length = 0;
  for (let row = song.length - 1; row >= 0; row--) {
    const time = startedAt[row] ?? 0;
    if (time < from || time >= to) continue;
    if (wantedSkip >= 0 && skipped[row] !== wantedSkip) continue;
    if (wantedSource >= 0 && source[row] !== wantedSource) continue;
    if (!songHolds[song[row] ?? 0] && !albumHolds[album[row] ?? -1]) continue;
    rows[length++] = row;
  }
  return rows.slice(0, length);
}

/** The songs of some events, each once, in the order of their first mention. @param most songs. */
export function songsOf({ songs, song }: Listening, rows: Uint32Array, most: number) {
  const numbers = new Set<number>();
  for (const row of rows) {
    if (numbers.size >= most) break;
    numbers.add(song[row] ?? 0);
  }
  return [...numbers].flatMap((number) => songs[number] ?? []);
}
