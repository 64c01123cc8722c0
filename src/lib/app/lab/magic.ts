import { OFF } from '$lib/lab/index.ts';
import type { ChartTable } from '../charts/index.ts';
import { nameBudget } from './words.ts';
import type { MagicTrial } from './magic-trial.svelte.ts';
import bench from './magic-vs-epsilon.json';
import type { CurveLine, CurvesChart } from './shapes.ts';

interface Point {
  ndcg: number;
  low: number;
  high: number;
}

/** What the bench `magic-vs-epsilon` printed, as it printed it. */
export interface MagicFigures {
  commit: string;
  data: { name: string; sha256: string };
  listeners: number;
  items: number;
  seeds: readonly number[];
  curves: readonly { id: string; points: readonly (Point & { epsilon: number })[] }[];
  flat: Readonly<Record<string, Point>>;
}

export const MAGIC: MagicFigures = bench;

const NAMES: Readonly<Record<string, { short: string; long: string }>> = {
  device: { short: 'on the device', long: 'Plays stay on the device, model of other listeners' },
  cloud: { short: 'exact plays', long: 'The cloud has all plays as they are' },
  'sums-exact': { short: 'exact sums', long: 'Sums without noise, plays on the device' },
  popularity: { short: 'popularity', long: 'The same list for everybody, by popularity' },
  local: { short: 'noised plays', long: 'Every play noised on the device, all else in the cloud' },
  sums: { short: 'noised sums', long: 'Noised sums of pairs, plays on the device' },
  'sums-100': { short: 'sums × 100', long: 'The same with 100 times as many people' }
};

const DRAWN_FLAT = ['device', 'cloud', 'popularity'];
const [FIRST, LAST] = [1, 12];

/** How good recommendations are at each budget, and where no budget is spent. */
export function magicChart({ curves, flat, listeners }: MagicFigures): CurvesChart {
  const flats = DRAWN_FLAT.flatMap((id): CurveLine[] => {
    const point = flat[id];
    if (!point) return [];
    const points = [FIRST, LAST].map((x) => ({ x, y: point.ndcg }));
    return [{ name: shortName(id), main: id === 'device', dashed: id !== 'device', points }];
  });
  const budgeted = curves.map(({ id, points }) => ({
    name: shortName(id),
    main: false,
    points: points.map(({ epsilon, ndcg }) => ({ x: epsilon, y: ndcg }))
  }));
  return {
    title: 'What recommendations are worth',
    summary:
      `NDCG@10 of ${listeners} listeners: ${number(flat['device']?.ndcg)} with plays on the device, ` +
      `${number(flat['cloud']?.ndcg)} with exact plays in the cloud, ${number(flat['popularity']?.ndcg)} by popularity`,
    x: {
      log: true,
      low: FIRST,
      high: LAST,
      ticks: [1, 2, 4, 8, 12].map((at) => ({ at, text: String(at) }))
    },
    y: {
      log: false,
      low: 0,
      high: 0.06,
      ticks: [0, 0.02, 0.04, 0.06].map((at) => ({ at, text: at.toFixed(2) }))
    },
    xName: 'budget ε, more private ← → more exact',
    yName: 'NDCG@10: 1 if the next artist always came first',
    lines: [...flats, ...budgeted],
    table: magicTable({ curves, flat })
  };
}

function magicTable({ curves, flat }: Pick<MagicFigures, 'curves' | 'flat'>): ChartTable {
  const row = (id: string, budget: string, { ndcg, low, high }: Point) => [
    NAMES[id]?.long ?? id,
    budget,
    number(ndcg),
    `${number(low)} – ${number(high)}`
  ];
  return {
    columns: ['What', 'Budget', 'NDCG@10', '95 % interval'],
    rows: [
      ...Object.entries(flat).map(([id, point]) =>
        row(id, id === 'device' ? 'nothing leaves' : 'off', point)
      ),
      ...curves.flatMap(({ id, points }) =>
        points.map(({ epsilon, ...point }) => row(id, `ε ${epsilon}`, point))
      )
    ]
  };
}

/** What a trial on invented listeners found, NDCG@10. */
export function trialTable({ exact, tried }: MagicTrial): ChartTable {
  const ndcg = (value: number) => value.toFixed(3);
  return {
    columns: ['Budget', 'On device', 'Sums', 'Plays', 'One list'],
    rows: tried.map(({ budget, local, summed }) => [
      nameBudget(budget),
      ...[exact.device, summed, local, exact.popularity].map((point) => ndcg(point.ndcg))
    ])
  };
}

/** The trial in a sentence; undefined while it has found too little to say. */
export function describeTrial({ exact, tried }: MagicTrial): string | undefined {
  const worse = tried.filter(({ budget, local }) => budget !== OFF && local.ndcg < exact.device.ndcg / 2);
  const last = worse.at(-1);
  if (tried.length === 0) return undefined;
  if (!last) return 'At these budgets the cloud keeps at least half of what the device gives.';
  return `At ${nameBudget(last.budget)} a play the cloud keeps ${Math.round(
    (100 * last.local.ndcg) / exact.device.ndcg
  )} % of what the device gives.`;
}

function shortName(id: string): string {
  return NAMES[id]?.short ?? id;
}

function number(value = 0): string {
  return value.toFixed(4);
}
