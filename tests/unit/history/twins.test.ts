import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/lib/history/importers/importer.ts';
import type { Source } from '../../../src/lib/history/sources.ts';
import { looseKeyOf } from '../../../src/lib/history/store/loose-keys.ts';
import { KEPT, KNOWN_ELSEWHERE } from '../../../src/lib/history/store/merge.ts';
import { Staging } from '../../../src/lib/history/store/staging.ts';
import { InMemoryHistory } from './in-memory.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const NOON = Date.UTC(2024, 2, 9, 12);

/** A play of Paper Lantern, `at` seconds after noon. */
function play(source: Source, at: number, fields: Partial<Row> = {}): Row {
  return {
    artist: 'Quiet Harbour',
    title: 'Paper Lantern',
    album: undefined,
    uri: undefined,
    startedAt: NOON + at * SECOND,
    msPlayed: -1,
    skipped: false,
    source,
    ...fields
  };
}

const spotify = (at: number, fields: Partial<Row> = {}) =>
  play('spotify-extended', at, { msPlayed: 200_000, uri: 'spotify:track:1', album: 'Slow Tide', ...fields });
const lastfm = (at: number, fields: Partial<Row> = {}) => play('lastfm', at, fields);

function save(history: InMemoryHistory, rows: readonly Row[]): number[] {
  const staging = new Staging();
  for (const row of rows) staging.add(row, row.source ?? 'lastfm', 0);
  let fates: number[] = [];
  void history.save(staging, (all) => {
    fates = [...all];
    return [];
  });
  return fates;
}

function seen(...lists: (readonly Row[])[]): number[] {
  const history = new InMemoryHistory();
  for (const list of lists) save(history, list);
  return [...history.listening().startedAt].map((time) => (time - NOON) / SECOND);
}

describe('a listen that two sources saw', () => {
  it.each<[string, Row[], number[]]>([
    ['is one within 90 s', [spotify(0), lastfm(90)], [0]],
    ['is one when the clock goes the other way', [spotify(90), lastfm(0)], [90]],
    ['is two beyond', [spotify(0), lastfm(91)], [0, 91]],
    [
      'is one when names differ in what services differ in',
      [spotify(0), lastfm(5, { artist: 'QUIET  HARBOUR feat. B', title: 'Paper Lantern - Remastered 2011' })],
      [0]
    ],
    ['is two when the songs differ', [spotify(0), lastfm(5, { title: 'Paper Lanterns' })], [0, 5]],
    [
      'is two when one of them was a skip',
      [spotify(0, { msPlayed: 5000, skipped: true }), lastfm(5)],
      [0, 5]
    ],
    ['is two when the times heard differ', [spotify(0), play('maloja', 5, { msPlayed: 100_000 })], [0, 5]],
    ['does not count the minute where times are cut to it', [spotify(149), play('lastfm-to-csv', 0)], [149]],
    ['is two past that minute', [spotify(150), play('lastfm-to-csv', 0)], [0, 150]],
    ['keeps two real plays in a row two', [spotify(0), spotify(60), lastfm(0), lastfm(60)], [0, 60]],
    ['keeps a repeat that only one source has', [spotify(0), spotify(60), lastfm(58)], [0, 60]],
    ['may have been seen by three', [spotify(0), lastfm(3), play('listenbrainz', 4)], [0]],
    ['is stood for by the record that says most', [lastfm(0), spotify(2)], [2]],
    ['prefers an album to none', [lastfm(0), play('librefm', 2, { album: 'Slow Tide' })], [2]],
    ['prefers finer times', [play('lastfm-to-csv', 0), lastfm(30)], [30]]
  ])('%s', (_, rows, expected) => {
    expect(seen(rows)).toEqual(expected);
    expect(seen(...rows.map((row) => [row]))).toEqual(expected);
    expect(seen(...rows.map((row) => [row]).reverse())).toEqual(expected);
  });

  it('is known to Spotify in both of its downloads, whose times differ by up to a minute', () => {
    const ended = NOON + 200 * SECOND;
    const account = play('spotify-account', 0, {
      startedAt: Math.floor(ended / MINUTE) * MINUTE - 200_000,
      msPlayed: 200_000
    });
    expect(seen([spotify(0)], [account])).toEqual([0]);
  });

  it('counts where it was read first, and is told elsewhere', () => {
    const history = new InMemoryHistory();
    expect(save(history, [lastfm(0), lastfm(300)])).toEqual([KEPT, KEPT]);
    expect(save(history, [spotify(2), spotify(700)])).toEqual([KNOWN_ELSEWHERE, KEPT]);
    expect(save(new InMemoryHistory(), [spotify(2), lastfm(0), play('maloja', 1)])).toEqual([
      KEPT,
      KNOWN_ELSEWHERE,
      KNOWN_ELSEWHERE
    ]);
  });
});

const anyRow: fc.Arbitrary<Row> = fc
  .record({
    source: fc.constantFrom<Source[]>('spotify-extended', 'lastfm', 'lastfm-to-csv', 'maloja'),
    at: fc.integer({ min: 0, max: 60 }),
    title: fc.constantFrom('Paper Lantern', 'paper lantern (feat. B)', 'Other'),
    album: fc.constantFrom(undefined, 'Slow Tide'),
    msPlayed: fc.constantFrom(-1, 5000, 200_000)
  })
  .map(({ source, at, ...fields }) =>
    play(source, at * 10, { ...fields, skipped: fields.msPlayed === 5000 })
  );
const lists = fc.array(fc.array(anyRow, { maxLength: 10 }), { minLength: 1, maxLength: 5 });

describe('what is seen of several sources', () => {
  it('does not depend on the order or the number of imports', () => {
    fc.assert(
      fc.property(lists, fc.nat(), (all, seed) => {
        const reference = new InMemoryHistory();
        save(reference, all.flat());
        const history = new InMemoryHistory();
        const turned = [...all.slice(seed % all.length), ...all.slice(0, seed % all.length)];
        for (const list of [...turned, ...all]) save(history, [...list].reverse());
        expect(history.listening()).toEqual(reference.listening());
      }),
      { numRuns: 300 }
    );
  });

  it('is what it would have been without an import that is taken back', () => {
    fc.assert(
      fc.property(lists, fc.nat(), (all, n) => {
        const removed = n % all.length;
        const history = new InMemoryHistory();
        for (const list of all) save(history, list);
        history.remove(removed + 1);
        const without = new InMemoryHistory();
        for (const [i, list] of all.entries()) if (i !== removed) save(without, list);
        expect(history.listening()).toEqual(without.listening());
        history.remove();
        const whole = new InMemoryHistory();
        save(whole, all.flat());
        expect(history.listening()).toEqual(whole.listening());
      }),
      { numRuns: 300 }
    );
  });

  it('never joins two events of one source, and never loses the last one', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), (rows) => {
        const history = new InMemoryHistory();
        save(history, rows);
        const perSource = new Map<string, Set<string>>();
        for (const row of rows) {
          const group = `${looseKeyOf(row.artist, row.title)}|${String(row.skipped)}`;
          const key = JSON.stringify([row.startedAt, row.title, row.msPlayed]);
          const name = `${group}|${row.source ?? ''}`;
          perSource.set(name, (perSource.get(name) ?? new Set()).add(key));
        }
        const most = new Map<string, number>();
        for (const [name, keys] of perSource) {
          const group = name.slice(0, name.lastIndexOf('|'));
          most.set(group, Math.max(most.get(group) ?? 0, keys.size));
        }
        const least = [...most.values()].reduce((a, b) => a + b, 0);
        expect(history.listening().song.length).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: 300 }
    );
  });

  it('comes back from its own export', () => {
    fc.assert(
      fc.property(lists, (all) => {
        const history = new InMemoryHistory();
        for (const list of all) save(history, list);
        const copy = new InMemoryHistory();
        save(copy, history.rows());
        expect(copy.listening()).toEqual(history.listening());
      }),
      { numRuns: 300 }
    );
  });
});

describe('a loose key', () => {
  it.each([
    ['The Band', 'Song', 'band', 'song'],
    ['Zoë feat. Max', 'Café (feat. Max)', 'Zoe', 'cafe'],
    ['A, B & C', 'Song [Remastered 2009]', 'A', 'Song'],
    ['A', 'Song - 2011 Remaster', 'A', 'Song'],
    ['A', 'Song - Radio Edit', 'A', 'song'],
    ['青い電車', '夜の図書館', '青い電車', '夜の図書館']
  ])('joins %s, %s and %s, %s', (artist, title, otherArtist, otherTitle) => {
    expect(looseKeyOf(artist, title)).toBe(looseKeyOf(otherArtist, otherTitle));
  });

  it.each([
    ['A', 'Song', 'A', 'Song 2'],
    ['A', '???', 'A', '!!!'],
    ['A', 'One - Two', 'A', 'One'],
    ['A', 'Part (Two)', 'A', 'Part (Three)'],
    ['!!!', 'Song', '???', 'Song']
  ])('keeps apart %s, %s and %s, %s', (artist, title, otherArtist, otherTitle) => {
    expect(looseKeyOf(artist, title)).not.toBe(looseKeyOf(otherArtist, otherTitle));
  });
});
