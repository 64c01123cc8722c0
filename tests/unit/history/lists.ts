import fc from 'fast-check';
import type { ListedSong, SongList } from '../../../src/lib/history/index.ts';

const MADE = Date.UTC(2026, 10, 25, 12);

/** What writers stumble over. */
export const AWKWARD: ListedSong[] = [
  { artist: 'Quiet Harbour', title: 'Paper Lantern', uri: 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7' },
  { artist: 'Semicolon; & "Quotes"', title: '<img src=x onerror=alert(1)>', album: 'A, B' },
  { artist: '=HYPERLINK("https://example.org")', title: '+1', album: '-', uri: '@SUM(A1)' },
  { artist: '#EXTM3U', title: '# not a comment', uri: '#fragment', durationMs: 1499.6 },
  { artist: 'Line\nBreak', title: 'Tab\tand\r\nreturn', uri: 'https://example.org/a b\nc', durationMs: 0 },
  { artist: 'Null \u0000 and \u000b', title: 'Lone \ud83d surrogate', album: ']]>' },
  {
    artist: '青い電車',
    title: '👩‍🚀',
    uri: 'https://musicbrainz.org/recording/1b3de0bc-30ab-4b64-8b3d-2ad4dfd4e27b'
  },
  { artist: '', title: ' ', album: '', uri: '' }
];

export function listOf(songs: readonly ListedSong[], title = 'Earshot'): SongList {
  return { title, createdAt: MADE, songs };
}

const text = fc.string({
  unit: fc.oneof(
    fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
    fc.constantFrom('"', ',', '\r', '\n', '=', '&', '<', "'", '\ud83d', '#')
  )
});

export const anySong: fc.Arbitrary<ListedSong> = fc.record(
  { artist: text, title: text, album: text, uri: text, durationMs: fc.nat(86_400_000) },
  { requiredKeys: ['artist', 'title'] }
);
