import { chooseFastest, type InterleavedOptions } from '../calibration.ts';
import type { Memory } from '../memory.ts';
import { messageOf, type Missing } from '../missing.ts';
import { Noise } from '../noise.ts';
import { callTimes, timeFallible, type CallTimes } from '../timing.ts';
import type { AdamSettings, TrainingEngine } from './engine.ts';
import { initialState } from './initial.ts';
import { inventBatch } from './invent.ts';
import type { ModelShape } from './shape.ts';
import { routeKey, type TrainingRoute } from './trainer.ts';

/** What steps of training take; times in ms. */
export interface TrainerFigures extends CallTimes {
  name: string;
  description: string;
  /** With its first weights loaded. */
  build: number;
  /** The first step. */
  first: number;
}

export interface MeasureTrainersOptions extends InterleavedOptions {
  /** As of `openTrainer`, which goes by what is measured here. */
  browser: string;
  memory: Memory<string>;
  onBuild?: (name: string) => void;
}

/** Times one step on invented windows, again and again, on every engine there is. */
export async function measureTrainers(
  routes: readonly Pick<TrainingRoute, 'name' | 'find'>[],
  shape: ModelShape,
  settings: AdamSettings,
  options: MeasureTrainersOptions
): Promise<(TrainerFigures | Missing)[]> {
  const { now, browser, memory, onBuild } = options;
  const present: { name: string; description: string }[] = [];
  const batch = inventBatch(shape, new Noise());
  const noise = new Noise();
  const start = initialState(shape, () => noise.uniform());

  interface Open extends Omit<TrainerFigures, keyof CallTimes> {
    engine: TrainingEngine;
  }
  const open = async ({ name, find }: (typeof routes)[number]): Promise<Open | Missing> => {
    onBuild?.(name);
    let engine: TrainingEngine | undefined;
    try {
      const found = await find();
      if (!found) return { name, problem: 'This device or browser has no such route.' };
      present.push({ name, description: found.description });
      const startedAt = now();
      engine = await found.create(shape, settings);
      engine.load(start);
      const builtAt = now();
      await engine.step(batch);
      const { description } = found;
      return { name, description, engine, build: builtAt - startedAt, first: now() - builtAt };
    } catch (error) {
      engine?.dispose();
      return { name, problem: messageOf(error) };
    }
  };

  const results: (Open | Missing)[] = [];
  try {
    for (const route of routes) results.push(await open(route));
    const engines = results.filter((result) => 'engine' in result);
    const steps = engines.map(({ name, engine }) => [name, () => engine.step(batch)] as const);
    const timed = await timeFallible(new Map(steps), options);
    const reports = results.map((result) => {
      if (!('engine' in result)) return result;
      const { name, description, build, first } = result;
      const samples = timed.get(name);
      if (typeof samples === 'object') return { name, description, build, first, ...callTimes(samples) };
      return { name, problem: `It failed while it was timed: ${samples}` };
    });
    const key = routeKey(browser, present, shape);
    const costs = new Map(reports.flatMap((report) => ('p50' in report ? [[report.name, report.p50]] : [])));
    const best = chooseFastest(costs, await memory.get(key));
    if (best !== undefined) await memory.set(key, best);
    return reports;
  } finally {
    for (const result of results) if ('engine' in result) result.engine.dispose();
  }
}
