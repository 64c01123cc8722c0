import { askedOf, isChoice, marginOf, type LabQuestion, type Survey } from '$lib/lab/index.ts';
import type { Axis, CurvesChart, EstimatesChart } from './shapes.ts';
import { formatMargin, formatPeople, formatShareOf, nameBudget, speakBudget } from './words.ts';

/** Shares beyond these are cut off: at the smallest budgets intervals reach far outside of what is possible. */
const SHARES = { least: -0.1, most: 0.5 };
const AVERAGES = { least: -0.25, most: 1.25 };
/** So that the ends of the scale are round. */
const STEP = 0.1;

const READING =
  'Upright line: the truth. Dot: the estimate, with an interval that holds the truth 95 times in 100; an arrow where ' +
  'it lies beyond the picture. The people are made up.';

/** What the service learns beside the truth, all on one scale: of a choice a picture for each budget, else one. */
export function surveyCharts(question: LabQuestion, surveys: readonly Survey[]): EstimatesChart[] {
  const asked = askedOf(question.metric);
  const ends = surveys.flatMap(({ truth, intervals }) => [...truth, ...intervals.flat()]);
  const { least, most } = isChoice(asked) ? SHARES : AVERAGES;
  const high = Math.min(most, STEP * Math.ceil(Math.max(...ends) / STEP));
  // Shares begin at nothing, averages near the truth.
  const start = isChoice(asked) ? 0 : Math.max(least, STEP * Math.floor(Math.min(...ends) / STEP));
  const scale = {
    low: Math.max(least, Math.min(start, ...ends)),
    high,
    ticks: [start, (start + high) / 2, high].map((at) => ({ at, text: `${Math.round(at * 100)}\u202f%` }))
  };
  const crowd = `${formatPeople(question.people)} people’s reports say`;
  if (!isChoice(asked)) {
    const rows = surveys.map((survey) => rowOf(nameBudget(survey.budget), survey, 0));
    const summary = `What ${crowd} about the average; ${heldBy(rows)}`;
    return [estimatesChart('The average', summary, 'Budget', rows, scale)];
  }
  return surveys.map((survey) => {
    const rows = asked.domain.options.map((name, option) => rowOf(name, survey, option));
    const summary = `What ${crowd} with ${speakBudget(survey.budget)}; ${heldBy(rows)}`;
    return estimatesChart(nameBudget(survey.budget), summary, 'Answer', rows, scale);
  });
}

type Row = EstimatesChart['rows'][number];

function rowOf(name: string, { truth, estimates, intervals }: Survey, at: number): Row {
  const [low = 0, high = 0] = intervals[at] ?? [];
  return { name, truth: truth[at] ?? 0, estimate: estimates[at] ?? 0, low, high };
}

/** "9 of 10 intervals hold the truth" */
function heldBy(rows: readonly Row[]): string {
  const held = rows.filter(({ truth, low, high }) => low <= truth && truth <= high).length;
  return `${held} of ${rows.length} intervals hold the truth`;
}

function estimatesChart(
  title: string,
  summary: string,
  first: string,
  rows: readonly Row[],
  scale: Pick<EstimatesChart, 'low' | 'high' | 'ticks'>
): EstimatesChart {
  const cells = rows.map(({ name, truth, estimate, low, high }) => [
    name,
    ...[truth, estimate, low, high].map(formatShareOf)
  ]);
  const table = { columns: [first, 'Truth', 'Estimate', 'From', 'To'], rows: cells };
  return { title, summary, reading: READING, ...scale, rows, table };
}

/** Budgets at which curves over epsilon are computed. */
const GRID = Array.from({ length: 41 }, (_, n) => Number((0.05 * 200 ** (n / 40)).toPrecision(3)));
const EPSILON_AXIS: Axis = {
  log: true,
  low: 0.05,
  high: 10,
  ticks: [0.1, 0.5, 2, 8].map((at) => ({ at, text: String(at) }))
};
const CROWDS = [1e3, 1e5, 1e7];

/** How exact the estimates are, by budget, for a few crowds and the one that is chosen. */
export function errorChart(question: LabQuestion): CurvesChart {
  const asked = askedOf(question.metric);
  const one = GRID.map((epsilon) => ({ x: epsilon, y: marginOf(asked, epsilon, 1) }));
  const crowds = [...new Set([...CROWDS, question.people])].sort((a, b) => a - b);
  const lines = crowds.map((people) => ({
    name: formatPeople(people),
    main: people === question.people,
    points: one.map(({ x, y }) => ({ x, y: (100 * y) / Math.sqrt(people) }))
  }));
  const chosen = marginOf(asked, question.look, question.people);
  return {
    title: 'Error by budget',
    summary:
      `With ${formatPeople(question.people)} people and ${speakBudget(question.look)}, ${isChoice(asked) ? 'a share' : 'the average'} is known to within ` +
      `${formatMargin(chosen)}, 95 times in 100`,
    x: EPSILON_AXIS,
    y: {
      log: true,
      low: 0.001,
      high: 100,
      ticks: [0.001, 0.01, 0.1, 1, 10, 100].map((at) => ({ at, text: `±${at}` }))
    },
    xName: 'budget ε, more private ← → more exact',
    yName: 'Error in points, 95 times in 100',
    lines: lines.map((line) => ({
      ...line,
      points: line.points.filter(({ y }) => y <= 100 && y >= 0.001)
    })),
    here: { x: question.look, text: nameBudget(question.look) },
    table: {
      columns: ['Budget', ...lines.map(({ name }) => `${name} people`)],
      rows: GRID.map((epsilon, n) => [
        nameBudget(epsilon),
        ...lines.map(({ points }) => formatMargin((points[n]?.y ?? 0) / 100))
      ])
    }
  };
}
