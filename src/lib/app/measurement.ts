import type { RungName } from '../compute/index.ts';
import type { Measurement, MeasurementProgress } from '../device/index.ts';
import { formatDayAndTime } from './dates.ts';
import { countOf, formatBytes, formatCount, formatMilliseconds } from './format.ts';

/** A processor route in a table. */
export interface RouteRow {
  name: string;
  /** What the engine reports, or why there are no figures. */
  detail: string;
  /** What sets it apart from the others, in a word. */
  badge?: string;
  /** In the order of the table's columns; none where the route is not there. */
  cells: readonly string[];
}

export interface RouteTable {
  title: string;
  columns: readonly string[];
  rows: readonly RouteRow[];
}

const routeNames: Readonly<Record<RungName, string>> = {
  webnn: 'WebNN',
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'Plain JavaScript'
};
const trainerNames: Readonly<Record<string, string>> = {
  ...routeNames,
  'wasm-threads': 'WebAssembly, several threads'
};
const rankerNames: Readonly<Record<Measurement['ranking'][number]['name'], string>> = {
  wasm: 'WebAssembly, float32',
  'wasm-int8': 'WebAssembly, int8',
  cpu: 'Plain JavaScript, float32'
};
/** People notice what takes longer, ms (Nielsen 1993). */
const NOTICED = 100;

/** Tables of a measurement: the network's answer, the ranking, the training. */
export function measurementTables({ encoder, ranking, training, model }: Measurement): RouteTable[] {
  const timeColumns = ['First call', 'p50', 'p95'];
  const fastest = fastestOf(ranking)?.name;
  const fastestTrainer = training.length > 1 ? fastestOf(training)?.name : undefined;
  return [
    {
      title: 'The network’s answer',
      columns: timeColumns,
      rows: encoder.rungs.map((rung) => {
        const name = routeNames[rung.name];
        if ('problem' in rung) return missingRow(name, rung.problem);
        const software = rung.isSoftware
          ? 'It imitates a GPU on the processor: measured, never chosen. '
          : '';
        return {
          name,
          detail:
            `${rung.description}. ${software}Built in ${formatMilliseconds(rung.build)}; ` +
            `${formatBytes(rung.bytes)}; ${countOf(rung.n, 'call')}.`,
          ...(rung.name === encoder.chosen ? { badge: 'Chosen' } : {}),
          cells: [rung.first, rung.p50, rung.p95].map(formatMilliseconds)
        };
      })
    },
    {
      title: `Ranking ${countOf(model.items, 'song')}`,
      columns: timeColumns,
      rows: ranking.map((ranker) => {
        const name = rankerNames[ranker.name];
        if ('problem' in ranker) return missingRow(name, ranker.problem);
        return {
          name,
          detail:
            `Built in ${formatMilliseconds(ranker.build)}; ${formatBytes(ranker.bytes)}; ` +
            `${countOf(ranker.n, 'call')}.`,
          ...(ranker.name === fastest ? { badge: 'Fastest' } : {}),
          cells: [ranker.first, ranker.p50, ranker.p95].map(formatMilliseconds)
        };
      })
    },
    {
      title: `A step of training, ${countOf(playsOfStep(model), 'play')}`,
      columns: ['p50', 'p95', 'Steps a second'],
      rows: training.map((trainer) => {
        const name = trainerNames[trainer.name] ?? trainer.name;
        if ('problem' in trainer) return missingRow(name, trainer.problem);
        return {
          name,
          detail:
            `${trainer.description}. Built in ${formatMilliseconds(trainer.build)}, first step ` +
            `${formatMilliseconds(trainer.first)}; ${countOf(trainer.n, 'step')}.`,
          ...(trainer.name === fastestTrainer ? { badge: 'Fastest' } : {}),
          cells: [
            formatMilliseconds(trainer.p50),
            formatMilliseconds(trainer.p95),
            formatCount(1000 / trainer.p50)
          ]
        };
      })
    }
  ];
}

/** What it means for the listener, in plain words. */
export function describeMeasurement({ encoder, ranking, training, model }: Measurement): string {
  const answer = encoder.rungs.find((rung) => rung.name === encoder.chosen);
  // Whole scores, not those of rounded vectors.
  const ranker = fastestOf(ranking.filter(({ name }) => name !== 'wasm-int8'));
  const trainer = fastestOf(training);
  if (!answer || !('p50' in answer) || !ranker) return 'This device could not be measured to the end.';
  const own = model.weights === 'learnt' ? 'your ' : '';
  const places = [familyOf(ranker.name), routeNames[answer.name]];
  const elsewhere = places[0] === places[1] ? '' : ` on ${places[1]}`;
  const taken =
    `Ranking ${own}${countOf(model.items, 'song')} takes ${formatMilliseconds(ranker.p50)} on ${places[0]}, ` +
    `and the network’s answer before it ${formatMilliseconds(answer.p50)}${elsewhere}.`;
  const learnt = trainer
    ? ` Training goes through ${formatCount(roundedTo2((playsOfStep(model) * 1000) / trainer.p50))} plays a second.`
    : '';
  const verdict =
    ranker.p50 + answer.p50 < NOTICED
      ? ' Nothing here needs a data centre.'
      : ' That is long enough to notice.';
  return taken + learnt + verdict;
}

/** With what it was measured, and when. */
export function describeMeasured({ measuredAt, model }: Measurement): string {
  const { width, blocks, context, items, weights } = model;
  const network = `${countOf(blocks, 'block')} of width ${width} over the last ${countOf(context, 'play')}`;
  const whose =
    weights === 'learnt'
      ? `your own trained network (${network})`
      : `invented weights for ${countOf(items, 'song')} (${network}), as there is no trained network yet`;
  return `Measured on ${formatDayAndTime(measuredAt)} with ${whose}.`;
}

/** What is being measured at the moment, in a few words. */
export function describeMeasuring(progress: MeasurementProgress | undefined): string {
  switch (progress?.doing) {
    case undefined:
      return 'Reading your model';
    case 'building': {
      const { route = '' } = progress;
      return `Building ${trainerNames[route] ?? route}`;
    }
    case 'encoding':
      return 'Timing the network';
    case 'ranking':
      return 'Timing the ranking';
    case 'training':
      return 'Timing the training';
  }
}

/** The measurement as a file that other programs read. */
export function measurementFile(measurement: Measurement): Blob {
  const { measuredAt, ...rest } = measurement;
  const content = { format: 'earshot-measurement', measuredAt: new Date(measuredAt).toISOString(), ...rest };
  return new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' });
}

function missingRow(name: string, problem: string): RouteRow {
  return { name, detail: problem, cells: [] };
}

function playsOfStep({ batch, context }: Measurement['model']): number {
  return batch * context;
}

function fastestOf<Report extends { name: string }>(
  reports: readonly Report[]
): Extract<Report, { p50: number }> | undefined {
  const timed = reports.filter((report): report is Extract<Report, { p50: number }> => 'p50' in report);
  return timed.toSorted((a, b) => a.p50 - b.p50)[0];
}

function familyOf(ranker: keyof typeof rankerNames): string {
  return routeNames[ranker === 'cpu' ? 'cpu' : 'wasm'];
}

/** To two figures: "67,000", not "66,893". */
function roundedTo2(n: number): number {
  return Number(n.toPrecision(2));
}
