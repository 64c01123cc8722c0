import {
  balanceOf,
  breakEvenBreaks,
  breakEvenListeners,
  PARAMETERS,
  returnsByBreaks,
  returnsByListeners,
  sensitivity,
  workloadsOf,
  type ReturnPoint
} from '$lib/economics/index.ts';
import {
  aboutMillions,
  aboutWithDj,
  formatMillions,
  formatMoney,
  formatNumber,
  formatValue,
  formatWithDj
} from './amounts.ts';
import type { ThesisQuestion } from './question.ts';
import type { BreakEvenChart, BreakEvenLine, TornadoChart } from './shapes.ts';

/** Parameters in the picture; the table has them all. */
const DRAWN = 10;

/** How company and listener together fare as each stated range is gone through, one at a time. */
export function tornadoChart({ recommender, values }: ThesisQuestion): TornadoChart {
  const result = (at: typeof values) => balanceOf(at, recommender).together;
  const base = result(values);
  const swings = sensitivity(values, result);
  const [first] = swings;
  const rows = swings.map(({ id, low, high, atLow, atHigh }) => ({
    key: id,
    name: PARAMETERS[id].name,
    ends: [
      { result: atLow, at: formatValue(PARAMETERS[id], low) },
      { result: atHigh, at: formatValue(PARAMETERS[id], high) }
    ]
  }));
  return {
    title: 'What matters most to company and listener together',
    summary: first
      ? `${formatMoney(base)} a listener and month as things stand; “${PARAMETERS[first.id].name}” ` +
        `moves it most, from ${formatMoney(first.atLow)} to ${formatMoney(first.atHigh)}`
      : `${formatMoney(base)} a listener and month, whatever changes`,
    base,
    rows: rows.slice(0, DRAWN),
    format: formatMoney,
    table: {
      columns: ['Parameter', 'From', 'To', 'Result from', 'Result to'],
      rows: rows.map(({ name, ends }) => [
        name,
        ...ends.map(({ at }) => at),
        ...ends.map(({ result: money }) => formatMoney(money))
      ])
    }
  };
}

/** Millions of listeners that the lines go over. */
const LISTENERS = [1, 1000] as const;
/** Times a month that the DJ speaks: a quarter of an hour with it, to the most that is reckoned with. */
const BREAKS = [1, 160] as const;

export function listenersChart({ recommender, values }: ThesisQuestion): BreakEvenChart {
  const { dj, ranking } = workloadsOf(values, recommender);
  const at = steps(LISTENERS);
  const ofDj = returnsByListeners(values, recommender, 'dj', at);
  const ofRanking = returnsByListeners(values, recommender, 'ranking', at);
  const company = breakEvenListeners(values, dj, 'company');
  const together = breakEvenListeners(values, dj, 'together');
  const alone = breakEvenListeners(values, ranking, 'company');
  return {
    title: 'How many listeners it takes to pay',
    summary:
      `moving the DJ ${pays(company, aboutMillions)}; with the listener’s costs it ` +
      `${pays(together, aboutMillions)}; moving the ranking alone ${pays(alone, aboutMillions)}`,
    xName: 'listeners',
    lines: [
      lineOf('DJ', ofDj, 'company', company, LISTENERS, aboutMillions, true),
      lineOf('DJ + listener', ofDj, 'together', together, LISTENERS, aboutMillions, false),
      lineOf('Ranking', ofRanking, 'company', alone, LISTENERS, aboutMillions, false)
    ].filter(isDrawn),
    ticks: [1, 10, 100, 1000].map((x) => ({ x, text: formatMillions(x) })),
    here: { x: values.listeners, text: formatMillions(values.listeners) },
    table: {
      columns: ['Listeners', 'DJ', 'DJ, with the listener’s costs', 'Ranking alone'],
      rows: returnsByListeners(values, recommender, 'dj', TABLED.listeners).map(({ x, ...point }) => [
        formatMillions(x),
        times(point.company),
        times(point.together),
        times(returnsByListeners(values, recommender, 'ranking', [x])[0]?.company ?? 0)
      ])
    }
  };
}

export function minutesChart({ values }: ThesisQuestion): BreakEvenChart {
  const points = returnsByBreaks(values, steps(BREAKS));
  const company = breakEvenBreaks(values, 'company');
  const together = breakEvenBreaks(values, 'together');
  return {
    title: 'How much listening with the DJ it takes to pay',
    summary:
      `moving the DJ ${pays(company, aboutWithDj)} each month; with the listener’s costs it ` +
      pays(together, aboutWithDj),
    xName: 'a month with the DJ',
    lines: [
      lineOf('DJ', points, 'company', company, BREAKS, aboutWithDj, true),
      lineOf('DJ + listener', points, 'together', together, BREAKS, aboutWithDj, false)
    ].filter(isDrawn),
    ticks: [1, 4, 16, 64].map((x) => ({ x, text: formatWithDj(x) })),
    here: { x: values.breaks, text: formatWithDj(values.breaks) },
    table: {
      columns: ['A month with the DJ', 'DJ', 'DJ, with the listener’s costs'],
      rows: returnsByBreaks(values, TABLED.breaks).map(({ x, ...point }) => [
        formatWithDj(x),
        times(point.company),
        times(point.together)
      ])
    }
  };
}

const TABLED = { listeners: [1, 3, 10, 30, 100, 300, 761], breaks: [1, 2, 4, 8, 16, 32, 64, 160] };

/** Evenly spread over a logarithmic axis. */
function steps([low, high]: readonly [number, number]): number[] {
  return Array.from({ length: 61 }, (_, n) => low * (high / low) ** (n / 60));
}

function lineOf(
  name: string,
  points: readonly ReturnPoint[],
  side: 'company' | 'together',
  crossing: number | undefined,
  [low, high]: readonly [number, number],
  format: (x: number) => string,
  main: boolean
): BreakEvenLine {
  const seen = crossing !== undefined && crossing >= low && crossing <= high;
  return {
    name,
    points: points.map((point) => ({ x: point.x, y: point[side] })).filter(({ y }) => y > 0),
    crossing: seen ? { x: crossing, text: format(crossing) } : undefined,
    main
  };
}

/** Where nothing moves, nothing is spared, and a logarithmic axis has no place for that. */
function isDrawn({ points }: BreakEvenLine): boolean {
  return points.length > 0;
}

function pays(from: number | undefined, format: (x: number) => string): string {
  return from === undefined ? 'never pays' : `pays from ${format(from)} on`;
}

function times(ratio: number): string {
  return `€${formatNumber(ratio)}`;
}
