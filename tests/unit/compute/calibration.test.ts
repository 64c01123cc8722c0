import { describe, expect, test } from 'vitest';
import { chooseFastest, median, quantile, timeInterleaved } from '../../../src/lib/compute/calibration.ts';

test('the median is the middle, or the mean of the middle two', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([10, 1, 2, 4])).toBe(3);
  expect(() => median([])).toThrow(RangeError);
});

test('a quantile is the smallest value that enough others do not exceed', () => {
  const values = [5, 1, 4, 2, 3];
  expect([0.2, 0.21, 0.5, 0.95, 1].map((share) => quantile(values, share))).toEqual([1, 2, 3, 5, 5]);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});

describe('the choice', () => {
  const costs = new Map([
    ['a', 10],
    ['b', 8.1],
    ['c', 30]
  ]);

  test('is the least cost', () => {
    expect(chooseFastest(costs)).toBe('b');
    expect(chooseFastest(new Map<string, number>())).toBeUndefined();
  });

  test('stays with the former one until another is a fifth faster', () => {
    expect(chooseFastest(costs, 'a')).toBe('a');
    expect(chooseFastest(new Map([...costs, ['b', 8]]), 'a')).toBe('a');
    expect(chooseFastest(new Map([...costs, ['b', 7.9]]), 'a')).toBe('b');
    expect(chooseFastest(costs, 'c')).toBe('b');
  });

  test('forgets a former one that no longer competes', () => {
    expect(chooseFastest(costs, 'gone')).toBe('b');
  });
});

describe('interleaved timing', () => {
  /** A clock that each call moves on by what it costs. */
  function contender() {
    let time = 0;
    const log: string[] = [];
    const call = (name: string, cost: number) => () => {
      log.push(name);
      time += cost;
    };
    return { now: () => time, log, call };
  }

  test('takes turns, and gives the time of one call', async () => {
    const { now, log, call } = contender();
    const contenders = new Map([
      ['slow', call('slow', 5)],
      ['slower', call('slower', 7)]
    ]);
    const samples = await timeInterleaved(contenders, { now, rounds: 6, budget: Infinity });
    expect(samples.get('slow')).toEqual({ times: [5, 5, 5, 5, 5, 5], calls: 1 });
    expect(samples.get('slower')?.times).toEqual([7, 7, 7, 7, 7, 7]);
    expect(log.slice(-12).join(' ')).toBe(
      'slow slower slower slow slow slower slower slow slow slower slower slow'
    );
  });

  test('makes samples of calls that a coarse clock would not see', async () => {
    const { now, call } = contender();
    const rough = () => Math.floor(now() * 10) / 10;
    const contenders = new Map([['fast', call('fast', 0.03125)]]);
    const samples = await timeInterleaved(contenders, { now: rough, rounds: 8, budget: Infinity });
    const { times, calls } = samples.get('fast') ?? { times: [], calls: 0 };
    expect(calls).toBe(32);
    expect(median(times)).toBeCloseTo(0.03125, 3);
  });

  test('ends with the budget, though not before five samples', async () => {
    const { now, call } = contender();
    const count = async (budget: number) => {
      const contenders = new Map([['slow', call('slow', 10)]]);
      return (await timeInterleaved(contenders, { now, rounds: 100, budget })).get('slow')?.times.length;
    };
    expect(await count(1)).toBe(5);
    expect(await count(95)).toBe(10);
  });

  test('ends when aborted', async () => {
    const { now, call } = contender();
    const controller = new AbortController();
    const work = timeInterleaved(new Map([['slow', call('slow', 10)]]), {
      now,
      rounds: 100,
      budget: Infinity,
      signal: controller.signal,
      onRound: (done) => {
        if (done === 3) controller.abort(new Error('enough'));
      }
    });
    await expect(work).rejects.toThrow('enough');
  });
});
