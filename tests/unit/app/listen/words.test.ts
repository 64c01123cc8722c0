import { describe, expect, it } from 'vitest';
import type { ListedRow } from '../../../../src/lib/app/listen/listed.ts';
import { describeWeekPart, weekPartAt } from '../../../../src/lib/app/listen/moment.ts';
import { verdictOn } from '../../../../src/lib/app/listen/say.ts';
import { describeFeedback } from '../../../../src/lib/app/listen/verdicts.ts';
import { accountOf, describeExploring } from '../../../../src/lib/app/listen/why.ts';
import { describeReason } from '../../../../src/lib/app/reasons.ts';

const now = new Date(2026, 10, 28, 9, 30).getTime();
const song = { key: 'quiet harbour\u001fpaper lantern', artist: 'Quiet Harbour', title: 'Paper Lantern' };
const past = { plays: 23, lastPlayedAt: new Date(2026, 10, 7).getTime() };
const row: ListedRow = {
  candidate: { song, artist: 'quiet harbour', reason: { kind: 'returning', ...past } },
  place: 3,
  effects: [],
  exploring: undefined
};
const about = { length: 61, now, when: 'Saturday morning' };

describe('the part of the week', () => {
  it.each([
    [new Date(2026, 10, 28, 9, 30), 'Saturday morning'],
    [new Date(2026, 10, 29, 23, 59), 'Sunday evening'],
    [new Date(2026, 10, 30, 0, 0), 'Monday early hours'],
    [new Date(2026, 10, 30, 12, 0), 'Monday afternoon']
  ])('of %s is %s', (date, words) => {
    expect(describeWeekPart(weekPartAt(date.getTime()))).toBe(words);
  });
});

describe('the account of a row', () => {
  it('gives the figures that there are', () => {
    expect(accountOf(row, about)).toEqual({
      figures: [
        { name: 'Model’s place', value: '4 of 61' },
        { name: 'Heard', value: '23 times' },
        { name: 'Last heard', value: '3 weeks ago', words: true }
      ],
      contributions: [],
      effects: []
    });
    expect(accountOf({ ...row, place: undefined }, about).figures).toHaveLength(2);
  });

  it('shows score and contributions, the largest first, against the largest', () => {
    const candidate = {
      ...row.candidate,
      score: 0.12345,
      contributions: [
        { part: 'base-level' as const, value: -0.1 },
        { part: 'most-recent' as const, value: 0 },
        { part: 'sequence-network' as const, value: 0.4 }
      ]
    };
    const { figures, contributions } = accountOf({ ...row, candidate }, about);
    expect(figures).toContainEqual({ name: 'Score', value: '0.123' });
    expect(contributions).toEqual([
      { name: 'Sequence network', value: '0.40', size: 1, against: false },
      { name: 'Base-level activation (ACT-R)', value: '-0.10', size: 0.25, against: true }
    ]);
  });

  it('says what moved it, and how far', () => {
    const effects: ListedRow['effects'] = [
      { cause: 'novelty', share: -0.5 },
      { cause: 'context', share: 0.001 },
      { cause: 'like', share: 0.1 },
      { cause: 'less-of-artist', share: -1 / 60 }
    ];
    expect(accountOf({ ...row, effects }, about).effects).toEqual([
      'The slider between familiar and new: down about 30 places',
      'Saturday morning, compared with other times: less than one place',
      'You liked it: up about 6 places',
      'You asked for less of this artist: down about 1 place'
    ]);
  });
});

it('says "exploring" where it is so', () => {
  expect(describeExploring({ exploring: undefined })).toBeUndefined();
  expect(describeExploring({ exploring: 'slot' })).toMatch(/^Exploring/);
  expect(describeExploring({ exploring: 'slider' })).toMatch(/^Exploring/);
});

it('tells how often a song was heard near another one', () => {
  const reason = { kind: 'together', with: song, times: 2, plays: 5, lastPlayedAt: now } as const;
  expect(describeReason(reason, now)).toBe(
    'Heard twice near Paper Lantern in a sitting, 5 times in all, last today'
  );
});

describe('feedback', () => {
  it('is of the song, or of its artist', () => {
    expect(verdictOn(song, 'like', 7)).toEqual({ kind: 'like', subject: song.key, givenAt: 7 });
    expect(verdictOn(song, 'less-of-artist', 7).subject).toBe('quiet harbour');
  });

  it.each([
    ['like', 'Liked today'],
    ['not-for-me', 'Not for you, said today'],
    ['not-now', 'Hidden until 28 Dec 2026'],
    ['less-of-artist', 'Less of this artist, said today']
  ] as const)('%s in words', (kind, what) => {
    const verdict = verdictOn(song, kind, now);
    const names = new Map([[verdict.subject, 'As it is written']]);
    expect(describeFeedback(verdict, names, now)).toEqual({ name: 'As it is written', what });
  });

  it('of a song that the history no longer has shows its key', () => {
    expect(describeFeedback(verdictOn(song, 'like', now), new Map(), now).name).toBe(
      'paper lantern, quiet harbour'
    );
  });
});
