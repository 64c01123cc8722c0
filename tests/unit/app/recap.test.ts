import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cardFileName,
  cardOf,
  daysBetween,
  describeCard,
  FEW,
  isoDate,
  parseRecap,
  recapId,
  recapName,
  recapOf,
  type RecapPeriod
} from '../../../src/lib/app/recap/index.ts';
import { recapBefore, recapBounds } from '../../../src/lib/app/recap/period.ts';
import { palettes } from '../../../src/lib/components/card/palette.ts';
import { calendarOf, computeStatistics, dayOf, type Period } from '../../../src/lib/history/index.ts';
import { type Event, listeningFrom } from '../history/listening.ts';

const ALL: RecapPeriod = { kind: 'all' };
const YEAR: RecapPeriod = { kind: 'year', year: 2024 };

describe('the period of a recap', () => {
  it.each([
    ['all', ALL],
    ['2024', YEAR],
    ['2024-02', { kind: 'month', year: 2024, month: 2 }],
    ['2024-02-28..2024-03-01', { kind: 'days', first: dayOf(2024, 2, 28), last: dayOf(2024, 3, 1) }],
    ['2024-03-01..2024-02-28', { kind: 'days', first: dayOf(2024, 2, 28), last: dayOf(2024, 3, 1) }],
    [null, undefined],
    ['', undefined],
    ['2024-13', undefined],
    ['2024-00', undefined],
    ['99999', undefined],
    ['2023-02-29..2023-03-01', undefined],
    ['2024-02-28..', undefined],
    ['<script>', undefined]
  ])('reads %j', (text, period) => {
    expect(parseRecap(text)).toEqual(period);
  });

  it('comes back from an address as it went in', () => {
    const day = fc.integer({ min: dayOf(1990, 1, 1), max: dayOf(2090, 1, 1) });
    fc.assert(
      fc.property(day, day, (one, other) => {
        const days = daysBetween(isoDate(one), isoDate(other));
        expect(days).toEqual({ kind: 'days', first: Math.min(one, other), last: Math.max(one, other) });
        expect(days && parseRecap(recapId(days))).toEqual(days);
      })
    );
  });

  it.each([
    ['all', 'All time'],
    ['2024', '2024'],
    ['2024-02', 'February 2024'],
    ['2024-02-28..2024-02-28', '28 Feb 2024'],
    ['2024-02-28..2024-03-01', '28 Feb to 1 Mar 2024'],
    ['2023-12-31..2024-01-01', '31 Dec 2023 to 1 Jan 2024']
  ])('%s is called %s', (id, name) => {
    expect(recapName(parseRecap(id) ?? ALL).join(' ')).toBe(name);
  });

  it.each([
    ['2024', '2023'],
    ['2024-01', '2023-12'],
    ['2024-03-01..2024-03-07', '2024-02-23..2024-02-29']
  ])('what comes before %s, and ends where it begins, is %s', (id, before) => {
    const period = parseRecap(id) ?? ALL;
    const found = recapBefore(period) ?? ALL;
    expect(recapId(found)).toBe(before);
    expect(recapBounds(found).to).toBe(recapBounds(period).from);
  });

  it('takes in the whole last day', () => {
    const { from, to } = recapBounds(parseRecap('2024-02-28..2024-02-29') ?? ALL);
    expect([from, to]).toEqual([new Date(2024, 1, 28).getTime(), new Date(2024, 2, 1).getTime()]);
  });
});

const ALWAYS: Period = { from: -Infinity, to: Infinity };

function statisticsOf(events: readonly Event[], period = ALWAYS) {
  const listening = listeningFrom(events);
  const now = Date.UTC(2026, 0, 1);
  const query = { period, measure: 'plays', zone: 'UTC', now } as const;
  return computeStatistics(listening, calendarOf(listening, 'UTC'), query);
}

/** Plays on end, one every four minutes. */
function evening(day: string, count: number, artist: (n: number) => string): Event[] {
  return Array.from({ length: count }, (_, n) => ({
    at: `${day} ${20 + Math.floor(n / 15)}:${String((n % 15) * 4).padStart(2, '0')}`,
    artist: artist(n),
    title: `Song ${n}`
  }));
}

const since2024 = { from: Date.UTC(2024, 0, 1), to: Infinity };
const events = [
  ...evening('2023-12-31', 20, () => 'Known'),
  ...evening('2024-01-01', 30, () => 'Known'),
  ...evening('2024-01-02', 40, (n) => (n % 2 === 0 ? 'Known' : 'New'))
];

describe('a recap in words', () => {
  const facts = (period = since2024) =>
    recapOf(YEAR, statisticsOf(events, period)).facts.map(
      ({ name, value, note }) => `${name}: ${value} ${note}`
    );

  it('tells discoveries, streak, busiest times and variety', () => {
    expect(facts()).toEqual([
      'Discoveries: 1 new artist and 35 new songs, never played before',
      'Longest streak: 2 days with music every day, from 1 Jan 2024',
      'Busiest day: Tue, 2 Jan 2024 with 40 plays',
      'Busiest hour: 20:00 to 21:00 when 43\u202f% of the plays began'
    ]);
  });

  it('tells variety from ten artists on, of several years the widest', () => {
    const varied = (day: string, artists: number) => evening(day, 60, (n) => `Artist ${n % artists}`);
    const told = (...played: Event[]) => recapOf(ALL, statisticsOf(played)).facts.at(-1);
    expect(told(...varied('2024-01-01', 12))).toEqual({
      name: 'Variety',
      value: 'Like 12 artists',
      note: 'played equally often; 12 were played in all'
    });
    expect(told(...varied('2023-01-01', 15), ...varied('2024-01-01', 12))).toMatchObject({
      name: 'Most varied year: 2023',
      value: 'Like 15 artists'
    });
    expect(told(...varied('2024-01-01', 9))?.name).toBe('Busiest hour');
  });

  it('calls nothing a discovery where the history begins', () => {
    expect(facts(ALWAYS).join()).not.toContain('Discoveries');
  });

  it('compares with the period before', () => {
    const before = statisticsOf(events, { from: -Infinity, to: since2024.from });
    expect(recapOf(YEAR, statisticsOf(events, since2024), before).change).toBe(
      '50 plays more than in the period before (20), and 1 artist more.'
    );
    expect(recapOf(YEAR, before, before).change).toBe(
      'As many plays as in the period before, by as many artists.'
    );
  });

  it('makes nothing of a few plays', () => {
    const few = statisticsOf(evening('2024-01-01', FEW - 1, String));
    const recap = recapOf(YEAR, few, few);
    expect(recap).toMatchObject({ plays: FEW - 1, facts: [], change: undefined });
    expect(cardOf(recap, false)).toBeUndefined();
  });

  it('tells no time where none is known', () => {
    const unknown = evening('2024-01-01', 20, String).map((event) => ({ ...event, ms: -1 }));
    expect(recapOf(YEAR, statisticsOf(unknown)).figures.map(({ name }) => name)).toEqual([
      'Plays',
      'Artists',
      'Songs'
    ]);
  });
});

describe('the card', () => {
  const recap = recapOf(YEAR, statisticsOf(events, since2024));

  it('says in its text alternative what it shows', () => {
    const content = cardOf(recap, false);
    expect(content && describeCard(content)).toBe(
      'My listening: 2024. 70 plays, 3.5 h of music, 2 artists, 55 songs. Top artists: Known, New. ' +
        'Top songs: Song 0, Song 2, Song 4, Song 6, Song 8.'
    );
  });

  it('says twice that a sample listener is invented', () => {
    const { overline, footer } = cardOf(recap, true) ?? {};
    expect([overline, footer]).toEqual([
      expect.stringContaining('invented'),
      expect.stringContaining('invented')
    ]);
  });

  it.each([
    ['2024', 'portrait', 'earshot-recap-2024.png'],
    ['2024-02', 'story', 'earshot-recap-2024-02-story.png'],
    ['2024-02-28..2024-03-01', 'portrait', 'earshot-recap-2024-02-28-to-2024-03-01.png']
  ] as const)('of %s, %s, is saved as %s', (id, format, name) => {
    expect(cardFileName({ period: parseRecap(id) ?? ALL }, format)).toBe(name);
  });

  it.each(['light', 'dark'] as const)('has the colours of the app, %s', (look) => {
    const css = readFileSync('src/app.css', 'utf8');
    const dark = css.indexOf('@media screen and (prefers-color-scheme: dark)');
    const tokens = look === 'light' ? css.slice(0, dark) : css.slice(dark);
    const colour = (name: string) => new RegExp(`--${name}: (#[0-9a-f]+);`).exec(tokens)?.[1];
    const { tints, ...named } = palettes[look];
    for (const [name, value] of Object.entries(named)) expect(value, name).toBe(colour(name));
    expect(tints).toEqual([0, 1, 2, 3, 4].map((tint) => colour(`tint-${tint}`)));
  });
});
