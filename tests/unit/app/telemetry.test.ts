import { describe, expect, test } from 'vitest';
import {
  CAP_STOPS,
  capStop,
  describeReceipt,
  describeStanding,
  describeWeek,
  exampleAccount,
  formatEpsilon,
  logFile,
  totalsTable
} from '$lib/app/index.ts';
import {
  type Books,
  CAP_RANGES,
  DEFAULT_CAPS,
  EPSILONS,
  METRICS,
  parseReport
} from '$lib/telemetry/index.ts';
import { noteRecommended, recommendedStarts } from '../../../src/lib/app/player/recommended.ts';
import { markReporting, reportsHere } from '../../../src/lib/app/telemetry/flag.ts';
import { ofHundred } from '../../../src/lib/app/telemetry/words.ts';
import { readSettings } from '../../../src/lib/app/settings.ts';

const NOW = Date.UTC(2026, 10, 24, 10);
const books: Books = {
  consents: [{ metric: 'hour', epsilon: 1, since: 0 }],
  ledger: [],
  answers: [],
  outbox: [],
  withheld: [],
  caps: DEFAULT_CAPS
};
const line = (period: string) => ({
  metric: 'hour',
  period,
  epsilon: 1,
  at: 0,
  mechanism: 'subset selection'
});
const week = {
  period: '2026-W47',
  plays: [],
  recommended: new Set<string>(),
  hourOf: () => 0,
  serving: 'mixture',
  answering: undefined
};

test('an example says for every question and budget what would be sent, and it could be', () => {
  for (const { id, domain } of METRICS) {
    for (const epsilon of EPSILONS) {
      const account = exampleAccount(id, epsilon, week);
      expect(parseReport(JSON.parse(account.text))).toMatchObject({
        metric: id,
        epsilon,
        period: '2026-W47'
      });
      expect(account.hex.split(' ')).toHaveLength(account.bytes);
      expect(account.noised).not.toBe('');
      expect(account.alternatives.filter(({ yours }) => yours)).toHaveLength(1);
      if (domain.kind === 'choice') expect(account.alternatives).toHaveLength(domain.options.length);
    }
  }
  expect(exampleAccount('serving', 8, week)).toMatchObject({ truth: 'mixture' });
  expect(exampleAccount('serving', 8, week).odds).toMatch(/^Of 100 people with your answer, over 99 would/);
});

test('a year of small reports is said to add up to less than their sum', () => {
  expect(exampleAccount('hour', 0.25, week).year).toContain('adds up to 13, or to 9.15 but for one chance');
});

describe('where a question stands', () => {
  test.each<[Partial<Books>, RegExp]>([
    [{}, /is due/],
    [{ ledger: [line('2026-W46')] }, /is due/],
    [{ ledger: [line('2026-W47')] }, /^Answered/],
    [{ ledger: [line('2026-W49')] }, /clock .* set back: .* 30 Nov 2026 to 6 Dec 2026/],
    [{ withheld: [{ metric: 'hour', period: '2026-W47', cap: 'year', at: 0 }] }, /cap for these 52 weeks/]
  ])('%#', (more, words) => {
    expect(describeStanding({ ...books, ...more }, 'hour', NOW)).toMatch(words);
  });

  test('switched off, nowhere', () => {
    expect(describeStanding(books, 'skipped', NOW)).toBeUndefined();
  });
});

test('totals are of what was spent and of the year to come', () => {
  const { rows } = totalsTable({ ...books, ledger: [line('2026-W45'), line('2026-W46')] }, NOW);
  expect(rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
    ['2', '2'],
    ['52', '52'],
    ['54', '54']
  ]);
});

test('weeks, people and budgets in words', () => {
  expect(describeWeek('2026-W47')).toBe('16 Nov 2026 to 22 Nov 2026');
  expect([0, 0.001, 0.5, 0.999, 1].map(ofHundred)).toEqual(['0', 'under 1', '50', 'over 99', '100']);
  expect([0.1, 1, 9.147, 49.16].map(formatEpsilon)).toEqual(['0.1', '1', '9.15', '49.2']);
  expect(describeReceipt(202)).toBe('Stored (202)');
  expect(describeReceipt(503)).toBe('Not now (503)');
});

test('caps stop within their ranges, at the default and at both ends', () => {
  for (const name of ['week', 'year'] as const) {
    const { low, high } = CAP_RANGES[name];
    expect([CAP_STOPS[name][0], CAP_STOPS[name].at(-1)]).toEqual([low, high]);
    expect(CAP_STOPS[name][capStop(name, DEFAULT_CAPS[name])]).toBe(DEFAULT_CAPS[name]);
  }
});

test('the log as a file has every byte', async () => {
  const bytes = new TextEncoder().encode('{}');
  const delivery = { key: 'k', attempt: 2, metric: 'hour', period: '2026-W47', bytes, at: NOW, answer: 202 };
  expect(JSON.parse(await logFile([delivery]).text())).toEqual([
    {
      at: '2026-11-24T10:00:00.000Z',
      metric: 'hour',
      period: '2026-W47',
      attempt: 2,
      text: '{}',
      hex: '7b 7d',
      answer: 'Stored (202)'
    }
  ]);
});

test('plays that the recommender began are remembered for two weeks', () => {
  const kept = new Map<string, string>([['earshot-recommended', '{"not": "a list"}']]);
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value)
  };
  const day = 24 * 60 * 60 * 1000;
  expect(recommendedStarts(storage).size).toBe(0);
  for (const start of [NOW, NOW + 13 * day, NOW + 16 * day]) noteRecommended(storage, start);
  expect([...recommendedStarts(storage)]).toEqual([NOW + 13 * day, NOW + 16 * day]);
});

test('that something is on is no setting: no backup brings it', () => {
  const kept = new Map<string, string>();
  const storage = {
    get length() {
      return kept.size;
    },
    key: (i: number) => [...kept.keys()][i] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key)
  };
  expect(reportsHere(storage)).toBe(false);
  markReporting(storage, true);
  expect([reportsHere(storage), readSettings(storage)]).toEqual([true, {}]);
  markReporting(storage, false);
  expect(reportsHere(storage)).toBe(false);
});
