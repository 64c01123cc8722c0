import { describe, expect, it } from 'vitest';
import { describeDay, describeReason, shorten } from '../../../src/lib/app/reasons.ts';

const now = new Date(2026, 10, 23, 9, 30).getTime();
const daysAgo = (days: number) => new Date(2026, 10, 23 - days, 23, 59).getTime();
const past = { plays: 3, lastPlayedAt: daysAgo(22) };
const song = (title: string) => ({ key: title, artist: 'Quiet Harbour', title });

describe('describeReason', () => {
  it.each([
    [
      ['kind (Drift)', 'pace (slow)', 'tone (dark)'],
      'New to you: the same kind (Drift), pace (slow) and tone (dark) as'
    ],
    [['kind (Drift)'], 'New to you: the same kind (Drift) as'],
    [[], 'New to you: a little like']
  ])('says what a song that was never heard shares with one that was: %j', (shared, text) => {
    const past = { plays: 0, lastPlayedAt: 0 };
    const reason = {
      kind: 'alike',
      song: song('Pale Cloud'),
      playedAt: daysAgo(1),
      shared,
      ...past
    } as const;
    expect(describeReason(reason, now)).toBe(`${text} Pale Cloud, heard yesterday`);
  });

  it.each([
    [1, 'You played this once, 3 weeks ago'],
    [2, 'You’ve played this twice, last 3 weeks ago'],
    [23, 'You’ve played this 23 times, last 3 weeks ago'],
    [1204, 'You’ve played this 1,204 times, last 3 weeks ago']
  ])('counts %i plays of a returning song', (plays, text) => {
    expect(describeReason({ kind: 'returning', plays, lastPlayedAt: daysAgo(22) }, now)).toBe(text);
  });

  it.each([
    [1, 'You played it once after Paper Lantern, which you heard yesterday'],
    [2, 'You played it twice after Paper Lantern, which you heard yesterday'],
    [4, 'You often play it after Paper Lantern (4 times), which you heard yesterday']
  ])('says "often" only from three times on: %i', (times, text) => {
    const reason = {
      ...past,
      kind: 'follows',
      after: song('Paper Lantern'),
      afterPlayedAt: daysAgo(1),
      times
    } as const;
    expect(describeReason(reason, now)).toBe(text);
  });

  it('names the play that mattered most to the network', () => {
    const reason = { ...past, kind: 'because', song: song('Paper Lantern'), playedAt: daysAgo(0) } as const;
    expect(describeReason(reason, now)).toBe(
      'Because you played Paper Lantern today. Heard 3 times, last 3 weeks ago'
    );
    expect(describeReason({ ...reason, plays: 1 }, now)).toMatch(/\. Heard once, 3 weeks ago$/);
  });

  it('keeps right-to-left titles from reordering the sentence, and long ones from filling the page', () => {
    const because = (title: string) =>
      describeReason({ ...past, kind: 'because', song: song(title), playedAt: now }, now);
    expect(because('פנס נייר')).toMatch(/^Because you played \u2068פנס נייר\u2069 today\./);
    expect(because('x'.repeat(10_000)).length).toBeLessThan(150);
  });
});

describe('describeDay', () => {
  it.each([
    [0, 'today'],
    [1, 'yesterday'],
    [2, '2 days ago'],
    [13, '13 days ago'],
    [14, '2 weeks ago'],
    [55, '7 weeks ago'],
    [56, 'in September 2026'],
    [990, 'in March 2024']
  ])('%i days ago', (days, text) => {
    expect(describeDay(daysAgo(days), now)).toBe(text);
  });

  it('goes by the calendar, not by 24 hours', () => {
    expect(
      describeDay(new Date(2026, 10, 22, 23, 59).getTime(), new Date(2026, 10, 23, 0, 1).getTime())
    ).toBe('yesterday');
  });

  it('takes a play from the future for one of today', () => {
    expect(describeDay(daysAgo(-3), now)).toBe('today');
  });

  it('loses no day to summer time', () => {
    for (let day = 1; day <= 365; day++) {
      const midday = new Date(2026, 0, day, 12).getTime();
      expect(describeDay(new Date(2026, 0, day - 1, 12).getTime(), midday)).toBe('yesterday');
    }
  });
});

describe('shorten', () => {
  it('leaves short texts alone and never halves a character', () => {
    expect(shorten('short', 5)).toBe('short');
    expect(shorten('a longer text', 9)).toBe('a longer…');
    expect(shorten('abc🎵🎵🎵', 5)).toBe('abc…');
  });
});
