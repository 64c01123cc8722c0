import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Feedback } from '../../../../src/lib/history/index.ts';
import { arrange, type Row } from '../../../../src/lib/recommender/arrange/arrange.ts';
import { type Candidate, familiarities } from '../../../../src/lib/recommender/arrange/candidate.ts';
import { NOT_NOW } from '../../../../src/lib/recommender/arrange/verdicts.ts';
import {
  canBeVaried,
  candidate,
  candidateLists,
  DAY,
  feedbackOn,
  isVaried,
  moment,
  NOW
} from './candidates.ts';

const keys = (rows: readonly Row<Candidate>[]) => rows.map(({ candidate: { song } }) => song.key);
const songs = (rows: readonly Row<Candidate>[]) => rows.map((row) => row.candidate);
/** Twenty-four songs by as many artists, the best heard most often and last. */
const plain = Array.from({ length: 24 }, (_, i) => candidate(i, `artist ${i}`, 100 - i, i));
const withoutTrying = moment({ day: undefined });
const MIDDLE = { novelty: 0 };

/** A list, what was said about it, and a moment that has everything. */
const cases = fc
  .record({ list: candidateLists(), day: fc.option(fc.integer({ min: 0, max: 50_000 }), { nil: undefined }) })
  .chain(({ list, day }) =>
    fc.record({
      list: fc.constant(list),
      feedback: feedbackOn(list),
      when: fc
        .record({
          lifts: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
            minLength: list.length,
            maxLength: list.length
          }),
          elsewhere: fc.subarray(list, { maxLength: Math.min(4, list.length) })
        })
        .map(({ lifts, elsewhere }) =>
          moment({
            day,
            lifts: new Map(list.map(({ song }, i) => [song.key, lifts[i] ?? 0])),
            elsewhere: new Set(elsewhere.map(({ song }) => song.key))
          })
        )
    })
  );

describe('arrange', () => {
  it('leaves the recommender’s order as it is, where nothing was said', () => {
    expect(songs(arrange(plain, [], MIDDLE, withoutTrying))).toEqual(plain);
    expect(arrange([], [], MIDDLE, moment())).toEqual([]);
  });

  it('hides "Not for me" for good, and "Not now" for thirty days', () => {
    const [first, second] = plain;
    const feedback: Feedback[] = [
      { kind: 'not-for-me', subject: first?.song.key ?? '', givenAt: 0 },
      { kind: 'not-now', subject: second?.song.key ?? '', givenAt: NOW }
    ];
    const at = (now: number) => keys(arrange(plain, feedback, MIDDLE, { ...withoutTrying, now }));
    expect(at(NOW)).toHaveLength(22);
    expect(at(NOW + NOT_NOW - 1)).toHaveLength(22);
    expect(at(NOW + NOT_NOW)).toEqual(keys(arrange(plain.slice(1), [], MIDDLE, withoutTrying)));
  });

  it('leaves the others in their order when a song is hidden, even where artists had to be kept apart', () => {
    // By value A0 A1 B2 A3 C4 ...: shown as A0 B2 A1 C4 A3 ...
    const list = Array.from('AABACDEFGH', (artist, i) => candidate(i, artist, 50, 1));
    const before = keys(arrange(list, [], MIDDLE, withoutTrying));
    const hidden: Feedback = { kind: 'not-for-me', subject: before[0] ?? '', givenAt: NOW };
    expect(keys(arrange(list, [hidden], MIDDLE, withoutTrying))).toEqual(before.slice(1));
  });

  it('moves a liked song up, and an artist that is wanted less down, and says so', () => {
    const liked = plain[12];
    const less = plain[2];
    const feedback: Feedback[] = [
      { kind: 'like', subject: liked?.song.key ?? '', givenAt: NOW },
      { kind: 'less-of-artist', subject: less?.artist ?? '', givenAt: NOW }
    ];
    const rows = arrange(plain, feedback, MIDDLE, withoutTrying);
    const placeOf = (wanted: Candidate | undefined) => songs(rows).findIndex((song) => song === wanted);
    expect(placeOf(liked)).toBeLessThan(12);
    expect(placeOf(less)).toBeGreaterThan(11);
    expect(rows[placeOf(liked)]?.effects).toEqual([{ cause: 'like', share: 0.1 }]);
    expect(rows[placeOf(less)]?.effects).toEqual([{ cause: 'less-of-artist', share: -0.5 }]);
  });

  it('brings up what the time of day speaks for', () => {
    const wanted = plain[9]?.song.key ?? '';
    const rows = arrange(plain, [], MIDDLE, { ...withoutTrying, lifts: new Map([[wanted, 1]]) });
    expect(keys(rows).indexOf(wanted)).toBeLessThan(9);
    expect(rows.find(({ candidate }) => candidate.song.key === wanted)?.effects).toMatchObject([
      { cause: 'context' }
    ]);
  });

  it('gives every eighth place to a song of the second half, other ones on another day', () => {
    const triedOn = (day: number) =>
      arrange(plain, [], MIDDLE, moment({ day })).flatMap(({ exploring, place }, at) =>
        exploring === 'slot' ? [{ at, place }] : []
      );
    expect(triedOn(1).map(({ at }) => at)).toEqual([7, 15, 23]);
    for (const { place } of triedOn(1)) expect(place).toBeGreaterThanOrEqual(12);
    expect(new Set([1, 2, 3, 4, 5].map((day) => JSON.stringify(triedOn(day)))).size).toBeGreaterThan(1);
  });

  it('says "exploring" of what is there because of the slider, and only then', () => {
    const exploring = (novelty: number) =>
      arrange(plain, [], { novelty }, withoutTrying).filter((row) => row.exploring === 'slider');
    expect(exploring(0)).toEqual([]);
    expect(exploring(-1)).toEqual([]);
    // Turned round, the last one is the first.
    expect(exploring(1).map(({ place }) => place)).toContain(23);
    expect(exploring(1).map(({ place }) => place)).not.toContain(0);
  });

  it('shows each song at most once, never a hidden one, and loses none', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: -1, max: 1, noNaN: true }), ({ list, feedback, when }, novelty) => {
        const shown = keys(arrange(list, feedback, { novelty }, when));
        const gone = new Set(when.elsewhere);
        for (const { kind, subject, givenAt } of feedback)
          if (kind === 'not-for-me' || (kind === 'not-now' && NOW - givenAt < 30 * DAY)) gone.add(subject);
        const expected = list.map(({ song }) => song.key).filter((key) => !gone.has(key));
        expect([...shown].sort()).toEqual(expected.sort());
      })
    );
  });

  it('never puts an artist twice in a row where that can be avoided', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: -1, max: 1, noNaN: true }), ({ list, feedback, when }, novelty) => {
        const shown = songs(arrange(list, feedback, { novelty }, when));
        if (canBeVaried(shown)) expect(isVaried(shown)).toBe(true);
      }),
      { numRuns: 1000 }
    );
  });

  it('makes the first ten less familiar, never more, the further the slider is towards new', () => {
    const position = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(cases, position, position, ({ list, feedback, when }, one, other) => {
        const known = new Map(familiarities(list).map((value, i) => [list[i]?.song.key, value]));
        const familiarity = (novelty: number) =>
          keys(arrange(list, feedback, { novelty }, when))
            .slice(0, 10)
            .reduce((sum, key) => sum + (known.get(key) ?? 0), 0);
        const [lower, higher] = [Math.min(one, other), Math.max(one, other)];
        expect(familiarity(higher)).toBeLessThanOrEqual(familiarity(lower) + 1e-9);
      }),
      { numRuns: 1000 }
    );
  });

  it('is the same for the same arguments, so that taking feedback back restores the list exactly', () => {
    fc.assert(
      fc.property(cases, ({ list, feedback, when }) => {
        const before = arrange(list, feedback, MIDDLE, when);
        for (const { song } of list.slice(0, 3)) {
          const said: Feedback = { kind: 'not-for-me', subject: song.key, givenAt: NOW };
          arrange(list, [...feedback, said], MIDDLE, when);
        }
        expect(arrange(list, [...feedback].reverse(), MIDDLE, when)).toEqual(before);
      })
    );
  });
});

it('keeps songs apart by what they say, and by their artist where they say nothing', () => {
  const ofOneKind = plain.map((one) => ({ ...one, artist: 'rain', apart: one.song.key }));
  const rows = arrange(ofOneKind, [], MIDDLE, withoutTrying);
  expect(keys(rows)).toEqual(ofOneKind.map(({ song }) => song.key));
  const mixed = plain.map((one, i) => ({ ...one, artist: i < 12 ? 'rain' : 'sun' }));
  expect(keys(arrange(mixed, [], MIDDLE, withoutTrying))).not.toEqual(keys(rows));
});
