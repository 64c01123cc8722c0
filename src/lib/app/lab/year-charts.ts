import { DELTA, lastWeekOf, priorOf, WEEKS, type LabQuestion, type Year } from '$lib/lab/index.ts';
import type { CurveLine, CurvesChart } from './shapes.ts';
import { formatChance, formatEpsilon, nameBudget, speakBudget } from './words.ts';

const WEEK_AXIS = {
  log: false,
  low: 1,
  high: WEEKS,
  ticks: [1, 13, 26, 39, 52].map((at) => ({ at, text: String(at) }))
};

/** What the reports of a year add up to, by each way of reckoning. */
export function accountsChart({ look, cap }: LabQuestion, { accounts }: Year): CurvesChart {
  const last = accounts.at(-1);
  const high = roundUp(WEEKS * look);
  const through = (of: (account: (typeof accounts)[number]) => number) =>
    accounts.map((account) => ({ x: account.week, y: of(account) })).filter(({ y }) => y <= high);
  const flat = (y: number) => [
    { x: 1, y },
    { x: WEEKS, y }
  ];
  const lines: CurveLine[] = [
    { name: 'adding up', main: false, points: through(({ basic }) => basic) },
    { name: 'zCDP', main: false, points: through(({ zcdp }) => zcdp) },
    { name: 'PLD', main: true, points: through(({ pld }) => pld) },
    { name: 'remembered', main: false, points: flat(look) },
    ...(cap <= high ? [{ name: `cap ${cap}`, main: false, dashed: true, points: flat(cap) }] : [])
  ];
  return {
    title: 'What weekly reports add up to',
    summary:
      `After ${WEEKS} fresh reports with ${speakBudget(look)} each: ${formatEpsilon(last?.basic ?? 0)} by adding up, ` +
      `${formatEpsilon(last?.zcdp ?? 0)} by zCDP, ${formatEpsilon(last?.pld ?? 0)} by privacy loss distributions`,
    x: WEEK_AXIS,
    y: { log: false, low: 0, high, ticks: [0, high / 2, high].map((at) => ({ at, text: String(at) })) },
    xName: 'week',
    yName: `Epsilon so far (zCDP and PLD: δ ${DELTA})`,
    lines,
    table: {
      columns: ['Week', 'Adding up', 'zCDP', 'PLD', 'Remembered'],
      rows: accounts.map(({ week, basic, zcdp, pld }) => [
        String(week),
        ...[basic, zcdp, pld, look].map(formatEpsilon)
      ])
    }
  };
}

/** How often the attacker names the right answer, week by week. */
export function averagingChart(question: LabQuestion, { fresh, remembered }: Year): CurvesChart {
  const blind = Math.max(...priorOf(question));
  const lastWeek = lastWeekOf(question);
  const capped = fresh.map((rate, n) => (n < lastWeek ? rate : (fresh[lastWeek - 1] ?? blind)));
  const points = (rates: readonly number[]) => rates.map((rate, n) => ({ x: n + 1, y: 100 * rate }));
  const isCapped = lastWeek < WEEKS;
  const rates = fresh.map((rate, n) => [rate, capped[n] ?? 0, remembered]);
  return {
    title: 'How often the attacker is right',
    summary:
      `${formatChance(fresh[0] ?? 0)} after one report with ${speakBudget(question.look)}, ` +
      `${formatChance(fresh.at(-1) ?? 0)} after ${WEEKS} fresh ones, ${formatChance(remembered)} where one is remembered`,
    x: WEEK_AXIS,
    y: { log: false, low: 0, high: 100, ticks: [0, 50, 100].map((at) => ({ at, text: String(at) })) },
    xName: 'week',
    yName: 'Right guesses in 100',
    lines: [
      { name: 'fresh', main: true, points: points(fresh) },
      ...(isCapped ? [{ name: 'capped', main: false, dashed: true, points: points(capped) }] : []),
      { name: 'remembered', main: false, points: points(fresh.map(() => remembered)) }
    ],
    table: {
      columns: ['Week', 'Fresh each week', `Stopped at a cap of ${question.cap}`, 'Remembered'],
      rows: rates.map((row, n) => [String(n + 1), ...row.map((rate) => (100 * rate).toFixed(1))])
    }
  };
}

/** How far a cap reaches, in words. */
export function describeCap(question: LabQuestion): string {
  const { look, cap } = question;
  const lastWeek = lastWeekOf(question);
  if (lastWeek === 0) return `A cap of ${cap} is below one report at ${nameBudget(look)}: nothing leaves.`;
  if (lastWeek >= WEEKS) return `A cap of ${cap} lets all ${WEEKS} reports at ${nameBudget(look)} through.`;
  return `A cap of ${cap} lets ${lastWeek} ${lastWeek === 1 ? 'report' : 'reports'} at ${nameBudget(look)} through; then nothing more leaves.`;
}

/** The next round number, so that the axis has a round middle too. */
function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((digit) => digit * unit).find((end) => end >= value * (1 - 1e-9)) ?? value;
}
