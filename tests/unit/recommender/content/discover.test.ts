import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discover, type Offer, withDiscoveries, type Recommendation } from '$lib/recommender/index.ts';
import { listeningOf } from '../listening.ts';

/** Twenty-six songs, a letter each: A to M sound one way, N to Z another; neighbours are a little apart. */
const offers: Offer[] = Array.from({ length: 26 }, (_, i) => {
  const letter = String.fromCharCode(65 + i);
  const kind = i < 13 ? 0 : 1;
  return {
    song: { key: letter, artist: `Artist ${letter}`, title: `Title ${letter}` },
    features: Float32Array.of(kind, 1 - kind, (i % 13) / 26),
    traits: [`kind (${kind})`, ...(i % 2 === 0 ? ['pace (slow)'] : [])]
  };
});
const keys = (list: readonly Recommendation[]) => list.map(({ song }) => song.key);
const found = (plays: string) => discover(listeningOf(plays), offers, 30);

describe('songs that were never heard', () => {
  test('are like those that were played, the nearest first', () => {
    expect(keys(found('AAC')).slice(0, 3)).toEqual(['B', 'D', 'E']);
    expect(keys(found('XXY')).slice(0, 3)).toEqual(['W', 'Z', 'V']);
  });

  test('are never among those that were played or skipped', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{1,40}$/), (plays) => {
        const met = new Set(plays.toUpperCase());
        expect(keys(found(plays)).some((key) => met.has(key))).toBe(false);
      })
    );
  });

  test('a skip speaks against what is like it, and the more so the later it was', () => {
    const rankOf = (plays: string, letter: string) => keys(found(plays)).indexOf(letter);
    expect(rankOf('AXmm', 'L')).toBeGreaterThan(rankOf('AXzz', 'L'));
    const scoreOf = (plays: string, letter: string) =>
      found(plays).find(({ song }) => song.key === letter)?.score ?? NaN;
    expect(scoreOf(`c${'X'.repeat(60)}A`, 'B')).toBeGreaterThan(scoreOf(`${'X'.repeat(60)}Ac`, 'B'));
  });

  test('the reason is the play that speaks most for the song, with what both share', () => {
    const [first] = found('XA');
    expect(first?.song.key).toBe('B');
    expect(first?.reason).toMatchObject({
      kind: 'alike',
      song: { key: 'A' },
      shared: ['kind (0)'],
      plays: 0
    });
    expect(found('A').find(({ song }) => song.key === 'C')?.reason).toMatchObject({
      shared: ['kind (0)', 'pace (slow)']
    });
  });

  test('there are none where no offered song was ever played through', () => {
    expect(found('abc')).toEqual([]);
    expect(discover(listeningOf('ABC'), [], 30)).toEqual([]);
  });
});

describe('among songs that are known', () => {
  const known: Recommendation[] = Array.from({ length: 120 }, (_, i) => ({
    song: { key: `known ${i}`, artist: 'X', title: `${i}` },
    reason: { kind: 'returning', plays: 1, lastPlayedAt: 0 },
    score: -i,
    contributions: []
  }));
  const fresh = (list: readonly Recommendation[]) =>
    list.flatMap(({ reason }, place) => (reason.kind === 'alike' ? [place] : []));

  test('there are as many new ones as were taken lately, evenly spread', () => {
    const plays = 'ABCD'.padEnd(98, 'A');
    const places = fresh(withDiscoveries(known, listeningOf(plays), offers));
    // (4 + 1) of (98 + 2): one in twenty.
    expect(places).toEqual([19, 39, 59, 79, 99, 119]);
  });

  test('a newcomer finds hardly anything else', () => {
    const list = withDiscoveries(known.slice(0, 3), listeningOf('ABC'), offers);
    expect(fresh(list).length).toBe(23);
    expect(list.length).toBe(26);
  });

  test('whoever never plays what is offered gets the list as it is', () => {
    expect(withDiscoveries(known, listeningOf('ABC'), [])).toEqual(known);
  });

  test('no song is lost or doubled, and both keep their order', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-M]{1,150}$/), fc.nat(119), (plays, length) => {
        const list = withDiscoveries(known.slice(0, length), listeningOf(plays), offers);
        expect(new Set(keys(list)).size).toBe(list.length);
        const old = list.filter(({ reason }) => reason.kind !== 'alike');
        expect(old).toEqual(known.slice(0, old.length));
      })
    );
  });
});
