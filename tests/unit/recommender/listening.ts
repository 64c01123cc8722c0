import type { Listening as Whole } from '$lib/history/index.ts';
import { seededRandom } from '$lib/random/index.ts';

/** What the recommender uses of a history. */
export type Listening = Pick<Whole, 'songs' | 'song' | 'startedAt' | 'msPlayed' | 'skipped'>;

const MINUTE = 60_000;

/** A small history: one letter a song, one play every four minutes from `start`; lower case marks a skip. */
export function listeningOf(plays: string, start = Date.UTC(2024, 0, 1)): Listening {
  const letters = [...new Set(plays.toUpperCase())];
  return {
    songs: letters.map((letter) => ({ key: letter, artist: `Artist ${letter}`, title: `Title ${letter}` })),
    song: Uint32Array.from(plays, (letter) => letters.indexOf(letter.toUpperCase())),
    startedAt: Float64Array.from(plays, (_, i) => start + i * 4 * MINUTE),
    msPlayed: Int32Array.from(plays, (letter) => (letter === letter.toLowerCase() ? 5000 : 200_000)),
    skipped: Uint8Array.from(plays, (letter) => (letter === letter.toLowerCase() ? 1 : 0))
  };
}

/** A listener who plays albums of ten songs from front to back, in random order of albums. */
export function albumListening(plays: number, albums: number, seed: number): Listening {
  const random = seededRandom(seed);
  const song = new Uint32Array(plays);
  for (let i = 0, album = 0; i < plays; i++) {
    if (i % 10 === 0) album = random.below(albums);
    song[i] = album * 10 + (i % 10);
  }
  const start = Date.UTC(2024, 0, 1);
  return {
    songs: Array.from({ length: albums * 10 }, (_, i) => ({ key: `${i}`, artist: `A${i}`, title: `T${i}` })),
    song,
    startedAt: Float64Array.from({ length: plays }, (_, i) => start + i * 4 * MINUTE),
    msPlayed: new Int32Array(plays).fill(200_000),
    skipped: new Uint8Array(plays)
  };
}
