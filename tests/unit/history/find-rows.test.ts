import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlayQuery, findRows, songsOf } from '../../../src/lib/history/browse/find-rows.ts';
import type { Row } from '../../../src/lib/history/importers/importer.ts';
import { SOURCES } from '../../../src/lib/history/sources.ts';
import { Staging } from '../../../src/lib/history/store/staging.ts';
import { InMemoryHistory } from './in-memory.ts';

const NAMES = ['Quiet Harbour', 'Zoë', 'Paper Lantern', 'Slow Tide', '青い電車', 'A'];
const row: fc.Arbitrary<Row> = fc.record({
  artist: fc.constantFrom(...NAMES),
  title: fc.constantFrom(...NAMES),
  album: fc.constantFrom(undefined, ...NAMES),
  uri: fc.constant(undefined),
  startedAt: fc.integer({ min: 0, max: 50 }).map((hour) => Date.UTC(2024, 0, 1) + hour * 3_600_000),
  msPlayed: fc.constantFrom(-1, 5000, 200_000),
  skipped: fc.boolean(),
  source: fc.constantFrom('lastfm' as const, 'spotify-extended' as const)
});
const query: fc.Arbitrary<PlayQuery> = fc.record(
  {
    text: fc.constantFrom('', 'quiet', 'TIDE  slow', 'zoë paper', '電車', 'nothing', 'a'),
    kind: fc.constantFrom('all' as const, 'played' as const, 'skipped' as const),
    source: fc.constantFrom('lastfm' as const, 'deezer' as const),
    from: fc.integer({ min: 0, max: 50 }).map((hour) => Date.UTC(2024, 0, 1) + hour * 3_600_000),
    to: fc.integer({ min: 0, max: 50 }).map((hour) => Date.UTC(2024, 0, 1) + hour * 3_600_000)
  },
  { requiredKeys: ['text', 'kind'] }
);

function listeningOf(rows: readonly Row[]) {
  const history = new InMemoryHistory();
  const staging = new Staging();
  for (const each of rows) staging.add(each, 'lastfm', 0);
  void history.save(staging, () => []);
  return history.listening();
}

describe('what is found', () => {
  it('is what a look at every event finds, newest first', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), query, (rows, { text, kind, source, from, to }) => {
        const listening = listeningOf(rows);
        const words = text.toLowerCase().split(/ +/).filter(Boolean);
        const expected = [...listening.song.keys()].reverse().filter((i) => {
          const song = listening.songs[listening.song[i] ?? -1];
          const album = listening.albums[listening.album[i] ?? -1];
          const names = [`${song?.artist ?? ''} ${song?.title ?? ''}`];
          if (album) names.push(`${album.artist} ${album.title}`);
          const time = listening.startedAt[i] ?? 0;
          return (
            names.some((name) => words.every((word) => name.toLowerCase().includes(word))) &&
            (kind === 'all' || (kind === 'skipped') === (listening.skipped[i] === 1)) &&
            (source === undefined || SOURCES[listening.source[i] ?? -1] === source) &&
            time >= (from ?? 0) &&
            time < (to ?? Infinity)
          );
        });
        const found = findRows(listening, {
          text,
          kind,
          ...(source !== undefined && { source }),
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to })
        });
        expect([...found]).toEqual(expected);
        const songs = songsOf(listening, found, 3);
        expect(songs.length).toBe(Math.min(3, new Set(expected.map((i) => listening.song[i])).size));
      }),
      { numRuns: 300 }
    );
  });
});
