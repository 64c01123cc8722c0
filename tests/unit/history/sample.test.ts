import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allPieces, pieceAt } from '../../../src/lib/catalogue/index.ts';
import { songKey } from '../../../src/lib/history/identity.ts';
import { sampleRows } from '../../../src/lib/history/sample.ts';
import { onceLoved } from '../../../src/lib/recommender/habits/rediscover.ts';
import { sampleMusic } from '../../../src/workers/sample-music.ts';
import { inventedMusic } from '../../fixtures/invented-music.ts';
import { listeningFrom } from './listening.ts';

const NOW = Date.UTC(2025, 10, 1, 12);
const DAY = 86_400_000;
const WEEK = 7 * DAY;

describe('the sample listener', () => {
  it('is the same for the same seed and time, and another one for another seed', () => {
    expect(sampleRows(1, NOW, inventedMusic)).toEqual(sampleRows(1, NOW, inventedMusic));
    expect(sampleRows(2, NOW, inventedMusic)).not.toEqual(sampleRows(1, NOW, inventedMusic));
  });

  it('is the same one on whatever day and at whatever hour it is shown', () => {
    const whole = sampleRows(1, Date.UTC(2025, 10, 3) + WEEK - 1, sampleMusic(1));
    const minutes = fc.integer({ min: 0, max: 7 * 24 * 60 - 1 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: -60, max: 60 }), (minute, weeks) => {
        const now = Date.UTC(2025, 9, 27) + minute * 60_000 + weeks * WEEK;
        const rows = sampleRows(1, now, sampleMusic(1));
        const later = rows.map((row) => ({ ...row, startedAt: row.startedAt - (weeks - 1) * WEEK }));
        expect(later).toEqual(whole.slice(0, rows.length));
      }),
      { numRuns: 20 }
    );
  });

  it('has songs that were once loved and long left', () => {
    for (const day of [0, 1, 2, 3, 4, 5, 6]) {
      const rows = sampleRows(1, Date.UTC(2025, 9, 27) + day * DAY, sampleMusic(1));
      const listening = listeningFrom(
        rows.map(({ artist, title, startedAt, skipped }) => ({
          at: new Date(startedAt).toISOString().slice(0, 16),
          artist,
          title,
          skipped
        }))
      );
      expect(onceLoved(listening, new Uint8Array(rows.length), 24).length).toBeGreaterThanOrEqual(3);
    }
  });

  it.each([1, 2, 3, 4, 5])('with seed %i listens like a person', (seed) => {
    const rows = sampleRows(seed, NOW, inventedMusic);
    const plays = rows.filter(({ skipped }) => !skipped);
    expect(plays.length).toBeGreaterThan(1900);
    expect(plays.length).toBeLessThan(3200);
    expect(rows.length - plays.length).toBeGreaterThan(100);

    // One thing at a time, in order, up to now.
    for (const [i, { startedAt, msPlayed }] of rows.entries()) {
      expect(startedAt + msPlayed).toBeLessThanOrEqual(rows[i + 1]?.startedAt ?? Infinity);
    }
    expect(rows[0]?.startedAt).toBeGreaterThanOrEqual(NOW - 731 * DAY);
    expect(rows.at(-1)?.startedAt).toBeLessThan(NOW);
    expect(rows.at(-1)?.startedAt).toBeGreaterThan(NOW - 21 * DAY);

    const counts = new Map<string, number>();
    for (const { artist, title } of plays)
      counts.set(songKey(artist, title), (counts.get(songKey(artist, title)) ?? 0) + 1);
    const most = [...counts.values()].sort((a, b) => b - a);
    // Favourites that come back, and a long tail.
    expect(most[0]).toBeGreaterThan(15);
    expect(most.filter((count) => count === 1).length).toBeGreaterThan(100);
    expect(1 - counts.size / plays.length).toBeGreaterThan(0.5);

    // Nights are quiet.
    const atNight = plays.filter(({ startedAt }) => [3, 4, 5].includes(new Date(startedAt).getUTCHours()));
    expect(atNight.length / plays.length).toBeLessThan(0.02);

    // Albums are heard in their order: neighbours on an album are often neighbours in time.
    const sameAlbum = plays.filter(({ album }, i) => i > 0 && album === plays[i - 1]?.album);
    expect(sameAlbum.length / plays.length).toBeGreaterThan(0.2);
  });

  it.each([1, 2, 3])(
    'with seed %i cares for a few families of the catalogue, and has not heard all of it',
    (seed) => {
      const rows = sampleRows(seed, NOW, sampleMusic(seed));
      expect(rows.every(({ uri }) => pieceAt(uri) !== undefined)).toBe(true);
      const byFamily = new Map<string, number>();
      for (const { artist } of rows) byFamily.set(artist, (byFamily.get(artist) ?? 0) + 1);
      const most = [...byFamily.values()].sort((a, b) => b - a);
      expect(((most[0] ?? 0) + (most[1] ?? 0)) / rows.length).toBeGreaterThan(0.4);
      expect(new Set(rows.map(({ uri }) => uri)).size).toBeLessThan(allPieces().length);
    }
  );
});
