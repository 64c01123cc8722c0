import { choiceOf, marginOf, type LabQuestion, type Survey } from '$lib/lab/index.ts';
import type { Axis, CurvesChart, EstimatesChart } from './shapes.ts';
import { formatMargin, formatPeople, formatShareOf, nameBudget, speakBudget } from './words.ts';

/** Shares beyond this are cut off: at the smallest budgets intervals reach far outside of what is possible. */
const WIDEST = 0.5;
const LOWEST_SHARE = -0.1;
/** So that the ends of the scale are round. */
const STEP = 0.1;

const READING =
  'Upright line: the truth. Dot: the estimate, with an interval that holds the truth 95 times in 100; an arrow where ' +
  'it lies beyond the picture. The people are made up.';

/** One survey beside the truth, all on one scale. */
export function surveyChart(
  question: LabQuestion,
  survey: Survey,
  surveys: readonly Survey[]
): EstimatesChart {
  const { options } = choiceOf(question.metric).domain;
  const ends = surveys.flatMap(({ intervals }) => intervals.flat());
  const high = Math.min(WIDEST, STEP * Math.ceil(Math.max(...survey.truth, ...ends) / STEP));
  const low = Math.max(LOWEST_SHARE, Math.min(0, ...ends));
  const held = survey.truth.filter((share, option) => {
    const [from = 0, to = 0] = survey.intervals[option] ?? [];
    return from <= share && share <= to;
  }).length;
  const rows = options.map((name, option) => {
    const [from = 0, to = 0] = survey.intervals[option] ?? [];
    return {
      name,
      truth: survey.truth[option] ?? 0,
      estimate: survey.estimates[option] ?? 0,
      low: from,
      high: to
    };
  });
  return {
    title: nameBudget(survey.budget),
    summary:
      `What ${formatPeople(question.people)} people’s reports say with ${speakBudget(survey.budget)}; ` +
      `${held} of ${options.length} intervals hold the truth`,
    reading: READING,
    low,
    high,
    ticks: [0, high / 2, high].map((at) => ({ at, text: `${Math.round(at * 100)}\u202f%` })),
    rows,
    table: {
      columns: ['Answer', 'Truth', 'Estimate', 'From', 'To'],
      rows: rows.map(({ name, truth, estimate, low: from, high: to }) => [
        name,
        ...[truth, estimate, from, to].map(formatShareOf)
      ])
    }
  };
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
  const choice = choiceOf(question.metric);
  const one = GRID.map((epsilon) => ({ x: epsilon, y: marginOf(choice, epsilon, 1) }));
  const crowds = [...new Set([...CROWDS, question.people])].sort((a, b) => a - b);
  const lines = crowds.map((people) => ({
    name: formatPeople(people),
    main: people === question.people,
    points: one.map(({ x, y }) => ({ x, y: (100 * y) / Math.sqrt(people) }))
  }));
  const chosen = marginOf(choice, question.look, question.people);
  return {
    title: 'Error by budget',
    summary:
      `With ${formatPeople(question.people)} people and ${speakBudget(question.look)}, a share is known to within ` +
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
