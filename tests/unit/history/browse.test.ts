import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldForSearch } from '../../../src/lib/history/browse/fold.ts';
import { PlaysBrowser, type PlaysFilter, SOURCES } from '../../../src/lib/history/index.ts';
import type { HistoryView, Play } from '../../../src/lib/history/types.ts';
import { songKey } from '../../../src/lib/history/identity.ts';

const DAY = 86_400_000;

/** A small world of names that search stumbles over. */
const play: fc.Arbitrary<Omit<Play, 'id'>> = fc.record({
  artist: fc.constantFrom('Björk', 'BJORK', 'Quiet Harbour', 'ＡＢ'),
  title: fc.constantFrom('Jóga', 'Paper Lantern', 'lantern', 'Smørrebrød'),
  album: fc.constantFrom('Paper', 'Homogenic'),
  startedAt: fc.integer({ min: 0, max: 12 }).map((n) => n * DAY),
  completed: fc.constantFrom('played' as const, 'skipped' as const),
  source: fc.constantFrom('lastfm', 'tidal')
});

const filter: fc.Arbitrary<PlaysFilter> = fc.record(
  {
    text: fc.constantFrom('', ' ', 'bjork', 'joga HOMO', 'lantern paper', 'ab', 'smorrebrod', 'nothing'),
    completed: fc.constantFrom('played' as const, 'skipped' as const),
    source: fc.constantFrom('lastfm' as const, 'tidal' as const, 'deezer' as const),
    from: fc.integer({ min: 0, max: 12 }).map((n) => n * DAY),
    to: fc.integer({ min: 0, max: 12 }).map((n) => n * DAY)
  },
  { requiredKeys: [] }
);

function viewOf(unordered: readonly Omit<Play, 'id'>[]): HistoryView {
  const plays = unordered
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map((each, n): Play => ({ ...each, id: String(n) }));
  const number = <T>(keys: string[], make: (at: number) => T) => {
    const unique = [...new Set(keys)];
    return {
      of: keys.map((key) => unique.indexOf(key)),
      values: unique.map((key) => make(keys.indexOf(key)))
    };
  };
  const at = (n: number) => plays[n] ?? { artist: '', title: '', album: '' };
  const songs = number(
    plays.map(({ artist, title }) => songKey(artist, title)),
    (n) => ({ key: songKey(at(n).artist, at(n).title), artist: at(n).artist, title: at(n).title })
  );
  const albums = number(
    plays.map(({ album = '' }) => album),
    (n) => ({ key: at(n).album ?? '', artist: at(n).artist, title: at(n).album ?? '' })
  );
  return {
    revision: 1,
    listening: {
      songs: songs.values,
      artists: songs.values.map(({ artist }) => ({ key: artist, name: artist })),
      albums: albums.values,
      artistOf: Uint32Array.from(songs.values, (_, n) => n),
      song: Uint32Array.from(songs.of),
      album: Int32Array.from(albums.of),
      startedAt: Float64Array.from(plays, ({ startedAt }) => startedAt),
      msPlayed: new Int32Array(plays.length).fill(-1),
      skipped: Uint8Array.from(plays, ({ completed }) => (completed === 'skipped' ? 1 : 0)),
      source: Uint8Array.from(plays, ({ source }) => SOURCES.findIndex((name) => name === source))
    },
    excluded: Uint8Array.from(plays, (_, n) => n % 2),
    sources: [],
    play: (row) => plays[row] ?? { ...at(0), id: '', startedAt: 0, completed: 'played', source: '' }
  };
}

/** The rules as they are written down, the slow and plain way. */
function naive({ listening, play: get }: HistoryView, wanted: PlaysFilter): string[] {
  const { text = '', completed, source, from = -Infinity, to = Infinity } = wanted;
  return Array.from(listening.song, (_, row) => get(row))
    .reverse()
    .filter((each) => completed === undefined || each.completed === completed)
    .filter((each) => source === undefined || each.source === source)
    .filter((each) => each.startedAt >= from && each.startedAt < to)
    .filter((each) => {
      const fields = [each.artist, each.title, each.album ?? ''].map(foldForSearch);
      const words = foldForSearch(text).split(' ').filter(Boolean);
      return words.every((word) => fields.some((field) => field.includes(word)));
    })
    .map(({ id }) => id);
}

describe('browsing', () => {
  it('finds what the plain rules find, newest first', () => {
    fc.assert(
      fc.property(fc.array(play, { maxLength: 40 }), filter, (plays, wanted) => {
        const view = viewOf(plays);
        const browser = new PlaysBrowser(view);
        const expected = naive(view, wanted);
        expect(browser.count(wanted)).toBe(expected.length);
        expect(browser.slice(wanted, 0, Infinity).map(({ id }) => id)).toEqual(expected);
      })
    );
  });

  it('gives slices that make up the whole, also when other questions come between', () => {
    fc.assert(
      fc.property(
        fc.array(play),
        filter,
        filter,
        fc.integer({ min: 1, max: 9 }),
        (plays, wanted, other, size) => {
          const browser = new PlaysBrowser(viewOf(plays));
          const whole = browser.slice(wanted, 0, Infinity);
          const slices = [];
          for (let from = 0; from < whole.length; from += size) {
            browser.count(other);
            slices.push(...browser.slice(wanted, from, from + size));
          }
          expect(slices).toEqual(whole);
          expect(browser.slice(wanted, whole.length, whole.length + size)).toEqual([]);
        }
      )
    );
  });

  it('lists each song once, the one that was heard last first', () => {
    const heard = (title: string, day: number): Omit<Play, 'id'> => ({
      artist: 'A',
      title,
      startedAt: day * DAY,
      completed: 'played',
      source: 'lastfm'
    });
    const browser = new PlaysBrowser(viewOf([heard('x', 1), heard('y', 2), heard('x', 3), heard('z', 0)]));
    expect(browser.songs({}).map(({ title }) => title)).toEqual(['x', 'y', 'z']);
    expect(browser.songs({ to: 3 * DAY }).map(({ title }) => title)).toEqual(['y', 'x', 'z']);
  });

  it('says what is kept out of taste', () => {
    const one = fc.sample(play, { numRuns: 4, seed: 1 });
    const rows = new PlaysBrowser(viewOf(one)).slice({}, 0, 4);
    expect(rows.map(({ excluded }) => excluded)).toEqual([true, false, true, false]);
  });
});

describe('folding', () => {
  it.each([
    ['Björk', 'bjork'],
    ['SMØRREBRØD', 'smorrebrod'],
    ['Łódź', 'lodz'],
    ['Don’t', "don't"],
    ['ＡＢ  c', 'ab c'],
    ['Straße', 'strasse'],
    ['Ærø', 'aero'],
    // Hangul and kana stay whole, or half a syllable would find another.
    ['한', '한'],
    ['青い電車', '青い電車']
  ])('%s is found as %s', (written, folded) => {
    expect(foldForSearch(written)).toBe(folded);
  });
});
