import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRanking } from '../../src/lib/compute/index.ts';
import { gateSettings, learnGate } from '../../src/lib/recommender/mixture/learn-gate.ts';
import { COLLECTING, Knowledge, LISTENING } from '../../src/lib/recommender/mixture/knowledge.ts';
import { ranksBy } from '../../src/lib/recommender/mixture/mixture.ts';
import { habit } from '../../src/lib/recommender/parts/habit.ts';
import { MIXED, OWN, PARTS } from '../../src/lib/recommender/parts/index.ts';
import type { Part } from '../../src/lib/recommender/parts/part.ts';
import { type Bench, type Outcome, readCount, UsageError } from './bench.ts';
import { figuresOf, intervalsOf } from './quality/figures.ts';
import { predict, type Predicted } from './quality/predict.ts';
import { type Protocol, protocolOf } from './quality/protocol.ts';
import { type Format, readData } from './quality/read.ts';
import { search } from './quality/search.ts';

const DATASETS: Record<string, { path: string; format: Format }> = {
  '30music': { path: 'data/30music-sample/plays.csv.gz', format: 'plays' },
  's3rec-lastfm': { path: 'data/s3rec-lastfm/LastFM.txt', format: 'leave-one-out' }
};
const FORMATS: readonly string[] = ['plays', 'leave-one-out'] satisfies Format[];
const SEEDS = 5;

/** How well the parts and their mixture predict what listeners of a data set play next, by its protocol. */
export const qualityBench: Bench = {
  usage:
    '[--dataset 30music|s3rec-lastfm] [--data PATH --format plays|leave-one-out] [--own-data-only] [--newest N] ' +
    '[--parts a,b,...] [--search] [--full]   (default: --dataset 30music)',

  async run(args, tell) {
    const { values } = parseArgs({
      args,
      options: {
        dataset: { type: 'string' },
        data: { type: 'string' },
        format: { type: 'string' },
        'own-data-only': { type: 'boolean', default: false },
        newest: { type: 'string' },
        parts: { type: 'string' },
        search: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false }
      }
    });
    const { path, format } = chosenData(values);
    tell(`Reading ${path}`);
    const protocol = protocolOf(readData(path, format), format);
    const ranking = await openRanking(readFileSync('src/lib/compute/ranking/assembly/index.wasm'));
    const tempo = format === 'plays' ? LISTENING : COLLECTING;
    if (values.search) return { results: search(protocol, ranking, tempo, tell) };
    return measure(protocol, {
      parts: chosenParts(values.parts, values['own-data-only']),
      alone: values['own-data-only'],
      newest: values.newest === undefined ? Infinity : readCount('newest', values.newest),
      seeds: values.full ? SEEDS : 1,
      knowledgeOf: (log) => new Knowledge(log, ranking, tempo),
      tell
    });
  }
};

interface Plan {
  parts: readonly Part[];
  /** Only from each listener's own plays: then one part with fixed numbers is all there is to mix. */
  alone: boolean;
  newest: number;
  seeds: number;
  knowledgeOf: (log: Protocol['log']) => Knowledge;
  tell: (line: string) => void;
}

function measure(protocol: Protocol, plan: Plan): Outcome {
  const { parts, alone, seeds, tell } = plan;
  const seconds: Record<string, number> = {};
  const timed = <T>(name: string, work: () => T): T => {
    const started = performance.now();
    const result = work();
    seconds[`seconds.${name}`] = (performance.now() - started) / 1000;
    return result;
  };
  const mixed = MIXED.filter((part) => parts.includes(part));
  const ask = (name: 'tune' | 'test', chosen: readonly Part[]) =>
    timed(name, () => {
      tell(`Learning for the ${name} slice`);
      const knowledge = plan.knowledgeOf(protocol[name].learn);
      const fitted = chosen.map((part) => part.fit(knowledge));
      const mixtures = alone ? [] : [mixed.map((part) => chosen.indexOf(part))];
      const predicted = predict(protocol, protocol[name], fitted, { ...plan, mixtures });
      return { ...predicted, bytes: knowledge.bytes };
    });

  const results: Record<string, number> = {};
  const intervals: Record<string, [number, number]> = {};
  const tested = ask('test', parts);
  const report = (name: string, ranks: readonly number[] = []) => {
    Object.assign(results, figuresOf(name, ranks, tested));
    Object.assign(intervals, intervalsOf(name, ranks, tested));
  };
  parts.forEach(({ id }, p) => {
    report(id, tested.ranks[p]);
  });
  if (alone) {
    report('mixture', tested.ranks[parts.indexOf(habit)]);
  } else {
    const runs = mixtureRuns(ask('tune', mixed), tested, seeds, timed);
    report('mixture', runs[0]);
    if (seeds > 1)
      Object.assign(results, overSeeds(runs.map((ranks) => figuresOf('mixture', ranks, tested))));
  }
  for (const [name, [low, high]] of Object.entries(intervals)) {
    if (name.startsWith('mixture.')) Object.assign(results, { [`${name}.low`]: low, [`${name}.high`]: high });
  }
  return {
    results: {
      ...results,
      cases: tested.plays.length,
      'cases.repeats': tested.repeats.filter(Boolean).length,
      ...seconds,
      'mixture.bytes': tested.bytes
    },
    details: { intervals, mixed: alone ? ['habit'] : mixed.map(({ id }) => id) }
  };
}

/** Ranks by the mixture, for each seed of its gate. */
function mixtureRuns(
  tuned: Predicted,
  tested: Predicted,
  seeds: number,
  timed: <T>(name: string, work: () => T) => T
): number[][] {
  const [tuning] = tuned.mixtures;
  const [testing] = tested.mixtures;
  if (!tuning || !testing) return [];
  return Array.from({ length: seeds }, (_, run) => {
    const settings = gateSettings(tuned.plays.length, run + 1);
    const gate = timed('gate', () => learnGate(tuning, settings));
    return ranksBy(gate, testing, (c) => tested.ranked[c] ?? 0);
  });
}

/** Mean and standard deviation of every figure. */
function overSeeds(runs: readonly Record<string, number>[]): Record<string, number> {
  return Object.fromEntries(
    Object.keys(runs[0] ?? {}).flatMap((name) => {
      const values = runs.map((run) => run[name] ?? 0);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return [
        [`${name}.mean`, mean],
        [`${name}.sd`, Math.sqrt(squares / (values.length - 1))]
      ];
    })
  );
}

function chosenData(values: { dataset?: string; data?: string; format?: string }): {
  path: string;
  format: Format;
} {
  if (values.data !== undefined) {
    if (values.dataset !== undefined) throw new UsageError('--data and --dataset exclude each other.');
    const format = FORMATS.find((one) => one === values.format);
    if (format === undefined) throw new UsageError(`--data needs --format ${FORMATS.join(' or ')}.`);
    return { path: values.data, format: format as Format };
  }
  const name = values.dataset ?? '30music';
  const dataset = Object.hasOwn(DATASETS, name) ? DATASETS[name] : undefined;
  if (!dataset) throw new UsageError(`--dataset is one of ${Object.keys(DATASETS).join(', ')}.`);
  return { ...dataset, path: join(process.env['EARSHOT_SHARED'] ?? '../shared', dataset.path) };
}

function chosenParts(names: string | undefined, alone: boolean): readonly Part[] {
  const allowed: readonly Part[] = alone ? OWN : PARTS;
  if (names === undefined) return allowed;
  return names.split(',').map((name) => {
    const part = allowed.find(({ id }) => id === name);
    if (!part)
      throw new UsageError(`--parts takes some of ${allowed.map(({ id }) => id).join(',')}, not "${name}".`);
    return part;
  });
}
