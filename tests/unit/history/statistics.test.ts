import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calendarOf,
  computeStatistics,
  dayOf,
  type Listening,
  type Statistics,
  type StatisticsQuery
} from '../../../src/lib/history/index.ts';
import { type Event, listeningFrom } from './listening.ts';

const ALWAYS = { from: -Infinity, to: Infinity };
const MINUTE = 60_000;
const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00Z`);

function statistics(events: readonly Event[] | Listening, query: Partial<StatisticsQuery> = {}): Statistics {
  const listening = 'songs' in events ? events : listeningFrom(events);
  const whole = {
    period: ALWAYS,
    measure: 'plays',
    zone: 'UTC',
    now: utc('2024-06-10 12:00'),
    ...query
  } as const;
  return computeStatistics(listening, calendarOf(listening, whole.zone), whole);
}

describe('totals', () => {
  it('counts plays, skips, known time and what was heard', () => {
    const { totals } = statistics([
      { at: '2024-05-01 10:00', artist: 'A', title: '1', album: 'X' },
      { at: '2024-05-01 10:05', artist: 'A', title: '2', album: 'X', ms: -1 },
      { at: '2024-05-02 10:00', artist: 'B', title: '1', ms: 60_000 },
      { at: '2024-05-03 10:00', artist: 'C', title: '1', ms: 5000, skipped: true }
    ]);
    expect(totals).toEqual({
      plays: 3,
      ms: 240_000,
      skips: 1,
      unknown: 1,
      artists: 2,
      songs: 3,
      albums: 1,
      days: 2
    });
  });

  it('takes a period from its first moment to before its last', () => {
    const events = ['2024-05-01 00:00', '2024-05-15 12:00', '2024-06-01 00:00'].map((at) => ({ at }));
    const period = { from: utc('2024-05-01 00:00'), to: utc('2024-06-01 00:00') };
    expect(statistics(events, { period }).totals.plays).toBe(2);
  });
});

describe('top lists', () => {
  const events: Event[] = [
    { at: '2024-05-01 10:00', artist: 'Long', title: 'L', album: 'One', ms: 600_000 },
    { at: '2024-05-01 10:20', artist: 'Often', title: 'a', album: 'Two', ms: 60_000 },
    { at: '2024-05-01 10:30', artist: 'Often', title: 'b', album: 'Two', ms: 60_000 },
    { at: '2024-05-01 10:40', artist: 'Skipped', title: 's', ms: 1000, skipped: true }
  ];

  it('orders by plays or by time', () => {
    expect(statistics(events).top.artists).toEqual([
      { key: 'Often', name: 'Often', plays: 2, ms: 120_000 },
      { key: 'Long', name: 'Long', plays: 1, ms: 600_000 }
    ]);
    const { top } = statistics(events, { measure: 'time' });
    expect(top.artists.map(({ name }) => name)).toEqual(['Long', 'Often']);
    expect(top.albums.map(({ name, by }) => [name, by])).toEqual([
      ['One', 'Long'],
      ['Two', 'Often']
    ]);
  });

  it('lets the other measure, then the first hearing, decide between equals', () => {
    expect(statistics(events).top.songs.map(({ name }) => name)).toEqual(['L', 'a', 'b']);
  });

  it('gives the same as sorting everything', () => {
    const picks = fc.array(fc.tuple(fc.nat(90), fc.nat(3)), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(picks, (list) => {
        const played = list.map(([title, minutes]) => ({
          at: '2024-05-01 10:00',
          title: String(title),
          ms: minutes * MINUTE
        }));
        const counts = new Map<string, { plays: number; ms: number }>();
        for (const { title, ms } of played) {
          const heard = counts.get(title) ?? { plays: 0, ms: 0 };
          counts.set(title, { plays: heard.plays + 1, ms: heard.ms + ms });
        }
        // Stable: equals stay in the order in which they were first heard.
        const sorted = [...counts].sort(([, a], [, b]) => b.plays - a.plays || b.ms - a.ms).slice(0, 50);
        expect(statistics(played).top.songs.map(({ name }) => name)).toEqual(sorted.map(([title]) => title));
      })
    );
  });
});

describe('listening clock', () => {
  it('knows the local hour and the weekend', () => {
    // Friday 23:30 in London is Saturday 00:30 in Berlin.
    const events = [{ at: '2024-01-05 23:30' }];
    expect(statistics(events).clock.weekdays[23]).toEqual({ plays: 1, ms: 180_000 });
    expect(statistics(events, { zone: 'Europe/Berlin' }).clock.weekend[0]?.plays).toBe(1);
  });
});

describe('days, streaks and Eddington number', () => {
  const on = (date: string, plays: number) =>
    Array.from({ length: plays }, (_, n) => ({ at: `${date} 10:${String(n * 4).padStart(2, '0')}` }));
  const events = [
    ...on('2024-06-01', 2),
    ...on('2024-06-02', 1),
    ...on('2024-06-03', 3),
    ...on('2024-06-08', 3),
    ...on('2024-06-09', 3)
  ];

  it('fills silent days', () => {
    const { days } = statistics(events);
    expect(days.first).toBe(dayOf(2024, 6, 1));
    expect(days.plays).toEqual([2, 1, 3, 0, 0, 0, 0, 3, 3]);
    expect(days.ms[2]).toBe(540_000);
  });

  it('finds the longest streak, and the current one until it is broken', () => {
    const { streaks } = statistics(events);
    expect(streaks.longest).toEqual({ from: dayOf(2024, 6, 1), days: 3 });
    expect(streaks.current).toEqual({ from: dayOf(2024, 6, 8), days: 2 });
    expect(statistics(events, { now: utc('2024-06-11 12:00') }).streaks.current).toBeUndefined();
  });

  it('finds E days of E plays', () => {
    expect(statistics(events).eddington).toBe(3);
    expect(statistics(events.slice(0, 1)).eddington).toBe(1);
  });
});

describe('discovery', () => {
  const events = [
    { at: '2024-01-10 10:00', artist: 'A', title: '1' },
    { at: '2024-01-11 10:00', artist: 'A', title: '2' },
    { at: '2024-03-01 10:00', artist: 'A', title: '1' },
    { at: '2024-03-02 10:00', artist: 'B', title: '1' }
  ];
  const january = 54 * 12;

  it('counts what is new each month', () => {
    expect(statistics(events).discovery).toEqual({
      before: { artists: 0, songs: 0 },
      months: [
        { month: january, plays: 2, artists: 1, songs: 2 },
        { month: january + 1, plays: 0, artists: 0, songs: 0 },
        { month: january + 2, plays: 2, artists: 1, songs: 1 }
      ]
    });
  });

  it('remembers what was known before the period', () => {
    const period = { from: utc('2024-02-01 00:00'), to: Infinity };
    expect(statistics(events, { period }).discovery).toEqual({
      before: { artists: 1, songs: 2 },
      months: [{ month: january + 2, plays: 2, artists: 1, songs: 1 }]
    });
  });
});

describe('sessions', () => {
  it('end after half an hour of silence', () => {
    const { sessions } = statistics([
      { at: '2024-05-01 10:00', ms: 5 * MINUTE },
      // 30 minutes after the end of the first: still the same session.
      { at: '2024-05-01 10:35', ms: 5 * MINUTE },
      { at: '2024-05-01 11:11', ms: 4 * MINUTE },
      // A session of nothing but a skip is none.
      { at: '2024-05-02 10:00', ms: 4000, skipped: true }
    ]);
    expect(sessions).toEqual({
      count: 2,
      medianMs: 22 * MINUTE,
      medianPlays: 1.5,
      longest: { startedAt: utc('2024-05-01 10:00'), ms: 40 * MINUTE, plays: 2 }
    });
  });
});

describe('skips', () => {
  it('are a rate only for sources that tell them', () => {
    const { skips } = statistics([
      { at: '2024-05-01 10:00', source: 1 },
      { at: '2024-05-01 10:05', source: 1, skipped: true, ms: 1000 },
      { at: '2024-05-01 10:10', source: 3 },
      { at: '2024-07-01 10:00', source: 1 }
    ]);
    expect(skips.map(({ events, skips }) => [events, skips])).toEqual([
      [2, 1],
      [0, 0],
      [1, 0]
    ]);
    expect(statistics([{ at: '2024-05-01 10:00', source: 3 }]).skips).toEqual([]);
  });
});

describe('on this day', () => {
  it('tells earlier years, newest first', () => {
    const events: Event[] = [
      { at: '2022-06-10 08:00', title: 'old' },
      { at: '2023-06-09 23:59', title: 'the day before' },
      { at: '2023-06-10 00:00', title: 'twice' },
      { at: '2023-06-10 12:00', title: 'once' },
      { at: '2023-06-10 23:59', title: 'twice' },
      { at: '2024-06-10 10:00', title: 'today' }
    ];
    const { onThisDay } = statistics(events, { period: { from: utc('2024-01-01 00:00'), to: Infinity } });
    expect(onThisDay.map(({ year, plays }) => [year, plays])).toEqual([
      [2023, 3],
      [2022, 1]
    ]);
    expect(onThisDay[0]?.songs.map(({ title, plays }) => [title, plays])).toEqual([
      ['twice', 2],
      ['once', 1]
    ]);
  });

  it('has no 29 February in common years', () => {
    const events = [{ at: '2020-02-29 10:00' }, { at: '2023-03-01 10:00' }];
    const { onThisDay } = statistics(events, { now: utc('2024-02-29 12:00') });
    expect(onThisDay.map(({ year }) => year)).toEqual([2020]);
  });
});

describe('diversity', () => {
  it('is the number of artists when all are equal, and one for one', () => {
    const equal = ['A', 'B', 'C', 'D'].map((artist) => ({ at: '2023-05-01 10:00', artist }));
    const one = [{ at: '2024-05-01 10:00', artist: 'A' }];
    const [first, second] = statistics([...equal, ...one]).diversity;
    expect(first).toMatchObject({ year: 2023, plays: 4, artists: 4, topTen: 1 });
    expect(first?.effective).toBeCloseTo(4, 12);
    expect(second).toEqual({ year: 2024, plays: 1, artists: 1, effective: 1, topTen: 1 });
  });

  it('weighs unequal ones by entropy', () => {
    // 3 to 1: exp(-(3/4 ln 3/4 + 1/4 ln 1/4)) = 4 / 3^(3/4)
    const events = ['A', 'A', 'A', 'B'].map((artist) => ({ at: '2023-05-01 10:00', artist }));
    expect(statistics(events).diversity[0]?.effective).toBeCloseTo(4 / 3 ** 0.75, 12);
  });
});

const histories = fc
  .array(
    fc.record({
      time: fc.integer({ min: utc('2021-01-01 00:00'), max: utc('2024-06-09 00:00') }),
      artist: fc.constantFrom('A', 'B', 'C', 'D'),
      title: fc.constantFrom('1', '2', '3'),
      ms: fc.constantFrom(-1, 31_000, 200_000),
      skipped: fc.boolean()
    }),
    { maxLength: 60 }
  )
  .map((rows) => {
    rows.sort((a, b) => a.time - b.time);
    const listening = listeningFrom(
      rows.map((row) => ({ ...row, album: row.title, at: '2024-01-01 00:00' }))
    );
    return { ...listening, startedAt: Float64Array.from(rows, ({ time }) => time) };
  });

describe('laws', () => {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

  it.each(['UTC', 'Australia/Lord_Howe', 'America/New_York'])('parts add up to the whole in %s', (zone) => {
    fc.assert(
      fc.property(histories, (listening) => {
        const found = statistics(listening, { zone });
        const { plays, ms, skips, artists, songs } = found.totals;
        expect(plays + skips).toBe(listening.startedAt.length);
        const hours = [...found.clock.weekdays, ...found.clock.weekend];
        for (const heard of [hours, found.top.artists, found.top.songs, found.top.albums]) {
          expect(sum(heard.map((entry) => entry.plays))).toBe(plays);
          expect(sum(heard.map((entry) => entry.ms))).toBe(ms);
        }
        expect(sum(found.days.plays)).toBe(plays);
        expect(sum(found.days.ms)).toBe(ms);
        expect(found.days.plays.filter((count) => count > 0).length).toBe(found.totals.days);
        expect(sum(found.discovery.months.map((month) => month.plays))).toBe(plays);
        expect(sum(found.discovery.months.map((month) => month.artists))).toBe(artists);
        expect(sum(found.discovery.months.map((month) => month.songs))).toBe(songs);
        expect(sum(found.diversity.map((year) => year.plays))).toBe(plays);
        for (const year of found.diversity) {
          expect(year.effective).toBeGreaterThan(1 - 1e-9);
          expect(year.effective).toBeLessThan(year.artists + 1e-9);
        }
      })
    );
  });

  it('a history cut in two has the plays, and the discoveries, of the whole', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 2021, max: 2024 }), (listening, year) => {
        const cut = Date.UTC(year, 3, 1);
        const early = statistics(listening, { period: { from: -Infinity, to: cut } });
        const late = statistics(listening, { period: { from: cut, to: Infinity } });
        const whole = statistics(listening);
        expect(early.totals.plays + late.totals.plays).toBe(whole.totals.plays);
        expect(late.discovery.before.songs).toBe(early.totals.songs);
        expect(early.discovery.before.songs).toBe(0);
        const late_new = sum(late.discovery.months.map((month) => month.songs));
        expect(early.totals.songs + late_new).toBe(whole.totals.songs);
      })
    );
  });

  it('says nothing, without falling, about no plays at all', () => {
    const { totals, years, streaks, sessions, eddington, discovery } = statistics([]);
    expect(totals.plays).toBe(0);
    expect({ years, streaks, eddington, months: discovery.months }).toEqual({
      years: [],
      streaks: {},
      eddington: 0,
      months: []
    });
    expect(sessions).toEqual({ count: 0, medianMs: 0, medianPlays: 0 });
  });
});
