import { describe, expect, it } from 'vitest';
import { accountsChart, averagingChart, describeCap } from '../../../src/lib/app/lab/year-charts.ts';
import { errorChart, surveyCharts } from '../../../src/lib/app/lab/charts.ts';
import { tableAsCsv } from '../../../src/lib/app/lab/csv.ts';
import { describeTrial, MAGIC, magicChart, trialTable } from '../../../src/lib/app/lab/magic.ts';
import { describeReport } from '../../../src/lib/app/lab/report-words.ts';
import { nearestStopTo, PEOPLE_STOPS } from '../../../src/lib/app/lab/sliders.ts';
import { describeDemand, leavingTable } from '../../../src/lib/app/lab/tables.ts';
import { roundTable, trustTable } from '../../../src/lib/app/lab/trust-words.ts';
import {
  formatBound,
  formatChance,
  formatFactor,
  formatMargin,
  formatOdds,
  formatPeople
} from '../../../src/lib/app/lab/words.ts';
import {
  changed,
  DEFAULT_QUESTION,
  leavingAt,
  OFF,
  surveyOf,
  trustsOf,
  yearOf
} from '../../../src/lib/lab/index.ts';

describe('words', () => {
  it.each([
    [0, 'none in 100'],
    [0.0001, 'under 1 in 1,000'],
    [0.004, '4 in 1,000'],
    [0.1, '10 in 100'],
    [0.994, '994 in 1,000'],
    [0.9999, 'over 999 in 1,000'],
    [1, '100 in 100']
  ])('say the chance %d', (chance, words) => {
    expect(formatChance(chance)).toBe(words);
  });

  it.each([
    [0.1548, 'most', '16 in 100'],
    [0.0631, 'least', '6 in 100'],
    [0.23, 'most', '23 in 100'],
    [0.0041, 'most', '5 in 1,000'],
    [0.9999, 'most', 'over 999 in 1,000']
  ] as const)('round the bound %d so that it holds at %s', (chance, side, words) => {
    expect(formatBound(chance, side)).toBe(words);
  });

  it.each([
    [0, 'impossible'],
    [0.1, '1 to 9'],
    [0.5, 'even'],
    [0.75, '3 to 1'],
    [0.00099, '1 to 1,000'],
    [1, 'certain']
  ])('say the odds of %d', (chance, words) => {
    expect(formatOdds(chance)).toBe(words);
  });

  it('say factors, margins and crowds', () => {
    expect([0.1, 1, 8, OFF].map(formatFactor)).toEqual([
      '1.11 times',
      '2.72 times',
      '2,990 times',
      'without limit'
    ]);
    expect([0, 0.01, 0.02, 0.00034].map(formatMargin)).toEqual([
      'exact',
      '±1 point',
      '±2 points',
      '±0.034 points'
    ]);
    expect([100, 20_000, 3_400_000, 1.2e10].map(formatPeople)).toEqual([
      '100',
      '20,000',
      '3.4 million',
      '12 billion'
    ]);
  });

  it('answer what epsilon it takes', () => {
    expect(describeDemand(DEFAULT_QUESTION)).toBe(
      'For ±2 points with 100,000 people, ε 0.56 is enough: private.'
    );
    const few = changed(DEFAULT_QUESTION, { people: 100, margin: 0.001 });
    expect(describeDemand(few)).toMatch(/^For ±0.1 points with 100 people, ε 1\d is enough/);
  });
});

describe('pictures', () => {
  it('hold their lines and their tables together', () => {
    const question = DEFAULT_QUESTION;
    const year = yearOf(question);
    const mean = changed(question, { metric: 'skipped' });
    for (const { lines, table, x, y } of [
      errorChart(question),
      accountsChart(question, year),
      averagingChart(question, year),
      errorChart(mean),
      averagingChart(mean, yearOf(mean))
    ]) {
      expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true);
      for (const point of lines.flatMap(({ points }) => points)) {
        expect(point.x).toBeGreaterThanOrEqual(x.low);
        expect(point.x).toBeLessThanOrEqual(x.high * (1 + 1e-9));
        expect(point.y).toBeGreaterThanOrEqual(y.low);
        expect(point.y).toBeLessThanOrEqual(y.high * (1 + 1e-9));
      }
    }
    expect(describeCap(question)).toBe(
      'A cap of 10 lets 10 reports at ε 1 through; then nothing more leaves.'
    );
    expect(describeCap(changed(question, { cap: 1, budgets: [4], look: 4 }))).toContain('nothing leaves');
  });

  it('count the intervals that hold the truth', () => {
    const survey = surveyOf(DEFAULT_QUESTION, OFF);
    expect(surveyCharts(DEFAULT_QUESTION, [survey])[0]?.summary).toContain('10 of 10 intervals');
  });

  it('show an average once for all budgets, and what falls outside of the scale as beyond it', () => {
    const question = changed(DEFAULT_QUESTION, { metric: 'accepted', budgets: [0.1, 8, OFF], people: 100 });
    const surveys = question.budgets.map((budget) => surveyOf(question, budget));
    const [chart, ...others] = surveyCharts(question, surveys);
    expect(others).toEqual([]);
    expect(chart?.rows.map(({ name }) => name)).toEqual(['ε 0.1', 'ε 8', 'off']);
    expect(chart?.low).toBeGreaterThanOrEqual(-0.25);
    expect(chart?.high).toBeLessThanOrEqual(1.25);
    const [, truth, estimate] = chart?.table.rows.at(-1) ?? [];
    expect(estimate).toBe(truth);
  });

  it('tell what a report says', () => {
    const question = changed(DEFAULT_QUESTION, { metric: 'skipped' });
    expect(describeReport(question, 1, 0)).toMatch(/^says −\d+\.\d\u202f%$/);
    expect(describeReport(DEFAULT_QUESTION, 1, [0, 2])).toBe('marks “nothing”, “bells”');
    for (const asked of [question, DEFAULT_QUESTION]) {
      const { columns, rows } = leavingTable(asked, [leavingAt(asked, 1), leavingAt(asked, OFF)]);
      expect(rows.map((row) => row.length)).toEqual([columns.length, columns.length]);
    }
  });

  it('add the bits of a round up to an average', () => {
    const round = {
      total: [3, 2, ...new Array<number>(14).fill(1)],
      accepted: 4,
      rejected: [],
      bytes: { leader: 0, helper: 0 },
      ms: { devices: 0, servers: 0 }
    };
    expect(roundTable('skipped', round).rows.slice(-2)).toEqual([
      ['All 16 sums', '19'],
      ['So the average', '29.7\u202f%']
    ]);
  });

  it('say for each model of trust what it rests on', () => {
    for (const question of [DEFAULT_QUESTION, changed(DEFAULT_QUESTION, { metric: 'skipped' })]) {
      const { rows, columns } = trustTable(question, trustsOf(question));
      expect(rows).toHaveLength(4);
      expect(rows.every((row) => row.length === columns.length && row.every((cell) => cell !== ''))).toBe(
        true
      );
    }
  });

  it('become CSV that a spreadsheet reads', () => {
    expect(tableAsCsv({ columns: ['a', 'b'], rows: [['1, 2', 'say "x"']] })).toBe(
      'a,b\r\n"1, 2","say ""x"""\r\n'
    );
  });
});

describe('the slider of people', () => {
  it('goes from 100 to 100 million and finds its stops', () => {
    expect(PEOPLE_STOPS[0]).toBe(100);
    expect(PEOPLE_STOPS.at(-1)).toBe(100_000_000);
    PEOPLE_STOPS.forEach((stop, at) => {
      expect(nearestStopTo(PEOPLE_STOPS, stop)).toBe(at);
    });
    expect(nearestStopTo(PEOPLE_STOPS, 1_200_000)).toBe(PEOPLE_STOPS.indexOf(1_000_000));
  });
});

describe('what budgets cost the magic', () => {
  it('shows the figures as they were measured, each with its interval', () => {
    const { lines, table } = magicChart(MAGIC);
    const [device, local] = ['on the device', 'noised plays'].map((name) =>
      lines.find((line) => line.name === name)
    );
    expect(new Set(device?.points.map(({ y }) => y))).toEqual(new Set([MAGIC.flat['device']?.ndcg]));
    const measured = MAGIC.curves.find(({ id }) => id === 'local')?.points ?? [];
    expect(local?.points).toEqual(measured.map(({ epsilon, ndcg }) => ({ x: epsilon, y: ndcg })));
    const points = MAGIC.curves.flatMap((curve) => curve.points);
    expect(table.rows).toHaveLength(points.length + Object.keys(MAGIC.flat).length);
    for (const { low, ndcg, high } of [...points, ...Object.values(MAGIC.flat)])
      expect(low <= ndcg && ndcg <= high).toBe(true);
  });

  it('says of noised plays what the figures say', () => {
    const local = MAGIC.curves.find(({ id }) => id === 'local')?.points ?? [];
    const { popularity, device } = MAGIC.flat;
    const at = (budget: number) => local.find(({ epsilon }) => epsilon === budget)?.ndcg ?? NaN;
    // "no better than one list for everybody, until the budget is private in name only", which `describeBudget` says
    // of everything above 4.
    expect(at(4)).toBeLessThan(popularity?.ndcg ?? NaN);
    expect(at(12)).toBeGreaterThan(2 * (popularity?.ndcg ?? NaN));
    expect(device?.ndcg).toBeGreaterThan(2 * (popularity?.ndcg ?? NaN));
  });

  const point = (ndcg: number) => ({ ndcg, low: ndcg, high: ndcg, setting: '' });
  const trial = {
    exact: { cloud: point(0.22), device: point(0.2), popularity: point(0.02) },
    tried: [
      { budget: 1, local: point(0.01), summed: point(0.19) },
      { budget: OFF, local: point(0.22), summed: point(0.25) }
    ]
  };

  it('puts a trial into a table and a sentence', () => {
    expect(trialTable(trial)).toEqual({
      columns: ['Budget', 'On device', 'Sums', 'Plays', 'One list'],
      rows: [
        ['ε 1', '0.200', '0.190', '0.010', '0.020'],
        ['off', '0.200', '0.250', '0.220', '0.020']
      ]
    });
    expect(describeTrial(trial)).toBe('At ε 1 a play the cloud keeps 5 % of what the device gives.');
    expect(describeTrial({ ...trial, tried: trial.tried.slice(1) })).toBe(
      'At these budgets the cloud keeps at least half of what the device gives.'
    );
    expect(describeTrial({ ...trial, tried: [] })).toBeUndefined();
  });
});
