import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { calendarChart, clockChart, discoveryChart, topChart } from '../../../src/lib/app/index.ts';
import {
  Choice,
  HeatCalendar,
  ListeningClock,
  TimeSeries,
  TopList
} from '../../../src/lib/components/index.ts';
import { calendarOf, computeStatistics, dayOf } from '../../../src/lib/history/index.ts';
import { listeningFrom } from '../../unit/history/listening.ts';

const listening = listeningFrom([
  { at: '2023-12-31 09:00', artist: 'First', title: 'One', album: 'Record' },
  { at: '2024-01-01 21:10', artist: 'Second', title: 'Two' },
  { at: '2024-01-01 21:20', artist: 'Second', title: 'Two' },
  { at: '2024-02-03 21:30', artist: 'Second', title: 'Three', ms: 3_600_000 }
]);
const statistics = computeStatistics(listening, calendarOf(listening, 'UTC'), {
  period: { from: -Infinity, to: Infinity },
  measure: 'plays',
  zone: 'UTC',
  now: Date.UTC(2024, 1, 4)
});

/** Opens the table behind a chart; gives its lines. */
async function tableBehind(title: string): Promise<string[][]> {
  await page.getByText(`Show as table: ${title}`).click();
  const table = page.getByRole('table', { name: title });
  await expect.element(table).toBeVisible();
  return [...table.element().querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent.trim())
  );
}

test('a top list ranks, and has both measures in its table', async () => {
  render(TopList, topChart(statistics, 'artists', 'plays'));
  const items = page.getByRole('list', { name: 'Artists' }).getByRole('listitem');
  await expect.element(items.nth(0)).toHaveTextContent(/Second\s*3 plays/);
  await expect.element(items.nth(1)).toHaveTextContent(/First\s*1 play$/);
  expect(await tableBehind('Artists')).toEqual([
    ['1. Second', '3', '1.1 h'],
    ['2. First', '1', '3 min']
  ]);
});

test('the clock says in words when most is heard', async () => {
  render(ListeningClock, clockChart(statistics, 'plays'));
  const clock = page.getByRole('img', { name: /^Time of day: most between 21:00 and 22:00, 3 plays/ });
  await expect.element(clock).toBeVisible();
  const rows = await tableBehind('Time of day');
  expect(rows).toHaveLength(24);
  expect(rows[21]).toEqual(['21:00 and 22:00', '2 plays', '1 play', '3', '1.1 h']);
});

describe('the calendar', () => {
  test('has a row for every year, newest first, and a table by month', async () => {
    render(HeatCalendar, calendarChart(statistics.days, 'plays'));
    const years = page.getByRole('group', { name: /^Days of/ });
    await expect.element(years.nth(0)).toHaveAccessibleName(/2024/);
    await expect.element(years.nth(1)).toHaveAccessibleName(/2023/);
    expect(await tableBehind('Day by day')).toEqual([
      ['Dec 2023', '1', '3 min', '1'],
      ['Jan 2024', '2', '6 min', '1'],
      ['Feb 2024', '1', '1.0 h', '1']
    ]);
  });

  test('shows the three newest of many years, and the others when asked', async () => {
    const length = 5 * 365;
    const each = new Array<number>(length).fill(1);
    render(HeatCalendar, calendarChart({ first: dayOf(2019, 1, 1), plays: each, ms: each }, 'plays'));
    const years = page.getByRole('group', { name: /^Days of/ });
    await expect.element(years.nth(0)).toHaveAccessibleName(/2023/);
    expect(years.elements()).toHaveLength(3);
    await page.getByRole('button', { name: 'Show 2 earlier years' }).click();
    await expect.element(years.nth(4)).toHaveAccessibleName(/2019/);
  });

  test('tells each day to the keyboard', async () => {
    render(HeatCalendar, calendarChart(statistics.days, 'plays'));
    const year = page.getByRole('group', { name: /^Days of 2024/ });
    (year.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByText('Sat, 3 Feb 2024: 1 play')).toBeVisible();
    await userEvent.keyboard('{ArrowLeft}{ArrowUp}');
    await expect.element(page.getByText('Fri, 26 Jan 2024: 0 plays')).toBeVisible();
  });
});

test.each(['bars', 'line'] as const)('a series of %s labels its greatest or newest value', async (shape) => {
  render(TimeSeries, { shape, ...discoveryChart(statistics) });
  const chart = page.getByRole('img', { name: /^New artists each month: 2 artists/ });
  await expect.element(chart).toBeVisible();
  await expect
    .element(chart)
    .toHaveTextContent(shape === 'bars' ? 'Dec 2023: 1 new artist' : 'Feb 2024: 0 new artists');
  expect(await tableBehind('New artists each month')).toEqual([
    ['Dec 2023', '1', '1', '1', '1'],
    ['Jan 2024', '1', '1', '2', '2'],
    ['Feb 2024', '0', '1', '2', '3']
  ]);
});

test('a choice is a group of radio buttons', async () => {
  const onchange = vi.fn();
  const options = [
    { id: 'plays', name: 'Plays' },
    { id: 'time', name: 'Time' }
  ];
  render(Choice, { label: 'Count by', options, value: 'plays', onchange });
  await expect.element(page.getByRole('group', { name: 'Count by' })).toBeVisible();
  await expect.element(page.getByRole('radio', { name: 'Plays' })).toBeChecked();
  await page.getByRole('radio', { name: 'Time' }).click();
  expect(onchange).toHaveBeenCalledWith('time');
});
